import type { Asking } from './field-kind.js'
import { quote } from './prompt.js'
import { readRow } from './row-reading.js'
import type { Column, Row } from './rows.js'

const NUMBER = '[约近小]?\\s*[\\d,.零一二两三四五六七八九十百千万]+[多余来几]?'
const TAIL = new RegExp(
  `[，,。；;、\\s（(]+(?:这?[\\d一二两三四五六七八九十]+[场次条笔])?(?:一共|共计|总共|合计|总计|共)(?:是|有|来了|参加)?[:：\\s]*${NUMBER}\\s*(?:个?人次?|[名位户家]|元|块钱?)?(?:左右|上下)?[)）。.]?$`,
  'u',
)

const STATED = `(?:这?[\\d一二两三四五六七八九十]+[场次条笔天个项])?(?:一共|总共|共计|合计|总计|拢共|加起来|共)(?:是|有|花费?了?|用了?|支出了?|开支)?[:：\\s]*(?:大概|大约)?${NUMBER}\\s*(?:元|块钱?)?(?:左右|上下)?`
const SPENT = `(?:[这本]次|我们)?(?:花费?|用|支出|开支)了[:：\\s]*(?:大概|大约)?${NUMBER}\\s*(?:元|块钱?)?(?:左右|上下)?`
/** 「一共花了1500 车费900 餐费600」, 「场地500，茶歇300，总共800」: the total before its parts, or behind them. */
const FIRST = new RegExp(
  `^(?:${STATED}|${SPENT})[，,。；;:：、\\s]+(?:其中|包括|分别是?|有)?[:：\\s]*(?=\\p{L}|\\d)`,
  'u',
)
const BEHIND = new RegExp(`[，,。；;、\\s]+${STATED}[。.]?$`, 'u')

const EDGES = /^[，,。；;、\s]+|[，,。；;:：、\s]+(?:其中|包括|分别是?|有)?[:：\s]*$/gu

/** 「其余场地」: how much that was is asked. */
const THE_REST = /(?<=[，,；;、\s])(?:其余|其他|其它|剩下|剩余)(?:的|都|全|是|为|用在|花在)*\s*(?=\p{L}{2,8}[。.]?$)/u

/** A line of one or more parts without the total that it states of them; null where it states none. */
export function totalApart(line: string): { rest: string; total: string } | null {
  const found = FIRST.exec(line) ?? BEHIND.exec(line)
  if (!found) return null
  return {
    rest: (line.slice(0, found.index) + line.slice(found.index + found[0].length)).trim().replace(THE_REST, ''),
    total: found[0].replace(EDGES, ''),
  }
}

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
    if (value === null || whole === null) return value !== null
    // 「40户，共120人」 says both of itself.
    return whole.unit === value.unit && (whole.least !== value.least || whole.most !== value.most)
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
