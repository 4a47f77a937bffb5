import type { Role } from '../people/people.js'

/** Those loaded before roles were kept are staff where their organisation is the hub. */
export const roleOf = ({ role, organisationKind }: { role: Role | null; organisationKind: string }): Role =>
  role ?? (organisationKind === 'hub' ? 'staff' : 'grantee')

/** The same of rows `c` of contacts and `o` of their organisations: that she is staff. */
export const IS_STAFF = "(c.role = 'staff' OR (c.role IS NULL AND o.kind = 'hub'))"
