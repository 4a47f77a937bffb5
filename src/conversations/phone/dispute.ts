import { commandOf, isSmallTalk } from '../../engine/commands.js'
import { changesIn } from '../../engine/revision.js'
import type { Session } from '../../engine/session.js'
import type { Asking } from '../../forms/field-kind.js'
import { type Form, formIn } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import { type Because, inWords } from '../../records/because.js'
import { event } from '../../records/decide.js'
import type { RecordVersion } from '../../records/record.js'
import type { NamedEvent } from '../../records/record-reads.js'
import type { FilingNeeds } from '../file.js'
import type { TurnPorts } from '../ports.js'
import { differenceLines } from '../record/shown.js'
import type { Contact } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'

/** Less says nothing. */
const LEAST = 4
const LONG = 200

/** 「那天根本没办活动」, 「没有这回事」: nothing of it is to be changed, all of it is to go. */
export const NOT_AT_ALL =
  /没有?(?:这回事|这件事|这一?[场次份]|(?:办|搞|开展?|举办|举行)(?:成|过|活动|这|$|[，,。!！])|活动$)|根本没|没填过|不该有/u

type Typed = Pick<RecordVersion, 'typedBy' | 'confirmedAt'>

/** Whether staff typed it and she has not said that it is right. */
export const isUnconfirmed = ({ typedBy, confirmedAt }: Typed): boolean => typedBy !== null && confirmedAt === null

/** What she said was wrong of this version, the last time: empty where she said only that something is; null where she said nothing of the kind. */
export function objectionTo(events: Pick<NamedEvent, 'recordId' | 'type' | 'why'>[], recordId: string): string | null {
  const last = events.findLast((one) => one.recordId === recordId && one.type === 'objected')
  return last ? (inWords(last.why) ?? '') : null
}

/** The same of a record as it is listed; null also where staff did not type it, or she said since that it is right. */
export async function openObjection(
  { records }: Pick<TurnPorts, 'records'>,
  hubId: string,
  record: Pick<RecordVersion, 'id' | 'chainId'> & Typed,
): Promise<string | null> {
  return isUnconfirmed(record) ? objectionTo(await records.events(hubId, record.chainId), record.id) : null
}

/** She says that what staff typed for her is not right, and perhaps what: it is among what happened to the record, and staff hear it. */
export async function object(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: Contact,
  record: RecordVersion,
  why: string | null,
  asking: Asking,
): Promise<void> {
  const by = { contactId: contact.id, messageId: asking.messageId || null }
  const said = why ?? ('said_to_be_wrong' satisfies Because)
  const objected = event(record, { type: 'objected', field: null, from: null, to: null, why: said }, by, asking.now)
  await ports.records.addEvents(contact.hubId, [objected])
  const form = await routing.forms.find(ports.drafts, record.form, record.formVersion)
  const { name, organisationName: organisation } = contact
  await tellStaffOf(
    routing,
    ports,
    contact.hubId,
    (theirs) => {
      const values = { name, organisation, title: formIn(form, theirs.language).title }
      return why === null
        ? theirs.say('phone.objection', values)
        : theirs.say('phone.objection_said', { ...values, said: quote(why, LONG) })
    },
    asking.now,
  )
}

/**
 * What she says is wrong of what staff typed for her, where it changes no answer: staff hear it in her words. `after` is the conversation with
 * what she said. Null for anything else.
 */
export async function saidWhatIsWrong(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: Contact,
  before: Session,
  after: Session,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const { revision, at } = before
  if (!revision || at.type !== 'choosing' || after.at !== at || after.answers !== before.answers) return null
  if (Array.from(text.trim()).length < LEAST || commandOf(text) || isSmallTalk(text)) return null
  const record = await ports.records.find(contact.hubId, revision.recordId)
  if (!record || !isUnconfirmed(record)) return null
  await object(routing, ports, contact, record, text.trim(), asking)
  const heard = asking.words.say('phone.passed_on', { said: quote(text.trim(), 40) })
  return NOT_AT_ALL.test(text) ? `${heard}${asking.words.say('phone.cancel_first')}` : heard
}

/** She changed what staff typed for her: they hear what. */
export async function tellChanged(
  routing: FilingNeeds,
  ports: TurnPorts,
  { name, organisationName: organisation, hubId }: Contact,
  { form, session }: { form: Form; session: Session },
  { now }: Asking,
): Promise<void> {
  const news = (words: Asking['words']) => {
    const own = formIn(form, words.language)
    const changes = differenceLines(changesIn(own, session, words), words)
    return [words.say('phone.changed', { name, organisation, title: own.title }), ...changes].join('\n')
  }
  await tellStaffOf(routing, ports, hubId, news, now)
}
