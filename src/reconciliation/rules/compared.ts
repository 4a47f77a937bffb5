import { placeOf, placeOfRow, type Row, type Sentence } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import { isMoneyLabel } from '../facts/header.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { isOfAnotherTime, isSummable, labelFinder, nounOf, numbersIn, rowHas, wholesOf } from '../facts/labels.js'
import { pairsOf } from '../facts/likeness.js'
import { cellNumber, isTheMoney, type Column, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const HAN = '一二三四五六七八九'
const near = (a: number, b: number, by = 1): boolean => Math.abs(a - b) <= by

const finding = ({ block, text }: Sentence, message: string, facts: TableFacts, row: Row | undefined): Finding => ({
  severity: 'contradiction',
  kind: 'parts',
  message,
  places: [placeOf(block, text), ...(row ? [placeOfRow(facts.table, row)] : [])],
  advice: '照表再算一遍，改文字或改表 / work it out again from the table',
})

const PEOPLE = /^人次?$/
/** Shares a pair of characters with the noun of a column; one that counts comers has none, and is spoken of as 人数. */
export const speaksOf = (text: string, { header, role }: Column): boolean => {
  if (role === 'people' && nounOf(header) === '') return /人数|人次|规模|参加|参与/.test(text)
  const pairs = pairsOf(text)
  return [...pairsOf(nounOf(header))].some((pair) => pairs.has(pair))
}

const isBeside = (facts: Facts, table: TableFacts, { block }: Sentence): boolean =>
  leadOf(facts, table).includes(block) || (block.at > table.table.at && block.at <= table.table.at + 2)

const NEXT = 8
const EXTREME = /最(?<what>[高多大低少小])/g

/** 「最低 1.5 万元」, 「第三季度最低，为 228 户」: the least and the most of a column. */
export function extremes(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    const said = [...text.matchAll(EXTREME)]
    if (said.length === 0 || isOfAnotherTime(text, facts.header.period)) return []
    const counts = countsIn(text).filter(
      ({ min, max, unit, before }) => min === max && unit !== '' && !/差/.test(before),
    )
    const labels = find(text)
    return said.flatMap((found): Finding[] => {
      const most = /[高多大]/.test(found.groups?.['what'] ?? '')
      const from = text.slice(0, found.index).search(/[^，。；]*$/)
      const value = counts.find(
        ({ start }) =>
          start > found.index && start - found.index < 24 && !/最/.test(text.slice(found.index + 1, start)),
      )
      const label = labels.findLast(({ end, start }) => end <= found.index && found.index - end < 14 && start >= from)
      const top = (table: TableFacts, column: Column) => {
        const all = numbersIn(table, column).map(({ number }) => (most ? number.max : number.min))
        return all.length < 3 ? null : most ? Math.max(...all) : Math.min(...all)
      }
      const say = (table: TableFacts, row: Row | undefined, is: number) =>
        finding(
          sentence,
          `文字说${found[0]}的是 ${value?.text ?? label?.labelled.label ?? ''}，表里${found[0]}是 ${is} / the ${most ? 'most' : 'least'} in the table is ${is}`,
          table,
          row,
        )
      const named = labels.find(({ start }) =>
        /^的[\u4e00-\u9fff]{0,4}[是为]$/.test(text.slice(found.index + found[0].length, start)),
      )
      // A number behind the name is compared with the row itself.
      const told = named && value && value.start - named.end < NEXT ? value : null
      if (named && (!told || rowHas(named.labelled.row, told.min))) {
        const { facts: table, row } = named.labelled
        const clause = text.slice(from, found.index)
        const fitting = table.columns.filter(
          (each) =>
            isSummable(each) &&
            (told ? cellNumber(row, each)?.min === told.min : speaksOf(text, each) || isTheMoney(text, each, table)),
        )
        const exactly = fitting.filter(({ header }) => nounOf(header).length >= 2 && clause.includes(nounOf(header)))
        const [column, ...more] = exactly.length === 1 ? exactly : fitting
        const own = column && cellNumber(row, column)
        const is = column && top(table, column)
        if (!column || more.length > 0 || !own || is === null || is === undefined) return []
        return own[most ? 'max' : 'min'] === is
          ? []
          : [
              finding(
                sentence,
                `文字说${found[0]}的是${named.labelled.label}，表里${found[0]}是 ${is}，这一行是 ${row.cells[column.at]} / the ${most ? 'most' : 'least'} in the table is ${is}, this row has another number`,
                table,
                row,
              ),
            ]
      }
      if (label) {
        const { facts: table, row } = label.labelled
        const columns = table.columns.filter((column) => isSummable(column) && cellNumber(row, column))
        const meant = value ? columns.filter((column) => cellNumber(row, column)?.min === value.min) : columns
        // 「销售额甲最高；乙最低，为 19,800 元」: what of, the clause before may say.
        const clauses = /[^。]*$/.exec(sentence.block.text.slice(0, sentence.start))?.[0] ?? ''
        const spoken = columns.filter((column) => column.unit === value?.unit && speaksOf(clauses + text, column))
        if (value && meant.length === 0 && spoken.length === 1 && !table.all.some((each) => rowHas(each, value.min)))
          return [
            finding(
              sentence,
              `文字说「${label.labelled.label}」 ${value.text}，表里是 ${row.cells[spoken[0]?.at ?? 0]} / ${value.text} in the text, another number in the table`,
              table,
              row,
            ),
          ]
        if (
          meant.length === 0 ||
          meant.some((column) => top(table, column) === cellNumber(row, column)?.[most ? 'max' : 'min'])
        )
          return []
        const [column] = meant.filter((each) => speaksOf(text, each)).concat(meant)
        const is = column ? top(table, column) : null
        const there = column && table.rows.find((each) => cellNumber(each, column)?.min === is)
        return is === null ? [] : [say(table, there ?? row, is)]
      }
      if (!value) return []
      const meant = facts.tables.flatMap((table) =>
        table.columns.flatMap((column) =>
          column.numeric &&
          (column.unit === value.unit ||
            (PEOPLE.test(column.unit) && PEOPLE.test(value.unit) && isBeside(facts, table, sentence))) &&
          speaksOf(text, column)
            ? [{ table, column, is: top(table, column) }]
            : [],
        ),
      )
      const [only] = meant.filter(({ is }) => is !== null)
      if (!only || meant.some(({ is }) => is === value.min) || only.is === null) return []
      return [
        say(
          only.table,
          only.table.rows.find((row) => cellNumber(row, only.column)?.min === only.is),
          only.is,
        ),
      ]
    })
  })
}

/** 「在 1.5 万元至 2 万元之间」 beside a column with more or less. */
export function ranges(facts: Facts): Finding[] {
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    if (!/之间|不等|范围/.test(text) || isOfAnotherTime(text, facts.header.period)) return []
    const counts = countsIn(text)
    return counts.flatMap((count, i): Finding[] => {
      const next = counts[i + 1]
      const pair = next && next.unit === count.unit && /^ ?[-–—~至到]{1,2} ?$/.test(text.slice(count.end, next.start))
      const [from, to, end] = pair ? [count.min, next.max, next.end] : [count.min, count.max, count.end]
      if (
        from >= to ||
        count.unit === '' ||
        count.unit === '%' ||
        (!pair && count.qualifier !== '–') ||
        !/^ ?(?:之间|不等|的?范围)/.test(text.slice(end))
      )
        return []
      const meant = facts.tables.flatMap((table) =>
        table.columns.flatMap((column) =>
          column.numeric && column.unit === count.unit && speaksOf(text, column) ? [{ table, column }] : [],
        ),
      )
      const outside = meant.map(({ table, column }) => ({
        table,
        rows: numbersIn(table, column).filter(({ number }) => number.min < from || number.max > to),
      }))
      const [first] = outside
      if (!first || outside.some(({ rows }) => rows.length === 0)) return []
      return [
        finding(
          sentence,
          `文字说在 ${text.slice(count.start, end)} 之间，表里有 ${first.rows.length} 行不在 / ${first.rows.length} rows are outside of the range`,
          first.table,
          first.rows[0]?.row,
        ),
      ]
    })
  })
}

const GROWN =
  /比(?<base>[^，。；]{2,16}?)(?:增长|增加|提高|上升|多|下降|减少|降低|少)了? ?(?<share>\d{1,3}(?:\.\d+)?) ?%/

/** 「第四季度比第一季度增长 26%」, worked out from the two rows. */
export function growth(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  return facts.sentences.flatMap((sentence): Finding[] => {
    const found = GROWN.exec(sentence.text)
    if (!found) return []
    const labels = find(sentence.text)
    const base = labels.find(({ start }) => start > found.index && start < found.index + found[0].length)
    const of = labels.findLast(({ end, labelled }) => end <= found.index && labelled.facts === base?.labelled.facts)
    if (!base || !of) return []
    const share = Number(found.groups?.['share'])
    const { facts: table } = base.labelled
    const real = table.columns.flatMap((column) => {
      const [a, b] = [cellNumber(of.labelled.row, column), cellNumber(base.labelled.row, column)]
      return column.numeric && a && b && b.min > 0 ? [{ column, value: (100 * Math.abs(a.min - b.min)) / b.min }] : []
    })
    const [first] = real.filter(({ column }) => speaksOf(sentence.text, column)).concat(real)
    if (!first || real.some(({ value }) => near(value, share))) return []
    return [
      finding(
        sentence,
        `文字说 ${share}%，照表算是 ${first.value.toFixed(1)}% / ${first.value.toFixed(1)}% by the table, not ${share}%`,
        table,
        of.labelled.row,
      ),
    ]
  })
}

const SHARE =
  /占(?<of>[^，。；\d]{0,10}?)(?:的|约|为|到|近)*(?:(?<share>\d{1,3}(?:\.\d+)?) ?%|(?<tenths>[一二三四五六七八九])成)/g

/** 「管理费占总支出的 12%」, worked out from the row and the totals. */
export function rowShares(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    if (!text.includes('占') || isOfAnotherTime(text, facts.header.period)) return []
    const labels = find(text)
    return [...text.matchAll(SHARE)].flatMap((found): Finding[] => {
      const label = labels.findLast(
        ({ end }) =>
          end <= found.index && /^(?:[^，。；、]{0,6}|[^，。；、\d]{0,12}，)$/.test(text.slice(end, found.index)),
      )
      if (!label) return []
      const { facts: table, row } = label.labelled
      const { share: digits, tenths = '' } = found.groups ?? {}
      const share = digits === undefined ? (HAN.indexOf(tenths) + 1) * 10 : Number(digits)
      const columns = table.columns.filter((column) => isSummable(column) && cellNumber(row, column))
      const real = columns.flatMap((column) =>
        columns.flatMap((other) =>
          wholesOf(table, other).flatMap((whole) =>
            whole > 0
              ? [{ value: (100 * (cellNumber(row, column)?.min ?? 0)) / whole, own: column === other, column }]
              : [],
          ),
        ),
      )
      if (row.cells.some((cell) => cell.includes('%') && near(Number.parseFloat(cell), share))) return []
      if (real.length === 0 || real.some(({ value }) => near(value, share, digits === undefined ? 5 : 1))) return []
      const first =
        real.find(({ own, column }) => own && speaksOf(found.groups?.['of'] ?? '', column)) ??
        real.find(({ own }) => own)
      return [
        finding(
          sentence,
          `文字说${label.labelled.label}占 ${share}%，照表算是 ${(first?.value ?? 0).toFixed(1)}% / ${(first?.value ?? 0).toFixed(1)}% by the table, not ${share}%`,
          table,
          row,
        ),
      ]
    })
  })
}

const RATE = /(?:执行|使用|支出|拨付|完成|预算完成)率(?:为|是|达到?|约)? ?(?<share>\d{1,3}(?:\.\d+)?) ?%/

/** 「全年预算 40 万元，执行率 53.5%」: no money of the sentence or of the tables gives that rate. */
export function rates(facts: Facts): Finding[] {
  const money = facts.tables.flatMap((table) =>
    table.columns.flatMap((column) => (column.role === 'money' ? wholesOf(table, column) : [])),
  )
  const whole = facts.header.said.filter(isMoneyLabel).flatMap(({ value }) => amounts(countsIn(value)))
  if (money.length === 0) return []
  return facts.sentences.flatMap((sentence): Finding[] => {
    const found = RATE.exec(sentence.text)
    if (!found) return []
    const own = amounts(countsIn(sentence.text))
    const share = Number(found.groups?.['share'])
    if (
      own.length === 0 ||
      facts.tables.some(({ all }) => all.some(({ cells }) => cells.some((cell) => cell.includes(`${share}%`))))
    )
      return []
    const all = [...own, ...money, ...whole]
    if (all.some((a) => all.some((b) => b > 0 && near((100 * a) / b, share, 0.6)))) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `「${found[0]}」：文里和表里的金额没有两个能算出来 / no two amounts give this rate`,
        places: [placeOf(sentence.block, sentence.text)],
        advice: '写上用哪两个数算的，再算一遍 / say which two numbers it is worked out from',
      },
    ]
  })
}

const amounts = (counts: Count[]): number[] =>
  counts.flatMap(({ unit, min, max }) => (unit === '元' && min === max ? [min] : []))
