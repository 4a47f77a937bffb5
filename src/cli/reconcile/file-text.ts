import type { Piece, Row } from '../../reconciliation/document.js'
import { type Column, columnOf, type Role, tableFacts } from '../../reconciliation/facts/tables.js'
import { readBytes } from './read-file.js'

/** More than a long report is not looked through. Characters. */
const MOST = 20_000

/** The words of a report in a file, a row of a table a sentence; or why it cannot be read, in Chinese and in English. */
export async function textOfFile(bytes: Uint8Array): Promise<{ text: string } | { fault: [string, string] }> {
  const read = await readBytes(Buffer.from(bytes))
  if ('fault' in read) {
    const [zh = read.fault, en = zh] = read.fault.split(' / ')
    return { fault: [zh, en] }
  }
  const text = read.pieces.flatMap(linesOf).join('\n').trim()
  return { text: text.slice(0, MOST) }
}

const linesOf = (piece: Piece): string[] =>
  piece.type === 'line' ? [piece.text] : piece.type === 'table' ? rowsTold(piece.rows) : []

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The rows of a table of activities as they would be told, without its totals; of any other table as they stand. */
function rowsTold(rows: Row[]): string[] {
  const facts = tableFacts({ type: 'table', at: 0, path: [], number: 1, name: '', rows })
  const of = (role: Role) => (facts ? columnOf(facts, role) : undefined)
  const [date, title, people] = [of('date'), of('title'), of('people')]
  if (!facts || !title || !(date ?? people)) return rows.map(({ cells }) => flat(cells.join(' ')))
  const place = facts.columns.find(({ header }) => PLACE.test(header))
  const spent = facts.columns.find(({ header, role }) => role === 'money' && SPENT.test(header))
  const used = [date, title, people, place, spent]
  return facts.rows.map(({ cells }) => {
    const cell = (column: Column | undefined) => flat(cells[column?.at ?? -1] ?? '')
    const counted = (column: Column | undefined, verb: string) => {
      const said = cell(column)
      return /^\d[\d,.]*$/.test(said) ? `${verb}${said}${column?.unit ?? ''}` : /^\d/.test(said) ? verb + said : said
    }
    const where = cell(place) === '' ? '' : `在${cell(place)}`
    const what = cell(title) === '' ? '' : `办了${cell(title)}`
    const others = facts.columns.filter((one) => !used.includes(one)).map(cell)
    return [`${cell(date)}${where}${what}`, counted(people, '来了'), counted(spent, '花了'), ...others]
      .filter((part) => part !== '')
      .join('，')
  })
}

const PLACE = /地点|地址|场地|在哪/
const SPENT = /支出|花费|花销|费用|开支|金额/
