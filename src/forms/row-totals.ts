import type { Asking } from './field-kind.js'
import { quote } from './prompt.js'
import { readRow } from './row-reading.js'
import type { Column, Row } from './rows.js'

const NUMBER = '[约近小]?\\s*[\\d,.零一二两三四五六七八九十百千万]+[多余来几]?'
const TAIL = new RegExp(
  `[，,。；;、\\s（(]+(?:这?[\\d一二两三四五六七八九十]+[场次条笔])?(?:一共|共计|总共|合计|总计|共)(?:是|有|来了|参加)?[:：\\s]*${NUMBER}\\s*(?:个?人次?|[名位户家]|元|块钱?)?(?:左右|上下)?[)）。.]?$`,
  'u',
)

/** The lines without the total of all of them behind the last: 「…45人，一共97人」 under other rows. What a row says of itself stays. */
export function withoutTotal(columns: Column[], lines: string[], asking: Asking): { lines: string[]; total?: string } {
  const last = lines.at(-1) ?? ''
  const tail = lines.length > 1 ? TAIL.exec(last) : null
  if (!tail) return { lines }
  const rest = last.slice(0, tail.index)
  const [own, both] = [rest, last].map((line) => readRow(columns, line, asking)?.cells ?? {}) as [
    Row['cells'],
    Row['cells'],
  ]
  const isOfAll = columns.some((column) => {
    const [value, whole] = [amountIn(column, own), amountIn(column, both)]
    return value !== null && (whole === null || whole.least !== value.least || whole.most !== value.most)
  })
  return isOfAll
    ? { lines: [...lines.slice(0, -1), rest], total: tail[0].replace(/^[，,。；;、\s（(]+|[)）。.]$/gu, '') }
    : { lines }
}

/** What is said where a total that she wrote is neither that of the rows she sent with it nor of all; null where it is, or nothing can be told. */
export function totalDiffers(
  columns: Column[],
  rows: Row[],
  before: number,
  said: string | undefined,
  asking: Asking,
): string | null {
  if (said === undefined || rows.length - before < 2) return null
  for (const column of columns) {
    const { field, kind } = column
    const spot = kind.comparison?.as === 'amount' ? kind.spot?.(field, said, asking) : null
    const total = spot && kind.comparison?.as === 'amount' ? kind.comparison.of(spot.value) : null
    if (!total) continue
    const sums = [0, before].map((from) => sumOf(column, rows.slice(from), total.unit))
    if (sums.some((sum) => sum === null || (sum.most >= total.least && sum.least <= total.most))) return null
    const values = rows.slice(before).map(({ cells }) => kind.decode(cells[field.key] ?? null))
    const sum = kind.tally?.(field, values, asking.words) ?? String(sums[1]?.least)
    return asking.words.say('table.total_differs', { said: quote(said), sum })
  }
  return null
}

/** Null where a row has none, or one in another unit. */
function sumOf(column: Column, rows: Row[], unit: string | null): { least: number; most: number } | null {
  const sum = { least: 0, most: 0 }
  for (const { cells } of rows) {
    const amount = amountIn(column, cells)
    if (amount === null || amount.unit !== unit) return null
    sum.least += amount.least
    sum.most += amount.most
  }
  return sum
}

function amountIn({ field, kind }: Column, cells: Row['cells']) {
  const cell = cells[field.key] ?? null
  return cell !== null && kind.comparison?.as === 'amount' ? kind.comparison.of(kind.decode(cell)) : null
}
