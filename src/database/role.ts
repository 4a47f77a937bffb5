import type { Role } from '../people/people.js'

/** Those loaded before roles were kept are staff where their organisation is the hub. */
export const roleOf = ({ role, organisationKind }: { role: Role | null; organisationKind: string }): Role =>
  role ?? (organisationKind === 'hub' ? 'staff' : 'grantee')
