import { keyFor } from './names.js'
import { type Speak, type Texts, textsIn } from './languages.js'
import type { Tell } from './notes.js'
import type { Table } from './sheet.js'

export interface Listed {
  /** As the workbook names it. */
  name: string
  key: string
  label: Texts
  row: number
}

/** The lists of a choices sheet by their names; a name that stands twice in one list is refused. */
export function listsOf(table: Table | null, speak: Speak, tell: Tell): Map<string, Listed[]> {
  const lists = new Map<string, Listed[]>()
  if (!table) return lists
  const { name: sheet, headers } = table
  for (const row of table.rows) {
    const [list, name] = [row.cells.get('list_name'), row.cells.get('name')]
    const at = (column: string) => ({ sheet, row: row.row, column: headers.get(column) ?? column })
    if (list === undefined) {
      if (name !== undefined) tell(at('list_name'), '少了 list_name / no list', null)
      continue
    }
    if (name === undefined) {
      tell(at('name'), '少了 name / no name', null)
      continue
    }
    const all = lists.get(list) ?? []
    lists.set(list, all)
    if (all.some((one) => one.name === name)) {
      tell(at('name'), `「${list}」里有两个「${name}」 / stands twice in its list`, null)
      continue
    }
    const taken = all.map((one) => one.key)
    const key = keyFor(name, taken, `c${all.length + 1}`)
    if (key !== name) tell(at('name'), name, `改名为 ${key} / renamed`)
    const label = textsIn(row, 'label', speak)
    const none = Object.keys(label).length === 0
    if (none) tell(at('label'), name, '没有 label，用 name 显示 / shown by its name')
    all.push({ name, key, row: row.row, label: none ? { 'zh-CN': name } : label })
  }
  return lists
}
