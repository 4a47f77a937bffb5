import type { Asking, Reading } from './field-kind.js'
import { bare } from './prompt.js'
import { type Column, type Row, showRow } from './rows.js'
import { going, sameThing, type TableDraft } from './table-draft.js'

const MERGE =
  /^(?:是同一[场次个条笔][，,\s]*)?(?:合并|合成一条|并成一条|merge)(?:第?\s*(?<one>\d{1,3})\s*条?\s*[、，,和跟\s]\s*第?\s*(?<other>\d{1,3})\s*条?)?[吧了]?$|^是同一[场次个条笔][了的]?$/u
const BOTH = /^(?:两[条场个]?)?都(?:留(?:着|下)?|要|记)[吧了]?$|^both$|^不(?:用)?合并了?$|^不是同一[场次个条笔][的]?$/u

/** 「合并」「都留」 of two rows that look like the same; null when it is neither, or nothing looks so. */
export function merged(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const said = bare(raw)
  const found = MERGE.exec(said)
  if (!found && !BOTH.test(said)) return null
  const { one, other } = found?.groups ?? {}
  const pair = one && other ? [Number(one) - 1, Number(other) - 1].sort((a, b) => a - b) : lastPair(columns, draft.rows)
  const [first, second] = pair?.map((i) => draft.rows[i]) ?? []
  if (!pair || !first || !second || first === second) return null
  const { words } = asking
  if (!found) return going(columns, draft, [words.say('table.both_stay')], asking)
  const [at = 0, gone = 0] = pair
  const later = Object.fromEntries(Object.entries(second.cells).filter(([, cell]) => cell !== null))
  const row = {
    cells: { ...first.cells, ...later },
    from: [...new Set([...first.from, ...second.from, asking.messageId])],
  }
  const rows = draft.rows.with(at, row).filter((_, i) => i !== gone)
  const values = { number: at + 1, row: showRow(columns, row.cells, words), count: rows.length }
  return going(columns, { ...draft, rows }, [words.say('table.merged', values)], asking)
}

/** The last two rows that look like the same, by index. */
function lastPair(columns: Column[], rows: Row[]): number[] | null {
  for (let i = rows.length - 1; i > 0; i--) {
    const twin = rows.findIndex(({ cells }, k) => k < i && sameThing(columns, cells, rows[i]?.cells ?? {}))
    if (twin >= 0) return [twin, i]
  }
  return null
}
