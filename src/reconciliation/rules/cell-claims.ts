import { placeOf, placeOfRow, type Row, type Sentence } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { isOfAnotherTime, labelFinder, nounOf, numbersIn, rowHas, wholesOf, type SaidLabel } from '../facts/labels.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import type { Column, TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const OF_PART = /平均|人均|[每各](?!季度$)|最[高多大低少小]|之[一间]|不等|左右|以[上下]|超过|新增.*其中|比/
const NO_NOUN = /(?:已|共|累计|总计|合计|达到?|了|有|为|约|近|一共|总共|分别)+$/

const OF_TIME = /本[季月期次]|上半年|下半年|\d月|第[一二三四]季/
const exact = ({ min, max, qualifier }: Count): boolean => min === max && qualifier === null

/** How a column is spoken of beside a count: its noun, or the end of it, right before or behind the number. */
function isSpokenOf(column: Column, before: string, after: string): boolean {
  const noun = nounOf(column.header)
  if (noun.length < 2) return false
  const [left, right] = [before.replace(NO_NOUN, '').slice(-noun.length - 4), after.slice(0, noun.length + 2)]
  // 全年 is another time than the 本季 of a column.
  if (OF_TIME.test(column.header) && /全年|年度|累计|历年/.test(before)) return false
  if (
    left.endsWith(noun.slice(-2)) ||
    left.endsWith(noun.slice(0, 2)) ||
    right.startsWith(noun.slice(0, 2)) ||
    right.startsWith(noun.slice(-2))
  )
    return true
  return noun.length >= 3 && heldIn(pairsOf(noun), pairsOf(left)) >= 0.6
}

const differs = (
  { block, text }: Sentence,
  said: string,
  is: number | string,
  facts: TableFacts,
  row: Row | undefined,
  what: string,
): Finding => ({
  severity: 'contradiction',
  kind: 'rows',
  message: `文字说${what} ${said}，表里是 ${is} / ${said} in the text, ${is} in the table`,
  places: [placeOf(block, text), ...(row ? [placeOfRow(facts.table, row)] : [])],
  advice: '核对原始记录，两处写成一样 / look it up and write the same number in both',
})

/** What a sentence counts of one row of a table, against its cells. */
export function cellClaims(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  return [...facts.sentences, ...facts.cells].flatMap((sentence): Finding[] => {
    const labels = find(sentence.text).filter(({ labelled }) => labelled.facts.table.at !== sentence.block.at)
    if (labels.length === 0 || isOfAnotherTime(sentence.text, facts.header.period)) return []
    return countsIn(sentence.text).flatMap((count, i, all): Finding[] => {
      if (
        !exact(count) ||
        count.different ||
        isToCome(count) ||
        count.unit === '' ||
        count.unit === '%' ||
        count.before.endsWith('第')
      )
        return []
      const near = labels.filter(({ end }) => end <= count.start && count.start - end < 40)
      const last = Math.max(...near.map(({ start }) => start))
      const ours = near.filter(({ start }) => start === last)
      const behind = labels.filter(({ start, labelled }) => start === count.end && labelled.unit === count.unit)
      const found = [...ours, ...behind].flatMap((label) => against(sentence, count, label, all[i - 1]))
      // One table that bears it out is enough.
      return found.some((each) => each === 'fits') ? [] : found.filter((each) => each !== 'fits').slice(0, 1)
    })
  })
}

function against(sentence: Sentence, count: Count, label: SaidLabel, earlier: Count | undefined): ('fits' | Finding)[] {
  const { facts, row, unit, label: name } = label.labelled
  if (rowHas(row, count.min)) return ['fits']
  const between = sentence.text.slice(label.end, Math.max(label.end, count.start))
  if (OF_PART.test(between) || /[^其]中/.test(between)) return []
  // 「甲站 3 人，乙 5 人」: what stands between belongs to the label.
  if (unit !== '') {
    if (unit !== count.unit || !/^[^，。；、：:]{0,4}$/.test(between)) return []
    return [
      differs(
        sentence,
        count.text,
        row.cells
          .filter((cell) => cell !== '')
          .slice(1)
          .join('、'),
        facts,
        row,
        `「${name}」`,
      ),
    ]
  }
  const columns = facts.columns.filter(({ numeric, unit: of }) => numeric && of === count.unit)
  const among = /其中[，,：:]?$/.test(sentence.text.slice(0, label.start).replace(/\s/g, '')) && between === ''
  const meant = columns.filter((column) =>
    among && earlier && earlier.unit === count.unit
      ? isSpokenOf(column, earlier.before.replace(/.*[，。；]/, ''), earlier.after) ||
        beginsWith(column, earlier.before)
      : isSpokenOf(column, between, count.after),
  )
  const [column] = meant.length > 0 ? meant : only(facts, columns, count, between)
  if (!column || meant.length > 1) return []
  const own = row.cells[column.at] ?? ''
  return own === '' ? [] : [differs(sentence, count.text, own, facts, row, `「${name}」`)]
}

const GIVEN = /(?:资助|拨款|拨付|发放|支持)(?:了|款|金)?$/
const HELD = /[办开上]了?$|举办|开展|组织|完成/
const WHEN = /[月日周季]|半年|首[批期]|第/

/** 「向甲站拨款 24,000 元」 is of the only column of grants, 「甲站办了 20 场」 of the only one of 场次. */
function only({ table }: TableFacts, columns: Column[], { unit, before, after }: Count, between: string): Column[] {
  if (WHEN.test(between) || !/^[^，。；]{0,10}$/.test(between)) return []
  const about = pairsOf([table.name, ...table.path.slice(-1), ...columns.map(({ header }) => header)].join(' '))
  const fits =
    unit === '元'
      ? GIVEN.test(before.trim())
        ? columns.filter(({ header }) => /资助|拨款|拨付|支持/.test(header))
        : []
      : HELD.test(between) &&
          (after === '' || after.startsWith('活动') || heldIn(pairsOf(after.slice(0, 4)), about) > 0)
        ? columns.filter(({ header }) => header.includes(unit))
        : []
  return fits.length === 1 && columns.length === 1 ? fits : []
}

/** 「新增网点 9 个」 is of the column 新增. */
const beginsWith = ({ header }: Column, before: string): boolean => {
  const noun = nounOf(header)
  return noun.length >= 2 && before.startsWith(noun.slice(0, 2))
}

/** 参加人数 says no more than 人数. */
const COMING = /^(?:参加|参与|到场|出席|签到)$/

/** The sum of a column as the text states it with the column's noun: 「走访单位 23 家」. */
export function columnClaims(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  const columns = facts.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const wholes = wholesOf(table, column)
      return wholes.length > 0 &&
        numbersIn(table, column).length >= 2 &&
        column.unit !== '' &&
        nounOf(column.header).length >= 2 &&
        !COMING.test(nounOf(column.header))
        ? [{ table, column, wholes }]
        : []
    }),
  )
  if (columns.length === 0) return []
  const cells = new Set(facts.cells)
  return [...facts.sentences, ...facts.cells].flatMap((sentence): Finding[] => {
    const { text, block } = sentence
    if (/去重|不重复|不同的/.test(text)) return []
    if (text.startsWith('其中') || isOfAnotherTime(text, facts.header.period)) return []
    const counts = countsIn(text)
    if (counts.length === 0) return []
    const labels = find(text)
    return counts.flatMap((count): Finding[] => {
      if (!exact(count) || count.min < 2 || isToCome(count) || /第$|平均|每|其中|最/.test(count.before)) return []
      // 「32 名志愿者中，学生 20 名」 are some of those.
      if (/\d ?[名人位个][^，。；\d]{0,12}中[，,]/.test(count.lead)) return []
      // 「年产值 20 万元，实际 21 万元」: the first is what was planned.
      if (/^[，,]?(?:实际|实得)/.test(text.slice(count.end))) return []
      const meant = columns.filter(
        ({ table, column }) =>
          column.unit === count.unit &&
          table.table.at !== block.at &&
          isSpokenOf(column, count.before, count.after) &&
          !labels.some(({ labelled, end }) => labelled.facts === table && end <= count.start),
      )
      const [only] = meant
      if (!only || meant.some(({ wholes }) => wholes.includes(count.min))) return []
      // What a row says is of the row; what a word of a cell narrows is of some rows.
      if (meant.some(({ table }) => table.all.some((row) => rowHas(row, count.min)))) return []
      if (narrowed(text, only.table)) return []
      const near = leadOf(facts, only.table).includes(block) || block.path.join() === only.table.table.path.join()
      // A cell of results tells the whole of it.
      if (
        !near &&
        !cells.has(sentence) &&
        !/共|累计|总|全年|本[年季期月]|全[部市]/.test(text) &&
        !nounIsWhole(only.column, count)
      )
        return []
      const row = only.table.totals.at(-1) ?? only.table.rows[0]
      return [
        {
          ...differs(
            sentence,
            count.text,
            only.wholes[0] ?? '',
            only.table,
            row,
            `「${nounOf(only.column.header)}」一共`,
          ),
          kind: 'total',
        },
      ]
    })
  })
}

const nounIsWhole = (column: Column, { before }: Count): boolean => before.endsWith(nounOf(column.header))

/** Whether the sentence names what only some rows of the table have: a place, a kind. */
export function narrowed(text: string, { rows, columns }: TableFacts): boolean {
  const words = new Set(
    rows.flatMap((row) =>
      columns.flatMap(({ at, numeric }) => {
        const cell = row.cells[at] ?? ''
        return !numeric && cell.length >= 2 && cell.length <= 6 ? [cell] : []
      }),
    ),
  )
  return [...words].some((word) => text.includes(word))
}

/** Whoever goes to 8 schools counts schools, not visits. */
const isAmongThem = ({ before }: Count): boolean => /走进|走访|到过|去了|覆盖|来自|涉及|分布在|遍及|惠及/.test(before)

const OF_PLACES = /^(?:村|县|镇|乡|校|站|州|市)$/

/** 「在 7 个村」, 「六项指标」: how many of what a column names, in the part of its table, against the different ones in it. */
export function namedInColumn(facts: Facts): Finding[] {
  const columns = facts.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const noun = column.header.replace(/\s/g, '').replace(/(?:名称|名)$|^(?:所在|所属|来自)/g, '')
      const cells = table.rows.map((row) => row.cells[column.at] ?? '').filter((cell) => cell !== '')
      const fits =
        !column.numeric &&
        !/^(?:date|organisation|note)$/.test(column.role) &&
        (noun.length >= 2 || OF_PLACES.test(noun)) &&
        noun.length <= 4 &&
        cells.length >= 3
      return fits ? [{ table, noun, different: new Set(cells).size }] : []
    }),
  )
  if (columns.length === 0) return []
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { block, text } = sentence
    if (isOfAnotherTime(text, facts.header.period)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (
        !exact(count) ||
        !/^[个项家所支]?$/.test(count.unit) ||
        count.min < 2 ||
        isToCome(count) ||
        /其中|每|第$|余下|其余|另/.test(count.before)
      )
        return []
      const meant = columns.filter(
        ({ table, noun }) =>
          ((count.after.startsWith(noun) && !/^[级内外]/.test(count.after.slice(noun.length))) ||
            (isAmongThem(count) && noun.length >= 2 && count.before.endsWith(noun) && /^[家所个]$/.test(count.unit))) &&
          (leadOf(facts, table).includes(block) || block.path.join() === table.table.path.join()),
      )
      const [only] = meant
      if (
        !only ||
        meant.some(
          ({ table, different }) => different === count.min || (table.rows.length === count.min && !isAmongThem(count)),
        ) ||
        meant.length > 1
      )
        return []
      return [
        differs(sentence, `${count.text}${only.noun}`, `${only.different} 个`, only.table, only.table.rows[0], ''),
      ]
    })
  })
}
