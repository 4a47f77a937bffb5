import { basisOf } from '../kernel/basis-words.js'
import { sameJson } from '../kernel/json.js'
import type { Asking, Reading } from './field-kind.js'
import { misread, quote } from './prompt.js'
import { isWholly } from './row-cells.js'
import { readRow } from './row-reading.js'
import { type Cells, type Column, type Row, showRow } from './rows.js'
import { NO_SUCH_DAY, readRows } from './rows-reading.js'
import { rowsNamed } from './table-afterwards.js'
import { going, keptRows, settle, type TableDraft } from './table-draft.js'
import { edit } from './table-moves.js'
import { rowOnly } from './table-words.js'

/**
 * 「2」「第二条」 where rows are shown, and 「印刷费」「印刷费那条」 where the hub asks again: the row of it and no sum; a small number that is none of them is
 * told so there.
 */
export function rowMeant(columns: Column[], { rows, editing }: TableDraft, raw: string, asking: Asking): number | null {
  const number = rowOnly(raw)
  const { returned } = asking
  if (number !== null) return rows[number - 1] || (returned !== undefined && !editing && number < 10) ? number : null
  if (returned === undefined || editing) return null
  const name = raw.trim().replace(/(?:那|这)?一?[条笔项个场次]$/u, '')
  const cells = (row: Row) => columns.flatMap(({ field, kind }) => (kind.free ? [row.cells[field.key]] : []))
  const at = rows.flatMap((row, i) => (cells(row).includes(name) ? [i + 1] : []))
  return at.length === 1 ? (at[0] ?? null) : null
}

/** 「印刷费230元」 where the hub asks again and 印刷费 is a row: no second one, but what that is now; where it says just that, it is told. */
export function saidAgain(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  if (asking.returned === undefined) return null
  const { rows, unread } = readRows(columns, raw, asking)
  const [cells, ...others] = rows
  const titles = columns.filter(({ field, kind }) => field.required && kind.free)
  // Of the same name on another day is another.
  const dated = columns.some(({ field, kind }) => field.required && kind.spots === 'all')
  if (!cells || others.length > 0 || unread.length > 0 || dated || titles.length === 0) return null
  const named = draft.rows.flatMap((row, i) =>
    titles.every(({ field: { key } }) => row.cells[key] === cells[key]) ? [i + 1] : [],
  )
  const [number, second] = named
  if (number === undefined || second !== undefined || Object.keys(cells).length <= titles.length) return null
  const same = columns.every(
    ({ field: { key } }) => cells[key] === undefined || sameJson(cells[key], draft.rows[number - 1]?.cells[key]),
  )
  if (same) return going(columns, draft, [asking.words.say('table.is_there', { number })], asking)
  return edit(columns, draft, number, raw, asking)
}

/** The rows that stand there, sent again: none is there twice; what is new in one takes its place, what is new besides is added. Null where it is no table sent again. */
export function sentAgain(
  most: number,
  columns: Column[],
  draft: TableDraft,
  raw: string,
  asking: Asking,
): Reading<Row[]> | null {
  const { rows: sent, unread, problem } = readRows(columns, raw, asking)
  const keys = columns.filter(({ field, kind }) => field.required && (kind.free || kind.spots === 'all'))
  if (sent.length < 2 || unread.length > 0 || problem || keys.length === 0) return null
  const isCalled = (row: Cells, other: Cells) => keys.every(({ field: { key } }) => sameJson(row[key], other[key]))
  const saysJust = (row: Row, cells: Cells) =>
    columns.every(({ field: { key } }) => cells[key] === undefined || sameJson(cells[key], row.cells[key]))
  const isSent = (row: Row) => sent.some((cells) => isCalled(row.cells, cells) && saysJust(row, cells))
  const rows = [...draft.rows]
  const found = new Set<number>()
  const changed: number[] = []
  const added: Row[] = []
  for (const cells of sent) {
    const at = draft.rows.findIndex(
      (row, i) => !found.has(i) && isCalled(row.cells, cells) && (saysJust(row, cells) || !isSent(row)),
    )
    const row = draft.rows[at]
    if (!row) {
      added.push({ cells, from: [asking.messageId] })
      continue
    }
    found.add(at)
    if (saysJust(row, cells)) continue
    // Of several called so nobody knows which it is now.
    const [, second] = sent.filter((other) => isCalled(other, cells))
    if (second && draft.rows.filter((other) => isCalled(other.cells, cells)).length === 1) return null
    rows[at] = { cells: { ...row.cells, ...cells }, from: [...row.from, asking.messageId] }
    changed.push(at + 1)
  }
  // New rows may be called like old ones: it is the table once more where all of that is in it, and most of it just so.
  const same = found.size - changed.length
  const again = found.size > 1 && found.size === draft.rows.length && same >= Math.max(1, changed.length)
  if (!again || rows.length + added.length > most) return null
  const { words } = asking
  const after = settle(columns, { ...draft, rows, pending: added })
  const said = [
    words.say('table.are_there', { count: same }),
    ...changed.map((number) =>
      words.say('table.changed', { number, row: showRow(columns, rows[number - 1]?.cells ?? {}, words) }),
    ),
    keptRows(columns, after.rows, rows.length, asking),
  ]
  return going(columns, after, said, asking)
}

/** 「28人，有签到表的，我数错了」 where the hub asks again: no new row without a day, but of the one its comment names, or it is asked of which. */
export function remarked(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const day = columns.find(({ field, kind }) => field.required && kind.spots === 'all')
  const read = readRows(columns, raw, asking)
  const cells = read.rows[0] ?? (raw.length < 40 ? readRow(columns, raw, asking)?.cells : undefined)
  if (
    !day ||
    !cells ||
    draft.rows.length === 0 ||
    read.notice?.code === NO_SUCH_DAY ||
    read.rows.some((row) => row[day.field.key] !== undefined)
  )
    return null
  const counts = columns.filter(({ field, kind }) => !kind.free && (cells[field.key] ?? null) !== null)
  const own = rowsNamed(columns, draft.rows, raw.replace(COUNT, ''), asking)
  const [only, ...others] = own.length > 0 ? own : rowsNamed(columns, draft.rows, asking.returned ?? '', asking)
  const [count] = counts
  const cell = count && cells[count.field.key]
  if (!count || cell === undefined || cell === null) return null
  const { field, kind } = count
  const { label } = field
  const answers = (kind.queries ?? []).filter(({ askAll }) => askAll)
  const remarks = partsOf(raw).filter(isRemark)
  const heard = remarks.reduce(
    (value, remark) => answers.reduce((was, query) => query.answer(field, was, remark, asking) ?? was, value),
    kind.decode(cell),
  )
  const shown = kind.show(field, heard, asking.words)
  if (
    only !== undefined &&
    others.length === 0 &&
    !namesAnother(columns, cells, draft.rows[only - 1]?.cells ?? {}, raw)
  )
    return edit(columns, draft, only, `${label} ${shown}`, asking)
  const value = shown.replace(/[（(].*$/su, '')
  return misread('table.which_row', { said: quote(raw), row: only ?? draft.rows.length, label, value })
}

/** Of how many she speaks tells no row from another. */
const COUNT = /\d+\s*[多余来几]?[人名位户家个]次?/gu

/** 「家长会 20人」 has a title of its own; 「有签到表的」「我数错了」「是我写错了」 are remarks on what is there. */
const REMARK =
  /^(?:(?:我们?|是|当时|应该|确实|没错|对的?|不对|的|都|也|可以|核对|查|看|过|了)*(?:有|没有?)?(?:签到表?|名单|照片|登记表?|记录|数错|写错|记错|填错|算错|看错|搞错|弄错|打错|漏写|没错|对的|抱歉|不好意思|对不起)(?:的|了|啊|哦|呢|吧|为证|可查)*)+$/u
const isRemark = (part: string): boolean =>
  part === '' || REMARK.test(part) || (!/\d/u.test(part) && basisOf(part) !== null)

/** Whether what it is called there is neither the row's own name nor a part of a remark. */
function namesAnother(columns: Column[], cells: Cells, own: Cells, raw: string): boolean {
  const remarks = partsOf(raw).filter(isRemark)
  return columns.some(({ field: { key }, kind }) => {
    const cell = cells[key]
    if (!kind.free || typeof cell !== 'string') return false
    return partsOf(cell).some(
      (part) => part !== own[key] && !isRemark(part) && !remarks.some((remark) => remark.includes(part)),
    )
  })
}
const partsOf = (text: string): string[] => text.split(/[\s,，。、]+/u)

/** 「读书会四十多人」 while another row is asked for its headcount: of the row of that name. */
export function ofOtherRow(columns: Column[], { rows, pending }: TableDraft, raw: string, asking: Asking) {
  const [title] = columns.filter(({ field, kind }) => field.required && kind.free)
  const nameOf = (row?: Row) => {
    const cell = title && row?.cells[title.field.key]
    return typeof cell === 'string' ? cell : ''
  }
  // 「交通费 300元」 is a row by itself: only where a row has a day besides is it none.
  if (!columns.some(({ field, kind }) => field.required && kind.spots === 'all')) return null
  const said = raw.trim()
  const fits = (row?: Row) => nameOf(row).length > 1 && said.startsWith(nameOf(row))
  const at = rows.flatMap((row, i) => (fits(row) ? [i] : []))
  const [only, ...others] = at
  if (only === undefined || others.length > 0 || fits(pending[0])) return null
  const rest = said.slice(nameOf(rows[only]).length).replace(/^(?:的|那[场次条笔]|人数|[：:\s，,]|来了|有|是)*/u, '')
  const exact = columns.some((column) => !column.kind.free && isWholly(column, rest, asking))
  return exact ? { number: only + 1, rest } : null
}
