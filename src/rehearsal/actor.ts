import type { Who } from '../emulator/corps.js'
import type { Address } from '../kernel/message.js'
import type { Dice } from './dice.js'

/** How somebody takes part: at once; after the deadline; not at all; with wrong answers; with many photos; until she leaves in the middle. */
export const MANNERS = ['prompt', 'late', 'silent', 'clumsy', 'albums', 'leaves'] as const
export type Manner = (typeof MANNERS)[number]

/** Of ten people; six of them are one of each. */
const OF_TEN: Manner[] = [...MANNERS, 'prompt', 'prompt', 'late', 'albums']

/** Whoever takes part in a rehearsal: somebody of a grantee, or of the hub's staff (manner null), who only listens. */
export interface Actor {
  contactId: string
  name: string
  organisation: string
  /** All she files for. */
  organisationIds: string[]
  manner: Manner | null
  dice: Dice
  address: Address
  /** What the operator calls the account she is at. */
  account: string
  who: Who
  /** What she binds herself with; null where she is bound, or cannot be. */
  code: string | null
  /** Known by her address, and follows. */
  here: boolean
  /** What she read last. */
  reads: string
}

/** The manners of so many people, drawn ten at a time. */
export function mannersOf(count: number, dice: Dice): Manner[] {
  const drawn: Manner[] = []
  while (drawn.length < count) {
    const left = count - drawn.length
    drawn.push(...dice.shuffled(OF_TEN.slice(0, left < OF_TEN.length ? left : OF_TEN.length)))
  }
  return drawn
}
