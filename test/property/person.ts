import { type Instant, millisOf } from '../../src/kernel/clock.js'
import type { Address, InboundMessage } from '../../src/kernel/message.js'
import { dayIn } from '../../src/kernel/zone.js'
import type { Setting } from './answers.js'
import type { Dice } from '../../src/rehearsal/dice.js'
import type { Draft, Picture } from './draft.js'
import type { Life, Organisation } from './lives.js'
import type { Fate } from './pictures.js'
import { type Where } from './where.js'
import type { AccountKind, World } from './world.js'

/** What went wrong in a conversation. */
export class Wrong extends Error {}

/** One who fills forms, with what she has read, what she means, and all that was said. */
export interface Person {
  /** The number of the conversation: her colleague and the hub's staff have the same. */
  number: number
  role: Role
  organisation: Organisation
  /** What she asked for while a colleague has one open. */
  wanted: Draft | null
  dice: Dice
  kind: AccountKind
  /** One for each of her phones. */
  addresses: Address[]
  /** The phone in her hand. */
  phone: number
  addressIds: string[]
  contactId: string
  /** How much more she does before she only wants to come to an end. */
  acts: number
  where: Where
  draft: Draft | null
  /** Pictures she sent before she chose a form, by phone. */
  waiting: Picture[][]
  /** What she wrote before she chose a form, which is kept for it. */
  unplaced: string[]
  filed: Draft[]
  cancelled: number
  /** Each message with the answer it got. */
  said: {
    message: InboundMessage
    at: Instant
    reply: string | null
    /** It belongs to a draft, and is kept as long as that. */
    ofDraft: boolean
    forgotten: boolean
  }[]
  /** Everything as it happened, for who has to find out why. */
  transcript: string[]
  /** Pictures she sent were met with silence, and nothing came since. */
  owed: Instant | null
  /** So many of hers were accepted of which she has not heard. */
  acceptances: number
  /** So often something of hers was accepted. */
  accepted: number
  /** How often she looked back after all was filed. */
  lingered: number
  /** When a picture was last answered at once. */
  answeredAt: Instant | null
  /** She was shown what she filed: a number is one of that. */
  listed: boolean
  /** The list of it that she saw last, and which of it she looked at. */
  list: { lives: Life[]; shown: Life | null }
  /** What she makes of the rest of an answer, which comes by itself, until she says something else. */
  restHeard: ((text: string) => void) | null
  /** What she says now of activities that may be the same: it holds once it is acknowledged. */
  decides: Draft['twins']
  /** Names she used. */
  used: Set<string>
  /** In how many ways a proper answer was not taken, one after the other. */
  refused: number
  /** The machine is to die while she speaks next. */
  killsMachine: boolean
  /** What was found wrong while a job ran. */
  fault: string | null
  world: World
  pictures: Map<string, { which: number; fate: Fate; tries: number; lostAt: Instant | null }>
}

/** In most conversations she is alone; else a colleague and one of the hub's staff do something at the same time. */
export const ROLES = ['contact', 'colleague', 'staff'] as const

export type Role = (typeof ROLES)[number]

export const CALLED: Record<Role, string> = { contact: '她', colleague: '她的同事', staff: '枢纽' }

export const log = (me: Person, who: string, text: string): void => {
  const at = new Date(millisOf(me.world.clock.now()) + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')
  me.transcript.push(`${at} ${who}: ${text.replaceAll('\n', '\n    ')}`)
}

export const wrong = (me: Person, why: string): never => {
  throw new Wrong(why)
}

export const settingOf = (me: Person): Setting => {
  const period = me.draft?.form.fields.find(({ feeds }) => feeds === 'period')
  const given = period && me.draft?.answers.get(period.key)
  return {
    dice: me.dice,
    today: dayIn(me.world.clock.now(), ZONE),
    period: (given ?? null) as Setting['period'],
    used: me.used,
  }
}

export const ZONE = 'Asia/Shanghai'
