import type { Span } from '../../extraction/activity.js'
import { cellsBy, type HeadedTable, headedTables } from '../../forms/headed-tables.js'
import { readMoney } from '../../kernel/money-words.js'

/** One thing that money was spent on, in her words. */
export interface Expense {
  item: string
  amount: string
}

/** What a pasted report tells besides its activities. */
export interface Recap {
  spending: Expense[]
  /** What she says all of that comes to, where it comes to something else. */
  differs?: { said: string; sum: string }
  /** Difficulties and what is to be done next, a paragraph a line. */
  plans?: string
}

/** The same with where it stands: of `plans` each paragraph, of `lists` each list of spending. */
export interface RecapFound extends Recap {
  plansAt: Span[]
  lists: Span[]
}

/** Reads from a text what it tells of spending, item by item, and of difficulties and plans. */
export function recapIn(text: string): RecapFound {
  const tables = headedTables(text)
  const prose = blanked(text, tables)
  const plansAt = plansIn(prose)
  const runs = [...tables.flatMap(runIn), ...listsIn(blanked(prose, plansAt))].toSorted((a, b) => a.start - b.start)
  const totals = runs.flatMap(({ total }) => total ?? [])
  const [said] = totals
  const spending = runs.flatMap(({ items }) => items)
  // Two totals are of two lists.
  const sum = spending.reduce((all, { amount }) => all + fenOf(amount), 0)
  const isOfAll = totals.length === 1 && said !== undefined && !HEDGED.test(said)
  const differs = isOfAll && spending.every(({ amount }) => !HEDGED.test(amount)) && fenOf(said) !== sum
  const plans = plansAt.map(({ start, end }) => paragraph(text.slice(start, end))).join('\n')
  return {
    spending,
    ...(differs && { differs: { said, sum: `${sum / 100}元` } }),
    ...(plans !== '' && { plans }),
    plansAt,
    lists: runs.map(({ start, end }) => ({ start, end })),
  }
}

/** What a table of spending tells, item by item. */
function runIn(table: HeadedTable): Run[] {
  const items = table.rows.flatMap((row) => {
    const { 'expense.item': item, 'expense.amount': amount } = cellsBy(table, row)
    return item !== undefined && amount !== undefined && readMoney(amount) ? [{ item, amount }] : []
  })
  const total = table.total && (cellsBy(table, table.total)['expense.amount'] ?? null)
  const { start, end } = table
  return items.length > 0 ? [{ start, end, items, total, labelled: true, money: true }] : []
}

/** What two messages tell so; each total is of its own list. */
export function together(a: Partial<Recap>, b: Partial<Recap>): Partial<Recap> {
  const spending = [...(a.spending ?? []), ...(b.spending ?? [])]
  const plans = [a.plans, b.plans].filter((one) => one !== undefined).join('\n')
  const differs = a.differs ?? b.differs
  return { ...(spending.length > 0 && { spending }), ...(differs && { differs }), ...(plans !== '' && { plans }) }
}

/** The text without some of its stretches, every position kept. */
export const blanked = (text: string, spans: readonly Span[]): string =>
  spans.reduce(
    (left, { start, end }) =>
      `${left.slice(0, start)}。${left.slice(start + 1, end).replace(/[^\n]/g, ' ')}${left.slice(end)}`,
    text,
  )

const fenOf = (amount: string): number => readMoney(amount)?.minFen ?? 0
const HEDGED = /[约近多余来]|大概|差不多|左右|上下|出头/u

interface Run extends Span {
  items: Expense[]
  total: string | null
  /** A word before it says that it is of spending. */
  labelled: boolean
  /** What shows that its numbers are of money. */
  money: boolean
  /** One thing is enough. */
  sure?: true
}

const HAN = '[一二两三四五六七八九十百千万]'
const AMOUNT = `(?:约|近|大概|大约|差不多)?[¥￥]?(?:[\\d０-９][\\d０-９.,]*(?:[千百万]|[wW](?![a-z]))?[\\d一二三四五六七八九]?|${HAN}+)(?:[多余来])?\\s*(?:元|块钱?|圆)?(?:整|左右|上下|多|出头)?`
const UNIT = /[元块圆¥￥]/u
/** 「经费支出：」, 「二、经费」, 「支出方面主要有」. */
const LABEL = new RegExp(
  '^(?:[（(【]?(?:\\d{1,2}|[一二三四五六七八九十])[）).．]\\s*)?【?(?:另外|这个?|本|第?[一二三四]|季度?|月份?|期|项目|活动|资助款?|资金|经费|款项|总|共|的|各项)*' +
    '(?:经费|资金|费用|支出|开支|开销|花费|花销|用款)' +
    '(?:使用|支出|开支|花费|执行|情况|明细|方面|清单|如下|部分|主要|包括|用于|花在|有|是|为)*(?:[:：】]+|$|(?<=用于|包括|有|花在))\\s*' +
    // 「花了场地费600 买书1200」, not 「花了300元」.
    '|^(?:另外|我们|一?共|总共)*花了(?:[:：]\\s*|(?=[\\u4e00-\\u9fff]{2}))',
  'u',
)
const TOTAL = new RegExp(
  `^(?:以上|总)?(?:[\\u4e00-\\u9fff]{0,4}(?:合计|共计|总计|一共|总共|小计)|共|总(?:支出|花费|费用|开支))(?:支出|花费|花|用|使用)?(?:了|是|为)?[:：\\s]*(?<amount>${AMOUNT})$`,
  'u',
)
const ITEM = new RegExp(
  `^(?<item>.*?[^\\d０-９.,约近¥￥\\s:：一二两三四五六七八九十百千万])\\s*[:：]?\\s*(?<amount>${AMOUNT})[)）]?$`,
  'u',
)
/** What stands before an item and is none of it. */
const LEAD =
  /^(?:其中|主要|包括|包含|含|分别(?:是|为)?|用于|用在|另外|还有|以及|以|和|及|有|(?:一?共)?(?:花费|花|用|支出|支付|付|购买|采购|买)(?:了|掉)?|\s)+/u
const BEHIND = /(?:花费|花|用|支出|共|合计|是|为)?了?(?:大概|约)?$/u
/** What came in, what was asked for, and what each cost or paid. */
const NOT_SPENT =
  /筹|募|捐|收入|收到|善款|拨款|到账|预算|申请|批复|价值|卖|赞助|配捐|自费|自理|报名费|学费|结余|结转|余额|剩|每|人均|单价|各|资助额|奖金池/u
/** Of a sentence rather than of a list. */
const PROSE = /[了我们他的在把被就都]|来到|参加|活动日|人数|\d/u
const OF_MONEY =
  /[费款租税薪]$|印|购|材料|交通|物资|图书|餐|补贴|补助|慰问金|[助奖]学金|耗材|保险|文具|道具|设备|奖品|礼品/u
const LONGEST_ITEM = 10

/** Stretches between signs and line ends; the comma of 1,200 is no sign. */
const CLAUSE = /(?:[^、，,；;。！!？?\n]|(?<=\d),(?=\d{3}(?!\d)))+/gu
/** 「图书 2350 交通 860」, 「装修 花了讲课费1500」: a space behind an amount, or before what was spent, is a sign, too. */
const BEHIND_AMOUNT =
  /(?<=[\d０-９元块]|[百千万][多余来]?|出头|左右|上下)\s+(?=\p{L})|\s+(?=(?:一共|总共|共)?花了[\u4e00-\u9fff])/gu
/** 「三百多块买药」: it says itself that it was spent. */
const AMOUNT_FIRST = new RegExp(
  `^(?<amount>${AMOUNT})(?:是|用来|拿来)?(?:买了?|(?=[租请付印订])|用于|用在)(?<item>[\\u4e00-\\u9fff]{1,10})$`,
  'u',
)
/** 「1、」, 「2.」 before what is listed. */
const COUNTER = /^[（(]?(?:\d{1,2}|[一二三四五六七八九十])(?:[)）.．:：]\s*(?=\D)|$)/u
const LONGEST_CLAUSE = 60

/** The lists of what was spent: 「经费支出：场地费500元，印刷费240元，合计740元」. */
function listsIn(text: string): Run[] {
  const runs: Run[] = []
  let open: Run | null = null
  const close = () => {
    if (open && isList(open)) runs.push(open)
    open = null
  }
  for (const { 0: raw, index } of text
    .replace(BEHIND_AMOUNT, (spaces) => '、'.repeat(spaces.length))
    .matchAll(CLAUSE)) {
    const said = raw.trim().replace(COUNTER, '')
    if (said === '') continue
    const end = index + raw.trimEnd().length
    const start = end - said.length
    const label: string | undefined = LABEL.exec(said)?.[0]
    if (label !== undefined) {
      close()
      open = { start, end, items: [], total: null, labelled: true, money: false }
    }
    const rest = said.slice(label?.length ?? 0).replace(COUNTER, '')
    if (rest === '') continue
    const short = rest.length <= LONGEST_CLAUSE ? rest : ''
    const total: string | undefined = TOTAL.exec(short.replace(LEAD_OF_TOTAL, ''))?.groups?.['amount']
    const run: Run = open ?? { start, end, items: [], total: null, labelled: false, money: false }
    const first = total === undefined ? amountFirst(short) : null
    const item = first ?? (total === undefined ? itemOf(short, run.labelled) : null)
    if (first) run.sure = true
    if (total !== undefined) {
      run.total = total
      run.end = end
      run.money ||= UNIT.test(total)
      open = run
      // Behind the items it ends the list; before them it begins it.
      if (run.items.length > 0) close()
    } else if (item) {
      run.items.push(item)
      run.end = end
      run.money ||= UNIT.test(item.amount) || OF_MONEY.test(item.item)
      open = run
    } else if (!run.labelled || /[\d月日]/u.test(rest) || /[。！!\n]/u.test(text.slice(run.end, start))) close()
  }
  close()
  return runs
}

const LEAD_OF_TOTAL = /^(?:以上|本季度|这?[个几]?(?:季度|个?月|次|场)?活动|[，,\s])+(?=共|合|总|一共)/u

function amountFirst(said: string): Expense | null {
  const { item = '', amount = '' } = (UNIT.test(said) && AMOUNT_FIRST.exec(said)?.groups) || {}
  if (item === '' || PROSE.test(item) || NOT_SPENT.test(said) || readMoney(amount) === null) return null
  return { item, amount: amount.trim() }
}

function itemOf(said: string, labelled: boolean): Expense | null {
  const { item: words = '', amount = '' } = ITEM.exec(said)?.groups ?? {}
  const item = words.replace(LEAD, '').replace(BEHIND, '').trim()
  if (item.length > LONGEST_ITEM || !/[\u4e00-\u9fff]/u.test(item) || PROSE.test(item)) return null
  if (NOT_SPENT.test(words) || readMoney(amount) === null) return null
  // Without its unit a number in words, or a small one, may be of anything.
  const plain =
    UNIT.test(amount) || (/[\d０-９]/u.test(amount) && (labelled || OF_MONEY.test(item) || fenOf(amount) >= 1000))
  return plain || (/[百千万]/u.test(amount) && (labelled || OF_MONEY.test(item)))
    ? { item, amount: amount.trim() }
    : null
}

/** One thing behind an activity is what that cost; a list has several, or a word that says what it is. */
function isList({ items, total, labelled, money, sure }: Run): boolean {
  if (items.length === 0) return false
  if (sure) return true
  if (labelled) return items.length > 1 || total !== null
  return (
    (items.length > 1 || total !== null) &&
    money &&
    items.every(({ amount, item }) => UNIT.test(amount) || OF_MONEY.test(item) || total !== null)
  )
}

const NUMBERING = /^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、.．)）]\s*|[【[#*·•-]+\s*)/u
const DIFFICULT =
  /^(?:另外|还有|最后|目前|现在|这个?季度|我们|也|主要|工作中?|存在|遇到|碰到|面临|最大|有|了|过|的|一些|几个)*(?:困难|难处|难点|问题|挑战|不足|困境)(?:[和与及、/](?:下一步|打算|计划|建议|反思|挑战|不足|问题|困难))*(?:方面|主要)?(?:是|有|在于|就是|[:：，,】\]]|$)/u
const NEXT =
  /^(?:(?:暂时|目前|我们)*没(?:有|啥|什么|遇到)*(?:特别|大|太大)*的?困难[，,\s]+)?(?:另外|还有|最后)*(?:下一步|接下来|下一?阶段|今后|后续|下个?(?:季度|半年|学期)|(?<=困难[，,\s]+)(?:\d{1,2}月|[^，,。\s]{0,4}前)|未来)(?:工作|的|我们|主要)*(?:[\u4e00-\u9fff]{0,2}(?:计划|打算|安排|思路|方向|准备|想|要|会|将|争取|把)|[:：，,】\]]|$)|^(?:工作)?(?:打算|计划|安排)(?:是|[:：】\]]|$)/u
/** What begins another part of a report. */
const OTHER_PART =
  /^(?:活动|经费|支出|资金|费用|成效|变化|效果|成果|收获|亮点|故事|案例|人数|照片|附件|备注|\d{1,2}月\d{1,2}[日号])/u
const HEADING = 12
const SENTENCE = /[^。！!\n]+[。！!]?/gu
/** One who writes no sign but spaces. */
export const PAUSES = /[，,。；;！!]/u
const WORDS = /\S+/gu

/** The paragraphs that tell of difficulties and of what is next, from where they say so to where their line or part ends. */
function plansIn(text: string): Span[] {
  const found: Span[] = []
  /** The part that goes on, and whether only its heading was read. */
  let open: (Span & { heading: boolean; lines: boolean })[] = []
  let before = 0
  const close = () => {
    for (const { start, end, heading } of open) if (!heading) found.push({ start, end })
    open = []
  }
  for (const { 0: raw, index } of text.matchAll(PAUSES.test(text) ? SENTENCE : WORDS)) {
    const said = raw.trim().replace(NUMBERING, '')
    if (said === '') continue
    const newLine = text.slice(before, index).includes('\n') || index === 0
    before = index + raw.length
    const begins = DIFFICULT.test(said) || NEXT.test(said)
    const alone = newLine && said.length <= HEADING && !/[，,。]/u.test(said)
    const other = OTHER_PART.test(said) || (alone && NUMBERING.test(raw))
    const [part] = open
    const goesOn = part !== undefined && !other && (!newLine || part.heading || part.lines)
    if (!begins && !goesOn) {
      close()
      continue
    }
    if (begins) close()
    const start = index + raw.length - raw.trimStart().length
    const heading = begins && alone && /^[\u4e00-\u9fff、和与及/]{2,12}[:：】\]]?$/u.test(said)
    open =
      part && !begins ? [{ ...part, end: before, heading: false }] : [{ start, end: before, heading, lines: heading }]
  }
  close()
  return found
}

/** As it is filed: its heading before its text, without its number. */
const paragraph = (said: string): string =>
  said
    .trim()
    .replace(NUMBERING, '')
    .replace(/^([^\n。，,：:】]{2,12})[:：】\]]?\n\s*/u, '$1：')
