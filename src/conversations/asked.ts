import type { Instant } from '../kernel/clock.js'

/** What a contact was asked outside of a draft: her next word may answer it, until something else is said. */
export type Asked = { at: Instant } & (
  | {
      /** Records by the numbers of a list she was shown: her own, or those that wait for review. */
      type: 'list'
      of: 'mine' | 'review'
      recordIds: string[]
    }
  /** Pairs of activities by the numbers of a list she was shown. */
  | { type: 'twins'; twinIds: string[] }
  /** Whether these pictures of a record shall no longer be shown. */
  | { type: 'withdraw_photos'; recordId: string; photoIds: string[] }
)

/** What a contact is to be asked when she is next here. */
export interface Ask {
  /** Staff filed this for her; she says whether it is right. */
  type: 'confirm_record'
  recordId: string
}
