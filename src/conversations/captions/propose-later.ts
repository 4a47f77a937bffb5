import { type Instant, later } from '../../kernel/clock.js'
import type { Photo } from '../photos.js'
import type { TurnPorts } from '../ports.js'

/** Pictures that were sent together are looked at together. */
const SETTLED_MS = 3_000
/** What a service hangs on must not hold up what is sent and fetched. */
const ACCOUNT = 'model'

/** Lets a model look at the pictures of an answer, where the hub agreed that it may; at which of them, the job finds out. */
export async function proposeLater(
  { privacy, outbox }: Pick<TurnPorts, 'privacy' | 'outbox'>,
  { hubId, sessionId, field }: Pick<Photo, 'hubId' | 'sessionId' | 'field'>,
  now: Instant,
): Promise<void> {
  if (!(await privacy.of(hubId)).showsPictures) return
  await outbox.add({
    kind: 'propose_captions',
    key: `propose_captions:${sessionId}:${field}`,
    account: ACCOUNT,
    payload: { sessionId, field },
    dueAt: later(now, SETTLED_MS),
  })
}
