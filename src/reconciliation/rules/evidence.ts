import { isText, placeOf, type Heading, type Place } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { kindsIn } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { textsWithPlaces } from './parts.js'

const ATTACHED = /(?:见|参见|查看|附后|参阅)[^，。；]{0,6}附[件表录]|附[件表录][^，。；]{0,4}(?:所示|为准)/
const ATTACHMENT = /^(?:#+ *)?(?:[一二三四五六七八九十]+、)?附[件表录][一二三四五六七八九十\d]*(?:[:：、. ]|$)/

/** What is said to be in an attachment that is not there. */
export function attachments({ texts, tables, sentences }: Facts): Finding[] {
  if (texts.some(({ text }) => ATTACHMENT.test(text)) || tables.some(({ table }) => ATTACHMENT.test(table.name)))
    return []
  const found = sentences.filter(({ text }) => ATTACHED.test(text))
  return found.length === 0
    ? []
    : [
        {
          severity: 'coverage',
          kind: 'evidence',
          message: '说见附件，这里没有附件：交了几份、哪天交的，看不到 / an attachment is named that is not here',
          places: found.slice(0, 3).map(({ block, text }) => placeOf(block, text)),
          advice: '附上，或直接写几份、哪天 / attach it, or say how many and when',
        },
      ]
}

const HELD = /开展|组织|举办|举行|参加/
const ATTENDANCE = /^人次?$/
const NOT_COMERS = /^(?:嘉宾|专家|老师|评委|讲师|员工|全职|兼职|社工)/

/** Activities that nobody counted: neither how often nor how many came. */
export function uncounted({ sentences, texts, tables }: Facts): Finding[] {
  const held = sentences.filter(({ text }) => HELD.test(text) && kindsIn(text).length > 0)
  const counted = texts.some(({ text }) =>
    countsIn(text).some(
      ({ unit, after, before }) => ATTENDANCE.test(unit) && !NOT_COMERS.test(after) && !/团队|员工/.test(before),
    ),
  )
  const times = held.some(({ text }) => countsIn(text).some(({ unit }) => /^[次场期]$/.test(unit)))
  const columns = tables.some(({ columns }) => columns.some(({ role }) => role === 'people' || role === 'date'))
  if (new Set(held.flatMap(({ text }) => kindsIn(text))).size < 2 || counted || times || columns) return []
  return [
    {
      severity: 'coverage',
      kind: 'evidence',
      message: `说办了${[...new Set(held.flatMap(({ text }) => kindsIn(text)))].slice(0, 4).join('、')}，没有一处写办了几次、来了多少人 / activities are told, none is counted`,
      places: held.slice(0, 3).map(({ block, text }) => placeOf(block, text)),
      advice: '每次写日期、内容、人数 / give day, content and headcount of each',
    },
  ]
}

const OF_RESULTS = /参与情况|参与度|传播|成果|成效|产出|影响|扫描|盘点|概览/

/** Parts about results or reach that hold no number at all. */
export function numberless({ report }: Facts): Finding[] {
  const { blocks } = report
  const places = blocks.flatMap((block): Place[] => {
    if (block.type !== 'heading' || !OF_RESULTS.test(block.text) || block.level > 3) return []
    const inside = belowOf(blocks, block)
    const text = inside
      .map((each) =>
        isText(each)
          ? bare(each.text)
          : each.type === 'table'
            ? each.rows.map(({ cells }) => cells.join(' ')).join(' ')
            : '',
      )
      .join('\n')
    const long = text.replace(/\s/g, '').length
    if (inside.length === 0 || long < 30 || /\d/.test(text) || countsIn(text).length > 0) return []
    // Of a part and the parts below it only the widest is told.
    return blocks.some(
      (other) =>
        other.type === 'heading' &&
        other.at < block.at &&
        OF_RESULTS.test(other.text) &&
        belowOf(blocks, other).includes(block) &&
        isNumberless(blocks, other),
    )
      ? []
      : [placeOf(block)]
  })
  return places.length === 0
    ? []
    : [
        {
          severity: 'coverage',
          kind: 'evidence',
          message: `讲成效的部分有 ${places.length} 处没有一个数字 / parts about results without a number: ${places.length}`,
          places,
          advice: '写上次数、人数、阅读量，或举一件具体的事 / give counts, reach, or one concrete case',
        },
      ]
}

const isNumberless = (blocks: Facts['report']['blocks'], heading: Heading): boolean =>
  !/\d/.test(
    belowOf(blocks, heading)
      .map((each) => (isText(each) ? bare(each.text) : '1'))
      .join(''),
  )

const bare = (text: string): string => text.replace(/^[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．] ?/, '')

function belowOf(blocks: Facts['report']['blocks'], heading: Heading) {
  const end = blocks.findIndex(
    (other) => other.at > heading.at && other.type === 'heading' && other.level <= heading.level,
  )
  return blocks.slice(heading.at + 1, end < 0 ? undefined : end)
}

const APPLIED = /申请|报名|提交|申报|应征/
const CHOSEN = /选出|入选|资助|获选|立项|通过/

/** More applied than were chosen, and nothing is said of the others. */
export function refused({ texts, grantees }: Facts): Finding[] {
  const [chosen] = grantees
  if (!chosen) return []
  for (const block of texts) {
    const count = countsIn(block.text).find(
      ({ unit, before, after, start, end, min, max }) =>
        /^[家个]$/.test(unit) &&
        min === max &&
        min > chosen.list.length &&
        APPLIED.test(after + block.text.slice(end, end + 20)) &&
        !CHOSEN.test(before.slice(-6)) &&
        start >= 0,
    )
    if (!count) continue
    return [
      {
        severity: 'coverage',
        kind: 'evidence',
        message: `${count.text}申请，名单只有入选的 ${chosen.list.length} 家；没入选的 ${count.min - chosen.list.length} 家没有列 / ${count.min} applied, the ${count.min - chosen.list.length} not chosen are not listed`,
        places: [
          placeOf(block, count.before + count.text + count.after),
          ...chosen.list.slice(0, 1).map(({ place }) => place),
        ],
        advice: '列一张申请表：机构、地区、领域、结果 / list all applications with place, field and decision',
      },
    ]
  }
  return []
}

const PART_OF_PLAN =
  /(?:完成|实现|达到|执行)(?:了)?(?:计划的?|目标的?)?(?:过半|一半|大半|大部分|[一二三四五六七八九]成|[二三四五]分之[一二三四]|\d{1,3}%)/
const PLAN = /计划|目标|预计|原定|拟/

/** 「完成过半」 without a plan that has a number. */
export function partOfPlan({ texts, report }: Facts): Finding[] {
  return textsWithPlaces(report.blocks).flatMap(({ text, place }) => {
    const found = PART_OF_PLAN.exec(text)
    if (!found) return []
    const planned = texts.some(
      (block) =>
        PLAN.test(block.text) &&
        countsIn(block.text).some(({ unit, before }) => /^[次场期家个]$/.test(unit) && PLAN.test(before)),
    )
    return planned
      ? []
      : [
          {
            severity: 'coverage' as const,
            kind: 'evidence' as const,
            message: `「${found[0]}」：没有写计划是多少 / a part of the plan, but no planned number`,
            places: [place(text.slice(Math.max(0, found.index - 40), found.index + 20))],
            advice: '写上计划数，如「计划 10 期，已办 6 期」 / give the planned number',
          },
        ]
  })
}

const FEWEST_VAGUE = 5

/** A report that counts mostly round about. */
export function vague({ report, tables }: Facts): Finding[] {
  if (tables.some(({ columns }) => columns.some(({ role, numeric }) => role === 'people' && numeric))) return []
  const counts = textsWithPlaces(report.blocks).flatMap(({ text, place }) =>
    countsIn(text)
      .filter(({ unit }) => /^(?:人|人次|家|次|场|期|个|元|名)$/.test(unit))
      .map((count) => ({ count, quote: place(`${count.before.slice(-16)}${count.text}${count.after.slice(0, 12)}`) })),
  )
  const hedged = counts.filter(({ count }) => count.qualifier !== null && count.qualifier !== '–')
  if (hedged.length < FEWEST_VAGUE) return []
  return [
    {
      severity: 'doubtful',
      kind: 'evidence',
      message: `${hedged.length} 个数是约数（${hedged
        .slice(0, 4)
        .map(({ count }) => count.text)
        .join('、')}…），没有一场一场的人数 / ${hedged.length} numbers are round-about ones`,
      places: hedged.slice(0, 8).map(({ quote }) => quote),
      advice: '有签到表的写确数，没有的写明是估计 / use the sign-in sheets, or say that it is an estimate',
    },
  ]
}
