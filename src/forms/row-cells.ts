import { escaped } from '../kernel/escaped.js'
import { readBasis } from '../kernel/basis-words.js'
import { type Json, sameJson } from '../kernel/json.js'
import type { Said } from '../kernel/message.js'
import type { Problem } from '../kernel/outcome.js'
import { isSame } from './again.js'
import { answeredBack } from './asks-back.js'
import type { Asking, Reading } from './field-kind.js'
import type { Field } from './form.js'
import { isNothing, quote, textOf } from './prompt.js'
import { queryOf } from './row-queries.js'
import type { Cells, Column, Row } from './rows.js'

export type CellReading = { type: 'cell'; cell: Cells[string] } | { type: 'problem'; problem: Problem }

/** One column from a text that is about it alone; `cell` is what it holds so far. */
export function readCell(column: Column, said: Said, asking: Asking, cell: Json | null = null): CellReading {
  const { field, kind } = column
  if (said.type === 'text' && saysAgain(field, said.text)) {
    const above = asking.above?.[field.key] ?? null
    return above === null
      ? { type: 'problem', problem: { code: 'again.nothing', values: { label: field.label } } }
      : { type: 'cell', cell: above }
  }
  if (kind.free && said.type === 'text' && isSame(said.text, field.label))
    return { type: 'problem', problem: { code: 'again.not_here', values: { label: field.label } } }
  const reading = readInto(column, said, asking, cell)
  if (reading.type === 'nothing') {
    return field.required
      ? { type: 'problem', problem: { code: 'table.cell_needed', values: { label: field.label } } }
      : { type: 'cell', cell: null }
  }
  if (reading.type === 'misread') return { type: 'problem', problem: reading.problem }
  if (reading.type === 'continued' || reading.type === 'left')
    throw new Error(`a column cannot take several messages: ${field.kind}`)
  const [problem] = kind.check(field, reading.value, asking)
  return problem ? { type: 'problem', problem } : { type: 'cell', cell: kind.encode(reading.value) }
}

/** 「同上」, 「地点同上」 in a column where it may be. */
export const saysAgain = (field: Field, text: string): boolean => field.again === true && isSame(text, field.label)

/** An answer to what is asked back about the cell, or a new value for it. */
function readInto(column: Column, said: Said, asking: Asking, cell: Json | null): Reading<unknown> {
  const { field, kind } = column
  const open = queryOf(column, cell)
  const text = textOf(said)
  const answered = open && text !== null ? answeredBack(open.query, field, open.value, text, asking) : null
  if (answered !== null) return { type: 'answered', value: answered }
  const reading = kind.read(field, said, null, cell === null ? null : kind.decode(cell), asking)
  if (!open) return reading
  // A new value in answer to it is heard of the one that is asked about.
  if (reading.type === 'answered')
    return { type: 'answered', value: kind.heir?.(open.value, reading.value) ?? reading.value }
  if (reading.type !== 'misread') return reading
  return { type: 'misread', problem: { code: open.query.unclear, values: { said: quote(text ?? '') } } }
}

/** A cell of words is not what is wholly a date or a headcount. */
export function readAsked(
  columns: Column[],
  column: Column,
  raw: string,
  asking: Asking,
  cell: Json | null = null,
): CellReading {
  const other =
    column.kind.free && raw.length < 60 && !isNothing(raw)
      ? columns.find((one) => !one.kind.free && isWholly(one, raw.trim(), asking))
      : undefined
  // 「签到」 is how people were counted, and no name of anything.
  const counted =
    column.kind.free && readBasis(raw) !== null
      ? columns.find(({ kind }) => kind.queries?.some(({ inWords }) => inWords))
      : undefined
  if (counted) {
    const values = { said: quote(raw), other: counted.field.label, label: column.field.label }
    return { type: 'problem', problem: { code: 'table.other_column', values } }
  }
  if (!other && isStory(column, raw)) {
    const values = { said: quote(raw), label: column.field.label }
    return { type: 'problem', problem: { code: 'table.story', values } }
  }
  const objection = other || !column.kind.free ? null : column.kind.objection?.(column.field, raw, asking)
  if (objection) return { type: 'problem', problem: objection }
  if (!other) return readCell(column, { type: 'text', text: raw }, asking, cell)
  const values = { said: quote(raw), other: other.field.label, label: column.field.label }
  return { type: 'problem', problem: { code: 'table.other_column', values } }
}

/** So much may stand beside a day. */
const BESIDE_DAY = 16

/** Sentences that speak of a day (「志愿者周末才有空，所以…」) are no answer to when it was: what else they say would be lost. */
const isStory = ({ kind }: Column, raw: string): boolean =>
  kind.spots === 'all' && raw.trim().length > BESIDE_DAY && /[，。！；!;\n]\s*\S/u.test(raw)

/** 「沙龙2」, 「读书会十」, 「培训A3」: a name with its number, where 「约30」 and 「一千二」 are numbers all through. */
const NUMBERED_NAME =
  /(?![零〇一二三四五六七八九十百千万亿两半多余来几约近共额费])\p{L}(?:\d{1,3}|[一二三四五六七八九十]{1,3})$/u

/** What a count or sum has something of: 25人, 没人来, 免费. */
const NUMBER_OR_NONE =
  /[\d０-９零〇一二两兩俩仨三四五六七八九十廿卅百千万萬亿億半几幾数數壹贰叁肆伍陆柒捌玖拾佰仟没沒无無免不未]/

/** Whether all of a piece is one value of this column: 「25人」 is a headcount, 「百人徒步」 and 「沙龙2」 are not. */
export function isWholly({ field, kind }: Column, piece: string, asking: Asking): boolean {
  if (isNothing(piece)) return !field.required
  if (saysAgain(field, piece)) return true
  const spot = kind.spot?.(field, piece, asking)
  if (spot) return spot.start === 0 && spot.end === piece.length
  if (kind.spot && (kind.spots === 'all' || !NUMBER_OR_NONE.test(piece) || NUMBERED_NAME.test(piece))) return false
  return kind.read(field, { type: 'text', text: piece }, null, null, asking).type === 'answered'
}

/** 「人数 30」, 「人数：30」, 「人数改成30」: a column by its name, and the rest. */
export function columnNamed(columns: Column[], text: string): { column: Column; rest: string } | null {
  const said = text.trim()
  const column = columns.find(({ field }) => said.startsWith(field.label))
  return column
    ? {
        column,
        rest: said
          .slice(column.field.label.length)
          .replace(/^(?:改成|改为|改到|改(?![革造善良编])|应该|[就也还都]是|其实是|是|[\s:：])+/u, ''),
      }
    : null
}

/** 「地点 南昌盲校，人数 18人」: several columns, each by its name with what it becomes; null when it is not that. */
export function columnsNamed(columns: Column[], text: string): { column: Column; rest: string }[] | null {
  // Mostly there is nothing to be cut, and a pattern need not be made for it.
  if (!/[\s，,、；;]/u.test(text.trim())) return null
  const labels = columns.map(({ field }) => escaped(field.label))
  const parts = text.trim().split(new RegExp(`[\\s，,、；;]+(?=(?:${labels.join('|')}))`, 'u'))
  const named = parts.flatMap((part) => columnNamed(columns, part) ?? [])
  const different = new Set(named.map(({ column }) => column)).size === parts.length
  return parts.length > 1 && different && named.every(({ rest }) => rest) ? named : null
}

/** 「改 1 高安 27人」: what is the place of a row, and no title of any, is a place. */
export function knownPlace(columns: Column[], rows: Row[], cells: Cells): Cells {
  const title = columns.find(({ field, kind }) => kind.free && field.required)?.field.key ?? ''
  const place = columns.find(({ kind }) => kind.hears === 'location')?.field.key ?? ''
  const said = cells[title] ?? null
  const has = (key: string) => rows.some((row) => sameJson(row.cells[key] ?? null, said))
  if (!title || !place || said === null || (cells[place] ?? null) !== null || !has(place) || has(title)) return cells
  const { [title]: _, ...rest } = cells
  return { ...rest, [place]: said }
}

/** 「人数没统计」 is 「没统计」. */
export function withoutLabel(exact: Column[], piece: string): string {
  const label = exact
    .map(({ field }) => field.label)
    .find((one) => piece.startsWith(one) && isNothing(piece.slice(one.length)))
  return piece.slice(label?.length ?? 0)
}
