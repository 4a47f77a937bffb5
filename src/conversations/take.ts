import { step, type Effect, type Input, type Step } from '../engine/step.js'
import type { TwinDecision } from '../engine/session.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { askedAnswers } from '../forms/relevance.js'
import { later } from '../kernel/clock.js'
import type { Burden, FiledRecord } from '../records/record.js'
import { typedRows } from '../records/typed-rows.js'
import { fetchJob } from './fetch-job.js'
import { typedFor } from './phone/filed.js'
import type { OpenDraft as Draft, Person, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'
import { lookForTwins, settleTwins } from './twins.js'
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
  const asked = titled(form, draft.whom, asking.words)
  const taken = await looked(step(asked, draft.session, input, asking))
  for (const effect of taken.effects) {
    await carryOut(routing, ports, contact, form, { ...draft, session: taken.session }, effect, asking, where)
  }
  if (taken.session !== draft.session) await ports.drafts.save(draft.id, taken.session, asking.now)
  return taken

  /** 提交 is one turn: what is known of the same activities is looked for and told to the same session at once. */
  async function looked(first: Step): Promise<Step> {
    if (!first.effects.some(({ type }) => type === 'look_for_twins')) return first
    const twins = await lookForTwins(routing, ports, contact, { ...draft, session: first.session }, form, asking)
    const next = step(asked, first.session, { type: 'twins', twins }, asking)
    return {
      session: next.session,
      reply: [first.reply, next.reply].filter((part) => part !== null).join('\n') || null,
      effects: [...first.effects, ...next.effects],
    }
  }
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
  if (effect.type === 'look_for_twins') return
  if (effect.type === 'file_record')
    return file(routing, ports, contact, form, draft, asking, where.message?.id ?? null, effect.twins ?? [])
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
  messageId: string | null,
  decisions: TwinDecision[],
): Promise<void> {
  const answers = askedAnswers(form, draft.session)
  const rows = typedRows(form, answers)
  const { organisationId, grantId, programmeId, typedBy, spoke } = draft.about
  const grant =
    grantId === null ? await ports.grants.forOrganisation(contact.hubId, organisationId) : { grantId, programmeId }
  const id = routing.newId()
  const record: FiledRecord = {
    id,
    chainId: id,
    version: 1,
    state: 'submitted',
    reason: spoke === null ? null : asking.words.say('phone.spoke', { name: spoke }),
    typedBy,
    idle: draft.session.idle === true,
    burden: burdenOf(draft.session),
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
  }
  if (!(await ports.records.file(record, rows))) return
  await typedFor(ports, record, spoke, messageId, asking.now)
  await settleTwins(routing, ports, record, rows.activities, decisions, asking)
}

function burdenOf({ burden }: Draft['session']): Burden | null {
  if (!burden) return null
  const { activeMs, ...counted } = burden
  return { ...counted, activeSeconds: Math.round(activeMs / 1000) }
}
