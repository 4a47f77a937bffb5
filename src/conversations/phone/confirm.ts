import { summary } from '../../engine/summary.js'
import { commandOf, yesOrNo } from '../../engine/commands.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { askedForm } from '../../forms/relevance.js'
import { dayIn } from '../../kernel/zone.js'
import type { RecordVersion } from '../../records/record.js'
import { menuLines } from '../menu.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'

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
  return record?.typedBy && record.confirmedAt === null && record.current && record.state !== 'withdrawn'
    ? record
    : null
}

/** Her answer: that it is right, that it is not, or (`wrong`) what is not; null where it is none. */
export async function confirmAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { recordId, wrong }: { recordId: string; wrong: boolean },
  message: Utterance,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, now } = asking
  const yes = wrong ? null : yesOrNo(text)
  if (!wrong && yes === null) return null
  if (['cancel', 'pause', 'back'].includes(commandOf(text)?.type ?? '')) return null
  const record = await unconfirmed(ports, contact.hubId, recordId)
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  const menu = words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  const done = contact.asks.filter((ask) => ask.type !== 'confirm_record' || ask.recordId !== recordId)
  if (yes === false) {
    await ports.people.setAsked(contact.id, { type: 'confirm_record', at: now, recordId, wrong: true })
    return { ...turn, reply: words.say('phone.what_is_wrong'), jobs: false }
  }
  await ports.people.setAsked(contact.id, null)
  await ports.people.setAsks(contact.id, done)
  if (!record) return { ...turn, reply: menu, jobs: false }
  const { chainId, form, formVersion, filedAt } = record
  const event = {
    chainId,
    recordId,
    field: null,
    from: null,
    to: null,
    byContactId: contact.id,
    messageId: message.id,
    at: now,
  }
  if (yes) {
    await ports.records.confirm(recordId, now)
    await ports.records.addEvents(contact.hubId, [{ ...event, type: 'confirmed', why: null }])
    return { ...turn, reply: `${words.say('phone.confirmed')}\n${menu}`, jobs: false }
  }
  await ports.records.addEvents(contact.hubId, [{ ...event, type: 'objected', why: text }])
  const filed = await routing.forms.find(ports.drafts, form, formVersion)
  const day = dayIn(filedAt, contact.zone)
  await tellStaffOf(
    routing,
    ports,
    contact.hubId,
    (theirs) =>
      theirs.say('phone.objection', {
        name: contact.name,
        organisation: contact.organisationName,
        title: formIn(filed, theirs.language).title,
        day: shown({ from: day, to: day }, theirs),
        text,
      }),
    now,
  )
  return { ...turn, reply: `${words.say('phone.objected')}\n${menu}`, jobs: true }
}
