import type { Day } from '../kernel/day.js'
import type { Instant } from '../kernel/clock.js'
import type { ExtractedActivity, Read, Span } from './activity.js'

/** What a conversation knows when a text comes: nothing here is stored by extraction. */
export interface Context {
  /** The hub's zone, in which 昨天 is counted. */
  zone: string
  /** The period that the open draft is about. */
  period: { from: Day; to: Day } | null
  /** What was last read from this person, which 「不对，是35人」 puts right. */
  last: ExtractedActivity[]
}

/** Something that is asked, not guessed: the value is missing or less sure than `SURE`. */
export interface Doubt {
  /** Which of `activities`. */
  activity: number
  field: 'date' | 'title' | 'place' | 'attendance' | 'breakdown' | 'expense' | 'status'
  /** What it may be, the likeliest first; none where nothing was read. */
  maybe: Read<unknown>[]
}

/** What a text meant. Every outcome is named; a conversation does something else with each. */
export type Understanding =
  /** It tells of activities: they fill the draft, and only the doubts are asked. */
  | { type: 'activities'; activities: ExtractedActivity[]; doubts: Doubt[] }
  /** It puts one right that was told before: `last[index]` takes what `changed` names. */
  | { type: 'correction'; index: number; changed: Partial<ExtractedActivity>; span: Span }
  /** A question, thanks, office routine: not for the draft. */
  | { type: 'nothing' }

/**
 * The port through which a conversation reads free text. The rules answer at once and cannot fail; a model, where one is set, answers later and
 * may not come: a conversation takes what the rules say and, when the model's answer comes, asks about what differs.
 */
export interface Extractor {
  understand(text: string, sentAt: Instant, context: Context): Promise<Understanding>
}
