import type { Sql } from './sql.js'

interface Row {
  hubId: string
  hub: string
  zone: string
  id: string
  name: string
  funder: string
  code: string | null
}

/** The programmes of all hubs with who pays for them. The one query that crosses hubs; nothing that answers a chat has it. */
export const databaseFunded = (reads: Pick<Sql, 'all'>) => async () => {
  const rows = await reads.all<Row>(
    `SELECT h.id AS hubId, h.name AS hub, h.zone, p.id, p.name, f.name AS funder, f.code
     FROM programmes p JOIN funders f ON f.id = p.funderId JOIN hubs h ON h.id = p.hubId ORDER BY h.name, h.id, p.name, p.id`,
  )
  return rows.map(({ hubId, hub, zone, id, name, funder, code }) => ({
    hub: { id: hubId, name: hub, zone },
    programme: { id, name },
    funder: { name: funder, code },
  }))
}
