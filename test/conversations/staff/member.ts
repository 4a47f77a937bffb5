import type { Database } from '../../../src/database/connect.js'
import type { Role } from '../../../src/people/people.js'
import type { AShell } from '../a-shell.js'

/** One who is known as the contact of `two`, in this role of the hub; `becomes` gives her another. */
export async function memberOf(database: Database, hub: AShell, role: Role) {
  const person = await hub.somebody('two')
  const becomes = (other: Role) =>
    database.units((sql) =>
      sql.run('UPDATE contacts SET role = ? WHERE id = (SELECT contactId FROM addresses WHERE id = ?)', [
        other,
        person.addressId,
      ]),
    )
  await becomes(role)
  return { ...person, becomes }
}
