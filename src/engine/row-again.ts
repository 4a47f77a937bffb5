import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { readRow } from '../forms/row-reading.js'
import { askingAt } from './answer.js'
import { readPart } from './named.js'
import type { RowChanged } from './row-changed.js'
import { called } from './row-meant.js'
import type { Turn } from './turn.js'

/**
 * 「改 5 房租 1200」 where a row of that name stands: what of it becomes another, and no row more. Several of that name are narrowed by what
 * she says besides, a day first. Null where no row is called so.
 */
export function rowAgain(turn: Turn, field: Field, said: string): RowChanged | null {
  const asking = askingAt(turn, field)
  const columns = kindOf(field).columns?.(field) ?? []
  const named = columns.find(({ kind }) => kind.free)
  const cells = named && said.length <= LONG && !said.includes('\n') ? readRow(columns, said, asking)?.cells : null
  const name = named && cells?.[named.field.key]
  if (!cells || typeof name !== 'string') return null
  const values = columns.flatMap((column) => {
    const { field: of, kind } = column
    const cell = cells[of.key] ?? null
    return column === named || cell === null
      ? []
      : [{ column, cell, shown: kind.show(of, kind.decode(cell), asking.words) }]
  })
  const day = values.find(({ column: { kind } }) => kind.spots === 'all')
  const all = called(turn, field, name)
  const ofDay = day ? called(turn, field, day.shown).filter((one) => all.includes(one)) : []
  const numbers = ofDay.length > 0 ? ofDay : all
  const [first] = numbers
  if (first === undefined || values.length === 0) return null
  // A day by which the row was found is no change of it.
  const changes = values.filter((one) => one !== day || ofDay.length === 0)
  const rest = (changes.length > 0 ? changes : values)
    .map(({ column, shown }) => `${column.field.label} ${shown}`)
    .join('，')
  const reading = readPart(turn, field, first, rest)
  return reading?.type === 'continued' ? { field, numbers, name, reading, rest } : null
}

/** Longer is no row. */
const LONG = 60
