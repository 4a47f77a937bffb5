import { placeOf, placeOfRow, type Sentence } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { isOfAnotherTime, rowHas, wholesOf } from '../facts/labels.js'
import { isSince, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { isExact } from './prose-arithmetic.js'

const NUMBERED =
  /^(?:第?[一二三四五六七八九十\d]{1,3}[部章节]?分?[、.:：)）\s]*|[(（][一二三四五六七八九十\d]{1,3}[)）])/
const NO_NOUN = /(?:明细|情况|一览|统计|记录|列表|名单|名录|清单|汇总|台账|安排|活动)?表?$/
const UNIT = /^[场次期讲个家所间支]$/
const THINGS = /^[家所个间支]$/
/** A table may show some of them. */
const SOME = /部分|主要|其中|例如|比如|代表|典型/
const GENERAL = /^(?:活动|项目|工作|执行|主要|年度|各年|本年|数据|经费|附件|成果|产出|目标|概况)+$/
const PLAN = /目标|计划|打算|下一|展望|未来|预期/
const FEWEST = 2

/** What the heading or the sheet calls the things of a table: 入校倡导 of 「三、入校倡导」. */
function nounsOf({ table }: TableFacts): string[] {
  return [table.name, table.path.at(-1) ?? '']
    .map((name) =>
      name
        .replace(NUMBERED, '')
        .replace(/[(（].*$/, '')
        .replace(NO_NOUN, '')
        .trim(),
    )
    .filter((noun) => /^[\u4e00-\u9fff]{3,10}$/.test(noun) && !GENERAL.test(noun))
}

/** 「开展入校倡导 7 场」 in the summary, and eight rows under the heading 入校倡导. */
export function headingCounts(facts: Facts): Finding[] {
  const named = facts.tables.flatMap((table) => nounsOf(table).map((noun) => ({ table, noun })))
  const only = named.filter(
    ({ noun, table }) =>
      named.every((other) => other.noun !== noun || other.table === table) && table.rows.length >= FEWEST,
  )
  const told = new Set<string>()
  return [...facts.sentences, ...facts.cells].flatMap((sentence): Finding[] => {
    const { text, block } = sentence
    const near = only.filter(({ noun }) => text.includes(noun))
    if (near.length === 0 || PLAN.test(block.path.at(-1) ?? '') || isOfAnotherTime(text, facts.header.period)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (!UNIT.test(count.unit) || !isExact(count) || count.min < FEWEST || isToCome(count)) return []
      const spoken = near.find(({ noun }) => isOf(noun, count))
      if (!spoken || told.has(spoken.noun)) return []
      const { table, noun } = spoken
      const isEvents = !isSince(table) && facts.events.some((event) => event.facts === table)
      // What leads up to a list of events is told of as such.
      if (leadOf(facts, table).includes(block) && (isEvents || !THINGS.test(count.unit) || SOME.test(text))) return []
      if (!isEvents && /^[场次期讲]$/.test(count.unit)) return fromColumn(sentence, count, table, noun)
      if (isEvents === THINGS.test(count.unit)) return []
      const sums = table.columns.filter(({ unit }) => unit === count.unit).flatMap((column) => wholesOf(table, column))
      if ([table.rows.length, ...sums].includes(count.min) || table.all.some((row) => rowHas(row, count.min))) return []
      told.add(noun)
      return [differs(sentence, count, table, noun, `${table.rows.length} 行`, table.rows.length)]
    })
  })
}

/** A table that is no list of events counts them in a column: 喘息服务 12 次, 3 in each quarter. */
function fromColumn(sentence: Sentence, count: Count, table: TableFacts, noun: string): Finding[] {
  const columns = table.columns.filter(({ unit, numeric }) => numeric && unit === count.unit)
  const [column, ...more] = columns
  if (!column || more.length > 0) return []
  const wholes = wholesOf(table, column)
  if (wholes.includes(count.min) || table.all.some((row) => rowHas(row, count.min))) return []
  return [differs(sentence, count, table, noun, String(wholes[0] ?? ''), wholes[0] ?? 0)]
}

const isOf = (noun: string, { before, after }: Count): boolean =>
  before.replace(/(?:一?共|总共|累计|合计|开展了?|举办了?|有|了)+$/, '').endsWith(noun) ||
  (after.startsWith(noun) && !/其中|另|新增|余下|每|第$/.test(before))

const differs = (
  { block, text }: Sentence,
  count: Count,
  { table, rows }: TableFacts,
  noun: string,
  is: string,
  n: number,
): Finding => ({
  severity: 'contradiction',
  kind: 'rows',
  message: `文字说${noun} ${count.text}，表里是 ${is} / the text counts ${count.min}, the table has ${n}`,
  places: [placeOf(block, text), ...rows.slice(-1).map((row) => placeOfRow(table, row))],
  advice: '表里少了就补行，文字错了就改 / add the missing rows or correct the text',
})
