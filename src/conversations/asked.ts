import type { Instant } from '../kernel/clock.js'
import type { Comment } from '../records/decide.js'

/** The lists of records one can be shown: one's own, and for the hub those that wait for it, came back or are accepted. */
export type Listing = 'mine' | 'waiting' | 'returned' | 'accepted'

/** What a contact was asked outside of a draft: her next word may answer it, until something else is said. */
export type Asked = { at: Instant } & (
  | {
      /** Records by the numbers of a list she was shown, from its first page on. */
      type: 'list'
      of: Listing
      recordIds: string[]
      /** There are more. */
      more: boolean
      /** The one of them that she was shown whole. */
      shown?: string
    }
  /** Whether she takes this one back. */
  | { type: 'withdrawing'; recordId: string }
  /** Whether she changes at once what came back. */
  | { type: 'returned'; recordId: string }
  /** Staff: which questions are returned, and what to say to each of `open`; then whether it is sent. */
  | { type: 'returning'; recordId: string; comments: Comment[]; open: string[] }
  /** Staff: why an accepted one is opened again. */
  | { type: 'reopening'; recordId: string }
  /** Pairs of activities by the numbers of a list she was shown. */
  | { type: 'twins'; twinIds: string[] }
  /** Whether these pictures of a record shall no longer be shown. */
  | { type: 'withdraw_photos'; recordId: string; photoIds: string[] }
)

/** Whether it is about filed records: what is not is for others to answer and to end. */
export const isOfRecords = (asked: Asked | null): boolean =>
  asked !== null && ['list', 'withdrawing', 'returned', 'returning', 'reopening'].includes(asked.type)

/** What a contact is to be asked when she is next here. */
export type Ask =
  /** Staff filed this for her; she says whether it is right. */
  | { type: 'confirm_record'; recordId: string }
  /** The hub returned this one; `told`: she heard of it already. */
  | { type: 'returned'; recordId: string; told: boolean }
