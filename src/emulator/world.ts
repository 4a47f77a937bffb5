import type { Bubble } from './chats.js'
import type { Chance } from './chance.js'
import type { EmulatorClock } from './clock.js'
import type { Corp, Who } from './corps.js'
import type { Fault } from './faults.js'
import type { LogEntry, Violation } from './log.js'
import type { Media } from './media.js'
import type { Account } from './official-account/accounts.js'
import type { MassJob } from './official-account/mass.js'
import type { Rid } from './official-account/answer.js'
import type { SentMessage } from './said.js'
import type { SentCard } from './template-card.js'
import type { Robot } from './robots.js'
import type { Token } from './tokens.js'

/** What the documents leave open or a console of the platform decides. */
export interface Settings {
  /** How long a client has for the answer to a callback and to the verification, in real ms. */
  answerWithinMs: number
  verifyWithinMs: number
  /** Waiting times before the second, third and fourth delivery, on the clock of the emulator. */
  retryAfterMs: [number, number, number]
  /** A redelivery repeats the envelope to the byte instead of sealing anew. */
  sameEnvelope: boolean
  /** Answers other than 200 are delivered again; else only timeouts and broken connections. */
  retryOnStatus: boolean
  /** Calls of gettoken an app may make in a minute. */
  tokenCallsPerMinute: number
  /** Calls of one API a company may make in a minute (path/90312). */
  companyCallsPerMinute: number
  /** Seats of the corp: an app may send 200 times as many person-messages a day. */
  seats: number
  /** False: calls come from an address the app (60020) or account (40164, where tokens are given) does not trust. */
  trustedIp: boolean
  /** Apps made after June 2022 do not see mobile, email and other fields of a member. */
  newApp: boolean
  /** Calls a day that an official account has of an endpoint, where they are not those of `quotas.ts`: by its path, `message/custom/send`. */
  accountQuotas: Record<string, number>
}

export const defaultSettings: Settings = {
  answerWithinMs: 5000,
  verifyWithinMs: 1000,
  retryAfterMs: [1000, 2000, 4000],
  sameEnvelope: false,
  retryOnStatus: true,
  tokenCallsPerMinute: 60,
  companyCallsPerMinute: 10_000,
  seats: 200,
  trustedIp: true,
  newApp: true,
  accountQuotas: {},
}

/** What happens while it happens, for the phone page. */
export interface Told {
  bubble: Who & { bubble: Bubble }
  wire: LogEntry
  violation: Violation
  state: object
}

/** An accepted message/send: for recall and for the check of duplicates. */
export interface Accepted {
  msgId: string
  corpId: string
  agentId: number
  at: number
  /** The request as JSON when it asked for the check of duplicates. */
  request: string | null
  bubbles: { who: Who; id: string }[]
}

/** All the platform knows. */
export interface World {
  /** `http://127.0.0.1:<port>`, once it listens. */
  baseUrl: string
  chance: Chance
  clock: EmulatorClock
  settings: Settings
  corps: Map<string, Corp>
  /** Robots of groups, by the key of their webhook. */
  robots: Map<string, Robot>
  /** Moments of the calls of a company's apps in the last minute, by company and endpoint. */
  companyCalls: Map<string, number[]>
  /** Official accounts, by AppID. */
  accounts: Map<string, Account>
  tokens: Map<string, Token>
  /** Refusals of official accounts that can be looked up, by their rid. */
  rids: Map<string, Rid>
  /** Messages of official accounts by the `client_msg_id` they were sent with. */
  clientIds: Map<string, string>
  massJobs: MassJob[]
  /** Moments of calls that are limited in a minute; of messages by chat; and numbers by day or month: for the limits. */
  tokenCalls: Map<string, number[]>
  received: Map<string, number[]>
  sentOn: Map<string, number>
  accepted: Accepted[]
  /** Cards that can be updated once, by response_code. */
  cards: Map<string, SentCard>
  media: Map<string, Media>
  mediaDir: string
  chats: Map<string, Bubble[]>
  /** What members said lately, for delivering it once more. */
  said: Map<string, SentMessage>
  /** Messages that wait by chat until the next one has overtaken them. */
  held: Map<string, (() => void)[]>
  /** Of the message that was numbered last. */
  lastMsgId: bigint
  faults: Fault[]
  /** Calls of the API under way. */
  calls: number
  log: LogEntry[]
  violations: Violation[]
  /** Fields of requests the platform does not know, as `message/send: text.contents`. */
  unknownFields: Set<string>
  /** Texts and titles that were cut. */
  cuts: number
  /** Acts and callbacks under way. */
  underWay: Set<Promise<unknown>>
  /** Aborted when the emulator closes: nobody waits any longer. */
  closing: AbortSignal
  tell<E extends keyof Told>(event: E, data: Told[E]): void
}
