import { placeOf, placeOfRow, type Place } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'

interface Said {
  number: number
  text: string
  place: Place
}

const NUMBERED = /^[(（]?(?<n>\d{1,2})[)）、.．]\s*(?<text>[\s\S]+)$/
const GOAL = /目标|计划|指标/
const RESULT = /实际|达成|完成|结果|进展/

/** The numbered goals and the numbered answers of a form, whether they stand in two columns or under two headings. */
function columnsOf({ report, numbered }: Facts): { goals: Said[]; results: Said[] } {
  const [goals, results]: [Said[], Said[]] = [[], []]
  const put = (heading: string, text: string, place: Place) => {
    const found = NUMBERED.exec(text.trim())?.groups
    const list = RESULT.test(heading) ? results : GOAL.test(heading) ? goals : null
    if (found && list) list.push({ number: Number(found['n']), text: found['text'] ?? '', place })
  }
  for (const block of report.blocks)
    if (block.type === 'table')
      for (const row of block.rows.slice(1))
        for (const [i, cell] of row.cells.entries())
          for (const line of cell.split('\n')) put(block.rows[0]?.cells[i] ?? '', line, placeOfRow(block, row))
  for (const { block } of numbered.flat()) put(block.path.at(-1) ?? '', block.text, placeOf(block))
  return { goals, results }
}

const MET =
  /超额|(?:全部|圆满|如期|按时|已经?)(?:完成|达成|实现)|完成了?(?:预定|全部|原定)?的?目标|达到了?(?:预期|原定|计划)/
const NOT_MET = /未能?(?:完成|达成|达到|实现)|没有(?:完成|达到)|还差|推迟|延期|顺延|调整到|基本/

/** 「1、辅导不少于 12 次」 and 「1、辅导 10 次，超额完成」: called met, and less than the goal of the same number. */
export function goalItems(facts: Facts): Finding[] {
  const { goals, results } = columnsOf(facts)
  return results.flatMap(({ number, text, place }): Finding[] => {
    const said = MET.exec(text)
    const same = goals.filter((goal) => goal.number === number)
    const [goal] = same
    if (
      !said ||
      NOT_MET.test(text) ||
      !goal ||
      same.length > 1 ||
      results.filter((each) => each.number === number).length > 1
    )
      return []
    const done = countsIn(text)
    const less = countsIn(goal.text).flatMap((planned) => {
      if (planned.unit === '' || /^[年月日号%]$/.test(planned.unit) || /每|第/.test(planned.before)) return []
      const found = done.filter(({ unit }) => unit === planned.unit)
      return found.length > 0 && found.every(({ max }) => max < planned.min) ? [{ planned, real: found[0]! }] : []
    })
    const [first] = less
    if (!first) return []
    return [
      {
        severity: 'contradiction',
        kind: 'claims',
        message: `说「${said[0]}」，目标是 ${first.planned.text}，实际是 ${first.real.text} / called met: ${first.planned.min} were planned, ${first.real.min} done`,
        places: [goal.place, place].map((each, i) => ({ ...each, quote: i === 0 ? goal.text : text })),
        advice: '写成部分完成，说明差距和原因 / say how much is lacking, and why',
      },
    ]
  })
}

const SAME = 0.6

/** 「探访不少于 300 户」 among the goals, and 「探访 268 户，超额完成目标」 wherever the report tells of it. */
export function goalsCalledMet(facts: Facts): Finding[] {
  const { goals } = columnsOf(facts)
  const counted = goals.flatMap((goal) => {
    const [planned, ...more] = countsIn(goal.text).filter(
      ({ unit, before }) => unit !== '' && !/^[年月日号%元]$/.test(unit) && !/每|第/.test(before),
    )
    const pairs = pairsOf(goal.text)
    return planned && more.length === 0 && pairs.size >= FEWEST_PAIRS ? [{ goal, planned, pairs }] : []
  })
  return facts.sentences.flatMap(({ block, text }): Finding[] => {
    const said = MET.exec(text)
    if (!said || NOT_MET.test(text) || block.path.some((heading) => GOAL.test(heading))) return []
    const own = pairsOf(text)
    const found = counted.find(({ pairs }) => heldIn(pairs, own) >= SAME)
    const done = found ? countsIn(text).filter(({ unit }) => unit === found.planned.unit) : []
    const [real] = done
    if (!found || !real || done.some(({ max }) => max >= found.planned.min)) return []
    return [
      {
        severity: 'contradiction',
        kind: 'claims',
        message: `说「${said[0]}」，目标是 ${found.planned.text}，实际是 ${real.text} / called met: ${found.planned.min} were planned, ${real.min} done`,
        places: [found.goal.place, placeOf(block, text)],
        advice: '写成部分完成，说明差距和原因 / say how much is lacking, and why',
      },
    ]
  })
}
const FEWEST_PAIRS = 4

const MADE =
  /(?:建立|编写|编印|编制|制作|出版|开发|搭建|发布|设立|形成|汇编|录制|绘制|印制)(?:一[套份本个部])?(?<what>[^，。；、\d（(]{2,24})/
const THING =
  /(?:数据库|手册|指南|平台|网站|公众号|小程序|视频|纪录片|读本|教材|课件|案例集|工具包|资料库|地图|白皮书|报告|画册|宣传册|基地|站点|图书室|档案|题库)$/

/** A goal that something be made which the rest of the report never names again. */
export function madeNothing({ texts, numbered, report }: Facts): Finding[] {
  const goals = numbered
    .flat()
    .filter(({ block, text }) => block.path.some((heading) => /目标/.test(heading)) && text.length < 80)
  const last = goals.at(-1)?.block.at ?? 0
  if (goals.length < 2) return []
  const rest = [
    ...texts.filter(({ at }) => at > last).map(({ text }) => text),
    ...report.blocks.flatMap((block) => (block.type === 'table' ? block.rows.flatMap(({ cells }) => cells) : [])),
  ].join('\n')
  if (rest.length < 400) return []
  const silent = goals.filter(({ text }) => {
    const thing = THING.exec(MADE.exec(text)?.groups?.['what']?.replace(/等$/, '') ?? '')?.[0]
    return thing !== undefined && !rest.includes(thing)
  })
  return silent.length > goals.length / 2
    ? []
    : silent.map(({ block }) => ({
        severity: 'coverage',
        kind: 'goals',
        message: '这个目标后面没有写结果 / a goal without a result',
        places: [placeOf(block)],
        advice: '每个目标写一句结果：做了什么、多少；没做的写原因 / give the result of each goal, or why there is none',
      }))
}
