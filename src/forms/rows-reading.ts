import { isCalledOff, withNoneApart, withoutReplaced } from '../kernel/called-off.js'
import type { Problem } from '../kernel/outcome.js'
import type { Asking } from './field-kind.js'
import { normaliseText } from '../kernel/numeral.js'
import { apart, unnumbered } from './numbered-lines.js'
import { quote } from './prompt.js'
import { remembering } from './row-memo.js'
import { eachTogether } from '../kernel/times-each.js'
import { withPricesClose } from '../kernel/money-words.js'
import { withoutLeadIn } from './lead-in.js'
import { isHeader, readHeaded, withRows } from './headed-rows.js'
import { type RowsReading, withAbove } from './rows-read.js'
import { areWords } from './row-of-words.js'
import { readRow, type RowReading } from './row-reading.js'
import { beginsWithItsDay } from './row-day-first.js'
import { eachDay, isOfAYear, lineOfEachDay, withMonths } from './rows-each-day.js'
import { sumsInTurn } from './sums-in-turn.js'
import { totalApart, withoutTotal } from './row-totals.js'
import { isOpen, openParts } from './rows-open.js'
import { type Cells, type Column, isPlain, isWhole, missing } from './rows.js'

const TOTAL =
  /^[\s.、]*(?:(?:合计|总计|小计|total)|(?:共计|总共|一共|共)[:：\s]*[\d,.零一二三四五六七八九十百千万]+\s*[元块人]?[。.]?$)/iu
/** A longer line is a story, not a row. */
const [LINES, CHARACTERS] = [200, 300]

/** A dash that stands by itself joins two days or parts the row; it is no minus. */
const withoutDashes = (line: string): string =>
  line.replace(/(?<=[\d日号])\s+[-–—]\s+(?=\d{1,4}(?:[月日号.\s]|$))/g, '-').replace(/\s+[-–—]{1,2}\s+/g, ' ')

/** Reads one row, several rows one a line or between commas, or one row written over several lines. */
export function readRows(given: Column[], text: string, asking: Asking): RowsReading {
  const columns = remembering(given)
  const headed = readHeaded(columns, text, asking)
  if (headed)
    return headed.rest === '' ? headed.reading : withRows(headed.reading, readRows(columns, headed.rest, asking))
  const all = apart(text)
    .split('\n')
    .flatMap((line) =>
      valuedBy(columns)
        ? withNoneApart(withoutReplaced(line.trim())).flatMap(lineOfEachDay).map(eachTogether)
        : columns.some(({ kind }) => kind.names)
          ? sumsInTurn(line)
          : [line],
    )
    .map((line) => withPricesClose(withMonths(withoutDashes(line.trim()))))
    .filter((line) => /[^\s\-—–_=*]/u.test(line) || (line !== '' && !text.includes('\n')))
  const written = all.filter((line) => !TOTAL.test(line) && !isHeader(columns, line))
  if (all.length > 0 && all.every((line) => TOTAL.test(line)))
    return {
      rows: [],
      unread: all.map((line) => quote(line)),
      problem: { code: 'table.total', values: { said: quote(text) } },
    }
  const { lines, total = all.find((line) => TOTAL.test(line)) } = withoutTotal(
    columns,
    unnumbered(written.slice(0, LINES)).map(withoutLeadIn),
    asking,
  )
  const single =
    !areWords(columns) && lines.length > 1 && lines.length <= columns.length + 1 && text.length < 2 * CHARACTERS
      ? spread(columns, lines, asking)
      : null
  if (single) return { rows: [single], unread: [], problem: null }

  const reading: RowsReading = { rows: [], unread: [], problem: null, ...(total !== undefined && { total }) }
  for (const line of lines) {
    if (line.length > CHARACTERS) {
      reading.unread.push(quote(line))
      continue
    }
    const stated = valuedBy(columns) || areWords(columns) ? null : partsOfTotal(columns, line, asking)
    if (stated) reading.total ??= stated.total
    for (const [part, found] of stated?.parts ??
      partsOf(columns, line, withAbove(columns, reading.rows.at(-1), asking))) {
      const read = asHeld(columns, part, found, asking)
      const isOne = read && !read.problem && isRow(columns, read.cells)
      if (isOne && !isOfAYear(columns, read.cells, part)) reading.rows.push(read.cells)
      else reading.unread.push(quote(part))
      reading.problem ??= read?.problem ?? null
      if (read?.notice) reading.notice = read.notice
    }
  }
  return reading
}

/** The parts of a line that says what they are together, which is no row: where there are several, each whole. */
function partsOfTotal(columns: Column[], line: string, asking: Asking) {
  const apart = totalApart(line)
  const parts = apart ? partsOf(columns, apart.rest, asking) : []
  const stands = (read: RowReading) =>
    read && !read.problem && (isWhole(columns, read.cells) || isOpen(columns, read.cells))
  const whole = parts.length > 1 && parts.every(([, read]) => stands(read))
  return apart && whole ? { parts, total: apart.total } : null
}

/** 「9月31日 茶话会 二十人」: the row without the day that there is not, which is asked for. What was called off is none. */
function asHeld(columns: Column[], part: string, read: RowReading, asking: Asking): RowReading {
  if (valuedBy(columns) && isCalledOff(part))
    return { cells: {}, problem: { code: 'table.called_off', values: { said: quote(part) }, understood: true } }
  if (read?.problem?.code !== NO_SUCH_DAY) return read
  const rest = readRow(columns, normaliseText(part).replace(String(read.problem.values?.['said']), ' ').trim(), asking)
  return rest && !rest.problem ? { cells: rest.cells, notice: read.problem } : read
}

export const NO_SUCH_DAY = 'date.no_such_day'

/** The month in which she named such a day. */
export const monthOf = (notice: Problem | undefined): number | null =>
  notice?.code === NO_SUCH_DAY ? Number(notice.values?.['month']) : null

/** Whether a text is nothing but whole rows, where something else is asked. */
export const areRows = (columns: Column[], text: string, asking: Asking): boolean =>
  !/[。！]\s*\S/u.test(text) && readRows(columns, text, asking).rows.every((cells) => isPlain(columns, cells))

/** From the finest; the parts of a count (，其中志愿者5人) and the comma of 1,200 are no separators. */
const BETWEEN_ROWS = ['[;；,，、]', '[;；,，]', '[;；]', '[+＋]'].map(
  (signs) => new RegExp(`${signs}+(?!\\d{3}(?!\\d)|\\s*(?:其中|包括|含))`),
)

/** 「场地费500元，交通120元」: parts of a line, when each is a whole row by itself. */
function partsOf(columns: Column[], line: string, asking: Asking): (readonly [string, RowReading])[] {
  const valued = valuedBy(columns)
  if (areWords(columns)) return [[line, readRow(columns, line, asking)]]
  if (valued && beginsWithItsDay(line)) return [[line, readRow(columns, line, asking)]]
  const dated = valued && cutBeforeValues(valued, line, asking)
  // Rows that each need a day are no more than the days.
  if (dated && dated.length < 2) return [[line, readRow(columns, line, asking)]]
  const [, inner = ''] = /^[^(（]*\d[^(（]*[(（]([^()（）]+)[)）]$/u.exec(line) ?? []
  const open = valued ? null : openParts(columns, line, asking, (head) => partsOf(columns, head, asking))
  if (open) return open
  for (const [text, separator] of [
    ...(inner ? [[inner, BETWEEN_ROWS[0]] as const] : []),
    ...BETWEEN_ROWS.map((signs) => [line, signs] as const),
  ]) {
    const reads = separator ? wholeRows(columns, text.split(separator), asking) : null
    if (reads) return valued ? reads : reads.flatMap((one) => bySpaces(columns, one[0], asking) ?? [one])
  }
  // Where no day begins each row, what stands between signs is told first: a value is often the last word of its row.
  const parted = valued ? null : severalWhole(columns, line, asking)
  const spaced =
    parted?.flatMap((one) => bySpaces(columns, one[0], asking) ?? [one]) ??
    (valued ? wholeRows(columns, line.split(/\s+/u), asking) : bySpaces(columns, line, asking))
  if (spaced) return spaced
  const behind =
    valued || /\s/.test(line.trim()) ? null : wholeRows(columns, cutBehindValues(columns, line, asking), asking)
  if (behind) return behind
  const needed = columns.find(({ field, kind }) => field.required && !kind.free)
  const cut = wholeRows(columns, dated ?? cutBeforeValues(needed, line, asking), asking)
  if (cut?.every(([, read]) => read && missing(columns, read.cells).length === 0)) return cut
  if (dated)
    return (
      severalWhole(columns, line, asking) ?? eachDay(columns, dated, asking) ?? [[line, readRow(columns, line, asking)]]
    )
  const read = readRow(columns, line, asking)
  return [[line, holdsTwo(columns, read, asking) ? null : read]]
}

/** 「场地费 500，茶歇 300，都有发票」: what is no row between several that are whole must not become a part of one, nor make them one. */
function severalWhole(columns: Column[], line: string, asking: Asking): [string, RowReading][] | null {
  for (const signs of [BETWEEN_ROWS[1], BETWEEN_ROWS[0], ...(valuedBy(columns) ? [] : [BETWEEN_ROWS[2]])]) {
    const parts = line.split(signs ?? '').flatMap((part) => part.trim() || [])
    if (parts.length < 2) continue
    const reads = parts.map((part): [string, RowReading] => [part, readRow(columns, part, asking)])
    const whole = reads.filter(([, read]) => read && !read.problem && isWhole(columns, read.cells))
    if (whole.length >= (signs === BETWEEN_ROWS[2] ? 1 : 2))
      return reads.map((one) => (whole.includes(one) ? one : [one[0], null]))
  }
  return null
}

/** 「讲座 2 课时 600元」: a count with its measure apart is no sum. */
const COUNTED_APART =
  /\s[\d一二两三四五六七八九十]+ (?:[本包个套份箱瓶人天次场张把支条件盒桶位名顿]|课时|小时|公斤|斤)(?=\s|$)/u

/** 「资料印刷120 茶歇大概300多块」: the rows of a part that spaces divide; null where they do not. */
const bySpaces = (columns: Column[], part: string, asking: Asking): [string, RowReading][] | null =>
  /\s/u.test(part.trim()) ? (wholeRows(columns, part.split(/\s+/u), asking) ?? grouped(columns, part, asking)) : null

/** 「药品1200.5元 横幅 80 车费二百多」: between spaces, each as many words as make a whole row. */
function grouped(columns: Column[], line: string, asking: Asking): [string, RowReading][] | null {
  const rows: [string, RowReading][] = []
  const isRowOf = (read: RowReading) => read !== null && !read.problem && isWhole(columns, read.cells)
  const words = line.trim().split(/\s+/u)
  if (words.length < 3 || words.length > 40 || COUNTED_APART.test(line)) return null
  let open = ''
  for (const word of words) {
    open = `${open} ${word}`.trim()
    const read = readRow(columns, open, asking)
    if (!isRowOf(read)) continue
    if (!/\p{L}{2}/u.test(open)) return null
    rows.push([open, read])
    open = ''
  }
  return open === '' && rows.length > 1 ? rows : null
}

/** 「药品1200.5元 横幅 80 车费忘了」, 「车费900 一共1500」: words that hold a sum of their own are not all of one item. */
const holdsTwo = (columns: Column[], read: RowReading, asking: Asking): boolean =>
  columns.some(({ field, kind }) =>
    columns.some((words) => {
      const cell = read?.cells[words.field.key]
      if (!words.kind.free || kind.free || typeof cell !== 'string') return false
      const spot = kind.spot?.(field, cell, asking)
      // 「盒饭20份 每份15元 共300元」 says it twice.
      const own = read?.cells[field.key] ?? null
      const sum = (value: unknown) => kind.tally?.(field, [value], asking.words)
      if (spot) return own === null || sum(spot.value) !== sum(kind.decode(own))
      return kind.names !== undefined && BARE_SUM.test(cell)
    }),
  )
/** 「住宿是570，三晚190一晚」. */
const BARE_SUM = /(?:[\s费钱款餐票宿是]|共|花了)\d{2,6}(?:\.\d+)?$/u

/** The parts as rows, when they are several and each is a whole one. */
function wholeRows(columns: Column[], parts: string[], asking: Asking): [string, RowReading][] | null {
  const texts = parts.map((part) => part.trim()).filter(Boolean)
  if (texts.length < 2 || texts.length > 60) return null
  const reads: [string, RowReading][] = []
  for (const text of texts) {
    const read = readRow(columns, text, withAbove(columns, reads.at(-1)?.[1]?.cells, asking))
    if (!read || read.problem || !isWhole(columns, read.cells)) return null
    reads.push([text, read])
  }
  return reads
}

/** The column that every row must have, where none of its values can be overlooked. */
const valuedBy = (columns: Column[]): Column | undefined =>
  columns.find(({ field, kind }) => field.required && kind.spots === 'all')

/** 「5月3日 读书会 20人 5月10日 采访 15人」, cut before each value of a column. */
function cutBeforeValues(column: Column | undefined, line: string, asking: Asking): string[] {
  const parts: string[] = []
  if (!column) return [line]
  let rest = normaliseText(line)
  let after = 0
  while (parts.length < 60) {
    const spot = column.kind.spot?.(column.field, rest.slice(after), asking)
    if (!spot) break
    if (after > 0) {
      parts.push(rest.slice(0, after + spot.start))
      rest = rest.slice(after + spot.start)
      after = spot.end - spot.start
    } else after = spot.end
  }
  return [...parts, rest]
}

/** 「场地费五百块车费八十块」, cut behind each value of the column that every row must have. */
function cutBehindValues(columns: Column[], line: string, asking: Asking): string[] {
  const column = columns.find(({ field, kind }) => field.required && !kind.free)
  const parts: string[] = []
  let rest = normaliseText(line)
  for (
    let spot = column?.kind.spot?.(column.field, rest, asking);
    spot;
    spot = column?.kind.spot?.(column.field, rest, asking)
  ) {
    if (spot.end === 0 || parts.length >= 60) break
    parts.push(rest.slice(0, spot.end))
    rest = rest.slice(spot.end)
  }
  return [...parts, rest.replace(/^[)）。.]+$/u, '')]
}

/** A lonely number says too little to be a row. */
const isRow = (columns: Column[], cells: Cells): boolean =>
  Object.keys(cells).length > 1 ||
  isOpen(columns, cells) ||
  (areWords(columns) && Object.keys(cells).length > 0) ||
  columns.some(({ field, kind }) => field.required && !kind.free && cells[field.key] !== undefined)

/** One row over several lines: no column is found in two of them, and together they make a whole row. */
function spread(columns: Column[], lines: string[], asking: Asking): Cells | null {
  const exact = columns.filter(({ kind }) => !kind.free)
  const valued = valuedBy(exact)
  if (valued && lines.filter((line) => valued.kind.spot?.(valued.field, line, asking)).length > 1) return null
  if (lines.some((line) => isWhole(columns, readRow(columns, line, asking)?.cells ?? {}) && !valued)) {
    if (lines.some((line) => openParts(columns, line, asking, (head) => partsOf(columns, head, asking)))) return null
  }
  const seen = new Set<string>()
  for (const line of lines) {
    for (const key of Object.keys(readRow(exact, line, asking)?.cells ?? {})) {
      if (seen.has(key)) return null
      seen.add(key)
    }
  }
  const read = readRow(columns, lines.join('\t'), asking)
  return read && !read.problem && isWhole(columns, read.cells) ? read.cells : null
}
