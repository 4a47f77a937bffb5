import { millisOf } from '../kernel/clock.js'
import type { Asking } from '../forms/field-kind.js'
import type { Session } from './session.js'
import type { Step } from './turn.js'

/** A longer gap between two messages was not spent here. */
const GAP_MS = 5 * 60_000

/** The burden of a conversation that her first message opened. */
export const NO_BURDEN: NonNullable<Session['burden']> = { turns: 1, messages: 1, activeMs: 0 }

/**
 * The step with its burden counted: a message of hers, and a turn where she was answered. Of an album only the answer after the last picture
 * is one. What began before this was counted stays without.
 */
export function withBurden({ burden, heardAt }: Session, step: Step, { now }: Asking, spoke: boolean): Step {
  // 提交 is answered in the same turn, when the shell has looked, and may have been answered in part before.
  const answered = step.reply !== null || step.effects.some(({ type }) => type === 'look_for_twins')
  if (!burden || (!spoke && !answered)) return step
  const gap = spoke ? Math.max(0, Math.min(GAP_MS, millisOf(now) - millisOf(heardAt))) : 0
  const counted = {
    turns: burden.turns + (answered ? 1 : 0),
    messages: burden.messages + (spoke ? 1 : 0),
    activeMs: burden.activeMs + gap,
  }
  return { ...step, session: { ...step.session, burden: counted } }
}
