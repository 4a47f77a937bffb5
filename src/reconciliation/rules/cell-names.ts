import { placeOfRow, type Place } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { labelColumn } from '../facts/labels.js'
import type { Finding } from '../finding.js'

const BEGINNING = 3
const SHORTEST = 5

/** A place or organisation that one table lists and a cell of another writes with characters left out or put in: 某花园站, 某花园堆肥站. */
export function cellNames({ tables }: Facts): Finding[] {
  const lists = tables.flatMap((facts) => {
    const column = labelColumn(facts)
    return column && facts.rows.length >= 3
      ? facts.rows.map((row) => ({ facts, name: plain(row.cells[column.at]), place: placeOfRow(facts.table, row) }))
      : []
  })
  const names = new Map<string, { place: Place; at: number }>()
  for (const { name, place, facts } of lists)
    if (name.length >= SHORTEST && name.length <= 16 && !names.has(name)) names.set(name, { place, at: facts.table.at })
  const told = new Set<string>()
  return tables.flatMap(({ table, columns, rows }) =>
    rows.flatMap((row) =>
      columns.flatMap(({ at, numeric, role }): Finding[] => {
        const said = plain(row.cells[at])
        if (
          numeric ||
          role === 'date' ||
          role === 'note' ||
          !/^[\u4e00-\u9fff]{5,16}$/.test(said) ||
          names.has(said) ||
          told.has(said)
        )
          return []
        const meant = [...names].filter(
          ([name, { at: own }]) =>
            own !== table.at &&
            name.slice(0, BEGINNING) === said.slice(0, BEGINNING) &&
            (name.slice(-1) === said.slice(-1) || isSchool(name, said)) &&
            Math.abs(name.length - said.length) <= 3 &&
            (isWithin(name, said) || isWithin(said, name) || isSchool(name, said)),
        )
        const [only, ...more] = meant
        if (!only || more.length > 0) return []
        told.add(said)
        return [
          {
            severity: 'naming',
            kind: 'names',
            message: `两张表里像是同一个：${only[0]} / ${said} / perhaps one under two names`,
            places: [only[1].place, placeOfRow(table, row)],
            advice: '核对全称，两张表写成一样 / look up the full name and use it in both',
          },
        ]
      }),
    ),
  )
}

/** 白水中心校 and 白水中心小学. */
const isSchool = (a: string, b: string): boolean =>
  a.slice(0, 4) === b.slice(0, 4) && [a, b].every((name) => /[校学]$/.test(name))

const plain = (cell = ''): string => cell.replace(/\s/g, '')

/** Whether a name is another with characters left out of it. */
function isWithin(short: string, long: string): boolean {
  if (short.length >= long.length) return false
  let at = 0
  for (const char of long) if (char === short[at]) at += 1
  return at === short.length
}
