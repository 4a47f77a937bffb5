import { summary } from '../../engine/summary.js'
import { commandOf, yesOrNo } from '../../engine/commands.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { askedForm } from '../../forms/relevance.js'
import { quote } from '../../forms/prompt.js'
import { dayIn } from '../../kernel/zone.js'
import { event } from '../../records/decide.js'
import type { RecordVersion } from '../../records/record.js'
import { menuLines } from '../menu.js'
import type { TurnPorts, Utterance } from '../ports.js'
import { reviseAtOnce } from '../revise-at-once.js'
import { revise } from '../revise.js'
import type { Known, Routing, Turn } from '../route.js'
import { isUnconfirmed, object } from './dispute.js'

type Ports = Pick<TurnPorts, 'drafts' | 'records' | 'colleagues'>

/** What staff typed for her, to be confirmed; null when there is nothing to confirm any more. */
export async function confirmAsked(
  { forms }: Pick<Routing, 'forms'>,
  ports: Ports,
  { contact }: Known,
  recordId: string,
  { words }: Asking,
): Promise<string | null> {
  const record = await unconfirmed(ports, contact.hubId, recordId)
  const filed = record && (await ports.drafts.find(record.sessionId))
  if (!record || !filed) return null
  const staff = await ports.colleagues.find(contact.hubId, record.typedBy ?? '')
  const form = formIn(await forms.find(ports.drafts, record.form, record.formVersion), words.language)
  const day = dayIn(record.filedAt, contact.zone)
  return words.say('phone.confirm', {
    staff: staff?.name ?? '',
    day: shown({ from: day, to: day }, words),
    title: form.title,
    // Its first line says what it is the summary of.
    answers: summary(askedForm(form, filed.session), filed.session, words).split('\n').slice(1).join('\n'),
  })
}

async function unconfirmed(
  { records }: Pick<TurnPorts, 'records'>,
  hubId: string,
  recordId: string,
): Promise<RecordVersion | null> {
  const record = await records.find(hubId, recordId)
  return record && isUnconfirmed(record) && record.current && record.state !== 'withdrawn' ? record : null
}

/** 「不对，人数是35人」, 「这场不是我们办的」: what is wrong, said at once. */
const WRONG = /不对|不是|不符|有误|错|应该|多了|少了|漏了?|没有|改/u

/** Her answer: that it is right, or that it is not, and then she changes it; null where it is none. */
export async function confirmAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  recordId: string,
  message: Utterance,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, now } = asking
  const yes = yesOrNo(text)
  const wrong = yes === null && WRONG.test(text) && commandOf(text) === null ? text.trim() : null
  if (yes === null && wrong === null) return null
  const record = await unconfirmed(ports, contact.hubId, recordId)
  const turn: Turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply: null, jobs: false }
  const menu = words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  await ports.people.setAsked(contact.id, null)
  if (!record) return { ...turn, reply: menu }
  if (yes) {
    await ports.records.confirm(recordId, now)
    const by = { contactId: contact.id, messageId: message.id }
    const confirmed = event(record, { type: 'confirmed', field: null, from: null, to: null, why: null }, by, now)
    await ports.records.addEvents(contact.hubId, [confirmed])
    return { ...turn, reply: `${words.say('phone.confirmed')}\n${menu}` }
  }
  // Until she has changed it, it is not confirmed, and she is asked again.
  await object(routing, ports, contact, record, wrong, asking)
  const { reply, sessionId } =
    wrong === null
      ? await revise(routing, ports, person, recordId, asking)
      : await reviseAtOnce(routing, ports, person, recordId, wrong, asking)
  const lead = words.say(wrong === null ? 'phone.change_it' : 'phone.passed_on', { said: quote(wrong ?? '', 40) })
  return { ...turn, sessionId, reply: `${lead}\n${reply}`, jobs: true }
}
