import { placeOf, type Heading, type Paragraph } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { namedBefore } from '../facts/categories.js'
import type { Facts } from '../facts/facts.js'
import { ownName } from '../facts/grantees.js'
import { isOfAnotherTime, labelFinder } from '../facts/labels.js'
import type { Finding } from '../finding.js'
import { textsWithPlaces } from './parts.js'

const NAMED =
  /^(?:[(（]?\d{1,2}[)）、.]\s*)?(?<name>[\u4e00-\u9fffA-Za-z]{2,24}?)(?:[:：]|(?:在|自)?\s*(?:19|20)\d{2} ?年|本期|本年)/
const UNIT = /^(?:次|场|期|份|人次|人|家|户)$/

interface Told {
  block: Heading | Paragraph
  own: string
  counts: { thing: string; count: Count }[]
}

/** What each paragraph that begins with an organisation counts of it. */
function toldOf(facts: Facts): Told[] {
  const known = facts.grantees.flatMap(({ list }) => list.map(({ name }) => ownName(name)))
  return facts.texts.flatMap((block) => {
    const name = NAMED.exec(block.text)?.groups?.['name']
    if (!name) return []
    const own = known.find((each) => name.includes(each)) ?? ownName(name)
    if (own.length < 2) return []
    const counts = countsIn(block.text).flatMap((count) => {
      const thing = /[\u4e00-\u9fff]{3,8}$/.exec(count.before)?.[0] ?? ''
      return UNIT.test(count.unit) && thing !== '' && count.min === count.max ? [{ thing, count }] : []
    })
    return [{ block, own, counts }]
  })
}

const quoted = (block: Heading | Paragraph, { start, end }: Count) =>
  placeOf(block, block.text.slice(Math.max(0, start - 24), end + 16))

const BEHIND = /^(?:的|在[^，。；]{2,8}的)?$/

/** 「某之家的 4 场病友会」 behind its name, wherever it stands. */
function toldBehind(facts: Facts): Told[] {
  const known = [...new Set(facts.grantees.flatMap(({ list }) => list.map(({ name }) => name)))]
  return facts.sentences.flatMap(({ block, text }) =>
    known.flatMap((name): Told[] => {
      const from = text.indexOf(name)
      if (from < 0) return []
      const counts = countsIn(text).flatMap((count) => {
        const thing = /^[\u4e00-\u9fff]{2,4}[会班课营训座沙龙坊]/.exec(count.after)?.[0] ?? ''
        const close = count.start > from && BEHIND.test(text.slice(from + name.length, count.start).trim())
        return close && UNIT.test(count.unit) && thing !== '' && count.min === count.max ? [{ thing, count }] : []
      })
      return counts.length > 0 ? [{ block, own: ownName(name), counts }] : []
    }),
  )
}

/** One thing of one organisation, counted differently in two places: 参访机构 1 次, 参访机构 2 次. */
export function sameCount(facts: Facts): Finding[] {
  const told = [...toldOf(facts), ...toldBehind(facts)]
  return told.flatMap((later, i) =>
    told.slice(0, i).flatMap((earlier): Finding[] => {
      if (earlier.own !== later.own) return []
      return later.counts.flatMap(({ thing, count }) => {
        const other = earlier.counts.find(
          (each) => each.count.unit === count.unit && each.thing.slice(-4) === thing.slice(-4),
        )
        if (!other || other.count.min === count.min) return []
        return [
          {
            severity: 'contradiction' as const,
            kind: 'same_count' as const,
            message: `「${later.own}」的「${thing}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
            places: [quoted(earlier.block, other.count), quoted(later.block, count)],
            advice: '核对是几次，两处改成一样 / find out which, and write it in both',
          },
        ]
      })
    }),
  )
}

const WHOLE = /共|累计|总计|合计|全年|本年度|本季度|本期|半年来|一年来|全部|目前|已/
/** Whether a part of a report tells what is to be, by the heading right above. */
const isPlan = (heading = ''): boolean => /计划|目标|下[一半]|打算/.test(heading) && !/完成|实际|达成/.test(heading)
const COUNTED = /^(?:次|场|期|家|个|所|册|本|篇|人次|人|户)$/

/** Says that something was added up, not what: 「一共 5 次」 under two headings tells of two things. */
const NO_THING = /^(?:一共|总共|共计|总计|合计|累计|全年|全部|目前|本年度|本季度|本期)$/

/** What a count is of: the kind of activity, or the noun behind or before it. */
function thingOf(count: Count): string | null {
  const thing = nounOf(count)
  return thing !== null && NO_THING.test(thing) ? null : thing
}

function nounOf({ before, after }: Count): string | null {
  const behind = /^(?<noun>[\u4e00-\u9fff]{2,5}?)(?:$|的|，|、|参加|参与|开展)/.exec(after)?.groups?.['noun']
  if (behind) return behind
  return (
    /(?<noun>[\u4e00-\u9fff]{2,5}?)(?:已|共|累计|总计|合计|开展|举办|完成|建成|达到?|了|有|为)*$/
      .exec(before.slice(-9))
      ?.groups?.['noun']?.slice(-4) ?? null
  )
}

/** A whole that is stated twice with different numbers: 「全年举办沙龙 8 期」, 「沙龙共办了 6 期」. */
export function sameWhole(facts: Facts): Finding[] {
  const { texts, header } = facts
  const find = labelFinder(facts.tables)
  const stated = texts.flatMap((block) =>
    isPlan(block.path.at(-1))
      ? []
      : countsIn(block.text).flatMap((count) => {
          const thing =
            WHOLE.test(count.before) &&
            !isOfAnotherTime(count.lead, header.period) &&
            find(count.lead).length === 0 &&
            namedBefore(facts.categories, count.lead).length === 0 &&
            !isToCome(count) &&
            !count.before.includes('每') &&
            !/其中/.test(count.before)
              ? thingOf(count)
              : null
          const exact = COUNTED.test(count.unit) && count.qualifier === null && count.min === count.max
          return thing !== null && exact ? [{ block, count, key: `${count.unit} ${thing}`, thing }] : []
        }),
  )
  return stated.flatMap(({ block, count, key, thing }, i): Finding[] => {
    const other = stated.slice(0, i).find((each) => each.key === key && each.block !== block)
    return !other || other.count.min === count.min
      ? []
      : [
          {
            severity: 'contradiction',
            kind: 'same_count',
            message: `「${thing}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
            places: [quoted(other.block, other.count), quoted(block, count)],
            advice: '核对是多少，两处改成一样；说的不是一回事就写清楚 / find out which, or say how they differ',
          },
        ]
  })
}

const OF_ACTIVITY = /(?:课|会|班|营|培训|沙龙|讲座|工作坊|走访|探访|家访|督导|辅导|参访|义诊|巡护|行动)$/
const VERBS =
  /^(?:其中|本期|本季度|本年度|本年|今年|全年|累计|共|已|开展了?|举办了?|组织了?|完成了?|召开|实际|\d+[、.] ?)+/

/** 教师阅读培训 and 教师培训: the shorter name is the longer with words left out of its middle. */
function isOneThing(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  return a === b || (short.length >= 4 && long.startsWith(short.slice(0, 2)) && long.endsWith(short.slice(2)))
}

/** An activity right before its count in two places: 阅读课 9 场, 阅读课 12 场. What each organisation did is told apart elsewhere. */
export function sameActivity({ report, categories }: Facts): Finding[] {
  const told = textsWithPlaces(report.blocks, isResult).flatMap(({ text, place, path }) =>
    NAMED.test(text)
      ? []
      : countsIn(text).flatMap((count) => {
          const thing = count.before.replace(VERBS, '').trim()
          // Where a plan tells of what was done, it says so.
          // 「学生团队 28 场」 beside a column of kinds is no whole.
          if (namedBefore(categories, count.lead).length > 0) return []
          if (isPlan(path.at(-1)) && !/共|已|本年度/.test(count.before)) return []
          const fits = OF_ACTIVITY.test(thing) && /^[\u4e00-\u9fff]{3,8}$/.test(thing) && /^[次场期]$/.test(count.unit)
          return fits && count.qualifier === null && count.min === count.max && !isToCome(count)
            ? [{ thing, count, place, text }]
            : []
        }),
  )
  return told.flatMap(({ thing, count, place, text }, i): Finding[] => {
    const other = told
      .slice(0, i)
      .find((each) => isOneThing(each.thing, thing) && each.count.unit === count.unit && each.text !== text)
    return !other || other.count.min === count.min
      ? []
      : [
          {
            severity: 'contradiction',
            kind: 'same_count',
            message: `「${thing}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
            places: [other, { count, place }].map((each) =>
              each.place(`${each.count.before}${each.count.text}${each.count.after}`),
            ),
            advice: '核对是几次，两处改成一样 / find out which, and write it in both',
          },
        ]
  })
}

/** Columns of goals and plans say what was to be. */
const isResult = (header: string): boolean => !/目标|计划|预期|指标/.test(header) || /完成|实际|达成/.test(header)

const BROUGHT_UP =
  /(?<verb>培训|培养|招募|发展|组建|资助|救助|帮扶)了?(?:[\u4e00-\u9fff]{0,6}?)(?<who>[\u4e00-\u9fff]{2}[员者师长生童人])$/
/** 「目标二：培训 24 人，已完成」 tells what was done. */
const DONE = /^[^，。；]{0,6}[，,]?(?:均|都|全部)?已?(?:如期|超额|按时)?(?:完成|达成|实现)/
const OF_ONE = /第[\d一二三四五六七八九十]+[期次场批]|\d ?月|其中|每|新增|平均/

/** 「培训社区护林员 42 人」 and 「培训护林员 24 人」: the same verb and the same people. */
export function sameBroughtUp(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  const told = [...facts.sentences, ...facts.cells].flatMap(({ block, text }) =>
    isPlan(block.path.at(-1))
      ? []
      : countsIn(text).flatMap((count) => {
          const { verb, who } = BROUGHT_UP.exec(count.before)?.groups ?? {}
          const exact = count.unit === '人' && count.qualifier === null && count.min === count.max
          const whole =
            !OF_ONE.test(count.lead) &&
            (!isToCome(count) || DONE.test(text.slice(count.end))) &&
            !isOfAnotherTime(count.lead, facts.header.period)
          return exact && whole && verb && who && find(count.lead).every(({ labelled }) => labelled.label === verb)
            ? [{ block, count, key: verb + who }]
            : []
        }),
  )
  return told.flatMap(({ block, count, key }, i): Finding[] => {
    const other = told.slice(0, i).find((each) => each.key === key && each.block !== block)
    if (!other || other.count.min === count.min) return []
    return [
      {
        severity: 'contradiction',
        kind: 'same_count',
        message: `「${key}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
        places: [quoted(other.block, other.count), quoted(block, count)],
        advice: '核对是多少，两处改成一样；说的不是一回事就写清楚 / find out which, or say how they differ',
      },
    ]
  })
}
