import type { Speak } from './languages.js'
import type { Tell } from './notes.js'
import type { Question } from './questions.js'
import type { Table } from './sheet.js'

/** Columns that are read, by their names before `::`; those in languages are read in ours. */
const READ = {
  survey:
    'type name disabled label hint required relevant constraint constraint_message jianbao::kind jianbao::key jianbao::label jianbao::example jianbao::feeds jianbao::options',
  choices: 'list_name name label',
  settings:
    'form_title form_id version default_language jianbao::menu jianbao::aliases jianbao::title jianbao::idle jianbao::idle_optional jianbao::checks',
}
const IN_LANGUAGES = ['label', 'hint', 'constraint_message', 'jianbao::label', 'jianbao::example', 'jianbao::title']

const LEFT_OUT = '没有导入 / left out'
const BECAME: Record<string, string> = {
  choice_filter: '所有选项都会列出 / all choices are offered',
  default: '没有默认值 / without a default',
  read_only: '照样会问 / asked all the same',
  repeat_count: '想记几条就几条 / as many rows as there are',
  calculation: '不会计算 / not calculated',
  required_message: '用统一的说法 / told in words of our own',
}

/** Tells of every filled cell in a column that nobody reads. In the survey sheet only rows that became questions are looked at. */
export function leftOut(table: Table, sheet: keyof typeof READ, questions: Question[], speak: Speak, tell: Tell): void {
  const groups = questions.flatMap(({ entry }) => entry.within.map(({ row }) => row))
  const told = new Set([...questions.map(({ entry }) => entry.row), ...groups])
  const rows = sheet === 'survey' ? table.rows.filter((row) => told.has(row)) : table.rows
  for (const [column, header] of table.headers) {
    const foreign = foreignTo(column, speak)
    for (const { row, cells } of rows) {
      if (!cells.has(column) || (!foreign && isRead(column, sheet))) continue
      const became = BECAME[column.split('::')[0] ?? ''] ?? LEFT_OUT
      const place = { sheet: table.name, row, column: header }
      if (foreign) tell(place, '另一种语言 / another language', LEFT_OUT)
      else tell(place, '用不上的一列 / a column we have no use for', became)
    }
  }
  for (const row of groups) {
    if (sheet === 'survey' && [...row.cells.keys()].some((one) => one.startsWith('label')))
      tell(
        { sheet: table.name, row: row.row, column: table.headers.get('type') },
        '分组的标题 / the title of a group',
        LEFT_OUT,
      )
  }
}

const isRead = (column: string, sheet: keyof typeof READ): boolean =>
  READ[sheet].split(' ').includes(column) || IN_LANGUAGES.some((base) => column.startsWith(`${base}::`))

function foreignTo(column: string, speak: Speak): boolean {
  const base = IN_LANGUAGES.find((one) => column.startsWith(`${one}::`))
  return base !== undefined && speak(column.slice(base.length + 2)) === null
}
