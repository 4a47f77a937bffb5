import { step, type Effect, type Input, type Step } from '../engine/step.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { askedAnswers } from '../forms/relevance.js'
import { later } from '../kernel/clock.js'
import { typedRows } from '../records/typed-rows.js'
import { fetchJob } from './fetch-job.js'
import { typedFor } from './phone/filed.js'
import type { OpenDraft as Draft, Person, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'
import { titled } from './whom/title.js'

type Contact = NonNullable<Person['contact']>
type Needs = Pick<Routing, 'forms' | 'newId'>

/** One step of an open draft, with everything it wishes written in the same transaction. */
export async function take(
  routing: Needs,
  ports: TurnPorts,
  contact: Contact,
  draft: Draft,
  input: Input,
  asking: Asking,
  where: { addressId: string; message: Utterance | null },
): Promise<Step> {
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const taken = step(titled(form, draft.whom, asking.words), draft.session, input, asking)
  for (const effect of taken.effects) {
    await carryOut(routing, ports, contact, form, { ...draft, session: taken.session }, effect, asking, where)
  }
  if (taken.session !== draft.session) await ports.drafts.save(draft.id, taken.session, asking.now)
  return taken
}

async function carryOut(
  routing: Needs,
  ports: TurnPorts,
  contact: Contact,
  form: Form,
  draft: Draft,
  effect: Effect,
  asking: Asking,
  where: { addressId: string; message: Utterance | null },
): Promise<void> {
  if (effect.type === 'file_record')
    return file(routing, ports, contact, form, draft, asking, where.message?.id ?? null)
  const { wish, field } = effect
  if (wish.type === 'wake') {
    await ports.outbox.add({
      kind: 'wake',
      key: `wake:${draft.id}:${wish.why}`,
      payload: { addressId: where.addressId, sessionId: draft.id, field, why: wish.why },
      dueAt: later(asking.now, wish.after),
    })
    return
  }
  const said = where.message?.said
  if (!where.message || said?.type !== 'media') throw new Error('a picture is wished for only when one was sent')
  await ports.photos.add({
    id: wish.photo,
    hubId: contact.hubId,
    sessionId: draft.id,
    field,
    messageId: where.message.id,
    channel: where.message.from.channel,
    account: where.message.from.account,
    mediaId: wish.mediaId,
    mediaUrl: said.ref.url ?? null,
    sentAt: where.message.sentAt,
  })
  await ports.outbox.add(fetchJob(wish.photo, where.message.from.account, asking.now))
}

async function file(
  routing: Needs,
  ports: TurnPorts,
  contact: Contact,
  form: Form,
  draft: Draft,
  asking: Asking,
  messageId: string | null,
): Promise<void> {
  const answers = askedAnswers(form, draft.session)
  const rows = typedRows(form, answers)
  const { organisationId, grantId, programmeId, typedBy, spoke } = draft.about
  const grant =
    grantId === null ? await ports.grants.forOrganisation(contact.hubId, organisationId) : { grantId, programmeId }
  const id = routing.newId()
  await ports.records.file(
    {
      id,
      chainId: id,
      version: 1,
      state: 'submitted',
      reason: spoke === null ? null : asking.words.say('phone.spoke', { name: spoke }),
      typedBy,
      idle: false,
      burden: null,
      hubId: contact.hubId,
      ...grant,
      organisationId,
      contactId: draft.contactId,
      sessionId: draft.id,
      form: form.id,
      formVersion: form.version,
      answers: Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, answer.value])),
      periodFrom: rows.period?.from ?? null,
      periodTo: rows.period?.to ?? null,
      filedAt: asking.now,
    },
    rows,
  )
  const record = { id, chainId: id, hubId: contact.hubId, contactId: draft.contactId, typedBy }
  await typedFor(ports, record, spoke, messageId, asking.now)
}
