import type { Role } from '../people/people.js'

/** Those loaded before roles were kept are staff where their organisation is the hub; who was taken out of the hub's list is nobody there. */
export const roleOf = ({
  role,
  organisationKind,
  leftAt,
}: {
  role: Role | null
  organisationKind: string
  leftAt: string | null
}): Role => (leftAt !== null ? 'grantee' : (role ?? (organisationKind === 'hub' ? 'staff' : 'grantee')))

/** The same of rows `c` of contacts and `o` of their organisations: that she is staff. */
export const IS_STAFF = "(c.leftAt IS NULL AND (c.role = 'staff' OR (c.role IS NULL AND o.kind = 'hub')))"
