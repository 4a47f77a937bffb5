import { besides } from '../kernel/besides.js'
import type { Session } from './session.js'
import type { Step } from './turn.js'

/** A longer gap between two messages was not spent here. */
const GAP_MS = 5 * 60_000

/** The burden of a conversation that her first message opened. */
export const NO_BURDEN: NonNullable<Session['burden']> = { turns: 1, messages: 1, activeMs: 0 }

/**
 * The step with its burden counted: a message of hers, so many ms after the last (null where she said nothing), and a turn where she was answered. Of an album only the answer after the last picture
 * is one. What began before this was counted stays without.
 */
export function withBurden({ burden }: Session, step: Step, silentMs: number | null): Step {
  // 提交 is answered in the same turn, when the shell has looked, and may have been answered in part before.
  const answered = step.reply !== null || step.effects.some(({ type }) => type === 'look_for_twins')
  if (!burden || (silentMs === null && !answered)) return step
  const counted = {
    turns: burden.turns + (answered ? 1 : 0),
    messages: burden.messages + (silentMs === null ? 0 : 1),
    activeMs: burden.activeMs + Math.max(0, Math.min(GAP_MS, silentMs ?? 0)),
  }
  return besides(step, { session: besides(step.session, { burden: counted }) })
}
