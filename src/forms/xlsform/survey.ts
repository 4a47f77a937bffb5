import type { Tell } from './notes.js'
import type { Row, Table } from './sheet.js'

/** What a row of the survey sheet is, by its type. */
export type Entry =
  | { type: 'question'; row: Row; asks: string; list: string | null; orOther: boolean; within: Group[] }
  | { type: 'note'; row: Row; within: Group[] }
  | { type: 'repeat'; row: Row; within: Group[]; entries: Entry[] }

/** A group's own row; what it says holds of all in it. */
export interface Group {
  row: Row
}

/** Questions that no form of ours can ask, and what the device notes down by itself. */
const ELSEWHERE =
  'geopoint geotrace geoshape start_geopoint time datetime audio background_audio video file barcode calculate acknowledge trigger hidden rank range osm xml_external csv_external select_one_from_file select_multiple_from_file select_one_external'.split(
    ' ',
  )
const NOTED = 'start end today deviceid phonenumber username email audit subscriberid simserial'.split(' ')
const ASKED = ['text', 'integer', 'decimal', 'date', 'image']
/** Other words for the same, as older forms have them. */
const SAME: Record<string, string> = { string: 'text', int: 'integer', photo: 'image', select1: 'select_one' }

const LEFT_OUT = '没有导入这一题 / the question is left out'
const FLATTEN = '没有导入里层；要问的话，把里面的题移到外层再导入 / left out; move its questions to the outer repeat'

/** The rows of a survey sheet in their groups and repeats; what is not balanced or not known is refused. */
export function entriesOf({ name: sheet, rows, headers }: Table, tell: Tell): Entry[] {
  const entries: Entry[] = []
  const open: { type: 'group' | 'repeat'; row: Row; into: Entry[]; lost?: true }[] = []
  const column = headers.get('type')
  for (const row of rows) {
    const refuse = (what: string) => tell({ sheet, row: row.row, column }, what, null)
    const typed = row.cells.get('type')
    const repeat = open.findLast((one) => one.type === 'repeat')
    const into = repeat?.into ?? entries
    const within = open.filter(({ type, into: at }) => type === 'group' && at === into)
    if (/^(?:yes|true|1)$/i.test(row.cells.get('disabled') ?? '')) {
      tell({ sheet, row: row.row, column: headers.get('disabled') }, '停用的一行 / a disabled row', LEFT_OUT)
      continue
    }
    if (typed === undefined) {
      if (row.cells.has('name') || [...row.cells.keys()].some((one) => one.startsWith('label')))
        refuse('少了 type / no type')
      continue
    }
    const [, control = '', what = ''] = /^(begin|end)[\s_]+(group|repeat|lgroup)$/i.exec(typed) ?? []
    const type = what.toLowerCase() === 'group' ? 'group' : 'repeat'
    if (control.toLowerCase() === 'begin') {
      if (type === 'group') open.push({ type, row, into })
      else if (into !== entries) {
        tell({ sheet, row: row.row, column }, '重复里面的重复 / a repeat inside a repeat', FLATTEN)
        open.push({ type, row, into: [], lost: true })
      } else {
        const table: Entry = { type: 'repeat', row, within, entries: [] }
        entries.push(table)
        open.push({ type, row, into: table.entries })
      }
    } else if (control) {
      const last = open.pop()
      if (last?.type !== type) {
        refuse(`${typed} 没有对应的开头 / nothing to end here`)
        if (last) open.push(last)
      }
    } else if (repeat?.lost) {
      tell({ sheet, row: row.row, column }, '里层的重复里的题 / in the inner repeat', LEFT_OUT)
    } else {
      const entry = questionOf(typed, row, within)
      const plain = plainType(typed)
      if (entry) into.push(entry)
      else if (NOTED.includes(typed.trim().toLowerCase()))
        tell({ sheet, row: row.row, column }, typed, '不用问，自动记录 / left out: recorded anyway')
      else if (ELSEWHERE.includes(plain) || ELSEWHERE.includes(plain.split('_from_file')[0] + '_from_file'))
        tell({ sheet, row: row.row, column }, typed, LEFT_OUT)
      else refuse(`不认识的类型「${typed}」 / unknown type`)
    }
  }
  for (const { row } of open)
    tell({ sheet, row: row.row, column }, `${row.cells.get('type') ?? ''} 没有结尾 / is never ended`, null)
  return entries
}

const plainType = (typed: string): string => {
  const [first = ''] = typed.trim().toLowerCase().replace(/-/g, '_').split(/\s+/)
  return SAME[first] ?? first
}

function questionOf(typed: string, row: Row, within: Group[]): Entry | null {
  const plain = plainType(typed)
  if (plain === 'note') return { type: 'note', row, within }
  if (ASKED.includes(plain) && !/\s/.test(typed.trim()))
    return { type: 'question', row, asks: plain, list: null, orOther: false, within }
  const [, how = '', list = '', other] =
    /^(select[_ ]one|select1|select[_ ]multiple|select all that apply)\s+(?:from\s+)?(\S+)(\s+or[_ ](?:specify[_ ])?other)?$/i.exec(
      typed.trim(),
    ) ?? []
  if (!how) return null
  const asks = /one$|1$/i.test(how) ? 'select_one' : 'select_multiple'
  return { type: 'question', row, asks, list, orOther: other !== undefined, within }
}
