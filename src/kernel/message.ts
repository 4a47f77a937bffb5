import type { Instant } from './clock.js'

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
  | { type: 'media'; kind: 'image' | 'voice' | 'video'; ref: MediaRef }
  | { type: 'location'; latitude: number; longitude: number; label: string }
  | { type: 'link'; title: string; url: string }
  /** Something happened that is not an utterance: `entered`, `joined`, `left`, or the platform's own name of the event. */
  | { type: 'event'; event: string; detail?: Record<string, string> }

/** How the channel finds the bytes again; dies with the platform's own copy (WeCom: three days). */
export interface MediaRef {
  id: string
}

export interface InboundMessage {
  from: Address
  /** Unique for one utterance of one person on one account, the same on each delivery: made by the channel. At most 190 characters. */
  key: string
  /** When the platform says it was said (whole seconds). */
  sentAt: Instant
  said: Said
}

/** One message to one person. Files and pictures are named by the blob they are kept under. */
export type Say =
  | { type: 'text'; text: string }
  | { type: 'markdown'; text: string }
  | { type: 'image'; blob: string }
  | { type: 'file'; blob: string; name: string }
  | { type: 'card'; title: string; text: string; url: string; button?: string }

export interface OutboundMessage {
  to: Address
  say: Say
}

/**
 * What became of a message we sent.
 * `later`: nothing was delivered, try again not before `after` ms; `refused`: never will be, `code` says why and `scope` whom it concerns;
 * `unknown`: the request left and no answer came, so it must not be repeated blindly.
 */
export type SendResult =
  | { type: 'sent'; id: string }
  | { type: 'later'; code: string; after: number }
  | { type: 'refused'; code: string; scope: 'person' | 'message' | 'account' }
  | { type: 'unknown'; code: string }

/** What became of a download. `gone` will never come back; `later` may. */
export type MediaResult =
  | { type: 'fetched'; bytes: Uint8Array; name: string | null; contentType: string | null }
  | { type: 'later'; code: string; after: number }
  | { type: 'gone'; code: string }

/** May we write to this address now: how many messages are left, until when, by which permit. */
export type Reach =
  { type: 'open'; left: number | null; until: Instant | null; permit: string } | { type: 'closed'; reason: string }
