import { placeOf, placeOfRow } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { isOfAnotherTime, labelColumn } from '../facts/labels.js'
import { cellNumber, type Column, type TableFacts } from '../facts/tables.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import type { Row } from '../document.js'
import type { Finding } from '../finding.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

const PLANNED = /计划|预期|目标|原定|预计|指标/
const OVER = /(?:超过|超出|超额|多[了出]?|增加|少[了于]?|短缺|差|不足)[^，。；\d]{0,12}$/

/** 「原计划 55 家，实际 72 家，超出 17 家」. */
export function overPlan({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text).filter(({ unit }) => unit !== '' && !/^[%年月日号]$/.test(unit))
    const plan = counts.findIndex(({ before }) => PLANNED.test(before) && !OVER.test(before))
    const planned = counts[plan]
    if (!planned || !isExact(planned)) return []
    const [done, over] = counts.slice(plan + 1).filter(({ unit }) => unit === planned.unit)
    if (!done || !over || !isExact(done) || !isExact(over) || !OVER.test(over.before) || OVER.test(done.before))
      return []
    const real = Math.abs(done.min - planned.min)
    if (real === over.min) return []
    return [
      say(
        at(sentence),
        `${done.text} 比 ${planned.text} ${done.min > planned.min ? '多' : '少'} ${num(real)}，写的是 ${over.text} / ${done.min} and ${planned.min} differ by ${num(real)}, not ${over.min}`,
      ),
    ]
  })
}

/** 「访了 48 家，超过预期 8 家。…原计划 36 家」: the plan is told in another sentence of the paragraph. */
export function planInBlock({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading' || !PLANNED.test(block.text)) return []
    const counts = countsIn(block.text).filter((count) => /^[家个人次场期份户所]$/.test(count.unit) && isExact(count))
    const overs = counts.filter(({ before }) =>
      /(?:超过|超出|超|多于)(?:了)?(?:预期|计划|目标|原定)[^，。；\d]{0,6}$/.test(before),
    )
    const [over] = overs
    const done = counts.filter(({ unit, end }) => unit === over?.unit && over !== undefined && end <= over.start).at(-1)
    const plans = counts.filter(
      (each) =>
        each.unit === over?.unit &&
        each !== over &&
        each !== done &&
        /(?:原计划|原定|计划|预期|目标)[^，。；\d]{0,6}$/.test(each.before),
    )
    const [plan] = plans
    if (!over || !done || !plan || overs.length > 1 || plans.length > 1) return []
    if (block.text.slice(done.end, over.start).length > 60 || done.min - over.min === plan.min) return []
    return [
      say(
        placeOf(
          block,
          block.text.slice(Math.max(0, Math.min(done.start, plan.start) - 10), Math.max(over.end, plan.end)),
        ),
        `${done.text}，超过 ${over.text}，计划应是 ${num(done.min - over.min)}，写的是 ${plan.text} / ${done.min} less ${over.min} is ${num(done.min - over.min)}, not ${plan.min}`,
      ),
    ]
  })
}

const GOAL = /目标|计划|预期|指标|任务/
const RESULT = /实际|完成|达成|结果|进展/
const VERBS = /^(?:开展|举办|组织|支持|培训|投放|建立|编写|编印|印制|发放|培养|服务|完成|制作|接待|代理|走访)+/
const SAME = 0.6

interface Goals {
  facts: TableFacts
  label: Column
  plan: Column | undefined
  result: Column | undefined
}

function goalTables({ tables }: Facts): Goals[] {
  return tables.flatMap((facts) => {
    const label = labelColumn(facts)
    const plan = facts.columns.findLast(
      ({ header, at }) => GOAL.test(header) && !RESULT.test(header) && at !== label?.at,
    )
    const result = facts.columns.find(
      ({ header, at }) => RESULT.test(header) && !/率|比例|说明/.test(header) && at !== label?.at,
    )
    return label && (plan || GOAL.test(label.header)) ? [{ facts, label, plan, result }] : []
  })
}

const labelOf = ({ label }: Goals, row: Row): string => (row.cells[label.at] ?? '').replace(/\s/g, '')
const alike = (a: string, b: string): boolean =>
  a === b || Math.max(heldIn(pairsOf(a), pairsOf(b)), heldIn(pairsOf(b), pairsOf(a))) >= SAME

/** Goals of one table or list that the table of results, which has the others, leaves out. */
export function goalsLeftOut(facts: Facts): Finding[] {
  const all = goalTables(facts)
  const results = all.filter(({ result }) => result !== undefined)
  const [answered, ...more] = results
  if (!answered || more.length > 0) return []
  const given = answered.facts.rows.map((row) => labelOf(answered, row))
  const tabled = all
    .filter(({ result, facts: { table } }) => result === undefined && table.at < answered.facts.table.at)
    .map((goals) =>
      goals.facts.rows.map((row) => ({ text: labelOf(goals, row), place: placeOfRow(goals.facts.table, row) })),
    )
  return tabled.flatMap((goals): Finding[] => {
    const lacking = goals.filter(({ text }) => text !== '' && !given.some((each) => alike(each, text)))
    if (goals.length < 3 || lacking.length === 0 || lacking.length > goals.length / 2) return []
    return lacking.map(({ place }) => ({
      severity: 'coverage',
      kind: 'goals',
      message: '这个目标后面没有写结果 / a goal without a result',
      places: [place, ...answered.facts.rows.slice(-1).map((row) => placeOfRow(answered.facts.table, row))],
      advice: '在结果表补一行；没做的写原因 / add its row to the results, or say why there is none',
    }))
  })
}

const REASON = /差异|原因|说明/

/** A goal that was not reached, and an empty cell where the form asks why, which other rows fill. */
export function differenceUnexplained(facts: Facts): Finding[] {
  return goalTables(facts).flatMap(({ facts: { table, columns, rows }, plan, result, label }) => {
    const why = columns.find(({ header }) => REASON.test(header))
    const goal = plan ?? label
    if (!why || !result) return []
    const filled = rows.filter((row) => (row.cells[why.at] ?? '') !== '')
    return rows.flatMap((row): Finding[] => {
      const [plans, dones] = [goal, result].map((column) =>
        countsIn(row.cells[column.at] ?? '').filter(({ unit }) => unit !== '' && !/^[%年月日天]$/.test(unit)),
      )
      // 「推荐 40 人，稳定 3 个月 30 人」 beside 「38 人，…26 人」: one after the other.
      if (!plans || !dones || plans.map(({ unit }) => unit).join() !== dones.map(({ unit }) => unit).join()) return []
      const at = plans.findIndex(({ min }, k) => (dones[k]?.max ?? min) < min)
      const [planned, done] = [plans[at], dones[at]]
      if (!planned || !done) return []
      if (filled.length === 0 || (row.cells[why.at] ?? '').trim() !== '') return []
      return [
        {
          severity: 'coverage',
          kind: 'goals',
          message: `计划 ${planned.text}，实际 ${done.text}，没有写原因 / ${planned.min} were planned, ${done.min} done, and nothing says why`,
          places: [placeOfRow(table, row)],
          advice: '写一句为什么没有做到、以后怎么办 / say why, and what will be done about it',
        },
      ]
    })
  })
}

const BY = /(?<way>超出?|超额|多|少|差|短缺)[了出]?[^，。；\d]{0,4}$/

/** 「培养 50 名 | 培养 52 名 | 超出 4 名」. */
export function differenceOfRow(facts: Facts): Finding[] {
  return goalTables(facts).flatMap(({ facts: { table, columns, rows }, plan, result, label }) => {
    const goal = plan ?? label
    const why = columns.filter(({ at, numeric }) => !numeric && at > goal.at && (!result || at >= result.at))
    return rows.flatMap((row): Finding[] => {
      const [planned, done] = [goal, result].map((column) =>
        column
          ? countsIn(row.cells[column.at] ?? '').find(({ unit }) => unit !== '' && !/^[%年月日天]$/.test(unit))
          : undefined,
      )
      if (!planned || !done || planned.unit !== done.unit || !isExact(planned) || !isExact(done)) return []
      const real = Math.abs(done.min - planned.min)
      const said = why
        .flatMap(({ at: cell }) => countsIn(row.cells[cell] ?? ''))
        .find((count) => count.unit === planned.unit && isExact(count) && BY.test(count.before))
      const goals = countsIn(row.cells[goal.at] ?? '').filter(({ unit }) => unit === planned.unit)
      if (!said || goals.length > 1 || said.min === real) return []
      return [
        {
          severity: 'contradiction',
          kind: 'parts',
          message: `计划 ${planned.text}，实际 ${done.text}，差 ${num(real)}，写的是 ${said.text} / ${planned.min} and ${done.min} differ by ${num(real)}, not ${said.min}`,
          places: [placeOfRow(table, row)],
          advice: '把几个数再算一遍，改错的那个 / work it out again and correct the one that is wrong',
        },
      ]
    })
  })
}

const CALLED_MET =
  /超额(?:完成|实现)?|(?:超过|高于)[^，。；]{0,6}(?:目标|计划|指标)|(?:圆满|全部|如期)(?:完成|实现|达成)/

/** 「共读活动超额完成了目标」 beside a row with less than was planned. */
export function calledMet(facts: Facts): Finding[] {
  const rows = goalTables(facts).flatMap((goals) => {
    const { plan, result } = goals
    return plan && result
      ? goals.facts.rows.flatMap((row) => {
          const [planned, done] = [cellNumber(row, plan), cellNumber(row, result)]
          const name = labelOf(goals, row).replace(VERBS, '')
          return planned && done && name.length >= 3 ? [{ row, name, planned, done, table: goals.facts.table }] : []
        })
      : []
  })
  return facts.sentences.flatMap(({ block, text }): Finding[] => {
    const found = CALLED_MET.exec(text)
    if (!found || isOfAnotherTime(text, facts.header.period)) return []
    const clause = /[^，。；]*$/.exec(text.slice(0, found.index))?.[0] ?? ''
    const over = /超|高于/.test(found[0])
    const less = rows.find(
      ({ name, planned, done }) => clause.includes(name) && (over ? done.max <= planned.min : done.max < planned.min),
    )
    return less
      ? [
          {
            severity: 'contradiction',
            kind: 'claims',
            message: `文字说「${found[0]}」，表里计划 ${less.planned.min}，实际 ${less.done.min} / planned ${less.planned.min}, done ${less.done.min}`,
            places: [placeOf(block, text), placeOfRow(less.table, less.row)],
            advice: '照表改文字，没达到的写原因 / follow the table, and say why it was not met',
          },
        ]
      : []
  })
}
