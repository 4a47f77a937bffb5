import type { Organisation } from '../../people/people.js'
import type { Known, Ref, Register } from '../register.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'
import type { Spot } from './told.js'

export type OrganisationRow = Row<'organisations'>

/** An organisation under all its names, with the rows that speak of it. */
export interface Listed {
  id?: string | undefined
  key: string
  code: string | null
  name: string
  aliases: string[]
  kind: Organisation['kind']
  rows: OrganisationRow[]
  /** Codes of rows that turned out to be of it, beside its own. */
  codes: string[]
}

export const refOf = ({ id, key }: { id?: string | undefined; key: string }): Ref => (id === undefined ? key : { id })

export const namedAs = ({ name, aliases }: Listed): string[] => [name, ...aliases]

/** Whether anything about it is to be stored. */
export const isTold = (each: Listed, { organisations }: Known): boolean =>
  each.rows.length > 0 || each.aliases.length !== organisations.find(({ id }) => id === each.id)?.aliases.length

const FIELDS = ['kind', 'region', 'city', 'tags'] as const

/** What its rows say of an organisation; that with its own name comes first, and no two may say different things. */
export function entryOf(each: Listed, fault: (message: string, spot: Spot) => void): Register['organisations'][number] {
  const rows = each.rows.toSorted((a, b) => Number(isOwn(b, each)) - Number(isOwn(a, each)))
  const cells: OrganisationRow['cells'] = {}
  for (const row of rows) {
    for (const field of FIELDS) {
      const [said, before] = [row.cells[field], cells[field]]
      if (said === undefined) continue
      if (before === undefined) Object.assign(cells, { [field]: said })
      else if (JSON.stringify(said) !== JSON.stringify(before))
        fault(`和第 ${rows[0]?.row} 行是同一家，写得不一样 / two rows of one say different things`, spotOf(row, field))
    }
  }
  const { id, key, code, name, aliases } = each
  const { kind, region, city, tags } = cells
  return {
    id,
    key,
    code,
    at: rows[0] && spotOf(rows[0]),
    name,
    region,
    city,
    kind: kind ?? each.kind,
    tags: tags === null ? [] : tags,
    aliases: [...new Set(aliases)].filter((alias) => alias !== name),
  }
}

const isOwn = ({ cells }: OrganisationRow, { name }: Listed): boolean => cells.name === name
