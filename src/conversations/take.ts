import { step, type Effect, type Input, type Step } from '../engine/step.js'
import type { Asking } from '../forms/field-kind.js'
import { later } from '../kernel/clock.js'
import { proposeLater } from './captions/propose-later.js'
import { consentsInDraft } from './consents-in-draft.js'
import { fetchJob } from './fetch-job.js'
import { file, type FilingNeeds } from './file.js'
import { byHer } from './obligations/by.js'
import { draftOf } from './obligations/follow.js'
import type { OpenDraft as Draft, Person, TurnPorts, Utterance } from './ports.js'
import { lookForTwins } from './twins.js'
import { titled } from './whom/title.js'

type Contact = NonNullable<Person['contact']>

/** One step of an open draft, with everything it wishes written in the same transaction. */
export async function take(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: Contact,
  draft: Draft,
  input: Input,
  asking: Asking,
  where: { addressId: string; message: Utterance | null },
): Promise<Step> {
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const asked = titled(form, draft.whom, asking.words)
  let taken = await looked(step(asked, draft.session, input, asking))
  for (const effect of taken.effects) {
    const then = { ...draft, session: taken.session }
    if (effect.type === 'wish') await carryOut(ports, contact, then, effect, asking, where)
    if (effect.type === 'file_record')
      taken = (await file(routing, ports, contact, form, then, effect.twins ?? [], asking)) ?? taken
  }
  const { obligationId } = draft.about
  if (taken.session.at.type === 'cancelled')
    await draftOf(routing, ports, contact.hubId, obligationId, false, byHer(contact, asking))
  await consentsInDraft(routing, ports, contact, draft, taken.session, form, where.message?.id ?? null, asking)
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
  ports: TurnPorts,
  contact: Contact,
  draft: Draft,
  { wish, field }: Effect & { type: 'wish' },
  asking: Asking,
  where: { addressId: string; message: Utterance | null },
): Promise<void> {
  if (wish.type === 'wake') {
    await ports.outbox.add({
      kind: 'wake',
      key: `wake:${draft.id}:${field}:${wish.why}`,
      payload: { addressId: where.addressId, sessionId: draft.id, field, why: wish.why },
      dueAt: later(asking.now, wish.after),
    })
    return
  }
  if (wish.type === 'propose_captions') {
    await proposeLater(ports, { hubId: contact.hubId, sessionId: draft.id, field }, asking.now)
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
