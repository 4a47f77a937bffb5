import { type Instant, instantOf, millisOf } from '../kernel/clock.js'

/** One change of the clock; several keys are applied in this order. */
export interface ClockChange {
  /** Stands still: now, or at the moment given. */
  freeze?: true | Instant
  /** Moves on (or, negative, back); a running clock keeps running from there. */
  advanceMs?: number
  /** Jumps to a moment; a running clock keeps running from there. */
  set?: Instant
  /** Back to the time of the machine. */
  real?: true
}

/** The time of the platform: every expiry, limit and waiting time of the emulator runs on it. */
export interface EmulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  at(): Instant
  mode(): 'real' | 'frozen' | 'offset'
  change(change: ClockChange): void
  /** Resolves once the clock has moved on by `ms`; on a frozen clock only a change can bring that about. Closing ends all sleep. */
  sleep(ms: number): Promise<void>
  close(): void
}

export function makeClock(): EmulatorClock {
  let frozenAt: number | null = null
  let offset = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined
  const sleepers = new Set<{ due: number; wake: () => void }>()
  const now = () => frozenAt ?? Date.now() + offset

  const wakeWhoIsDue = () => {
    clearTimeout(timer)
    let next = Infinity
    for (const sleeper of sleepers) {
      if (closed || sleeper.due <= now()) {
        sleepers.delete(sleeper)
        sleeper.wake()
      } else next = Math.min(next, sleeper.due)
    }
    // setTimeout takes at most 2^31 - 1 ms
    if (frozenAt === null && next < Infinity) timer = setTimeout(wakeWhoIsDue, Math.min(next - now(), 2 ** 31 - 1))
  }
  const moveTo = (ms: number) => {
    if (frozenAt === null) offset = ms - Date.now()
    else frozenAt = ms
  }

  return {
    now,
    at: () => instantOf(now()),
    mode: () => (frozenAt !== null ? 'frozen' : offset === 0 ? 'real' : 'offset'),
    change({ freeze, advanceMs, set, real }) {
      if (freeze !== undefined) frozenAt = freeze === true ? now() : millisOf(freeze)
      if (advanceMs !== undefined) moveTo(now() + advanceMs)
      if (set !== undefined) moveTo(millisOf(set))
      if (real) {
        frozenAt = null
        offset = 0
      }
      wakeWhoIsDue()
    },
    sleep(ms) {
      if (ms <= 0 || closed) return Promise.resolve()
      return new Promise((wake) => {
        sleepers.add({ due: now() + ms, wake })
        wakeWhoIsDue()
      })
    },
    close() {
      closed = true
      wakeWhoIsDue()
    },
  }
}
