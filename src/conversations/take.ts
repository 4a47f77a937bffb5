import { step, type Effect, type Input, type Step } from '../engine/step.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { askedAnswers } from '../forms/relevance.js'
import { later } from '../kernel/clock.js'
import { typedRows } from '../records/typed-rows.js'
import { fetchJob } from './fetch-job.js'
import type { Person, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'

type Contact = NonNullable<Person['contact']>
type Draft = NonNullable<Person['draft']>
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
  const taken = step(form, draft.session, input, asking)
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
  if (effect.type === 'file_record') return file(routing, ports, contact, form, draft, asking)
  const { wish, field } = effect
  if (wish.type === 'wake') {
    await ports.outbox.add({
      kind: 'wake',
      key: `wake:${draft.id}:${field}:${wish.why}`,
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
): Promise<void> {
  const answers = askedAnswers(form, draft.session)
  const rows = typedRows(form, answers)
  const grant = await ports.grants.forOrganisation(contact.hubId, contact.organisationId)
  const id = routing.newId()
  await ports.records.file(
    {
      id,
      chainId: id,
      version: 1,
      state: 'submitted',
      reason: null,
      typedBy: null,
      idle: false,
      burden: null,
      hubId: contact.hubId,
      ...grant,
      organisationId: contact.organisationId,
      contactId: contact.id,
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
}
