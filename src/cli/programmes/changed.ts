import type { Change, Field } from '../../programmes/register.js'
import { type SheetKey, SHEETS } from '../../programmes/workbook/layout.js'
import { spotName } from '../../programmes/workbook/told.js'

/** More lines are no help; what else changed stands in the workbook. */
const SHOWN = 80
/** Columns of the database that the workbook calls otherwise. */
const COLUMNS: Record<string, string> = {
  funderId: 'funder',
  programmeId: 'programme',
  organisationId: 'organisation',
  grantId: 'grant',
  plannedMin: 'planned',
  plannedMax: 'planned',
  days: 'every',
}
const WORDS: Record<string, string> = {
  active: '执行中',
  withdrawn: '已退出',
  finished: '已结项',
  organisation: '机构',
  person: '个人',
  hub: '枢纽',
  staff: '管事',
  viewer: '只看',
  interested: '有意向',
  landed: '已落地',
  left: '已退出',
}

/** What an import changed, a line a cell: 「联系人!3 小禾　电话：138****0000 → 139****0000」. */
export function changedLines(changes: Change[]): string[] {
  const lines = changes.flatMap(({ of, name, at, fields = [] }) =>
    fields.map((field) => {
      const where = at ? spotName({ sheet: at.sheet, row: at.row }) : SHEETS[of].name
      return `  ${where} ${name}　${headerOf(of, field.column)}：${shown(field, 'from')} → ${shown(field, 'to')}`
    }),
  )
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `  等 ${lines.length} 处 / and more`] : lines
}

function headerOf(of: SheetKey, column: string): string {
  const columns: Record<string, { header: string } | undefined> = SHEETS[of].columns
  return columns[COLUMNS[column] ?? column]?.header ?? column
}

function shown({ column, ...field }: Field, of: 'from' | 'to'): string {
  const value = field[of]
  if (value === null || value === '') return '（空）'
  if (column === 'phone') return String(value).replace(/(?<=^...).*(?=....$)/u, '****')
  if (column.endsWith('Fen') && typeof value === 'number') return `${value / 100}元`
  return WORDS[value] ?? String(value)
}
