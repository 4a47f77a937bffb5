import type { Instant } from '../kernel/clock.js'
import type { Audience } from './audience.js'

/** `draft` while it is written; `scheduled` until its moment; `sending`; then all of it is out (`sent`), or staff said 停 (`stopped`). */
export type BroadcastState = 'draft' | 'scheduled' | 'sending' | 'sent' | 'stopped'

/** What people get: a text, a picture, or both (the text first); or the invitation of a salon, which is written when it goes out. */
export interface Content {
  text: string | null
  picture: Picture | null
  salonId: string | null
}

/** `blob` is null while it is on its way to us. */
export interface Picture {
  blob: string | null
}

export const EMPTY: Content = { text: null, picture: null, salonId: null }

export const isEmpty = ({ text, picture, salonId }: Content): boolean =>
  text === null && picture === null && salonId === null

export interface Broadcast {
  id: string
  hubId: string
  /** Of the hub's staff. */
  byContactId: string
  state: BroadcastState
  content: Content
  /** Null until it is chosen. */
  audience: Audience | null
  sendAt: Instant | null
  createdAt: Instant
  /** How far its recipients are written down: the last contact; `listedAt` says that all are. */
  listedTo: string | null
  listedAt: Instant | null
  endedAt: Instant | null
}

/**
 * `waiting` for its turn; `leaving`: it is about to be handed to the network; `sent`; `refused` by the platform; `unreachable`: no way is open;
 * `unknown`: it left and nobody knows whether it came, so it is not repeated; `opted_out`; `stopped` before its turn.
 */
export const RECIPIENT_STATES = [
  'waiting',
  'leaving',
  'sent',
  'refused',
  'unreachable',
  'unknown',
  'opted_out',
  'stopped',
] as const
export type RecipientState = (typeof RECIPIENT_STATES)[number]

/** How it goes to somebody: `message` (of an app), `window` (a message within what an official account allows), a notice, a template. */
export type By = 'message' | 'window' | 'subscription' | 'template'

/** What became of it for one person. `parts`: so many of its messages are out. `why`: a code, or why nothing may go to her. */
export interface Recipient {
  contactId: string
  organisationId: string
  state: RecipientState
  dueAt: Instant
  by: By | null
  channel: string | null
  why: string | null
  parts: number
  sentAt: Instant | null
}
