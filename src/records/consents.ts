import type { Instant } from '../kernel/clock.js'
import type { Named } from './export-ports.js'

/** The pictures of a record that was filed, as their people know them: by number. */
export interface FiledAlbum {
  recordId: string
  chainId: string
  organisation: Named
  form: string
  formVersion: number
  filedAt: Instant
  photos: {
    id: string
    position: number
    caption: string | null
    consent: string | null
    withdrawnAt: Instant | null
    /** Hash of the working copy; null where the picture is not here. */
    copy: string | null
  }[]
}

/** Somebody takes back that a picture may be shown. `byContactId` null is nobody we know. */
export interface Withdrawal {
  photoId: string
  at: Instant
  byContactId: string | null
  why: string
  messageId: string | null
}

export interface Consents {
  /** The pictures of one record. */
  album(hubId: string, recordId: string): Promise<FiledAlbum | null>
  withdraw(hubId: string, withdrawal: Withdrawal): Promise<void>
  /** No withdrawal of this picture stands any more. */
  restore(hubId: string, photoId: string): Promise<void>
}
