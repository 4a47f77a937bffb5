import type { Instant } from '../kernel/clock.js'
import type { About } from './ports.js'

/** What is known of a picture: it is a row from the moment its message came. */
export interface Photo {
  id: string
  hubId: string
  sessionId: string
  field: string
  messageId: string
  channel: string
  account: string
  mediaId: string
  /** `MediaRef.url`. */
  mediaUrl: string | null
  sentAt: Instant
}

export interface KeptPhoto {
  /** Hash of the original bytes; the sealed original lies under it. */
  sha256: string
  /** Hash of the working copy without EXIF. */
  copy: string
  thumbnail: string
  bytes: number
  width: number
  height: number
  /** Local time of taking from EXIF, `YYYY-MM-DDTHH:MM:SS`, or null. */
  takenAt: string | null
  /** How it looks: 64 bits in hex; null where too little is to be seen. */
  fingerprint: string | null
}

export interface Photos {
  add(photo: Photo): Promise<void>
  find(id: string): Promise<(Photo & { state: 'coming' | 'kept' | 'lost'; kept: KeptPhoto | null }) | null>
  kept(id: string, kept: KeptPhoto, at: Instant): Promise<void>
  lost(id: string, code: string, at: Instant): Promise<void>
  /** When this organisation first filed a picture with this original in another record than the one of this draft; null where it did not. */
  filedBefore(sha256: string, draft: { id: string; about: About }): Promise<Instant | null>
  /** Which picture of a record that counts today it is, from 1, and of which form; null where she deleted or replaced it, or nothing was filed with it. */
  filedAs(id: string): Promise<{ form: string; formVersion: number; position: number } | null>
  /** The oldest picture in what this contact has filed that was lost after `since`. */
  lostOf(contactId: string, since: Instant): Promise<{ id: string } | null>
  /** A picture sent again takes the place of a lost one and is `coming` once more. */
  replace(
    id: string,
    by: Pick<Photo, 'messageId' | 'mediaId' | 'mediaUrl' | 'channel' | 'account' | 'sentAt'>,
  ): Promise<void>
}
