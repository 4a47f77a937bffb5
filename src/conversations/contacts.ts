import type { Standing } from '../kernel/message.js'

/** Contacts of the hub's organisations. */
export interface Contacts {
  /** The organisations that she files for: her own, and those she was given besides. */
  organisationsOf(contactId: string): Promise<string[]>
  /** Where she is bound, the address last heard first. */
  addressesOf(contactId: string): Promise<{ addressId: string; standing: Standing }[]>
}
