import type { Instant } from '../../kernel/clock.js'

/** A talk with the hub's staff that is not over. */
export interface HelpTalk {
  id: string
  hubId: string
  contactId: string
  name: string
  organisation: string
  /** Where she spoke last. */
  addressId: string
  /** Of the staff, who answered last. */
  staffId: string | null
  lastAt: Instant
}

export interface HelpTalks {
  open(talk: { id: string; hubId: string; contactId: string; addressId: string; at: Instant }): Promise<void>
  /** Those of a hub that are not over, the one with the last word first. */
  inHub(hubId: string): Promise<HelpTalk[]>
  find(id: string): Promise<HelpTalk | null>
  /** Something was said in it: by her at an address, or by one of the staff. */
  spoken(id: string, by: { addressId: string } | { staffId: string }, at: Instant): Promise<void>
  /** False when it was over before. */
  close(id: string, at: Instant): Promise<boolean>
}
