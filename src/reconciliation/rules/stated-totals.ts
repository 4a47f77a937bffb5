import { placeOf, placeOfRow, type Paragraph } from '../document.js'
import { countsIn, isToCome, showRange, type Count } from '../facts/counts.js'
import { daysIn } from '../facts/days.js'
import { isMoneyLabel } from '../facts/header.js'
import { captionOf, leadOf, type Facts } from '../facts/facts.js'
import { cellNumber, kindsIn, type Column, type TableFacts } from '../facts/tables.js'
import { isOfAnotherTime, labelFinder, rowHas } from '../facts/labels.js'
import type { Finding } from '../finding.js'

interface Sum {
  facts: TableFacts
  column: Column
  /** The headings the table stands under. */
  headings: string
  min: number
  max: number
  /** Its cells of each unit alone: 「320人次、50人次、14户」 are three sums. */
  ofUnits: { min: number; max: number }[]
}

const WHOLE = /共|累计|总计|合计|总共|一共|总|达/
const CAME = /来了|参加|参与|服务|受益|覆盖|到场|人次|培训|惠及/
const PART = /其中/
const EACH = /每[年月场期次人]|平均|[场次期人]均/
/** A part of what was granted, and what one sentence works out: 首批, 70%, 每家派 2 人. */
const SOME_OF_IT = /[首第][一二三四五六1-6]?[批期笔]|%|成拨|每[家个所位名组][^，。；]{0,10}\d/
const SUMMARY = /说明|概[况述要]|摘要|简介|总体|总览|基本情况/
const SPENT = /支出|花费|使用|开支|用去/
const RAISED = /筹集|募集|筹得|筹款|募款|募得|筹到/
const GRANTED = /资助|拨付|发放|拨款/
/** How many blocks behind a table still speak of it. */
const BEHIND = 2

const sumsOf = (tables: TableFacts[], fits: (column: Column, facts: TableFacts) => boolean): Sum[] =>
  tables.flatMap((facts) =>
    facts.columns.flatMap((column) => {
      const numbers =
        column.numeric && fits(column, facts) ? facts.rows.flatMap((row) => cellNumber(row, column) ?? []) : []
      return numbers.length < 2
        ? []
        : [
            {
              facts,
              column,
              headings: [...facts.table.path, facts.table.name].join(' '),
              ...total(numbers),
              ofUnits: [...new Set(numbers.map(({ unit }) => unit))].map((unit) =>
                total(numbers.filter((each) => each.unit === unit)),
              ),
            },
          ]
    }),
  )

const total = (sums: { min: number; max: number }[]) => ({
  min: sums.reduce((all, { min }) => all + min, 0),
  max: sums.reduce((all, { max }) => all + max, 0),
})

const NOTHING = { min: NaN, max: NaN }
const meets = (a: { min: number; max: number }, b: { min: number; max: number }) => a.min <= b.max && b.min <= a.max
const bearsOut = (sum: Sum, count: { min: number; max: number }) =>
  meets(sum, count) || sum.ofUnits.some((each) => meets(each, count))

/** Sums that the running text states, against the columns they are the sums of. */
export function statedTotals(facts: Facts): Finding[] {
  const people = sumsOf(
    facts.tables,
    ({ role }, table) => role === 'people' && facts.events.some((event) => event.facts === table),
  )
  const came = { sums: people, all: total(people) }
  const granted = sumsOf(
    facts.tables,
    ({ role }, table) => role === 'money' && facts.grantees.some((each) => each.table === table),
  )
  const spent = sumsOf(
    facts.tables,
    ({ role, header }, table) =>
      role === 'money' &&
      /支出|金额|实际/.test(header) &&
      !/预算|结余|单价/.test(header) &&
      !facts.grantees.some((each) => each.table === table),
  )
  const raised = sumsOf(
    facts.tables,
    ({ role }, { columns }) =>
      role === 'money' && columns.some(({ header, numeric }) => !numeric && /来源|渠道|捐赠方|资助方/.test(header)),
  )
  const find = labelFinder(facts.tables)
  return facts.texts.flatMap((block) => {
    if (block.type === 'heading') return []
    return countsIn(block.text).flatMap((count): Finding[] => {
      const clause = count.before + count.after
      if (
        SOME_OF_IT.test(count.lead) ||
        (isOfAnotherTime(count.lead, facts.header.period) && !(countsList(facts, count) && !saysSum(block, granted)))
      )
        return []
      if (!WHOLE.test(count.lead) || PART.test(count.lead) || EACH.test(clause) || isToCome(count)) return []
      if (/^人次?$/.test(count.unit))
        return CAME.test(clause + block.text.slice(0, count.start).slice(-30))
          ? ofPeople(facts, block, count, came)
          : []
      if (!(count.unit === '元' || isBareSum(count)) || !WHOLE.test(count.before)) return []
      // What is said of a row is no sum.
      if (find(count.lead).some(({ labelled }) => labelled.facts.columns.some(({ role }) => role === 'money')))
        return []
      if (RAISED.test(count.lead)) return raised.length === 1 ? against(block, count, raised) : []
      if (GRANTED.test(count.lead)) return against(block, count, granted)
      return SPENT.test(count.lead) ? against(block, count, spent) : []
    })
  })
}

/** 「资助总额 126,000」 needs no 元. */
const isBareSum = ({ unit, before, min }: Count): boolean =>
  unit === '' && min >= 1000 && /(?:总额|总金额|资金|款项?|金额)(?:共|合计|总计|为|是|达|约)*$/.test(before)

/** Where the sum itself is said, too, another sum is of another time. */
const saysSum = (block: Paragraph, sums: Sum[]): boolean =>
  countsIn(block.text).some((count) => sums.some((sum) => bearsOut(sum, count)))

/** 「2020 年我们资助了 6 家，资助总额…」 over the list of six: whenever it was, it is that list. */
const countsList = ({ grantees }: Facts, { lead }: Count): boolean =>
  GRANTED.test(lead) &&
  !/去年|上年|往年|前年|上一年|明年|下一?年/.test(lead) &&
  countsIn(lead).some(
    ({ unit, min, max }) =>
      /^[家个笔项]$/.test(unit) && min === max && grantees.some(({ list, table }) => table && list.length === min),
  )

/** A headcount is of the table it stands beside or of the kind it names; any table that bears it out will do. */
function ofPeople(
  facts: Facts,
  block: Paragraph,
  count: Count,
  { sums, all }: { sums: Sum[]; all: { min: number; max: number } },
): Finding[] {
  if (count.different || sums.some((sum) => bearsOut(sum, count)) || meets(all, count)) return []
  const sentence =
    block.text
      .slice(0, count.end)
      .split(/[。；\n]/)
      .at(-1) ?? ''
  // 「148 人次，61 人」: the attendances are told of already, the people are others.
  const told = countsIn(sentence).filter(({ unit, text }) => unit === '人次' && text !== count.text)
  if (count.unit === '人' && told.some((each) => [...sums, all].some((sum) => meets(sum, each)))) return []
  const kinds = kindsIn(sentence)
  // Who benefits need not have been there.
  const attended = count.unit === '人次' || /参加|参与|到场/.test(count.before)
  // Another event, or one organisation's own: 「6月3日，大会共有 186 人」, 「某家园：共 50 人次」.
  const isOther =
    daysIn(sentence, facts.header.period).some(({ grain }) => grain === 'day') ||
    facts.grantees.some(({ list }) => list.some(({ name }) => block.text.startsWith(name)))
  const beside = (isOther ? [] : sums).filter(({ facts: each }) => {
    const behind = block.at - each.table.at
    if (behind < 0) return (leadOf(facts, each)[0]?.at ?? Infinity) <= block.at
    return behind <= BEHIND && block.path.join() === each.table.path.join()
  })
  const named = () =>
    sums.filter(({ headings, facts: each }) =>
      kinds.some((kind) => headings.includes(kind) || (attended && captionOf(facts, each).includes(kind))),
    )
  // The one table of a report that counts comers is meant, wherever it is spoken of.
  const alone = () =>
    sums.length === 1 &&
    attended &&
    SUMMARY.test(block.path.at(-1) ?? '') &&
    count.qualifier === null &&
    !facts.tables.some(({ all: rows }) => rows.some((row) => rowHas(row, count.min)))
      ? sums
      : []
  const meant = beside.length > 0 ? beside : ([named(), alone()].find((each) => each.length > 0) ?? [])
  const [only] = meant
  if (!only || meant.length > 1) return []
  // One row of the table may be what is spoken of.
  if (only.facts.rows.some((row) => meets(cellNumber(row, only.column) ?? NOTHING, count))) return []
  const rows = facts.events.filter(({ title }) => kinds.some((kind) => title.includes(kind)))
  if (meets(total(rows.flatMap(({ count: came }) => came ?? [])), count)) return []
  return against(block, count, meant)
}

function against(block: Paragraph, count: Count, sums: Sum[]): Finding[] {
  const [only] = sums
  if (!only || sums.some((sum) => bearsOut(sum, count))) return []
  const row = only.facts.totals.at(-1) ?? only.facts.rows[0]
  return [
    {
      severity: 'contradiction',
      kind: 'total',
      message: `文字说共 ${count.text}，表里「${only.column.header}」加起来是 ${showRange(only)} / the text says ${count.text}, the column adds up to ${showRange(only)}`,
      places: [
        placeOf(block, count.before + count.text + count.after),
        ...(row ? [placeOfRow(only.facts.table, row)] : []),
      ],
      advice: '核对是哪些行算在里面，两处写成一样 / say which rows are meant, and write the same number in both',
    },
  ]
}

/** The budget of a table, and what was spent, beside the amount at the top of the report. */
export function budget({ header: { said }, tables }: Facts): Finding[] {
  const [whole] = said.flatMap((each) => {
    const found = countsIn(/元/.test(each.value) ? each.value : `${each.value}元`).filter(
      ({ unit, min, max }) => unit === '元' && min === max,
    )
    return isMoneyLabel(each) && !/已|使用|支出/.test(each.label) && found.length === 1 && found[0]
      ? [{ each, yuan: found[0].min }]
      : []
  })
  if (!whole) return []
  return sumsOf(
    tables,
    ({ role, header }) => role === 'money' && /预算|支出/.test(header) && !/本[期季年]/.test(header),
  ).flatMap(({ facts, column, min, max }): Finding[] => {
    const isBudget = column.header.includes('预算')
    const wrong = isBudget ? max < whole.yuan || min > whole.yuan : min > whole.yuan
    const parts = facts.rows.some((row) => row.cells.some((cell) => cell.startsWith('其中')))
    if (!wrong || parts || (isBudget && facts.totals.some((row) => cellNumber(row, column)?.min === whole.yuan)))
      return []
    return [
      {
        severity: 'contradiction',
        kind: 'total',
        message: `开头写 ${whole.yuan} 元，表里「${column.header}」合计 ${min} 元 / ${whole.yuan} yuan at the top, ${min} in the table`,
        places: [whole.each.place, ...facts.totals.slice(-1).map((row) => placeOfRow(facts.table, row))],
        advice: '核对是不是还有自筹或别的来源，写清楚 / say whether there is other money, too',
      },
    ]
  })
}
