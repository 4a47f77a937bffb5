import { normaliseText } from '../kernel/numeral.js'

/** A column of a table with a header. */
export interface HeadedColumn {
  header: string
  /** What it is of, by what a question or column feeds; null for what is asked nowhere. */
  feeds: string | null
  /** Of its bare numbers: 人次 of 「人数（人次）」, 万元. */
  unit: string
}

/** A table as it is pasted or read from a file: a line of names, and rows whose cells are what is said. */
export interface HeadedTable {
  /** Where it stands in the text. */
  start: number
  end: number
  columns: HeadedColumn[]
  /** Without the rows of sums; as many cells as columns. */
  rows: string[][]
  /** The last row of sums. */
  total: string[] | null
}

const TITLE = 'title'
/** The name that fits best first. Of two that fit alike the first column is meant. */
const NAMES: [feeds: string, ...patterns: RegExp[]][] = [
  ['activity.date', /^(?:活动|举办|开展|服务|培训)?(?:日期|时间)$/u, /日期|时间|何时|哪天|年月|月份|^date|^when/iu],
  [
    'activity.headcount',
    /^(?:实际|实到|到场|参加|参与|出席|服务|受益|总|活动|人员)*(?:人数|人次)/u,
    /人数|人次|参[与加]者|headcount|people|participants|attend/iu,
  ],
  ['activity.place', /地点|地址|场地(?!费)|场所|在哪|^place|venue|^where/iu],
  ['expense.amount', /金额/u, /支出|花费|花销|开支|费用|经费|amount|cost/iu, /[(（][千万]?元[)）]$|^元$/u],
  [
    TITLE,
    /^(?:活动|项目|培训|课程|支出)?(?:名称|主题|标题|内容|项目?)$/u,
    /名称|主题|标题|内容|活动|课程|事项|what|title|activity|event/iu,
    /项目|用途|科目|明细|摘要|item/iu,
    /类别|类型/u,
  ],
]
/** What a column says that nobody is asked for. */
const NOT_ASKED: Record<string, RegExp> = {
  'activity.date': /时长|拨付|拨款|到账|付款|报销|入账|填[写表报]|提交/u,
  'activity.headcount': /应到|计划|预计|报名|目标|志愿者|工作人员|义工/u,
  'expense.amount': /预算|计划|来源|收入|余额|结余|资助|单价|申请|批复|捐/u,
}
/** Of no column that is asked, and still the name of one. */
const OTHERS =
  /^(?:序号|编号|备注|说明|类[别型]|形式|负责人|单位|机构|组织|主办方?|合作方?|数量|单价|时长|签到方式|照片|no\.?|remarks?)$/iu
const NO_TITLE = /^(?:序号|编号|备注|说明|no\.?)|备注|负责人|机构|单位$/iu
const TOTAL = /^[\s.、—-]*(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|total)/iu
/** Longer is no name of a column. */
const NAME = 14
const [MOST_ROWS, MOST_COLUMNS] = [300, 12]

/** How lines are cut into cells, from the surest; `loose`: words are cut so, too, and each row must have as many as the header. */
const CUTS: { cut: (line: string) => string[]; loose: boolean }[] = [
  { cut: (line) => line.split('\t'), loose: false },
  {
    cut: (line) =>
      line.includes('|') || line.includes('｜')
        ? line
            .trim()
            .replace(/^[|｜]|[|｜]$/gu, '')
            .split(/[|｜]/u)
        : [],
    loose: false,
  },
  { cut: (line) => line.trim().split(/ {2,}|\u3000+/u), loose: true },
  { cut: (line) => line.trim().split(/[\s,，、]+/u), loose: true },
]

interface Line {
  text: string
  start: number
  end: number
}

/** The tables with a header in a text: cells by tabs, bars or spaces, or one a line as a table copied on a phone comes. */
export function headedTables(text: string): HeadedTable[] {
  if (!text.includes('\n')) return []
  let at = 0
  const lines = text.split('\n').map((line): Line => {
    const start = at
    at += line.length + 1
    return { text: line.replace(/\r$/u, ''), start, end: start + line.length }
  })
  const tables: HeadedTable[] = []
  for (let i = 0; i < lines.length - 1; i++) {
    const found = tableAt(lines, i) ?? stackedAt(lines, i)
    if (!found) continue
    tables.push(found.table)
    i = found.last
  }
  return tables
}

function tableAt(lines: Line[], at: number): { table: HeadedTable; last: number } | null {
  const head = lines[at]?.text ?? ''
  // A line of names has no number, and is short.
  if (head.length > 120 || !MAY_NAME.test(head)) return null
  for (const { cut, loose } of CUTS) {
    const names = cut(head).map(tidy)
    const columns = names.length < 2 ? null : columnsOf(names, loose)
    if (!columns) continue
    const rows: string[][] = []
    let last = at
    for (let i = at + 1; i < lines.length && rows.length < MOST_ROWS; i++) {
      const line = lines[i]?.text ?? ''
      // One empty line may stand between rows; below it the table goes on or not.
      if (line.trim() === '' ? last === i - 1 : RULE.test(line.trim())) continue
      const cells = cut(line).map(tidy)
      if (loose ? cells.length !== names.length || !(isTotal(cells) || fitsNames(columns, cells)) : cells.length < 2)
        break
      // 「项目 | 金额」 directly below a table of activities begins another.
      if (cells.every((cell) => !/\d/u.test(cell)) && columnsOf(cells.filter(Boolean), true)) break
      rows.push(columns.map((_, k) => cells[k] ?? ''))
      last = i
    }
    const table = tableOf(columns, rows, lines[at]?.start ?? 0, lines[last]?.end ?? 0)
    if (table) return { table, last }
  }
  return null
}

const MAY_NAME = /日期|时间|人数|人次|地点|金额|支出|花费|经费|名称|内容|项目|用途|date|place|people|amount/iu
const RULE = /^\|?[\s:|-]*-{3,}[\s:|-]*$/u

/** 「日期」「内容」「地点」「人数」 a line each, and then each row's cells so: none of them is empty. */
function stackedAt(lines: Line[], at: number): { table: HeadedTable; last: number } | null {
  const names: string[] = []
  while (names.length < MOST_COLUMNS && isName(lines[at + names.length]?.text ?? ''))
    names.push(tidy(lines[at + names.length]?.text ?? ''))
  const columns = names.length < 3 ? null : columnsOf(names, true)
  if (!columns) return null
  const rows: string[][] = []
  let last = at
  for (let i = at + names.length; i + names.length <= lines.length; i += names.length) {
    const cells = lines.slice(i, i + names.length).map(({ text }) => tidy(text))
    if (cells.includes('') || !fitsNames(columns, cells)) break
    rows.push(cells)
    last = i + names.length - 1
  }
  const table = tableOf(columns, rows, lines[at]?.start ?? 0, lines[last]?.end ?? 0)
  return table && { table, last }
}

const isName = (line: string): boolean => {
  if (/[\d。，：:]/u.test(line)) return false
  const name = tidy(line)
  return (
    name !== '' &&
    name.length <= NAME &&
    (OTHERS.test(name) || NAMES.some(([, ...all]) => all.some((one) => one.test(name))))
  )
}

const NUMBER = /[\d零一二三四五六七八九十百两几]|^[-—/无]+$/u
const fitsNames = (columns: HeadedColumn[], cells: string[]): boolean =>
  columns.every(({ feeds }, i) => {
    const cell = cells[i] ?? ''
    if (feeds === 'activity.date') return /\d|[月日号]/u.test(cell) && cell.length < 24
    return feeds === 'activity.headcount' || feeds === 'expense.amount' ? NUMBER.test(cell) && cell.length < 24 : true
  })

const isTotal = (cells: string[]): boolean => TOTAL.test(cells.find((cell) => cell !== '') ?? '')

function tableOf(columns: HeadedColumn[], all: string[][], start: number, end: number): HeadedTable | null {
  const filled = all.filter((cells) => cells.filter((cell) => cell !== '').length > 1)
  const rows = filled.filter((cells) => !isTotal(cells))
  return rows.length === 0 ? null : { start, end, columns, rows, total: filled.findLast(isTotal) ?? null }
}

/** What each column is of; null where these are not the names of a table of activities or of spending. */
function columnsOf(names: string[], loose: boolean): HeadedColumn[] | null {
  if (names.some((name) => name.length > NAME || /[。！？；]|\d{2}/u.test(name))) return null
  const feeds = new Map<string, number>()
  for (const [of, ...patterns] of NAMES) {
    for (const pattern of patterns) {
      const at = names.findIndex(
        (name, i) =>
          ![...feeds.values()].includes(i) &&
          pattern.test(name) &&
          !NOT_ASKED[of]?.test(name) &&
          !(of === TITLE && NO_TITLE.test(name)),
      )
      if (at < 0) continue
      feeds.set(of, at)
      break
    }
  }
  const has = (of: string) => feeds.has(of)
  const title = names[feeds.get(TITLE) ?? -1]
  const spending =
    has('expense.amount') &&
    !has('activity.headcount') &&
    !has('activity.place') &&
    !/活动|主题|课程/u.test(title ?? '')
  const activities = has('activity.date') || has('activity.headcount')
  if (title === undefined || !(spending || activities)) return null
  if (loose && !names.every((name, i) => OTHERS.test(name) || [...feeds.values()].includes(i))) return null
  return names.map((header, i): HeadedColumn => {
    const of = [...feeds].find(([, at]) => at === i)?.[0] ?? null
    const named = of === TITLE ? (spending ? 'expense.item' : 'activity.title') : of
    return { header, feeds: named, unit: unitOf(header, named) }
  })
}

function unitOf(header: string, feeds: string | null): string {
  if (feeds === 'expense.amount') return /([千万])元/u.exec(header)?.[0] ?? '元'
  if (feeds !== 'activity.headcount') return ''
  return /人次/u.exec(header)?.[0] ?? /[(（](?:单位[:：])?\s*([户家])[)）]/u.exec(header)?.[1] ?? '人'
}

const tidy = (cell: string): string => cell.replace(/\*\*/gu, '').replace(/\s+/gu, ' ').trim()

/** A number without its unit: 「32」, 「约20」, 「2,350.5」, 「二十一」. */
const BARE = /^(?:约|近|大约|大概)?\s*(?:[\d０-９][\d０-９,，.]*|[零一二三四五六七八九十百千万两]+)\s*[多余来]?$/u
const NOTHING = /^(?:[-—–/／\\]+|无|暂无|n\/?a)$/iu

/** What a row says of one of its columns, a bare number with the unit of its column; empty where it says nothing. */
export function cellText({ feeds, unit }: HeadedColumn, cell: string): string {
  const said = NOTHING.test(cell) ? '' : cell
  if (unit === '' || !BARE.test(said)) return feeds === 'activity.date' ? normaliseText(said) : said
  return `${said}${unit}`
}

/** What a row says, by what it feeds. */
export const cellsBy = ({ columns }: Pick<HeadedTable, 'columns'>, row: string[]): Record<string, string> =>
  Object.fromEntries(
    columns.flatMap((column, i) => {
      const text = cellText(column, row[i] ?? '')
      return column.feeds === null || text === '' ? [] : [[column.feeds, text]]
    }),
  )
