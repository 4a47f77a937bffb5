import { valuesOf, changesIn } from '../engine/revision.js'
import { overtaken } from '../engine/overtaken.js'
import type { Step } from '../engine/step.js'
import type { Revision, TwinDecision } from '../engine/session.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { askedAnswers } from '../forms/relevance.js'
import type { Because } from '../records/because.js'
import { event } from '../records/decide.js'
import { ACTS } from '../records/lives.js'
import type { Burden, FiledRecord, RecordEvent, RecordVersion } from '../records/record.js'
import { typedRows } from '../records/typed-rows.js'
import { tellCorrected, tellCorrection } from './correction-news.js'
import { isUnconfirmed, tellChanged } from './phone/dispute.js'
import { byHer as owedBy } from './obligations/by.js'
import { filedFor, movedTo } from './obligations/follow.js'
import { typedFor } from './phone/filed.js'
import type { OpenDraft as Draft, Person, TurnPorts } from './ports.js'
import { answersOf } from './revise.js'
import type { Routing } from './route.js'
import { settleTwins } from './twins.js'
import { titled } from './whom/title.js'

type Contact = NonNullable<Person['contact']>
export type FilingNeeds = Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split' | 'calendar'>

/**
 * Writes the record of a session that is filed, or the new version of the one it revises, with all that happened to it. Null when that was
 * done; where somebody was quicker nothing is written, and the step is what she hears instead: the session stays open.
 */
export async function file(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: Contact,
  form: Form,
  draft: Draft,
  decisions: TwinDecision[],
  asking: Asking,
): Promise<Step | null> {
  const { session } = draft
  if (session.revision)
    return fileVersion(routing, ports, contact, form, { ...draft, revision: session.revision }, decisions, asking)
  const answers = askedAnswers(form, session)
  const rows = typedRows(form, answers)
  const { organisationId, grantId, programmeId, typedBy, spoke } = draft.about
  const grant =
    grantId === null ? await ports.grants.forOrganisation(contact.hubId, organisationId) : { grantId, programmeId }
  const id = routing.newId()
  const record: FiledRecord = {
    id,
    chainId: id,
    version: 1,
    state: ACTS.submit.to,
    reason: spoke === null ? null : asking.words.say('phone.spoke', { name: spoke }),
    typedBy,
    idle: session.idle === true,
    burden: burdenOf(session),
    hubId: contact.hubId,
    ...grant,
    organisationId,
    contactId: draft.contactId,
    sessionId: draft.id,
    form: form.id,
    formVersion: form.version,
    answers: valuesOf(answers),
    periodFrom: rows.period?.from ?? null,
    periodTo: rows.period?.to ?? null,
    filedAt: asking.now,
  }
  if (!(await ports.records.file(record, rows))) throw new Error(`a first version of ${id} was refused`)
  const filed = { type: record.state, field: null, from: null, to: record.state, why: 'first_filing' satisfies Because }
  await ports.records.addEvents(contact.hubId, [event(record, filed, byHer(contact, asking), asking.now)])
  await typedFor(routing, ports, record, form, spoke, asking)
  await ports.people.setAsked(contact.id, { type: 'filed', recordId: id, at: asking.now })
  await settleTwins(routing, ports, record, rows.activities, decisions, asking)
  await filedFor(routing, ports, record, draft.about.obligationId, owedBy(contact, asking))
  return null
}

async function fileVersion(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: Contact,
  form: Form,
  draft: Draft & { revision: Revision },
  decisions: TwinDecision[],
  asking: Asking,
): Promise<Step | null> {
  const { records } = ports
  const { session, revision, about } = draft
  const before = await records.hold(contact.hubId, revision.recordId)
  if (!before) throw new Error(`the session ${draft.id} revises a record that is not there`)
  const act = ACTS[revision.type === 'correction' ? 'correct' : 'resubmit']
  const states = act.from.filter((state) => state !== 'withdrawn' || revision.withdrawn)
  const answers = askedAnswers(form, session)
  const rows = typedRows(form, answers)
  const { current: _, confirmedAt: __, stateAt: ___, ...was } = before
  const record: FiledRecord = {
    ...was,
    id: routing.newId(),
    version: was.version + 1,
    state: act.to,
    reason: revision.reason,
    idle: session.idle === true,
    burden: burdenOf(session),
    // What staff correct stays hers who filed it.
    typedBy: revision.byHub ? was.typedBy : about.typedBy,
    contactId: draft.contactId,
    sessionId: draft.id,
    answers: valuesOf(answers),
    periodFrom: rows.period?.from ?? null,
    periodTo: rows.period?.to ?? null,
    filedAt: asking.now,
  }
  if (!(await records.file(record, rows, { recordId: before.id, states })))
    return late(ports, contact.hubId, titled(form, draft.whom, asking.words), session, before, asking)
  await records.addEvents(contact.hubId, changed(before, record, form, draft, contact, asking))
  await settleTwins(routing, ports, record, rows.activities, decisions, asking)
  await movedTo(routing, ports, record, owedBy(contact, asking, record.reason))
  await ports.people.setAsked(contact.id, { type: 'filed', recordId: record.id, at: asking.now })
  const filed = { form, session, record }
  await typedFor(routing, ports, record, form, null, asking)
  if (about.typedBy !== null) await tellCorrected(routing, ports, contact, filed, asking)
  else if (isUnconfirmed(before)) await tellChanged(routing, ports, contact, filed, asking)
  if (act === ACTS.correct) await tellCorrection(routing, ports, contact, before, filed, asking)
  return null
}

function burdenOf({ burden }: Draft['session']): Burden | null {
  if (!burden) return null
  const { activeMs, ...counted } = burden
  return { ...counted, activeSeconds: Math.round(activeMs / 1000) }
}

const byHer = ({ id: contactId }: Contact, { messageId }: Asking) => ({ contactId, messageId: messageId || null })

/** That there is a new version, and one event for each question it answers differently. */
function changed(
  before: RecordVersion,
  record: FiledRecord,
  form: Form,
  { session, revision }: Draft & { revision: Revision },
  contact: Contact,
  asking: Asking,
): RecordEvent[] {
  const of = (what: Parameters<typeof event>[1]) => event(record, what, byHer(contact, asking), asking.now)
  const why = record.reason ?? becauseOf(before, revision)
  return [
    of({ type: record.state, field: null, from: before.state, to: record.state, why }),
    ...changesIn(form, session, asking.words).map(({ field, from, to }) =>
      of({ type: 'changed', field: field.key, from, to, why }),
    ),
  ]
}

const becauseOf = ({ state }: RecordVersion, { type }: Revision): Because =>
  type === 'returned'
    ? 'answers_return'
    : state === 'withdrawn'
      ? 'edited_after_withdrawal'
      : 'edited_before_acceptance'

/** Somebody was quicker than her. */
async function late(
  { records }: Pick<TurnPorts, 'records'>,
  hubId: string,
  form: Form,
  session: Draft['session'],
  before: RecordVersion,
  asking: Asking,
): Promise<Step> {
  const now = before.current ? before : await records.current(hubId, before.chainId)
  if (!now) throw new Error(`no version of the record ${before.chainId} counts`)
  const { contactName = '' } = (await records.listedOne(hubId, now.id)) ?? {}
  const state = now.state === 'accepted' || now.state === 'corrected' || now.state === 'withdrawn' ? now.state : 'open'
  const answers = await answersOf(records, now)
  return overtaken(form, session, { recordId: now.id, state, answers, by: contactName }, asking)
}
