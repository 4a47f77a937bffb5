import { createHmac, timingSafeEqual } from 'node:crypto'
import { later, millisOf, type Instant } from '../kernel/clock.js'

/** So long a code is the newest; it works for as long again, for those who read it late. */
const WINDOW_MS = 10 * 60_000
/** Wrong codes of one person within an hour: more, and staff have to check her in. Of 10,000 codes two work. */
const MOST_GUESSES = 5
const GUESSING_MS = 3_600_000

const windowOf = (at: Instant): number => Math.floor(millisOf(at) / WINDOW_MS)

function codeOf(secret: string, window: number): string {
  const mac = createHmac('sha256', secret).update(`code:${window}`).digest()
  return String(mac.readUInt32BE(0) % 10_000).padStart(4, '0')
}

/** The four digits that stand at the door now, and until when they are the newest. */
export function codeAt(secret: string, now: Instant): { code: string; until: Instant } {
  const window = windowOf(now)
  return { code: codeOf(secret, window), until: later(now, (window + 1) * WINDOW_MS - millisOf(now)) }
}

/** Whether these are the digits of now or of the window before. */
export function codeFits(secret: string, typed: string, now: Instant): boolean {
  const window = windowOf(now)
  const fits = [window, window - 1].map((each) => same(codeOf(secret, each), typed))
  return fits.includes(true)
}

/** So far back a code is still known as one of the door. */
const OLD_WINDOWS = 24

/** Whether these digits stood there since the door was opened: who read them then and says them now means the door. */
export function codeWas(secret: string, typed: string, openedAt: Instant, now: Instant): boolean {
  const last = windowOf(now) - 2
  const first = Math.max(windowOf(openedAt), last - OLD_WINDOWS)
  for (let window = last; window >= first; window--) if (same(codeOf(secret, window), typed)) return true
  return false
}

const SCENE = 'ci_'

/** The scene of the QR at the door; whoever has not seen it cannot make it. */
export const doorScene = (salonId: string, secret: string): string =>
  `${SCENE}${salonId}_${createHmac('sha256', secret).update('qr').digest('base64url').slice(0, 22)}`

/** The salon that a scene of ours names; whether it is its scene says `sceneFits`. */
export const salonOfScene = (scene: string): string | null => /^ci_([0-9A-Za-z]+)_[\w-]{22}$/.exec(scene)?.[1] ?? null

export const sceneFits = (salonId: string, secret: string, scene: string): boolean =>
  same(doorScene(salonId, secret), scene)

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

export interface Guesses {
  count: number
  since: Instant
}

/** Whether codes of hers are looked at. */
export const mayGuess = (guesses: Guesses | null, now: Instant): boolean =>
  guesses === null || guesses.count < MOST_GUESSES || guesses.since <= later(now, -GUESSING_MS)

/** After one more wrong code. */
export const guessed = (guesses: Guesses | null, now: Instant): Guesses =>
  guesses === null || guesses.since <= later(now, -GUESSING_MS)
    ? { count: 1, since: now }
    : { ...guesses, count: guesses.count + 1 }
