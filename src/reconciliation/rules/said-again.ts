import { placeOf, placeOfRow, type Place } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { ownName } from '../facts/grantees.js'
import { namedBefore } from '../facts/categories.js'
import { isOfAnotherTime, labelFinder, rowHas } from '../facts/labels.js'
import { cellNumber } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { isExact } from './prose-arithmetic.js'

interface Told {
  key: string
  count: Count
  text: string
  place: Place
}

const differs = (a: Told, b: Told, of: string, severity: Finding['severity']): Finding => ({
  severity,
  kind: 'same_count',
  message: `「${of}」一处写 ${a.count.text}，一处写 ${b.count.text} / ${a.count.min} in one place, ${b.count.min} in the other`,
  places: [a.place, b.place],
  advice: '核对是多少，两处改成一样；说的不是一回事就写清楚 / find out which, or say how they differ',
})

/** Each pair of a first and a later one that say another number, once for a key. */
function pairs(told: Told[], apart: (a: Told, b: Told) => boolean): [Told, Told][] {
  const first = new Map<string, Told[]>()
  const done = new Set<string>()
  return told.flatMap((later): [Told, Told][] => {
    const before = first.get(later.key) ?? []
    first.set(later.key, [...before, later])
    const other = before.find((each) => each.text !== later.text && apart(each, later))
    if (!other || done.has(later.key)) return []
    done.add(later.key)
    return [[other, later]]
  })
}

const QUOTED = /[“「《](?<name>[^”」》]{2,12})[”」》](?:[\u4e00-\u9fff]{0,4})$/
const WHOLE =
  /^(?:[\u4e00-\u9fff]{0,4}?)(?:一共|总共|共|累计|合计|全年|已经?|先后)+(?:开展|举办|组织|办|进行|完成|举行|推出|印制|印|做)?了?(?:正式的)?$/

/** A series by its name in quotation marks, with how often it took place: 「某夜话」共开展 5 期, 「某夜话」已开展 4 期. */
export function sameSeries(facts: Facts): Finding[] {
  const told = [...facts.sentences, ...facts.cells].flatMap(({ block, text }) =>
    /目标|计划/.test(block.path.at(-1) ?? '') && !/达成|完成|实际/.test(block.path.at(-1) ?? '')
      ? []
      : countsIn(text).flatMap((count): Told[] => {
          const behind = /[”」》](?<said>[^”」》]*)$/.exec(text.slice(0, count.start))
          const name = behind ? QUOTED.exec(text.slice(0, behind.index + 1))?.groups?.['name'] : undefined
          const said = behind?.groups?.['said'] ?? ''
          if (name === undefined || !/^[期场次讲]$/.test(count.unit) || !isExact(count)) return []
          if (!WHOLE.test(said.replace(/\s/g, '')) || isToCome(count)) return []
          if (isOfAnotherTime(count.lead, facts.header.period)) return []
          return [{ key: name, count, text, place: placeOf(block, text) }]
        }),
  )
  return pairs(told, (a, b) => a.count.unit === b.count.unit && a.count.min !== b.count.min).map(([a, b]) =>
    differs(a, b, a.key, 'contradiction'),
  )
}

const NOUN = /(?<noun>[\u4e00-\u9fff]{3,8}?)(?:一?共|累计|总计|合计|达到?|约|了|有|为)*$/
const FILLING =
  /^(?:其中|本期|本季度|本年度?|今年|全年|累计|一?共|已|我们|项目|中心|机构|开展了?|提供了?|完成了?|登记)+/
const OF_SOME = /其中|每|平均|新增|第|另|最|上[半一]|下[半一]|[一二三四]季度|\d ?月|线[上下]/
const SUMMARY = /概[况述要]|简[介述]|摘要|回顾|总[体览结]|小结|结语|亮点|数[字据]/

/** Sums that the tables of money have, each with its own name there. */
const OF_ACCOUNTS = /金额|总额|支出|收入|结余|预算|经费$|费$|拨款|余额/
const PUBLISHED = /推送|推文|发表|发布|报道/

/** 「志愿服务 421 人次」 in the summary and 「全年志愿服务 412 人次」 below: the same noun right before a number of the same unit. */
export function sameNoun({ sentences, header, tables, categories }: Facts): Finding[] {
  const find = labelFinder(tables)
  const told = sentences.flatMap(({ block, text }) =>
    /目标|计划|打算|展望|未来/.test(block.path.at(-1) ?? '') || isOfAnotherTime(text, header.period)
      ? []
      : countsIn(text).flatMap((count): (Told & { short: boolean })[] => {
          const own = NOUN.exec(count.before)?.groups?.['noun']?.replace(FILLING, '') ?? ''
          const noun = count.unit === '篇' ? (PUBLISHED.exec(own)?.[0] ?? own) : own
          if (own.length < 3 || !/^(?:人次|小时|课时|篇|条|份|户次|公斤|吨|棵|册|元)$/.test(count.unit)) return []
          if (count.unit === '元' && (own.length < 4 || OF_ACCOUNTS.test(own))) return []
          if (!isExact(count) || isToCome(count) || OF_SOME.test(count.before)) return []
          if (find(count.before).length > 0 || namedBefore(categories, count.before).length > 0) return []
          return [
            {
              key: `${count.unit} ${noun.slice(-4)}`,
              count,
              text,
              place: placeOf(block, text),
              short: SUMMARY.test(block.path.at(-1) ?? ''),
            },
          ]
        }),
  )
  const short = new Set(told.filter((each) => each.short).map(({ key }) => key))
  const often = (key: string) => told.filter((each) => each.key === key).length
  return pairs(
    told.filter(({ key }) => short.has(key) && often(key) === 2),
    (a, b) => a.count.min !== b.count.min,
  ).map(([a, b]) => differs(a, b, a.key.split(' ')[1] ?? '', 'contradiction'))
}

const WHO =
  /^(?:老人|长者|儿童|孩子|学生|妇女|村民|居民|家庭|患者|残障|志愿|青年|少年|学员|家长|工友|农户|户|队员|会员|教师|老师|牧民|渔民)/
const SUM = /共|累计|总计|合计|服务|覆盖|招收|招募|受益|惠及|帮助/
const OF_PART = /其中|每|平均|新增|第|各|男|女|另|最|期|次|多名/
/** A report with more of them tells of many groups of the same kind. */
const MOST_TOLD = 8

const digits = ({ min }: Count): string => [...String(min)].toSorted().join('')

/** 45 老人 and 54 老人: one number with its digits the wrong way round, of one kind of people. */
export function turnedDigits({ sentences, header }: Facts): Finding[] {
  const told = sentences.flatMap(({ block, text }) =>
    countsIn(text).flatMap((count): Told[] => {
      const who = WHO.exec(count.after)?.[0] ?? /[\u4e00-\u9fff]{2}$/.exec(count.before)?.[0]
      if (who === undefined || !WHO.test(who) || count.unit !== '人' || !isExact(count) || count.min < 12) return []
      if (OF_PART.test(count.before.slice(-6)) || isToCome(count) || isOfAnotherTime(count.lead, header.period))
        return []
      return [{ key: who, count, text, place: placeOf(block, text) }]
    }),
  )
  const often = new Map<string, number>()
  for (const { key } of told) often.set(key, (often.get(key) ?? 0) + 1)
  return pairs(
    told.filter(({ key }) => (often.get(key) ?? 0) <= MOST_TOLD),
    (a, b) => a.count.min !== b.count.min && digits(a.count) === digits(b.count),
  ).map(([a, b]) => differs(a, b, a.key, 'doubtful'))
}

/** How many one organisation reached, told in two parts of the report with different numbers. */
export function sameReach({ texts, grantees, header }: Facts): Finding[] {
  const names = [...new Set(grantees.flatMap(({ list }) => list.map(({ name }) => ownName(name))))].filter(
    ({ length }) => length >= 2,
  )
  if (names.length === 0) return []
  const told = texts.flatMap((block) => {
    if (block.type === 'heading') return []
    return block.text.split('。').flatMap((text): Told[] => {
      const spoken = names.filter((name) => text.includes(name) || text.includes(name.slice(0, 4)))
      const [name] = spoken
      if (name === undefined || spoken.length > 1) return []
      return countsIn(text).flatMap((count): Told[] => {
        const who = WHO.exec(count.after)?.[0] ?? WHO.exec(/[\u4e00-\u9fff]{2}$/.exec(count.before)?.[0] ?? '')?.[0]
        if (who === undefined || !/^[人户]$/.test(count.unit) || !isExact(count) || !SUM.test(count.before)) return []
        if (OF_PART.test(count.before) || isToCome(count) || isOfAnotherTime(count.lead, header.period)) return []
        return [{ key: `${name} ${who}`, count, text, place: placeOf(block, text) }]
      })
    })
  })
  return pairs(told, (a, b) => a.count.unit === b.count.unit && a.count.min !== b.count.min).map(([a, b]) =>
    differs(a, b, a.key.replace(' ', '：'), 'doubtful'),
  )
}

const LEAST = 1000

/** One of two neighbouring digits the wrong way round: 24,560 and 24,650. */
function isTurned(a: number, b: number): boolean {
  const [one, other] = [String(a), String(b)]
  if (a === b || one.length !== other.length) return false
  const apart = [...one].flatMap((digit, i) => (digit === other[i] ? [] : [i]))
  const [i = 0, j = 0] = apart
  return apart.length === 2 && j === i + 1 && one[i] === other[j] && one[j] === other[i]
}

/** An amount of the text that no table has, and that is a total of one with two digits turned. */
export function turnedTotals({ sentences, tables }: Facts): Finding[] {
  const totals = tables.flatMap(({ table, columns, totals: rows }) =>
    rows.flatMap((row) =>
      columns.flatMap((column) => {
        const number = cellNumber(row, column)
        return number && number.min === number.max && number.min >= LEAST
          ? [{ value: number.min, place: placeOfRow(table, row) }]
          : []
      }),
    ),
  )
  if (totals.length === 0) return []
  return sentences.flatMap(({ block, text }) =>
    countsIn(text).flatMap((count): Finding[] => {
      if (!isExact(count) || count.min < LEAST || count.unit !== '元' || !/共|合计|总/.test(count.before)) return []
      const total = totals.find(({ value }) => isTurned(value, count.min))
      if (!total || totals.some(({ value }) => value === count.min)) return []
      if (tables.some(({ all }) => all.some((row) => rowHas(row, count.min)))) return []
      return [
        {
          severity: 'doubtful',
          kind: 'total',
          message: `文字说 ${count.text}，和表里的合计 ${total.value} 像是写反了两位 / two digits of ${total.value} seem to be turned`,
          places: [placeOf(block, text), total.place],
          advice: '核对是多少，两处写成一样 / look it up and write the same in both',
        },
      ]
    }),
  )
}
