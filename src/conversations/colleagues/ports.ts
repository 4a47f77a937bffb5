import type { Session } from '../../engine/session.js'
import type { Instant } from '../../kernel/clock.js'
import type { Standing } from '../../kernel/message.js'
import type { About } from '../ports.js'

/** Where a contact can be told something. */
export interface ContactAddress {
  addressId: string
  contactId: string
  standing: Standing
}

export interface Staff {
  /** All addresses of the hub's staff (not of its viewers), those of one contact together and the one last heard first. */
  addressesOf(hubId: string): Promise<ContactAddress[]>
}

/** An open draft in somebody else's hands. */
export interface HeldDraft {
  id: string
  session: Session
  about: About
  contactId: string
  /** Who writes it, and where. */
  heldBy: string
  holder: string
  addressId: string
  organisation: string
  /** The last step of it. */
  updatedAt: Instant
}

export interface HeldDrafts {
  /** The open drafts about the organisations that this contact files for, in other people's hands; the one touched last first. */
  ofColleagues(contactId: string): Promise<HeldDraft[]>
  /** The open drafts about one organisation, in other people's hands than `but`. */
  of(organisationId: string, but: string): Promise<HeldDraft[]>
  /** From one pair of hands into another. False when it is not in the first any more: it was filed, or somebody was quicker. */
  hand(id: string, from: string, to: Hands, at: Instant): Promise<boolean>
}

/** In whose hands a draft is, and for whom she speaks. */
export interface Hands {
  heldBy: string
  addressId: string
  contactId: string
  typedBy: string | null
  spoke: string | null
}

export interface Colleague {
  contactId: string
  name: string
  /** Where she is bound, the one last heard first. */
  addresses: ContactAddress[]
}

export interface Colleagues {
  /** Who files for this organisation and was not taken out of the hub's list: in the order in which they are asked, then by name. */
  of(hubId: string, organisationId: string): Promise<Colleague[]>
  /** One contact of the hub, also one who was taken out. */
  find(hubId: string, contactId: string): Promise<(Colleague & { organisation: string; organisationId: string }) | null>
  /** All contacts of the hub's grantees, by name. `left`: she was taken out. */
  inHub(
    hubId: string,
  ): Promise<{ id: string; name: string; organisation: string; organisationId: string; left: boolean }[]>
}
