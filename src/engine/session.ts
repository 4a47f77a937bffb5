import type { Instant } from '../kernel/clock.js'
import type { Json } from '../kernel/json.js'

/** An answer as stored (encoded by its kind), with the messages it came from. `value: null` is a question skipped. */
export interface Answer {
  value: Json | null
  from: string[]
}

/** What the kind of a question holds of an unfinished answer, and the messages so far. */
export interface Unfinished {
  value: Json
  from: string[]
}

/** Where a conversation stands. */
export type At =
  | { type: 'asking'; field: string }
  /** 改 3 from the summary: after this answer back to the summary. */
  | { type: 'changing'; field: string }
  /** The whole is shown: 1 提交 2 修改. */
  | { type: 'summary' }
  /** 2 修改: asked which question. */
  | { type: 'choosing' }
  /** Asked whether to throw the draft away; `back` is where to go on when not. */
  | { type: 'confirming_cancel'; back: At }
  /** Asked whether to empty a question that holds something. */
  | { type: 'confirming_clear'; field: string; back: At }
  | { type: 'filed' }
  | { type: 'cancelled' }

/** A conversation about one form: plain data that a person and SQL can read. It stays on the form version it began with. */
export interface Session {
  form: string
  formVersion: number
  answers: Record<string, Answer>
  at: At
  /** Answers given in several messages and not finished, by question: none is lost when another question comes between. */
  partials: Record<string, Unfinished>
  /** Failed readings of the current question in a row. */
  misses: number
  /** 暂停: the person left on purpose; the next word brings the draft back. */
  paused: boolean
  /** When the person last spoke here; after a long silence the next word is greeted with 「上次填到第 4 题」. */
  heardAt: Instant
  /** Where the form asks for pictures more than once: when it did, by the time of the message that was answered with it. */
  picturesAsked?: { field: string; at: Instant }[]
}
