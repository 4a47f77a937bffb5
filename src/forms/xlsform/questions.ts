import { kinds } from '../kinds.js'
import type { Listed } from './choices.js'
import { KIND_OF_TYPE } from './kinds.js'
import { keyFor } from './names.js'
import type { Tell } from './notes.js'
import type { Asked } from './relevant.js'
import type { Table } from './sheet.js'
import type { Entry } from './survey.js'

/** A question of the workbook with what it is called and what it is in our forms. */
export interface Question {
  entry: Exclude<Entry, { type: 'note' }>
  /** As the workbook names it. */
  name: string
  asked: Asked
  kind: string
  /** True of its type, where our kind would say otherwise. */
  options: Record<string, unknown>
  list: Listed[]
  columns: Question[]
}

/** The questions among these entries, each with a key of its own; names that stand twice and lists that are nowhere are refused. */
export function questionsOf(
  entries: Entry[],
  survey: Table,
  lists: Map<string, Listed[]>,
  tell: Tell,
  table: string | null = null,
): Question[] {
  const questions: Question[] = []
  for (const entry of entries) {
    if (entry.type === 'note') continue
    const { row, cells } = entry.row
    const refuse = (column: string, what: string) =>
      tell({ sheet: survey.name, row, column: survey.headers.get(column) ?? column }, what, null)
    const name = cells.get('name')
    if (name === undefined) {
      refuse('name', '少了 name / no name')
      continue
    }
    if (questions.some((one) => one.name === name)) refuse('name', `有两题都叫「${name}」 / stands twice`)
    const taken = questions.map(({ asked }) => asked.key)
    const key = keyFor(cells.get('jianbao::key') ?? name, taken, `q${row}`)
    if (key !== name && !cells.has('jianbao::key'))
      tell({ sheet: survey.name, row, column: survey.headers.get('name') }, name, `改名为 ${key} / renamed`)

    const type = entry.type === 'repeat' ? 'begin_repeat' : entry.asks
    const usual = KIND_OF_TYPE[type]
    const kind = entry.type === 'repeat' ? 'table' : (cells.get('jianbao::kind') ?? usual?.kind ?? '')
    const comparison = kinds[kind]?.comparison
    if (!kinds[kind]) refuse('jianbao::kind', `没有「${kind}」这种题 / unknown kind`)
    if (table !== null && (kind === 'photos' || kind === 'table'))
      refuse('type', '重复里面不能有照片 / no pictures inside a repeat')
    const list = entry.type === 'question' && entry.list !== null ? lists.get(entry.list) : []
    if (!list) refuse('type', `choices 里没有「${entry.type === 'question' ? entry.list : ''}」 / no such list`)
    questions.push({
      entry,
      name,
      kind,
      options: usual?.kind === kind ? usual.options : {},
      list: list ?? [],
      asked: {
        key,
        table,
        as: comparison?.as,
        choices: new Map((list ?? []).map((one) => [one.name, one.key])),
      },
      columns: entry.type === 'repeat' ? questionsOf(entry.entries, survey, lists, tell, key) : [],
    })
  }
  return questions
}
