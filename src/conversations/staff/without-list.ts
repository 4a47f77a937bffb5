import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { Asked, Listing } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import type { Person } from '../ports.js'
import { listShown } from '../record/list.js'
import type { ReviewNeeds, ReviewPorts } from './deciding.js'
import type { ReviewCommand } from './review-commands.js'

type Member = Person & { contact: NonNullable<Person['contact']> }
type List = Asked & { type: 'list' }
type Numbered = Exclude<ReviewCommand, { type: 'list' | 'more' | 'question' | 'photos' }>

/** So much of what she wrote is said back to her. */
const SAID = 40

/** Below a list: which of it what she said is about. */
export const asksOfWhich =
  (text: string, words: Asking['words']) =>
  (count: number): string =>
    words.say(count === 1 ? 'review.foot_then_one' : 'review.foot_then', { said: quote(text.trim(), SAID) })

/** The list that a command means which was said without one on the screen. */
const LIST_OF: Record<Numbered['type'], Exclude<Listing, 'mine'>> = {
  accept: 'waiting',
  accept_saying: 'waiting',
  return: 'waiting',
  whole: 'waiting',
  changes: 'waiting',
  history: 'waiting',
  take_back: 'returned',
  reopen: 'accepted',
  show: 'waiting',
  correct: 'accepted',
}
/** What only looks, or asks once more before anything is done. */
const HARMLESS: Numbered['type'][] = ['show', 'return', 'changes', 'history']
/** In the middle of a form these may be its answer, also with a number: 「1、2 同意」, 「退 30 元」. */
const MAY_ANSWER = /同意|没问题|^\s*退(?!回|给?[他她对])/u
/** These are nothing else, also without a number. */
const PLAIN = /^\s*(?:通过|审核通过|重开|重新打开|打回|撤[回销]退回|accept|approve|reopen|take back)\s*[。.!！]?$/iu
const REVIEWS = /^\s*(?:审|review)/iu

/**
 * The list for a decision that was said without one, where it is about the only record there is and cannot do harm; else that list to look
 * at first. Null when the message is about something else: in the middle of a form, or of a question, only what names a
 * number, or is nothing else, is a decision.
 */
export async function withoutList(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  { contact, draft }: Member,
  asked: Asked | null,
  command: Numbered,
  text: string,
  asking: Asking,
): Promise<List | Aside | null> {
  const { words } = asking
  const of = LIST_OF[command.type]
  const busy = draft !== null || (asked !== null && asked.type !== 'filed')
  const all = command.type === 'accept' && command.all === true
  const named = (command.numbers.length > 0 && !MAY_ANSWER.test(text)) || all || PLAIN.test(text)
  // 「1」 and 「看 1」 may be about any list, 「更正 1」 about what is being filled in.
  if (command.type === 'whole') return null
  if (command.type === 'show' ? !REVIEWS.test(text) : busy && (!named || command.type === 'correct')) return null
  // Her next number is of which.
  const asksWhich = command.numbers.length === 0 && !all && command.type !== 'show' && contact.role === 'staff'
  const foot = asksWhich ? asksOfWhich(text, words) : null
  const first = await listShown(routing, ports, contact, of, 1, asking, null, foot)
  // What waits can be corrected as well.
  const waits = command.type === 'correct' && first.asked === null
  const now = waits ? await listShown(routing, ports, contact, 'waiting', 1, asking, null, foot) : first
  const list = now.asked?.type === 'list' ? now.asked : null
  const only = list?.recordIds.length === 1 && command.numbers.every((number) => number === 1)
  if (list && only && HARMLESS.includes(command.type)) return list
  const form = routing.forms.current.find(({ id }) => id === draft?.session.form)
  // What she wrote to each question is not to be written twice.
  const wrote = 'text' in command && command.text !== '' && !(list && asksWhich)
  const parts = [
    ...(list ? [words.say(asksWhich ? 'review.list_now' : 'review.list_first')] : []),
    now.reply,
    ...(wrote ? [words.say(list ? 'review.said_again' : 'review.said_before', { said: text.trim() })] : []),
    ...(form ? [words.say('staff.draft_waits', { title: formIn(form, words.language).title })] : []),
  ]
  return { reply: parts.join('\n'), asked: list && asksWhich ? { ...list, pending: text } : list }
}
