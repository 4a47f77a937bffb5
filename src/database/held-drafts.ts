import type { HeldDraft, HeldDrafts } from '../conversations/colleagues/ports.js'
import type { About } from '../conversations/ports.js'
import type { Session } from '../engine/session.js'
import { FILES_FOR } from './affiliations.js'
import { ABOUT, aboutOf, HOLDER, type AboutRow } from './drafts.js'
import type { Sql, Value } from './sql.js'

type HeldRow = Omit<HeldDraft, 'session' | 'about'> & AboutRow & { data: string }

const HELD = `
  SELECT s.id, s.data, s.contactId, s.addressId, s.updatedAt, ${HOLDER} AS heldBy, h.name AS holder, ${ABOUT},
    (SELECT o.name FROM organisations o WHERE o.id = s.organisationId) AS organisation
  FROM sessions s JOIN contacts h ON h.id = ${HOLDER}`
const NEWEST_FIRST = ' ORDER BY s.updatedAt DESC, s.id'

export function databaseHeldDrafts(sql: Sql): HeldDrafts {
  const held = async (where: string, values: Value[]): Promise<HeldDraft[]> => {
    const rows = await sql.all<HeldRow>(`${HELD} WHERE s.state = 'open' AND ${where}${NEWEST_FIRST}`, values)
    return rows.map(({ data, ...row }) => {
      const about: About = aboutOf(row)
      const { id, contactId, addressId, updatedAt, heldBy, holder, organisation } = row
      const session = JSON.parse(data) as Session
      return { id, session, about, contactId, addressId, updatedAt, heldBy, holder, organisation }
    })
  }

  return {
    ofColleagues: (contactId) =>
      held(`s.organisationId IN ${FILES_FOR} AND ${HOLDER} <> ?`, [contactId, contactId, contactId]),
    of: (organisationId, but) => held(`s.organisationId = ? AND ${HOLDER} <> ?`, [organisationId, but]),

    async hand(id, from, { heldBy, addressId, contactId, typedBy, spoke }, at) {
      const handed = `UPDATE sessions SET openFor = ?, addressId = ?, contactId = ?, typedBy = ?, spoke = ?, updatedAt = ?
        WHERE id = ? AND state = 'open' AND COALESCE(openFor, typedBy, contactId) = ?`
      return (await sql.run(handed, [heldBy, addressId, contactId, typedBy, spoke, at, id, from])) === 1
    },
  }
}
