import { instantOf } from '../../kernel/clock.js'

/** The right to send that something a person did gave: when (ms), and how many messages went since. */
export interface Permit {
  since: number
  sent: number
}

/** `message`: she wrote; `act`: she tapped, followed or scanned. */
export type Permits = Record<keyof typeof RULES, Permit | null>

/** Messages and how long they may be sent, by what the person did (api_sendcustommessage). */
const RULES = { message: { count: 5, ms: 48 * 3600_000 }, act: { count: 3, ms: 60_000 } }

export const noPermits = (): Permits => ({ message: null, act: null })

/** A fresh allowance; what is told late does not shorten a later one. */
export function openPermit(permits: Permits, name: keyof Permits, since: number): void {
  if (since >= (permits[name]?.since ?? 0)) permits[name] = { since, sent: 0 }
}

/**
 * Takes one message: 45015 when no permit is open, 45047 when those that are have nothing left. The documents do not say
 * which of two open permits pays: here each does.
 */
export function takePermit(permits: Permits, now: number): 0 | 45015 | 45047 {
  const open = openOf(permits, now)
  if (open.length === 0) return 45015
  if (open.every(([name, { sent }]) => sent >= RULES[name].count)) return 45047
  for (const [, permit] of open) permit.sent++
  return 0
}

const openOf = (permits: Permits, now: number) =>
  (Object.entries(permits) as [keyof Permits, Permit | null][]).filter(
    (entry): entry is [keyof Permits, Permit] => entry[1] !== null && now < entry[1].since + RULES[entry[0]].ms,
  )

/** What is left, for the phone page; nothing and null where a permit is not open. */
export function windowOf(permits: Permits, now: number) {
  const open = Object.fromEntries(openOf(permits, now)) as Partial<Record<keyof Permits, Permit>>
  const left = (name: keyof Permits) => (open[name] ? Math.max(0, RULES[name].count - open[name].sent) : 0)
  const until = (name: keyof Permits) => (open[name] ? instantOf(open[name].since + RULES[name].ms) : null)
  return {
    messagesLeft: left('message'),
    messagesUntil: until('message'),
    actsLeft: left('act'),
    actsUntil: until('act'),
  }
}
