import { summary } from '../../engine/summary.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { askedForm } from '../../forms/relevance.js'
import { dayIn } from '../../kernel/zone.js'
import type { RecordVersion } from '../../records/record.js'
import type { TurnPorts } from '../ports.js'
import type { Contact, Routing } from '../route.js'
import { isUnconfirmed } from './dispute.js'

type Ports = Pick<TurnPorts, 'drafts' | 'records' | 'colleagues'>

/** What staff typed for her, to be confirmed, in one line where all of it stands above (`isAbove`); null when there is nothing to confirm any more. */
export async function confirmAsked(
  { forms }: Pick<Routing, 'forms'>,
  ports: Ports,
  contact: Pick<Contact, 'hubId' | 'zone'>,
  recordId: string,
  { words }: Asking,
  isAbove = false,
): Promise<string | null> {
  const record = await unconfirmed(ports, contact.hubId, recordId)
  const filed = record && (await ports.drafts.find(record.sessionId))
  if (!record || !filed) return null
  const staff = await ports.colleagues.find(contact.hubId, record.typedBy ?? '')
  const form = formIn(await forms.find(ports.drafts, record.form, record.formVersion), words.language)
  if (isAbove) return words.say('phone.confirm_short', { title: form.title })
  const day = dayIn(record.filedAt, contact.zone)
  return words.say('phone.confirm', {
    staff: staff?.name ?? '',
    day: shown({ from: day, to: day }, words),
    title: form.title,
    // Its first line says what it is the summary of.
    answers: summary(askedForm(form, filed.session), filed.session, words, true).split('\n').slice(1).join('\n'),
  })
}

/** The record, where it counts and she has not said that it is right. */
export async function unconfirmed(
  { records }: Pick<TurnPorts, 'records'>,
  hubId: string,
  recordId: string,
): Promise<RecordVersion | null> {
  const record = await records.find(hubId, recordId)
  return record && isUnconfirmed(record) && record.current && record.state !== 'withdrawn' ? record : null
}
