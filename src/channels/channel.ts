import type { Instant } from '../kernel/clock.js'
import type {
  InboundMessage,
  MediaRef,
  MediaResult,
  NoticeKind,
  OutboundMessage,
  Reach,
  Say,
  SendResult,
  Standing,
  Way,
} from '../kernel/message.js'

/** A request as it came, before anybody trusted it. Query values that stand more than once are arrays. */
export interface RawRequest {
  method: string
  query: Record<string, string | string[] | undefined>
  body: string
}

export interface RawAnswer {
  status: number
  type: string
  body: string
}

export type Received =
  /** The platform checks that the address is ours: give this back. */
  | { type: 'checked'; answer: RawAnswer }
  /** Said by a person (or the platform about one). `answer` turns our reply into the platform's passive reply; null is silence. */
  | { type: 'heard'; message: InboundMessage; answer(reply: Say | null, now: Instant): RawAnswer }
  /** Not trusted or not readable: nothing of it is kept. `code` goes to the log and the metrics, never to the sender. */
  | { type: 'refused'; status: 400 | 403 | 413; code: string }

/** A file to be sent: bytes by blob, given by the shell. */
export interface Blobs {
  read(blob: string): Promise<Uint8Array>
}

/** One account on one platform. It stores nothing but its token. */
export interface Channel {
  /** `wecom_app`, `wechat_oa` … */
  name: string
  /** As in `Address.account`. */
  account: string
  /** Where its callbacks arrive: `/wecom/<app name in the settings>`. */
  path: string
  receive(request: RawRequest, now: Instant): Promise<Received>
  send(message: OutboundMessage): Promise<SendResult>
  /** So many ms the platform takes the same `bulk` text to the same person for one; null where it would say it twice. */
  onceWithinMs: number | null
  /** Pure: the platform's rule about writing to someone of whom we know this much. */
  reach(standing: Standing, now: Instant): Reach
  /** Pure: by what a notice of this kind may go there now, the best way first. */
  ways(standing: Standing, kind: NoticeKind, now: Instant): Way[]
  /** Where she accepts one notice of this kind, and its template; null where this account needs none or has none. */
  permission(kind: NoticeKind): Permission | null
  fetchMedia(ref: MediaRef): Promise<MediaResult>
  /** The parts one text must be sent in: none over the platform's limit, cut at sentence or line ends. */
  split(text: string): string[]
  /** Whether a file can be given in the chat; where not, a link is. */
  sendsFiles: boolean
  /** What the platform lets this account do beyond talking; null where it has no such thing or this account no right to it. */
  sceneQr: ((scene: string, seconds: number) => Promise<SceneQr>) | null
  /** Who this is to the platform beyond this account; `unionId` is null when the account is bound to no Open Platform account. */
  identify: ((user: string) => Promise<Identified>) | null
  /** The buttons under the chat. A tap arrives as a choice with its key. */
  setMenu: ((buttons: MenuButton[]) => Promise<Done>) | null
  /** How the platform asks whether the callback address is ours: a GET with this query, answered by exactly `answer`. */
  verification(now: Instant): { query: Record<string, string>; answer: string }
  /** What an operator must know before going live: each look at the platform is one finding. Asked by `jianbao doctor`. */
  examine(): Promise<Finding[]>
}

/** The page on which one tap accepts a notice of this template. */
export interface Permission {
  template: string
  url: string
}

/** Nothing came of a call: as `SendResult`. */
export type Failed = Exclude<SendResult, { type: 'sent' }>
export type Done = { type: 'done' } | Failed
export type SceneQr = { type: 'made'; picture: Uint8Array; until: Instant } | Failed
export type Identified = { type: 'known'; following: boolean; unionId: string | null } | Failed

export interface MenuButton {
  label: string
  /** Comes back as `choice`. */
  key: string
}

/** `what` is one of the platform's own matters (`token`, `ip`, `rights`, `visible_range`, `clock` …); `code` its errcode or network error. */
export interface Finding {
  what: string
  state: 'ok' | 'warning' | 'broken'
  code: string | null
  /** Figures and names for the sentence that tells the operator what to do; no secrets. */
  detail?: Record<string, string>
}
