import type { Instant } from '../kernel/clock.js'

/** A group or person that receives grants, or the hub itself. */
export interface Organisation {
  id: string
  hubId: string
  name: string
  kind: 'organisation' | 'person' | 'hub'
  city: string | null
}

/** `grantee` reports; `viewer` and `staff` are of the hub: a viewer sees its records, staff also invite and export. */
export type Role = 'grantee' | 'viewer' | 'staff'

export interface Contact {
  id: string
  hubId: string
  organisationId: string
  name: string
  role: Role
}

/** A code that binds one address to the contact it was made for. */
export interface Invitation {
  id: string
  hubId: string
  contactId: string
  code: string
  expiresAt: Instant | null
  usedAt: Instant | null
}

/** What the confirmation question of an invitation shows. */
export interface Invited {
  invitation: Invitation
  contactName: string
  organisationName: string
  hubName: string
}

export interface Invitations {
  /** By the code as normalised by `normaliseCode`. Used and expired ones are found too: they get an answer of their own. */
  find(code: string): Promise<Invited | null>
  findById(id: string): Promise<Invited | null>
  /** False when somebody else was quicker. */
  use(id: string, addressId: string, at: Instant): Promise<boolean>
}
