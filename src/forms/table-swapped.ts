import { readNumber } from '../kernel/numeral.js'
import type { Asking, Reading } from './field-kind.js'
import { misread } from './prompt.js'
import { showReplaced } from './table-moves.js'
import { type Column, type Row, showRow } from './rows.js'
import { going, type TableDraft } from './table-draft.js'

const ROW = (name: string) => `第?\\s*(?<${name}>\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*[条行项笔场个次]?`
const SWAPPED = new RegExp(
  `^(?:请|把|将|不对|[，,\\s])*${ROW('one')}\\s*(?:和|跟|与|及|、|,|，|\\s)\\s*${ROW('other')}(?:活动)?的?\\s*(?<label>[^\\s，,。\\d]{1,8}?)(?:好像|我|都|给|[，,\\s])*(?:(?:写|填|弄|搞|记|说|打|放)?(?:反|颠倒|调)了?|(?:对调|互换|交换|调换|换)(?:一下|过来)?)[了吧啊呢。.！!]*$`,
  'u',
)

/** The two rows (from 1) and the column of 「第二条和第三条地点写反了」; null where it is none of that. */
export function swapOf(columns: Column[], text: string): { rows: [number, number]; column: Column } | null {
  const { one = '', other = '', label = '' } = (text.length < 40 && SWAPPED.exec(text.trim())?.groups) || {}
  const column = columns.find(({ field }) => field.label === label)
  const rows: [number, number] = [readNumber(one) ?? 0, readNumber(other) ?? 0]
  return column && rows[0] !== rows[1] ? { rows, column } : null
}

/** Each of the two rows has the other's cell then. */
export function swapped(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const swap = swapOf(columns, raw)
  if (!swap) return null
  const { words } = asking
  const numbers = swap.rows.toSorted((a, b) => a - b) as [number, number]
  const none = numbers.find((number) => !draft.rows[number - 1])
  if (none !== undefined) return misread('table.no_such', { number: none, count: draft.rows.length })
  const { key } = swap.column.field
  const [first, second] = numbers.map((number) => draft.rows[number - 1]) as [Row, Row]
  const withCell = (row: Row, from: Row): Row => ({
    cells: { ...row.cells, [key]: from.cells[key] ?? null },
    from: [...row.from, asking.messageId],
  })
  const after = draft.rows.with(numbers[0] - 1, withCell(first, second)).with(numbers[1] - 1, withCell(second, first))
  const rows = numbers.map((number) => {
    const [was, now] = [draft.rows, after].map((all) => all[number - 1]?.cells ?? {}) as [Row['cells'], Row['cells']]
    const old = showReplaced(columns, was, now, words)
    return `${number}. ${showRow(columns, now, words)}${old && words.say('late.was', { value: old })}`
  })
  const values = { numbers: numbers.join(words.say('field.comma')), rows: rows.join('\n') }
  return going(columns, { ...draft, rows: after, editing: null }, [words.say('table.changed_alike', values)], asking)
}
