import type { Instant } from './clock.js'
import type { Day } from './day.js'

/** Where a person can be heard and reached: one account (app, official account) of one platform, and her id there. */
export interface Address {
  /** Name of the channel, `wecom_app`. */
  channel: string
  /** The account on the platform that she talks to; for a WeCom app `corpid/agentid`. */
  account: string
  /** Her id on that account, in lower case where the platform ignores case. */
  user: string
}

/** What a person said, in no platform's words. */
export type Said =
  | { type: 'text'; text: string }
  /** A tap on something offered: a menu key or a card's button. */
  | { type: 'choice'; key: string }
  /** `transcript`: what the platform heard in a voice message, where it says so. */
  | { type: 'media'; kind: 'image' | 'voice' | 'video'; ref: MediaRef; transcript?: string }
  /** A document. `ref.id` is empty where the platform does not say how to fetch it. */
  | { type: 'file'; ref: MediaRef }
  | { type: 'location'; latitude: number; longitude: number; label: string }
  | { type: 'link'; title: string; url: string }
  /**
   * Something happened that is not an utterance: `entered`, `joined`, `left`, `scanned`, `refused` (she does not want our messages;
   * `detail.code` is what the platform would refuse one with), or the platform's own name of the event. A `joined` or `scanned` that came by
   * a QR of ours has its scene in `detail.scene`. `renamed`: the platform gives the person `detail.user` another id, `detail.newUser`.
   * `notices`: `detail` has for each template of a notice her answer, `accept` (one more may come), `reject` (not this time) or `off` (none
   * of those she accepted).
   */
  | { type: 'event'; event: string; detail?: Record<string, string> }

/** How the channel finds the bytes again; dies with the platform's own copy (three days). */
export interface MediaRef {
  id: string
  /** Where the platform shows them to everybody who knows the address: a second way, should the first be closed to the account. */
  url?: string
}

/**
 * What the platform counts a callback as, which decides what we may say afterwards: `spoke` a message of hers, `acted` a tap, a follow or
 * a scan, `none` anything that gives no right to answer later.
 */
export type Presence = 'spoke' | 'acted' | 'none'

export interface InboundMessage {
  from: Address
  presence: Presence
  /** Unique for one utterance of one person on one account, the same on each delivery: made by the channel. At most 190 characters. */
  key: string
  /** When the platform says it was said (whole seconds). */
  sentAt: Instant
  /** The platform's own number of a message, in decimal digits: tells the order of those said in one second (`numberedBefore`). */
  serial?: string
  /** The platform shows no answer to this. */
  mute?: true
  said: Said
}

/** One message to one person. Files and pictures are named by the blob they are kept under. */
export type Say =
  | { type: 'text'; text: string }
  | { type: 'image'; blob: string }
  | { type: 'file'; blob: string; name: string }
  /** Choices to tap; a tap comes back as the choice's key, and where the platform has no such thing they are lines of the text. */
  | { type: 'menu'; text: string; choices: { key: string; label: string }[] }
  /** By a template that the account has for this kind of notice. `id` is ours: where the platform knows it, it is delivered once. */
  | { type: 'notice'; by: 'subscription' | 'template'; kind: NoticeKind; id: string; values: NoticeValues }

/** What a notice may be about: each has its own templates in the settings of an account. */
export const NOTICE_KINDS = ['deadline', 'broadcast'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What the fields of a template are filled with; the channel cuts each to what a field of its kind holds. */
export interface NoticeValues {
  /** What is due, 「工作简报」. */
  what: string
  /** For whom, the name of the organisation. */
  who: string
  when: Day
  /** What to do, in a few words. */
  note: string
}

/** `bulk`: one of very many that nobody waits for: it leaves room for answers where the platform counts what an account sends. */
export interface OutboundMessage {
  to: Address
  say: Say
  bulk?: true
}

/**
 * What became of a message we sent.
 * `later`: nothing was delivered, try again not before `after` ms; `refused`: never will be, `code` says why and `scope` whom it concerns
 * (`account`: an operator can put it right soon, so it is tried again in minutes; `rights`: the account may not send at all, so nothing more
 * is tried for a day);
 * `unknown`: the request left and no answer came, so it must not be repeated blindly.
 */
export type SendResult =
  | { type: 'sent'; id: string }
  | { type: 'later'; code: string; after: number }
  | { type: 'refused'; code: string; scope: 'person' | 'message' | 'account' | 'rights' }
  | { type: 'unknown'; code: string }

/** What became of a download. `gone` will never come back; `later` may. */
export type MediaResult =
  | { type: 'fetched'; bytes: Uint8Array; name: string | null; contentType: string | null }
  | { type: 'later'; code: string; after: number }
  | { type: 'gone'; code: string }

/** One row of the reach ledger: what is known of an address when something is to be said there. */
export interface Standing {
  address: Address
  /** Within reach of the account, as far as its events told. */
  following: boolean
  /** When she last said something (exact to a minute, never too late), and how many messages we sent since. */
  heardAt: Instant | null
  sentSinceHeard: number
  /** Her last tap, follow or scan, and how many messages we sent since. */
  actedAt: Instant | null
  sentSinceActed: number
  /** What the platform last said against writing to her, until she speaks again. */
  refusedAt: Instant | null
  refusal: string | null
  /** By which way it was to go; null in rows from before this was kept, when there were messages only. */
  refusalOf: Way['by'] | null
  /** Since when nothing of ours can have come there, as she left or the platform refused her; null: not known to be so. */
  unreachableAt: Instant | null
  /** How many notices she accepted and has not got, by template. */
  notices: Record<string, number>
  /** Why the platform lets this account send nothing at all at present, or null. */
  accountRefusal: string | null
  /** Until when that counts, or counted while nothing has gone out since; else null. */
  accountRefusedUntil: Instant | null
}

/** May we write to this address now: how many messages are left, and until when; null is no limit. */
export type Reach = { type: 'open'; left: number | null; until: Instant | null } | { type: 'closed'; reason: string }

/**
 * A way to write to somebody unasked: a message, while the platform's rule lets us; a notice she accepted beforehand, of which so many are
 * left; or one by a template that needs no permission.
 */
export type Way =
  | { by: 'message'; left: number | null; until: Instant | null }
  | { by: 'subscription'; template: string; left: number }
  | { by: 'template'; template: string }
