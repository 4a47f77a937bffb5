import { placeOf, placeOfRow, type Row } from '../document.js'
import { countsIn, numberOf } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { labelColumn } from '../facts/labels.js'
import type { TableFacts } from '../facts/tables.js'
import { goalsAnswered } from './goals-answered.js'
import type { Finding } from '../finding.js'

const GOAL = /目标|计划|预期|指标|任务|应完成|预定/
const RESULT = /实际|完成|达成|结果|进展|进度|现状/
const NO_RESULT = /率|比例|占比|说明|备注|时间|日期/
/** A row that says that there is none. */
const NONE = /^(?:本(?:期|季度|年度?))?(?:暂?没有|暂?无)/
const EMPTY = /^[-—–/\s]*$/
const DONE = /(?:超额|已|全部|圆满|如期|按时|基本)?(?:完成|达成|达标|实现)/
const NOT_DONE = /未|没有|推迟|延期|顺延|部分|不足|差距|进行中|正在|取消|待|暂/

/** A goal of a row with what is said of it; `met` is null where numbers do not tell. */
interface Goal {
  facts: TableFacts
  row: Row
  goal: string
  result: string
  met: boolean | null
  said: string
}

function columnsOf({ columns }: TableFacts): { goal: number; result: number } | null {
  const goal = columns.findLast(({ header }) => GOAL.test(header) && !/完成|达成|实际|结果/.test(header))
  const result = columns.find(({ header, at }) => RESULT.test(header) && !NO_RESULT.test(header) && at !== goal?.at)
  return goal && result && goal.at < result.at ? { goal: goal.at, result: result.at } : null
}

/** Goals that stand one a row, with their results beside them. */
function goalsOf(facts: TableFacts): Goal[] {
  const at = columnsOf(facts)
  if (!at) return []
  const label = labelColumn(facts)?.at ?? at.goal
  return facts.rows.flatMap((row): Goal[] => {
    const [goal, result] = [row.cells[at.goal] ?? '', row.cells[at.result] ?? '']
    if (NONE.test(goal) && EMPTY.test(row.cells.slice(at.goal + 1).join(''))) return []
    if (goal.length > 120 || result.length > 400 || (row.cells[label] ?? '') === '') return []
    return [{ facts, row, goal, result, met: isMet(goal, result), said: row.cells.slice(at.result).join(' ') }]
  })
}

function isMet(goal: string, result: string): boolean | null {
  if (EMPTY.test(result)) return goal === '' ? null : false
  const [planned, done] = [numberOf(goal), numberOf(result)]
  if (planned && done)
    return planned.unit === done.unit || planned.unit === '' || done.unit === '' ? done.max >= planned.min : null
  const goals = countsIn(goal).filter(({ unit }) => unit !== '' && !/[年月日%]/.test(unit))
  const results = countsIn(result)
  const compared = goals.flatMap((count) => {
    const same = results.filter(({ unit }) => unit === count.unit)
    return same.length > 0 ? [same.some(({ max }) => max >= count.min)] : []
  })
  return compared.length === 0 ? null : compared.every(Boolean)
}

/** Goals of a table without a result, and results that are called done and are less than was planned. */
export function goalRows(all: Facts): Finding[] {
  const counted = goalsAnswered(all).length > 0
  return all.tables.flatMap((facts) => {
    const goals = goalsOf(facts)
    const empty = goals.filter(({ goal, result }) => EMPTY.test(result) && !EMPTY.test(goal))
    const less = goals.filter(
      ({ met, result, said }) =>
        met === false &&
        !EMPTY.test(result) &&
        DONE.test(said) &&
        !NOT_DONE.test(said) &&
        /超额|已完成|全部|圆满|达标|如期|按时|^完成/m.test(said),
    )
    return [
      ...(!counted && empty.length < goals.length / 2 + 1
        ? empty.map(({ row }): Finding => ({
            severity: 'coverage',
            kind: 'goals',
            message: '这个目标没有写结果 / a goal without a result',
            places: [placeOfRow(facts.table, row)],
            advice: '写做了什么、多少；没做的写原因和以后怎么办 / say what was done, or why not',
          }))
        : []),
      ...less
        .filter(
          ({ said }) =>
            /超额|全部|圆满|达标/.test(said) ||
            facts.columns.some(({ header }) => /说明|备注|状态|评价/.test(header)) ||
            /已完成|完成$/.test(said),
        )
        .map(({ row, goal, result }): Finding => ({
          severity: 'contradiction',
          kind: 'claims',
          message: `说完成了，目标是「${goal}」，实际是「${result}」 / called done, and less than planned`,
          places: [placeOfRow(facts.table, row)],
          advice: '写成部分完成，说明差距和原因 / say how much is lacking, and why',
        })),
    ]
  })
}

const OF_ALL =
  /(?:(?<whole>\d{1,2}|[一二两三四五六七八九十]) ?[项个条][^，。；\d]{0,8}?(?:目标|指标|任务|计划)|(?:所有|各项|全部)[^，。；\d]{0,6}(?:目标|指标|任务))[^，。；\d]{0,6}?(?:(?<some>\d{1,2}|[一二两三四五六七八九十]) ?[项个条])?(?<all>均|都|全部|皆|已全部)?(?:已|如期|圆满|按时|超额|基本)*(?:完成|达标|达成|实现)/
const HAN = '一二三四五六七八九十'
const numeral = (text: string): number =>
  text === '两' ? 2 : /^\d+$/.test(text) ? Number(text) : HAN.indexOf(text) + 1

/** 「六项指标中五项达标」, 「四项目标全部完成」 beside the rows. */
export function goalsMet({ tables, texts }: Facts): Finding[] {
  const all = tables.map((facts) => ({ facts, goals: goalsOf(facts) })).filter(({ goals }) => goals.length >= 2)
  if (all.length === 0) return []
  return texts.flatMap((block): Finding[] => {
    const found = OF_ALL.exec(block.text)
    if (!found || /计划|将|力争|确保|预计/.test(block.text.slice(Math.max(0, found.index - 12), found.index))) return []
    const { whole, some, all: every } = found.groups ?? {}
    const number = whole === undefined ? null : numeral(whole)
    const fitting = all.filter(({ goals }) => number === null || goals.length === number)
    const [only] = fitting.length > 0 ? fitting : []
    if (!only || fitting.length > 1) return []
    const unmet = only.goals.filter(({ met }) => met === false)
    const met = only.goals.length - unmet.length
    const unknown = only.goals.filter(({ met: each }) => each === null).length
    const claimed = some !== undefined && some !== '' ? numeral(some) : every ? only.goals.length : null
    if (claimed === null || claimed === met || (claimed < met && claimed >= met - unknown)) return []
    return [
      {
        severity: 'contradiction',
        kind: 'claims',
        message: `文字说「${found[0]}」，照表有 ${unmet.length} 项没有达到，达到的是 ${met} 项 / ${met} of ${only.goals.length} goals are met by the table`,
        places: [
          placeOf(block, block.text.slice(found.index, found.index + 40)),
          ...unmet.slice(0, 3).map(({ row }) => placeOfRow(only.facts.table, row)),
        ],
        advice: '照表改文字，没达到的写原因 / follow the table, and say why the others were not met',
      },
    ]
  })
}
