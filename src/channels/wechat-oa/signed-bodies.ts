import { createHash } from 'node:crypto'
import { later, type Instant } from '../../kernel/clock.js'
import { TOLERANCE_MS } from '../tencent/envelope.js'

/** A signature is believed until its timestamp is this far behind us, and its timestamp may be as far ahead. */
const REMEMBERED_MS = 2 * TOLERANCE_MS
/** Signatures kept, of about 150 bytes each: thirty a second over all that time. */
const KEPT = 18_000

/**
 * What was signed lately in plain mode, where the signature says nothing of the body: who has seen one could say anything with it as long
 * as its timestamp is fresh. So the first body that comes with a signature is the only one. False: this is another.
 *
 * It rests on the platform making a new nonce for each callback, and delivering again either with a new signature or with the same body;
 * and on the line (https): who can read a callback before it arrives may speak first. A process just started has seen nothing yet.
 * Timestamp and nonce are not asked apart, because they are hashed without anything between them.
 */
export function signedBodies(): (signature: string, body: string, now: Instant) => boolean {
  const seen = new Map<string, { digest: string; until: Instant }>()
  return (signature, body, now) => {
    for (const [oldest, { until }] of seen) {
      if (until > now && seen.size < KEPT) break
      seen.delete(oldest)
    }
    const digest = createHash('sha256').update(body).digest('base64')
    const first = seen.get(signature)
    if (first) return first.digest === digest
    seen.set(signature, { digest, until: later(now, REMEMBERED_MS) })
    return true
  }
}
