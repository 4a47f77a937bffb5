import { readAt } from '../../engine/answer.js'
import { currentField, heldOf, numberOf, turnOf, type Turn as At } from '../../engine/turn.js'
import type { Asking } from '../../forms/field-kind.js'
import { decodeDays } from '../../forms/days-kind.js'
import { formIn } from '../../forms/form.js'
import { isTold } from '../../forms/kinds/place.js'
import { bare, quote } from '../../forms/prompt.js'
import { decodeDraft } from '../../forms/table-draft.js'
import { dayIn } from '../../kernel/zone.js'
import { menuLines } from '../menu.js'
import { draftCue } from '../open-draft.js'
import type { OpenDraft, TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { titled } from '../whom/title.js'
import { keepTold } from './keep-told.js'
import { told } from './propose.js'
import { turnSaying } from './turn-saying.js'
import { targetOf } from './target.js'
import { mayTell, mostTold, understand, type Understood } from './understand.js'

/** 「另一场」: in words, for a number right behind 提交 may be its second tap. */
const ANOTHER = /^(?:我?要?[记填写报说]?)(?:一下)?(?:刚才)?(?:那|另|另外|下)一?场(?:活动)?$|^(?:the )?other one$/iu

/** 「还有一场，在敬老院做义诊」. */
const ONE_MORE =
  /^(?:对了|哦|那|另外|再说)*[，,\s]*(?:还有|另有|另外|我们还|又)(?:有|办了|做了|搞了)?[一两][场次]\S*.{0,30}(?:办|做|搞|开|去|来)/u
/** 「上周还去敬老院包了饺子」. */
const ALSO =
  /^.{0,10}?(?:还|又)(?:去|到|在|办|做|搞|开|给|组织|带|跑)(?=\S*[去到]|.*(?:[到搞办做开花包看听]了|\d+\s*[个多来余]*(?:人|名|位|户|家|老人|孩子|家长|学生)))/u
/** Longer is told by a whole message, and read as one. */
const MOST = 60

/**
 * What tells of another activity at a question that it cannot answer: it is kept for her until this one is done. Null where it is none.
 */
export async function anotherBeside(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { draft } = person
  const { said } = message
  if (!draft || said.type !== 'text' || said.text.length > MOST) return null
  const whole = !(isTold(said.text) || ONE_MORE.test(said.text) || ALSO.test(said.text))
  if (whole && !mayTell(said.text)) return null
  const turn = await atDraft(routing, ports, draft, asking)
  const field = currentField(turn)
  const target = targetOf(turn.form, null)
  if (!field || !target) return null
  // Nothing is known of this one yet: which of the two it is, she says.
  if (target.one && field.feeds === 'activity.title' && ONE_MORE.test(said.text)) {
    const { sentAt, now: at } = asking
    const asked = { type: 'answer_or_told' as const, said: said.text, from: message.id, sentAt, at }
    await ports.people.setAsked(person.contact.id, asked)
    const values = { said: quote(said.text), label: field.label, number: numberOf(turn.form, field) }
    return turnSaying(person, draft.id, [asking.words.say('told.or_answer', values)])
  }
  if (readAt(turn, field, said).type !== 'misread') return null
  if (whole && !(target.one && isOtherDay(turn, understand(said.text, asking.today)))) return null
  const title = turn.form.fields.find(({ feeds }) => feeds === 'activity.title')
  const begun = target.one ? title !== undefined && turn.session.answers[title.key]?.value : rowOpen(turn)
  return begun ? keptForLater(routing, ports, person, draft, message, asking) : null
}

/** Whether it tells of what was done on another day than the activity that is being filled in. */
function isOtherDay({ form, session }: At, told: Understood | null): boolean {
  const field = form.fields.find(({ feeds }) => feeds === 'activity.date')
  const value = field && session.answers[field.key]?.value
  const [only] = told?.activities ?? []
  const day = only?.facts['activity.date']
  if (!told || !only || !value || day === undefined || mostTold(told) < 3) return false
  return !day.startsWith(decodeDays(value).from)
}

/** Kept for her, as it was said: she hears when she can go on with it. */
export async function keptForLater(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  draft: OpenDraft,
  { id: from, said, sentAt }: Utterance,
  asking: Asking,
): Promise<Turn> {
  if (said.type !== 'text') throw new Error('only what was written is kept')
  await keepTold(ports, person.contact.id, { said: said.text, from, sentAt })
  const { form } = await atDraft(routing, ports, draft, asking)
  const of = targetOf(form, null)?.one === false && !draft.session.revision ? 'told.another_row' : 'told.another'
  return turnSaying(person, draft.id, [
    asking.words.say(of, { title: form.title }),
    await draftCue(routing, ports, draft, asking),
  ])
}

const atDraft = async (
  { forms }: Pick<Routing, 'forms'>,
  { drafts }: Pick<TurnPorts, 'drafts'>,
  { session, whom }: OpenDraft,
  asking: Asking,
): Promise<At> =>
  turnOf(
    formIn(
      titled(await forms.find(drafts, session.form, session.formVersion), whom, asking.words),
      asking.words.language,
    ),
    session,
    asking,
  )

/** At the table of activities: whether something of a row is still asked. */
function rowOpen(turn: At): boolean {
  const field = currentField(turn)
  const { partial } = field?.feeds === 'activities' ? heldOf(turn, field) : { partial: null }
  const rows = partial && decodeDraft(partial.value)
  return rows !== null && (rows.pending.length > 0 || rows.editing !== null || rows.closing === true)
}

/**
 * After a draft, or in it where rows are asked and none is open: that another activity, told in the middle of something, is kept, and how to go
 * on with it; said once. Null where none is.
 */
export async function anotherKept(
  routing: Pick<Routing, 'forms'>,
  { people, drafts }: Pick<TurnPorts, 'people' | 'drafts'>,
  { addressId, contact: before, draft }: Known,
  over: boolean,
  asking: Asking,
): Promise<string | null> {
  const { words } = asking
  // What is not kept yet is not looked for.
  if (!over && before.asks.every((ask) => ask.type !== 'told' || ask.offered)) return null
  // What was offered her for the story and is in no answer would be gone with the draft.
  for (const { said, from } of (over && draft?.session.aside?.all) || [])
    await keepTold({ people }, before.id, { said, from, sentAt: asking.sentAt })
  const person = await people.holdById(addressId)
  const contact = person?.contact
  const kept = contact?.asks.find((ask) => ask.type === 'told' && (over ? ask.offered !== true : !ask.offered))
  if (!contact || kept?.type !== 'told') return null
  if (!over) {
    const turn = person?.draft && (await atDraft(routing, { drafts }, person.draft, asking))
    if (!turn || turn.session.revision || currentField(turn)?.feeds !== 'activities' || rowOpen(turn)) return null
  }
  // What she was shown last is what 「另一场」 means.
  const asks = [...contact.asks.filter((ask) => ask !== kept), { ...kept, offered: over || ('rows' as const) }]
  await people.setAsks(contact.id, asks)
  return words.say(mayTell(kept.said) || /[场次]|活动/u.test(kept.said) ? 'told.another_kept' : 'told.more_kept', {
    said: quote(kept.said, 30),
  })
}

/** Her wish to go on with it: it is said back as if she had just told it, its days counted from when she did. */
export async function anotherTold(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  if (said.type !== 'text' || !ANOTHER.test(bare(said.text))) return null
  const { contact, draft } = person
  // Of several that wait the one that she told, or was shown, last: they stand in that order.
  const kept = contact.asks.findLast((ask) => ask.type === 'told')
  if (!kept) return null
  // One activity has no room for another.
  const at = draft && (await atDraft(routing, ports, draft, asking))
  if (at && (at.session.revision || targetOf(at.form, null)?.one !== false || rowOpen(at))) return null
  await ports.people.setAsks(
    contact.id,
    contact.asks.filter((one) => one !== kept),
  )
  const then = { ...asking, today: dayIn(kept.sentAt, contact.zone) }
  const turn = await told(routing, ports, person, kept.from, kept.said, then, draft !== null)
  if (turn) return turn
  const unread = asking.words.say('told.another_unread', { said: quote(kept.said, MOST) })
  return draft
    ? turnSaying(person, draft.id, [unread, await draftCue(routing, ports, draft, asking)])
    : turnSaying(person, null, [
        unread,
        asking.words.say('told.menu', { forms: menuLines(routing.forms.current, asking.words) }),
      ])
}
