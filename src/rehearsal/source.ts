import type { Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Settings } from '../settings.js'
import type { Dice } from './dice.js'

/** Where the hub that is rehearsed comes from: the demo, or a copy of the database. Nothing is written there. */
export interface Source {
  hub: string
  /** Null: the hub has one only. */
  programme: string | null
  /** Makes the database of the rehearsal in this SQLite file. */
  fill(file: string, made: { newId: NewId; now: Instant }): Promise<void>
  /** The accounts of the hub, as they are at this emulator. */
  accounts(emulatorUrl: string, dice: Dice): Promise<Pick<Settings, 'wecom' | 'wechat'>>
  /** Where somebody is who is bound nowhere yet, by the code of her contact: an account and her id there; null leaves it to chance. */
  homeOf(code: string | null): { channel: 'wecom_app' | 'wechat_oa'; account: string; user: string } | null
}
