import type { Instant } from '../kernel/clock.js'
import type { Address } from '../kernel/message.js'

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
  organisationId: string
  organisationName: string
  hubName: string
  /** Of the hub's own people. */
  ofHub: boolean
}

/** A contact who can be invited, as a hub passes codes on. */
export interface Invitee {
  organisationId: string
  organisationName: string
  contactId: string
  contactName: string
  /** How many addresses are bound to her already. */
  bound: number
  /** Of the codes made for her by others that still work, the one that lasts longest; `expiresAt` null is for good. */
  code: { code: string; expiresAt: Instant | null } | null
}

type Account = Pick<Address, 'channel' | 'account'>

export interface Invitations {
  /** By the code as `codeIn` gives it. Used and expired ones are found too: they get an answer of their own. */
  find(code: string): Promise<Invited | null>
  findById(id: string): Promise<Invited | null>
  /** False when somebody else was quicker. */
  use(id: string, addressId: string, at: Instant): Promise<boolean>
  /** The contacts of a hub, or of one organisation of it, by organisation and name, with what can be handed out at `at`. */
  invitees(hubId: string, at: Instant, organisationId?: string): Promise<Invitee[]>
  /** Makes an invitation with a new code. `madeBy` is a contact, null the operator. */
  make(invitation: {
    hubId: string
    contactId: string
    madeAt: Instant
    madeBy: string | null
    expiresAt: Instant
  }): Promise<Invitation>
  /** Her unused codes work until `at` only. */
  endUnused(contactId: string, at: Instant): Promise<void>
  /** The wrong codes strangers typed to this account within the running hour, which began with the first of them. */
  guesses(account: Account, at: Instant): Promise<{ count: number; since: Instant }>
  /** Counts one more, and gives the sum. */
  guessed(account: Account, at: Instant): Promise<number>
}
