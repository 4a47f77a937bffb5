import type { Field, Outcome } from '../programmes/register.js'
import { assigned, type Row, type Sql, type Value } from './sql.js'

/** What a row gets: what is undefined stays as it is, or is null in a new row. */
export type Given = Record<string, Value | undefined>

/**
 * Rows of a hub, read at once and written at the end with few statements: a unit of work has seconds, and while it writes everybody else
 * waits. Nothing is written of what is the same.
 */
export interface HubRows {
  /** The rows that have these values, new ones too. */
  find(table: HubTable, values: Row): Row[]
  /** What of this differs from the row of the key, where there is one. */
  differences(table: HubTable, key: Row, given: Given): Field[]
  /** Makes the row of this key, or brings it up to date where it differs. */
  put(table: HubTable, key: Row, given: Given): Outcome
  /** Takes the row of this key away, if it is there. */
  remove(table: HubTable, key: Row): Outcome
  write(): Promise<void>
}

/** Those that others point at first, each with what names a row of it. */
const TABLES = {
  hubs: ['id'],
  funders: ['id'],
  programmes: ['id'],
  organisations: ['id'],
  organisation_aliases: ['alias'],
  organisation_tags: ['organisationId', 'tag'],
  grants: ['id'],
  instalments: ['grantId', 'number'],
  objectives: ['id'],
  schedules: ['id'],
  contacts: ['id'],
  contact_organisations: ['contactId', 'organisationId'],
  invitations: ['id'],
  partner_statuses: ['organisationId', 'fromOn'],
}
export type HubTable = keyof typeof TABLES
const NAMES = Object.keys(TABLES) as HubTable[]

interface Kept {
  row: Row
  /** The columns to write; all of a new row. */
  changed: Set<string>
  state: 'there' | 'new' | 'gone'
}

export async function hubRows(sql: Sql, hubId: string): Promise<HubRows> {
  const tables = new Map<HubTable, Map<string, Kept>>()
  const nameOf = (table: HubTable, row: Row) => JSON.stringify(TABLES[table].map((column) => row[column]))
  for (const table of NAMES) {
    const of = table === 'hubs' ? 'id' : 'hubId'
    const rows = await sql.all<Row>(`SELECT * FROM ${table} WHERE ${of} = ?`, [hubId])
    const kept = rows.map((row): [string, Kept] => [nameOf(table, row), { row, changed: new Set(), state: 'there' }])
    tables.set(table, new Map(kept))
  }
  const rowsOf = (table: HubTable) => tables.get(table)!

  return {
    find(table, values) {
      const wanted = Object.entries(values)
      const named = wanted.length === TABLES[table].length && TABLES[table].every((column) => column in values)
      const one = named ? rowsOf(table).get(nameOf(table, values)) : undefined
      const all = named ? (one ? [one] : []) : [...rowsOf(table).values()]
      return all
        .filter(({ row, state }) => state !== 'gone' && wanted.every(([column, value]) => row[column] === value))
        .map(({ row }) => row)
    },

    differences(table, key, given) {
      const kept = rowsOf(table).get(nameOf(table, key))
      if (kept?.state !== 'there') return []
      return Object.entries(given).flatMap(([column, to]) => {
        const from = kept.row[column] ?? null
        return to === undefined || from === to ? [] : [{ column, from, to }]
      })
    },

    put(table, key, given) {
      const values = Object.entries(given).filter((each): each is [string, Value] => each[1] !== undefined)
      const kept = rowsOf(table).get(nameOf(table, key))
      if (!kept) {
        const row = { ...(table !== 'hubs' && { hubId }), ...key, ...Object.fromEntries(values) }
        rowsOf(table).set(nameOf(table, key), { row, changed: new Set(), state: 'new' })
        return 'created'
      }
      if (kept.state === 'gone') kept.state = 'there'
      const differs = values.filter(([column, value]) => (kept.row[column] ?? null) !== value)
      for (const [column, value] of differs) {
        kept.row[column] = value
        kept.changed.add(column)
      }
      return differs.length > 0 ? 'changed' : 'same'
    },

    remove(table, key) {
      const kept = rowsOf(table).get(nameOf(table, key))
      if (!kept || kept.state === 'gone') return 'same'
      if (kept.state === 'new') rowsOf(table).delete(nameOf(table, key))
      else kept.state = 'gone'
      return 'removed'
    },

    async write() {
      for (const table of NAMES) await writeTable(sql, table, hubId, [...rowsOf(table).values()])
    },
  }
}

/** A name that one row leaves may be that of a new one: what goes and changes is written before what is new. */
async function writeTable(sql: Sql, table: HubTable, hubId: string, all: Kept[]): Promise<void> {
  const named = TABLES[table].map((column) => `${column} = ?`).join(' AND ')
  const where = table === 'hubs' ? named : `hubId = ? AND ${named}`
  const key = (row: Row) => [
    ...(table === 'hubs' ? [] : [hubId]),
    ...TABLES[table].map((column) => row[column] ?? null),
  ]
  for (const { row, state, changed } of all) {
    if (state === 'gone') await sql.run(`DELETE FROM ${table} WHERE ${where}`, key(row))
    if (state !== 'there' || changed.size === 0) continue
    const columns = [...changed]
    const values = columns.map((column) => row[column] ?? null)
    await sql.run(`UPDATE ${table} SET ${assigned(columns)} WHERE ${where}`, [...values, ...key(row)])
  }
  await insertAll(
    sql,
    table,
    all.filter(({ state }) => state === 'new').map(({ row }) => row),
  )
}

const TOGETHER = 50

async function insertAll(sql: Sql, table: string, rows: Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const tuple = `(${columns.map(() => '?').join(', ')})`
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const some = rows.slice(at, at + TOGETHER)
    await sql.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => tuple).join(', ')}`,
      some.flatMap((row) => columns.map((column) => row[column] ?? null)),
    )
  }
}
