import type { Said, Value } from './cell.js'
import { grants, instalments, objectives } from './sheets-of-grants.js'
import { schedules } from './sheet-of-schedules.js'
import { contacts, organisations, partnerChanges } from './sheets-of-people.js'
import { funders, hub, programmes } from './sheets-of-programmes.js'

/** The sheets of the workbook, in the order in which they are filled in. Template and import both go by this list. */
export const SHEETS = {
  hub,
  funders,
  programmes,
  organisations,
  grants,
  instalments,
  objectives,
  schedules,
  contacts,
  partnerChanges,
}

export type SheetKey = keyof typeof SHEETS
type ValueOf<C> = C extends { read(value: Value): Said<infer T> } ? T : never

/** What a row says: undefined where nothing can be taken from its cell, null where it says that there is none. */
export interface Row<K extends SheetKey = SheetKey> {
  /** As the workbook calls it. */
  sheet: string
  /** As spreadsheets count, from 1. */
  row: number
  cells: { [C in keyof (typeof SHEETS)[K]['columns']]?: ValueOf<(typeof SHEETS)[K]['columns'][C]> | null }
  /** The column in which each is, by letter. */
  places: { [C in keyof (typeof SHEETS)[K]['columns']]?: string }
  /** Cells that are wrong: told of already. */
  bad: Set<string>
}

export type Rows = { [K in SheetKey]: Row<K>[] }
