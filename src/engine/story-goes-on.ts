import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { mayBeRow } from '../forms/looks.js'
import { isDone } from '../forms/prompt.js'
import { millisOf } from '../kernel/clock.js'
import type { Turn } from './turn.js'

/** So long a text begins a story that goes on. */
const STORY = 20
/** Where it came in parts so much is one more. */
export const PART = 8
/** So long after a story its rest is still on its way. */
const JUST_NOW_MS = 3 * 60_000
/** Nobody reads the next question and writes so much in answer to it so soon: it was pasted, or being written already. */
const AT_ONCE_MS = 30_000
/** 「第6张跟第7张差不多」, 「照片1说明改成 开场」: of the pictures that are asked for. */
const OF_PICTURES = /第\s*\d{1,2}\s*张|照片/u
/** 「再加一句，…」: what follows is of a text that she wrote. */
const ADDS =
  /^(?:我|那|嗯|还要)?(?:再(?:加|写|补|说|补充)(?:上)?(?:一?[句点段些下]|两句)|补充(?:一?[句点段下]|两句))[，,。：:\s]/u
export const addsTo = (said: string): boolean => ADDS.test(said)
/** How the next of several sentences begins. */
const NEXT =
  /^(?:另外|还有|此外|同时|后来|接着|然后|而且|并且|最后|其次|第[二三四](?![天场次题])|[二三四]是|再有|再就是|又|also\b|then\b|besides\b|in addition\b)/iu

/**
 * Whether a text that is no answer here goes on with the story that was just ended at `last`: sentences, and nothing of what is asked here;
 * behind a story that came in parts, also a shorter one. Where words of any kind are asked for, only one that comes at once.
 */
export function goesOn({ session, asking }: Turn, here: Field, last: Field, said: string): boolean {
  const told = session.answers[last.key]
  if (last === here || !kindOf(last).reopen || !kindOf(last).free) return false
  if (typeof told?.value !== 'string' || told.value.length < STORY) return false
  if (kindOf(here).hears === 'image' && OF_PICTURES.test(said)) return false
  const since = session.undo?.saidAt ? millisOf(asking.now) - millisOf(session.undo.saidAt) : Infinity
  if (since > JUST_NOW_MS) return false
  const ended = isDone(session.undo?.said ?? '')
  const inParts = !ended && told.from.length > 1 && since <= AT_ONCE_MS
  if (kindOf(here).free) return inParts && said.length >= STORY
  const { columns = [], choices = [] } = here.options as { columns?: Field[]; choices?: { label: string }[] }
  const names = [here, ...columns, ...choices].map(({ label }) => label)
  const next = NEXT.test(said) || addsTo(said)
  const days = columns.filter((column) => column.required && kindOf(column).spots === 'all')
  const dated = days.every((column) => kindOf(column).spot?.(column, said, asking))
  const tries = columns.length > 0 && mayBeRow(said) && dated && !inParts && !next
  const tells = inParts || (/[，。；！]/u.test(said) && !names.some((name) => said.includes(name)))
  return said.length >= (inParts ? PART : STORY) && !tries && (next || tells)
}
