import { placeOf, placeOfRow, type Paragraph } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { captionOf, leadOf, type Facts } from '../facts/facts.js'
import { kindsIn, type EventRow, type TableFacts } from '../facts/tables.js'
import { ownName } from '../facts/grantees.js'
import { isOfAnotherTime } from '../facts/labels.js'
import { rowsByWord } from './visits.js'
import type { Finding } from '../finding.js'

const TIMES = /^(?:次|场|期|个)$/
const EVERY = /每[年月季周]/

/** How many times something took place, as the text before a table says it, against the rows of the table. */
export function eventClaims(facts: Facts): Finding[] {
  return facts.tables.flatMap((table) => {
    const rows = facts.events.filter((event) => event.facts === table)
    if (rows.length < 2) return []
    return leadOf(facts, table).flatMap((block) => {
      const claimed = claimOf(countsIn(block.text), block.text)
      if (!claimed || fits(claimed.counts, rows, table)) return []
      return [
        {
          severity: 'contradiction' as const,
          kind: 'rows' as const,
          message: `文字说 ${claimed.counts.map(({ text }) => text).join('、')}，表里有 ${table.rows.length} 行 / the text counts ${claimed.sum}, the table has ${table.rows.length} rows`,
          places: [placeOf(block, claimed.quote), placeOfRow(table.table, table.rows[0] as EventRow['row'])],
          advice: '表里少了就补行，文字错了就改；不在表里的另外说明 / add the missing rows or correct the text',
        },
      ]
    })
  })
}

/** The counts of a text that say how often: one, or several of different kinds beside each other. */
function claimOf(counts: Count[], text: string): { counts: Count[]; sum: number; quote: string } | null {
  const times = counts.filter(
    ({ unit, before, after, qualifier, min, max }, i) =>
      TIMES.test(unit) &&
      qualifier === null &&
      min === max &&
      !isToCome(counts[i] as Count) &&
      !EVERY.test(before) &&
      !/每|第$/.test(before.slice(-3)) &&
      (/(?:活动|交流|分享|服务|会|课)/.test(unit === '个' ? after.slice(0, 6) : after) ||
        kindsIn(unit === '个' ? after.slice(0, 6) : after).length > 0 ||
        (unit !== '个' && /共|举办|开展|组织|累计/.test(before))),
  )
  const [first] = times
  if (!first) return null
  const whole = /共|累计|总计|一共|合计/.test(first.before)
  const beside = whole ? times.filter((each) => each.start - first.start < 40) : [first]
  const sentence =
    text
      .slice(0, first.start)
      .split(/[。；\n]/)
      .at(-1) ?? ''
  const end = text.indexOf('。', first.end)
  return {
    counts: beside,
    sum: beside.reduce((sum, { min }) => sum + min, 0),
    quote: sentence + text.slice(first.start, end < 0 ? undefined : end + 1),
  }
}

/** Whether the rows bear the claim out in any way it can be meant. */
function fits(counts: Count[], rows: EventRow[], { rows: all }: TableFacts): boolean {
  const sum = counts.reduce((total, { min }) => total + min, 0)
  if (sum === rows.length || sum === all.length || counts[0]?.min === all.length) return true
  if (counts.length > 1) return false
  return counts.some(({ after, min }) =>
    kindsIn(after).some((kind) => rows.filter(({ title }) => title.includes(kind)).length === min),
  )
}

const NOT_DONE = /目标|计划|打算|下一|展望|未来|预期/

/** Whether a part of a report tells what is to be, by the heading right above. */
const isPlan = (heading = ''): boolean => NOT_DONE.test(heading) && !/完成|实际|达成|实现/.test(heading)

/** How many of a kind took place, or how many activities in all, wherever the text says it, against the rows of all tables. */
export function kindClaims(facts: Facts): Finding[] {
  const withEvents = facts.tables.filter((table) => facts.events.some((event) => event.facts === table))
  const leads = new Set(withEvents.flatMap((table) => leadOf(facts, table)))
  // Where a column counts them, the sum of it is meant.
  const counted = new Map(facts.tables.flatMap((table) => leadOf(facts, table).map((block) => [block, table] as const)))
  const claimed = new Set(eventClaims(facts).flatMap(({ places }) => places.map(({ where }) => where)))
  const told = new Set<string>()
  const others = facts.grantees.flatMap(({ list }) => list.map(({ name }) => ownName(name)))
  const words = rowsByWord(facts.events)
  const inCells = [...new Set(facts.cells.map(({ block }) => block))]
  return [...facts.texts, ...inCells].flatMap((block): Finding[] => {
    if (block.type === 'heading' || claimed.has(placeOf(block).where) || isPlan(block.path.at(-1))) return []
    const isLead = leads.has(block)
    return countsIn(block.text).flatMap((count): Finding[] => {
      const { before, after, min, max, unit, qualifier } = count
      const events = toldBy(block.text, facts.events)
      const clause = before + after
      if (!/^[次场期]$/.test(unit) || qualifier !== null || min !== max || min < 2) return []
      if (isToCome(count) || EVERY.test(before) || /每|第$/.test(before.slice(-3)) || isAmong(block.text, count))
        return []
      if (isOfAnotherTime(count.lead, facts.header.period)) return []
      if (counted.get(block)?.columns.some((column) => column.numeric && column.unit === unit)) return []
      const kind = kindsIn(after)[0] ?? kindsIn(before).at(-1)
      // What a grantee did by itself is in no table of the hub.
      if (!kind && others.some((name) => name.length >= 2 && count.lead.includes(name))) return []
      const whole = /共|累计|总计|合计|开展|举办|组织/.test(before) && /活动/.test(clause) && !/其中/.test(count.lead)
      const [longer] = kind
        ? [`${/[\u4e00-\u9fff]{2}$/.exec(before.slice(0, before.lastIndexOf(kind)))?.[0] ?? ''}${kind}`]
        : []
      const tabled = withEvents.filter(({ table, columns }) =>
        /活动/.test([table.name, ...table.path, ...columns.map(({ header }) => header)].join(' ')),
      )
      const exact = longer && longer !== kind ? events.filter(({ title }) => title.includes(longer)) : []
      const named =
        exact.length > 0
          ? exact
          : kind
            ? events.filter(({ title }) => title.includes(kind))
            : whole
              ? events.filter((event) => tabled.length === 0 || tabled.includes(event.facts))
              : []
      const called =
        named.length > 0 || !kind ? named : captioned(facts, kind).filter((event) => events.includes(event))
      const rows = called.length === 0 && kind && /[了共成]$|共/.test(before) ? above(facts, block, min) : called
      const [first] = rows
      // 「河坝小学走访了 3 次」 is of its own rows.
      if ([...words.keys()].some((word) => before.includes(word) && !kindsIn(word).length)) return []
      // Tables with a few of many activities do not list them all.
      if (!kind && (isOfOthers(count) || rows.length * MOST_LEFT_OUT < min)) return []
      if (isLead && exact.length === 0) return []
      if (!first || rows.length === min || told.has(kind ?? '') || agreesElsewhere(facts, min, kind)) return []
      told.add(kind ?? '')
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说${kind ?? '活动'} ${count.text}，表里有 ${rows.length} 行 / the text counts ${min}, the tables have ${rows.length} rows`,
          places: [placeOf(block, before + count.text + after), placeOfRow(first.facts.table, first.row)],
          advice: '表里少了就补行，文字错了就改 / add the missing rows or correct the text',
        },
      ]
    })
  })
}

/** 「10 场沙龙中线上 3 场、线下 7 场」 tells of parts; so does 「学生团队 28 场」 beside a column of kinds. */
const isAmong = (text: string, { start }: Count): boolean =>
  /\d ?[场次期](?:[^，。；\d]{0,8})(?:[中里]|其中)[^。；]{0,24}$/.test(text.slice(Math.max(0, start - 48), start))

const MOST_LEFT_OUT = 3
/** 「9 个项目共开展活动 132 场」 is of the grantees, whose activities no table of the hub has. */
const isOfOthers = ({ lead }: Count): boolean =>
  /\d ?[个家支](?:[\u4e00-\u9fff]{0,4})(?:项目|机构|组织|团队|伙伴|小组|学校|站点)/.test(lead)

/** What one organisation writes under its name, 「【青苗社工·第二社区】…」, is about its own rows. */
function toldBy(text: string, events: EventRow[]): EventRow[] {
  const [, teller] = /^【([^】·]+)/.exec(text) ?? []
  return teller === undefined ? events : events.filter(({ row }) => row.cells.includes(teller))
}

/** The rows of the one table whose caption names the kind: 「表 1 种植工作坊」. */
function captioned(facts: Facts, kind: string): EventRow[] {
  // 「培训与义卖」 is over rows of both.
  const tables = facts.tables.filter(
    (table) => captionOf(facts, table).includes(kind) && kindsIn(captionOf(facts, table)).length === 1,
  )
  const [only, ...others] = tables
  return only && others.length === 0 ? facts.events.filter((event) => event.facts === only) : []
}

/** The rows of the one table of a part of the report, where the text goes on right behind it. */
function above({ events, tables, report }: Facts, block: Paragraph, count: number): EventRow[] {
  const path = block.path.join()
  const own = tables.filter(({ table }) => table.path.join() === path && path !== '')
  const [only, ...others] = own
  if (!only || others.length > 0 || report.blocks[block.at - 1] !== only.table) return []
  const rows = events.filter((event) => event.facts === only)
  return rows.length * 2 >= count && count * 2 >= rows.length ? rows : []
}

/** A table of that kind alone may hold rows that do not say so. */
const agreesElsewhere = ({ tables, events }: Facts, count: number, kind: string | undefined): boolean =>
  tables.some(
    (table) =>
      events.some((event) => event.facts === table) &&
      table.rows.length === count &&
      (kind === undefined || [...table.table.path, table.table.name].some((heading) => heading.includes(kind))),
  )

const GRANTED = /资助|(?:共|度|年|已|来)支持了?$|发放|选出|入选|获选|立项|获批|拨款|评选出|扶持/
const NOT_YET = /申请(?!者|人)|报名|提交|支持\d+-/

/** How many were supported, wherever the text says it, against the table of those who were. */
export function grantClaims(facts: Facts): Finding[] {
  const all = facts.grantees.filter(({ table }) => table !== null)
  // Of several tables the one that says how much each got is the list of grants.
  const withMoney = all.filter(({ list }) => list.some(({ amount }) => amount !== null))
  const tabled = withMoney.length > 0 ? withMoney : all
  const [only] = tabled
  if (!only?.table || tabled.length > 1) return []
  const funded = only.list.filter(({ withdrew }) => !withdrew)
  const { table } = only
  return facts.texts
    .filter((block): block is Paragraph => block.type === 'paragraph')
    .flatMap((block) =>
      countsIn(block.text).flatMap((count) => {
        const { unit, before, after, min, max } = count
        const ones =
          unit === '家' || unit === '笔' || (unit === '个' && /^(?:机构|组织|项目|团队|伙伴|单位)/.test(after))
        if (isToCome(count) || isPlan(block.path.at(-1)) || isOfAnotherTime(count.lead, facts.header.period)) return []
        if (/其中|分别|[除外]/.test(before) || count.qualifier !== null) return []
        if (
          !ones ||
          !(GRANTED.test(before) || GRANTED.test(before + after.slice(0, 14))) ||
          NOT_YET.test(before + after)
        )
          return []
        const out = only.list.length - funded.length
        if (funded.length >= min && funded.length <= max) return []
        // Who was chosen may withdraw; who was given money has not.
        const withdrawnToo = out > 0 && only.list.length >= min && only.list.length <= max
        if (withdrawnToo && !(/资助了|发放|拨付/.test(before) && min === max)) return []
        const rows =
          out > 0 ? `${only.list.length} 行，其中 ${out} 行退出，${funded.length} 行有效` : `${only.list.length} 行`
        return [
          {
            severity: withdrawnToo ? ('doubtful' as const) : ('contradiction' as const),
            kind: 'rows' as const,
            message: `文字说资助了 ${count.text}，表里是 ${rows} / the text says ${min}, the table has ${only.list.length} rows, ${funded.length} of them not withdrawn`,
            places: [
              placeOf(block, before + count.text + after),
              placeOfRow(table.table, table.rows[0] as EventRow['row']),
            ],
            advice:
              '数一数是几家机构、几位个人、几个项目，分开写 / say how many organisations, persons and projects there are',
          },
        ]
      }),
    )
}
