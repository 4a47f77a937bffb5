import { kinds } from '../kinds.js'
import { CHOICES } from '../channel-limits.js'
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

const OUTSIDE =
  '没有导入这一题；要照片的话，在重复外面另加一题 image / left out; ask for pictures outside of the repeat'
const IN_WORDS = '改成填文字；要选的话，先减少选项再导入 / asked in words; to have it chosen, shorten the list first'

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
    const at = (column: string) => ({ sheet: survey.name, row, column: survey.headers.get(column) ?? column })
    const refuse = (column: string, what: string) => tell(at(column), what, null)
    const name = cells.get('name')
    if (name === undefined) {
      refuse('name', '少了 name / no name')
      continue
    }
    const twice = questions.some((one) => one.name === name)
    if (twice) refuse('name', `有两题都叫「${name}」 / stands twice`)
    const taken = questions.map(({ asked }) => asked.key)
    const key = keyFor(cells.get('jianbao::key') ?? name, taken, `q${row}`)
    if (key !== name && !twice && !cells.has('jianbao::key'))
      tell({ sheet: survey.name, row, column: survey.headers.get('name') }, name, `改名为 ${key} / renamed`)

    const type = entry.type === 'repeat' ? 'begin_repeat' : entry.asks
    const usual = KIND_OF_TYPE[type]
    const list = entry.type === 'question' && entry.list !== null ? lists.get(entry.list) : []
    const said = entry.type === 'repeat' ? 'table' : (cells.get('jianbao::kind') ?? usual?.kind ?? '')
    const count = (list?.length ?? 0) + (entry.type === 'question' && entry.orOther ? 1 : 0)
    const crowded = /^choices?$/.test(said) && count > CHOICES
    const kind = crowded ? 'text' : said
    if (crowded) tell(at('type'), `${count} 个选项，最多 ${CHOICES} 个 / so many choices, at most ${CHOICES}`, IN_WORDS)
    const comparison = kinds[kind]?.comparison
    if (!kinds[kind]) refuse('jianbao::kind', `没有「${kind}」这种题 / unknown kind`)
    if (table !== null && (kind === 'photos' || kind === 'table')) {
      tell(at('type'), '重复里面的照片 / pictures inside a repeat', OUTSIDE)
      continue
    }
    if (!list) refuse('type', `choices 里没有「${entry.type === 'question' ? entry.list : ''}」 / no such list`)
    const columns = entry.type === 'repeat' ? questionsOf(entry.entries, survey, lists, tell, key) : []
    if (entry.type === 'repeat' && columns.length === 0) {
      tell(at('type'), '重复里面没有能问的题 / nothing to ask in this repeat', '没有导入 / left out')
      continue
    }
    questions.push({
      entry,
      name,
      kind,
      options: usual?.kind === kind ? usual.options : {},
      list: crowded ? [] : (list ?? []),
      asked: {
        key,
        table,
        as: comparison?.as,
        choices: new Map((crowded ? [] : (list ?? [])).map((one) => [one.name, one.key])),
      },
      columns,
    })
  }
  return questions
}
