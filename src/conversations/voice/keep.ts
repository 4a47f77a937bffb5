import { placeOf } from '../../engine/turn.js'
import type { Instant } from '../../kernel/clock.js'
import type { MediaRef } from '../../kernel/message.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing } from '../route.js'
import type { Voice } from './ports.js'

/** A voice message is a row from now on, at the question she was at; its file is fetched by a job. */
export async function keepVoice(
  { newId }: Pick<Routing, 'newId'>,
  { voices, outbox }: Pick<TurnPorts, 'voices' | 'outbox'>,
  { addressId, contact, draft }: Known,
  message: Utterance,
  { ref, transcript }: { ref: MediaRef; transcript?: string },
  now: Instant,
): Promise<Voice> {
  const at = draft && placeOf(draft.session)
  const voice: Voice = {
    id: newId(),
    hubId: contact.hubId,
    contactId: contact.id,
    addressId,
    sessionId: draft?.id ?? null,
    field: at && 'field' in at ? at.field : null,
    messageId: message.id,
    channel: message.from.channel,
    account: message.from.account,
    mediaId: ref.id,
    sentAt: message.sentAt,
    transcript: transcript ?? null,
    transcriptBy: transcript === undefined ? null : 'platform',
  }
  await voices.add(voice)
  await outbox.add({
    kind: 'fetch_voice',
    key: `fetch_voice:${voice.id}`,
    account: message.from.account,
    payload: { voiceId: voice.id },
    dueAt: now,
  })
  return voice
}
