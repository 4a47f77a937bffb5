import { isText, placeOf, placeOfRow, type Place } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { ownName } from '../facts/grantees.js'
import { labelColumn } from '../facts/labels.js'
import type { Finding } from '../finding.js'

/** With these in its place it is another one of a series. */
const OF_SERIES = /[东西南北中上下左右前后内外大小新老第甲乙丙丁一二三四五六七八九十\d]/
/** It is a word of the sentence before the name. */
const OF_SENTENCE = /[各个的这那该本所等每两几家站与和及或在向为由从对给请到了是、，。；：（）“”《》\s]/
const KIND =
  /(?:服务中心|发展中心|服务站|工作站|阅览室|图书室|合作社|互助社|互助会|协会|小学|中学|学校|社工站|服务社|服务队|志愿队|书屋|书院|之家|基金会|促进会|联合会)$/

/** A cell that is one often used with one character changed: 城墙管理所 once, 城墙管理处 five times. */
export function oddCells({ tables }: Facts): Finding[] {
  const times = new Map<string, Place[]>()
  for (const { table, rows, columns } of tables)
    for (const { at, numeric, role } of columns)
      if (!numeric && role !== 'date' && role !== 'note')
        for (const row of rows) {
          const cell = (row.cells[at] ?? '').replace(/\s/g, '')
          if (/^[\u4e00-\u9fff]{4,12}$/.test(cell))
            times.set(cell, [...(times.get(cell) ?? []), placeOfRow(table, row)])
        }
  const often = [...times].filter(([, places]) => places.length >= OFTEN)
  return [...times].flatMap(([other, [place, ...more]]): Finding[] => {
    if (!place || more.length > 0) return []
    const meant = often.filter(([name]) => differsByOne(name, other) && !KIND.test(name))
    const [[name, [first]] = ['', []], ...others] = meant
    return first && others.length === 0 ? [finding(name, other, [first, place])] : []
  })
}

const OFTEN = 3
const differsByOne = (a: string, b: string): boolean => {
  const apart = a.length === b.length ? [...a].flatMap((char, i) => (char === b[i] ? [] : [i])) : []
  const [i] = apart
  return i !== undefined && apart.length === 1 && !OF_SERIES.test(`${a[i]}${b[i]}`)
}
const finding = (name: string, other: string, places: Place[]): Finding => ({
  severity: 'naming',
  kind: 'names',
  message: `像是同一家，写错了一个字：${name} / ${other} / perhaps one name with a character mistyped`,
  places,
  advice: '核对是哪个字，全文写成一样 / look it up and write it the same everywhere',
})

/** A name of a list in which one character is another elsewhere: 西浦服务站, 西埔服务站. */
export function mistyped({ report, tables, grantees }: Facts): Finding[] {
  const known = new Map<string, Place>()
  const add = (name: string, place: Place) => {
    if (KIND.test(name) && name.length <= 16 && ownName(name).length >= 2 && !known.has(name)) known.set(name, place)
  }
  for (const { list } of grantees) for (const { name, place } of list) add(name, place)
  for (const facts of tables) {
    const label = labelColumn(facts)
    if (label)
      for (const row of facts.rows) add((row.cells[label.at] ?? '').replace(/\s/g, ''), placeOfRow(facts.table, row))
  }
  if (known.size < 2) return []
  const byKind = new Map<string, string[]>()
  for (const name of known.keys()) {
    const kind = KIND.exec(name)?.[0] ?? ''
    byKind.set(kind, [...(byKind.get(kind) ?? []), name])
  }
  const said: { text: string; place: (quote: string) => Place }[] = report.blocks.flatMap((block) =>
    isText(block)
      ? [{ text: block.text, place: (quote: string) => placeOf(block, quote) }]
      : block.type === 'table'
        ? block.rows.map((row) => ({ text: row.cells.join(' '), place: () => placeOfRow(block, row) }))
        : [],
  )
  const told = new Set<string>()
  return said.flatMap(({ text, place }) =>
    [...byKind].flatMap(([kind, names]): Finding[] => {
      const findings: Finding[] = []
      for (let at = text.indexOf(kind); at >= 0; at = text.indexOf(kind, at + 1))
        for (const name of names) {
          const end = at + kind.length
          const other = text.slice(end - name.length, end)
          if (other.length !== name.length || known.has(other) || told.has(other)) continue
          if (!differsByOne(name, other) || [...other].some((char, i) => char !== name[i] && OF_SENTENCE.test(char)))
            continue
          // What stands before a cut name may be the end of a longer one.
          if (name[0] !== other[0] && /[\u4e00-\u9fff]/.test(text[end - name.length - 1] ?? '')) continue
          told.add(other)
          const quote = text.slice(Math.max(0, end - name.length - 8), end + 8)
          findings.push(finding(name, other, [known.get(name) as Place, place(quote)]))
        }
      return findings
    }),
  )
}
