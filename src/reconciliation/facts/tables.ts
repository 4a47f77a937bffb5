import type { Days } from '../../kernel/day.js'
import type { Row, Table } from '../document.js'
import { numberOf, type CellNumber } from './counts.js'
import { daysOfCell, type SaidDays } from './days.js'

export type Role = 'date' | 'title' | 'people' | 'money' | 'organisation' | 'count' | 'note' | 'other'

export interface Column {
  at: number
  header: string
  role: Role
  /** Of all its numbers, as the header says it or the role. */
  unit: string
  /** Whether most of its cells are numbers. */
  numeric: boolean
  /** How many of `unit` one of its numbers is: 10,000 yuan where the header says 万元. */
  times: number
}

/** A table as it is meant: what its columns hold, its rows and its totals. */
export interface TableFacts {
  table: Table
  columns: Column[]
  rows: Row[]
  totals: Row[]
  /** Rows that stand between the header and the end, totals among them, in their order. */
  all: Row[]
}

const TOTAL = /^[-—·•\s]*(?:[\u4e00-\u9fff]{0,6})(?:合 ?计|总 ?计|小 ?计|共 ?计|累 ?计|总数|总和)(?:[(（:：].*)?$/
const ROLES: [Role, RegExp][] = [
  ['note', /备注|说明|附注/],
  ['date', /时间|日期|年月|月份|何时/],
  ['money', /金额|经费|资助额|拨款|支出|收入|费用|预算|决算|结余|余额|资金|元[)）]?$|单价|总价/],
  ['people', /人数|人次|参与者数|受益人/],
  ['organisation', /机构|组织|单位|伙伴|团队|受助方|协会|小组$|申请方|个人$/],
  ['count', /次数|场次|场数|期数|数量|个数|份数|家数|件数/],
  ['title', /内容|活动|名称|主题|项目|事项|课程|培训|沙龙|标题|目标/],
]
const HEADER_UNIT = /[(（](?:单位[:：])? ?([\u4e00-\u9fff%]{1,3})[)）]/
/** 场次, 结案件数. */
const COUNTED_UNIT = /(?<unit>[场次期册件户家份节张本篇间只组台])[次数]$/

export const isTotal = (row: Row): boolean => {
  const first = row.cells.find((cell) => cell !== '') ?? ''
  return TOTAL.test(first.replace(/\n/g, ''))
}

/** When a grant was signed, paid or closed is no day of an event. */
const OF_PAPERS = /(?:拨付|拨款|到账|签约|付款|支付|报销|结项|入账|转账)(?:日期|时间)$/

const roleOf = (header: string): Role =>
  OF_PAPERS.test(header.replace(/\s/g, ''))
    ? 'other'
    : (ROLES.find(([, pattern]) => pattern.test(header.replace(/\s/g, '')))?.[0] ?? 'other')

function unitOf(header: string, role: Role): string {
  const said = HEADER_UNIT.exec(header)?.[1]
  if (said) return said === '万元' ? '元' : (SAME_UNIT[said] ?? said)
  if (/人次/.test(header)) return '人次'
  if (role === 'people' || /^(?:学员|队员|成员|会员|辅导员)$/.test(header)) return '人'
  if (role === 'money') return '元'
  return COUNTED_UNIT.exec(header.replace(/\s/g, ''))?.groups?.['unit'] ?? ''
}

const SAME_UNIT: Record<string, string> = { 名: '人', 位: '人', 场次: '场' }

/** Null for what is laid out as a table but has no header with rows below it. */
export function tableFacts(table: Table): TableFacts | null {
  const filled = (row: Row) => row.cells.filter((cell) => cell !== '').length
  const head = table.rows.findIndex((row) => filled(row) >= 2)
  const header = table.rows[head]
  if (!header || header.cells.some((cell) => numberOf(cell) !== null && !/^\d{4}年?$/.test(cell))) return null
  const width = Math.max(...table.rows.map(({ cells }) => cells.length))
  const same = (row: Row) => row.cells.join('\n') === header.cells.join('\n')
  const all = table.rows.slice(head + 1).filter((row) => filled(row) > 0 && !same(row))
  const rows = all.filter((row) => !isTotal(row))
  if (rows.length === 0) return null
  const columns = Array.from({ length: width }, (_, at): Column => {
    const name = header.cells[at] ?? ''
    const cells = rows.map((row) => row.cells[at] ?? '').filter((cell) => cell !== '')
    const numbers = cells.filter((cell) => numberOf(cell) !== null).length
    const role = roleOf(name)
    return {
      at,
      header: name,
      role,
      unit: unitOf(name, role),
      numeric: numbers > 0 && numbers >= cells.length * 0.6,
      times: /[(（][^)）]*万元[)）]/.test(name) ? 10_000 : 1,
    }
  })
  return { table, columns, rows, totals: all.filter(isTotal), all }
}

export const columnOf = ({ columns }: TableFacts, role: Role): Column | undefined =>
  columns.find((column) => column.role === role)

/** What a cell counts, in the unit of its column where it says none itself. */
export function cellNumber(row: Row, column: Column): CellNumber | null {
  const number = numberOf(row.cells[column.at] ?? '')
  if (number === null || number.unit !== '') return number
  return { min: number.min * column.times, max: number.max * column.times, unit: column.unit }
}

const SINCE = /启动|成立|加入|建成|开馆|挂牌|入驻|注册|开业|启用|落成|开放(?!日)|揭牌|投用|竣工|交付|新建/

/** Whether its days say since when something is there, which is no event of a day. */
export function isSince(facts: TableFacts, words = SINCE): boolean {
  const header = columnOf(facts, 'date')?.header.replace(/\s/g, '') ?? ''
  return words.test(header) && /(?:日期|时间|年月|启动|成立|加入|入驻|注册)$/.test(header)
}

/** Something that took place on a day, as a row of a table tells it. */
export interface EventRow {
  facts: TableFacts
  row: Row
  said: SaidDays
  title: string
  count: CellNumber | null
}

/** The rows of a table that say when what took place; none where it has no column of days. */
export function eventRows(facts: TableFacts, period: Days | null): EventRow[] {
  const date = columnOf(facts, 'date')
  const title =
    columnOf(facts, 'title') ??
    columnOf(facts, 'organisation') ??
    facts.columns.find(({ role, numeric }) => role === 'other' && !numeric)
  if (!date || !title) return []
  const people = facts.columns.find(({ role, numeric }) => role === 'people' && numeric)
  return facts.rows.flatMap((row) => {
    const said = daysOfCell(row.cells[date.at] ?? '', period)
    const cell = (row.cells[title.at] ?? '').replace(/\n/g, ' ')
    // 「第二期」 alone says nothing: of what, the heading says.
    const name = ORDINAL.test(cell) ? `${facts.table.path.at(-1) ?? facts.table.name}${cell}` : cell
    return said && name !== ''
      ? [{ facts, row, said, title: name, count: people ? cellNumber(row, people) : null }]
      : []
  })
}

const ORDINAL = /^第?[\d一二三四五六七八九十]{1,3}[期次场讲]$/

/** The word for the kind of activity. */
const KINDS =
  /培训|沙龙|讲座|工作坊|交流会?|座谈会?|年会|论坛|发布会|研讨会|分享会?|参访|走访|探访|家访|督导|辅导|咨询|会议|义诊|义卖|募捐|演出|展览|路演|读书会|夏令营|冬令营|课程|小组活动|比赛|大赛|家长会|团建/g
export const kindsIn = (text: string): string[] => [...new Set(text.match(KINDS) ?? [])]

/** 「金额最少的是」 of the one column of money. */
export const isTheMoney = (text: string, column: Column, { columns }: TableFacts): boolean =>
  column.role === 'money' &&
  /金额|资助|一笔|[多少]的一家/.test(text) &&
  columns.filter(({ role, numeric }) => role === 'money' && numeric).length === 1
