import type { DemoEvent, DemoEvents, DemoHub } from '../src/rehearsal/demo-data.js'

/** One thing a person does in the chat, and what the bot must answer with. */
export interface Line {
  say?: string
  /** So many photos at once. */
  photos?: number
  expect: RegExp
}

/** Everything one person says, from her invitation code on. */
export interface Talk {
  userId: string
  contact: string
  /** Its people file one after another: a brief begins with what the last one said, whoever filed it. */
  organisation: string
  lines: Line[]
}

const CATEGORIES = ['exchange', 'accompaniment', 'training']

const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了下面这些活动。参加的人比去年多，大家开始主动约下一次；我们也学会了提前一周发通知、当场签到。'
const DIFFICULTY = '交通不便，志愿者周末才有空，有两场只好改期。'
const PLANS = `${DIFFICULTY}下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。`

/** To 「是同一次活动吗？」: the report counts a training in two of its tables. */
export const AS_PRINTED: Line[] = [
  { say: '2', expect: /为什么不是同一次/ },
  { say: '年报的两张表里各有一行', expect: /已提交/ },
]

/**
 * The chats in which the 49 rows of the three event tables are filed: some as briefs, some one by one, some with mistakes on the way. What
 * stands in two tables is asked about, and `twice` answers.
 */
export function talksOf(hub: DemoHub, { events }: DemoEvents, twice: Line[] = AS_PRINTED): Talk[] {
  /** The organisations that filed a brief already. */
  const begun = new Set<string>()
  return hub.wecom.members.flatMap(({ userid, contact }) => {
    const own = events.filter((event) => event.filedBy === contact)
    if (own.length === 0) return []
    const { organisation = '', invitation: code = '' } = hub.contacts.find(({ key }) => key === contact) ?? {}
    const bound: Line[] = [
      { say: '你好', expect: /邀请码/ },
      { say: `邀请码 ${code.toLowerCase().slice(0, 4)} ${code.slice(4)}`, expect: /你是 .+ 吗/ },
      { say: '1', expect: /工作简报/ },
    ]
    const filed = CATEGORIES.flatMap((table) => {
      const rows = own.filter((event) => event.table === table)
      const told = own.filter((event) => CATEGORIES.indexOf(event.table) < CATEGORIES.indexOf(table))
      const again = (row: DemoEvent) => told.some(({ from, title }) => from === row.from && title === row.title)
      if (rows.length > 2) {
        const briefs = inBriefs(rows, begun.has(organisation))
        begun.add(organisation)
        return briefs
      }
      return rows.flatMap((row, i) => alone(row, i, again(row) ? twice : null))
    })
    return [{ userId: userid, contact, organisation, lines: [...bound, ...filed] }]
  })
}

/** Up to eight rows a brief; `begun`: not the organisation's first. */
function inBriefs(rows: DemoEvent[], begun: boolean): Line[] {
  const briefs: Line[] = []
  for (let i = 0; i < rows.length; i += 8) briefs.push(...brief(rows.slice(i, i + 8), i / 8, begun || i > 0))
  return briefs
}

function brief(rows: DemoEvent[], number: number, begun: boolean): Line[] {
  const days = rows.flatMap(({ from, to }) => [from, to]).sort()
  // From the second brief on, period and kind of activity are filled in as in the last one, and put right.
  const period = `${days[0]} 到 ${days.at(-1)}`
  const first = number === 0
  return [
    ...(begun
      ? [
          { say: '工作简报', expect: /照上一份先填好了[^]*【2\/7】/ },
          { say: '改 1', expect: /【1\/7】/ },
        ]
      : [
          { say: '工作简报', expect: /【1\/7】/ },
          { say: '十三月', expect: /没看出/ },
        ]),
    { say: period, expect: /【2\/7】/ },
    { say: '办了很多活动', expect: /还差 \d+ 字/ },
    // The kind of activity would be told from the titles, or is as in the last brief.
    { say: DONE, expect: /【4\/7】/ },
    { say: '改 3', expect: /【3\/7】/ },
    ...(first ? [{ say: '9', expect: /不在选项里/ }] : []),
    { say: category(rows[0]!), expect: /【4\/7】/ },
    ...table(rows, number),
    { say: '完', expect: /的人数是怎么数的/ },
    first ? { say: '1', expect: /【5\/7】/ } : { say: '现场点数', expect: /【5\/7】/ },
    ...(first
      ? [
          { say: '场地费 五百块，资料印刷 120元', expect: /第 1 到 2 条/ },
          { say: '完', expect: /【6\/7】/ },
        ]
      : [{ say: '跳过', expect: /【6\/7】/ }]),
    { say: DIFFICULTY, expect: /还差 \d+ 字/ },
    { say: '上一步', expect: /【5\/7】/ },
    { say: '跳过', expect: /【6\/7】/ },
    { say: PLANS, expect: /【7\/7】/ },
    ...(first
      ? [
          { photos: 3, expect: /收到 3 张/ },
          { say: '1 开场', expect: /第 2、3 张还没有说明|还没有说明/ },
          { say: '2-3 分组讨论', expect: /有没有未成年人/ },
          { say: '2 但第 3 张不行', expect: /第 3 张不公开[^]*1 提交/ },
        ]
      : [{ say: '跳过', expect: /1 提交/ }]),
    { say: '1', expect: /已提交/ },
  ]
}

/** Rows as people send them: one a message, several at once, in pieces, and one with a wrong number put right. */
function table(rows: DemoEvent[], number: number): Line[] {
  const lines: Line[] = []
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const at = i + 1
    const style = (i + number) % 4
    if (style === 1 && row.headcount !== null) {
      lines.push(
        { say: oneLine({ ...row, headcount: row.headcount + 1 }), expect: new RegExp(`第 ${at} 条`) },
        { say: `改 ${at} 人数`, expect: /有多少人参加|人数/ },
        { say: `${row.headcount}人`, expect: new RegExp(`第 ${at} 条改好了`) },
      )
    } else if (style === 2 && rows[i + 1]) {
      lines.push({ say: `${oneLine(row)}\n${oneLine(rows[i + 1]!)}`, expect: new RegExp(`第 ${at} 到 ${at + 1} 条`) })
      i++
    } else if (style === 3 && row.headcount !== null) {
      lines.push(
        { say: `${row.dateText} ${row.title}`, expect: /人数|多少人/ },
        { say: '好多人', expect: /没看出/ },
        { say: String(row.headcount), expect: new RegExp(`第 ${at} 条`) },
      )
    } else {
      lines.push({ say: oneLine(row), expect: new RegExp(`第 ${at} 条`) })
    }
  }
  return lines
}

const oneLine = ({ dateText, title, place, headcount }: DemoEvent): string =>
  [dateText, title, ...(place ? [place] : []), ...(headcount === null ? [] : [`${headcount}人`])].join(' ')

/** One activity by itself; `twice` when it was told before. */
function alone(row: DemoEvent, i: number, twice: Line[] | null): Line[] {
  return [
    { say: '活动记录', expect: /【1\/6】/ },
    { say: '二月三十号', expect: /没有30日/ },
    { say: row.dateText, expect: /【2\/6】/ },
    { say: row.title, expect: /【3\/6】/ },
    { say: row.place ?? '跳过', expect: /【4\/6】/ },
    ...(row.headcount === null
      ? [{ say: '没统计', expect: /【[56]\/6】/ }]
      : [
          { say: `${row.headcount}人`, expect: /这个人数是怎么来的/ },
          { say: '2', expect: /【[56]\/6】/ },
        ]),
    // The title may have told the kind of activity; the report's table says which it is.
    { say: '改 5', expect: /【5\/6】/ },
    { say: category(row), expect: /【6\/6】/ },
    ...(i === 0
      ? [
          { photos: 2, expect: /收到 2 张/ },
          { say: '完', expect: /有没有未成年人/ },
          { say: '1', expect: /都可以公开[^]*1 提交/ },
        ]
      : [{ say: '跳过', expect: /1 提交/ }]),
    ...(row.headcount === null
      ? []
      : [
          { say: '改 4', expect: /多少人/ },
          // How they were counted stays, until she says otherwise.
          { say: `${row.headcount + 3}`, expect: /现场点数[^]*1 提交/ },
          { say: '改4', expect: /多少人/ },
          { say: `${row.headcount}，签到`, expect: /1 提交/ },
        ]),
    { say: '提交', expect: twice ? /是同一次活动吗/ : /已提交|1 提交/ },
    ...(twice ?? []),
  ]
}

const category = (row: DemoEvent): string => String(CATEGORIES.indexOf(row.table) + 1)
