import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { namedBefore, sumsOf, type Category } from '../facts/categories.js'
import type { Facts } from '../facts/facts.js'
import { isOfAnotherTime, rowHas } from '../facts/labels.js'
import { pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'
import { isExact, num } from './prose-arithmetic.js'

const OF_SOME = /其中|每|平均|最|第$|占|剩|余下|另/
const ROWS = /^[个家项笔所场次期份]$/

/** The last category that a count's clause names, where no other count stands between. */
export const categoryOf = (categories: Category[], { lead, before }: Count): Category | undefined =>
  namedBefore(categories, lead.slice(-30).includes(before) ? before : lead.slice(-30)).at(-1)

const isOfEvents = ({ events }: Facts, of: Category | undefined): boolean =>
  events.some((event) => event.facts === of?.facts)

/** 「甲、乙、丙三个市」 counts what stands before, not the rows of 丙. */
const isEnumerated = (before: string, word: string): boolean => {
  const item = /[、和与]$/.exec(before.slice(0, before.lastIndexOf(word)))
  return (
    item !== null &&
    !/[\d一二两三四五六七八九十]/.test(
      /[^，。；：、]*[、和与]$/.exec(before.slice(0, before.lastIndexOf(word)))?.[0] ?? '',
    )
  )
}

/** 「助老类共资助 13,500 元」, 「文化类 3 个」: what the text says of the rows of one kind. */
export function categorySums(facts: Facts): Finding[] {
  if (facts.categories.length === 0) return []
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { text, block } = sentence
    if (isOfAnotherTime(text, facts.header.period)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (
        !isExact(count) ||
        count.different ||
        count.unit === '' ||
        isToCome(count) ||
        OF_SOME.test(count.before.replace(/^其中/, ''))
      )
        return []
      if (/申请|申报|报名|收到|落选|未入选/.test(count.lead)) return []
      const word = categoryOf(facts.categories, count)?.word
      if (word === undefined) return []
      const named = facts.categories.filter((each) => each.word === word)
      const between = count.before.slice(count.before.lastIndexOf(word) + word.length)
      if (between.length > 10 || /[和与及、]/.test(between) || isEnumerated(text.slice(0, count.start), word)) return []
      const meant = named.flatMap(({ facts: table, rows, column, word: of }) => {
        const sums = sumsOf({ facts: table, rows, column, word: of }).filter(
          ({ column: each, noun }) =>
            each.unit === count.unit ||
            (each.unit === '' &&
              noun.length >= 2 &&
              [...pairsOf(noun)].some((pair) => (between + count.after).includes(pair))),
        )
        const spoken = sums.filter(({ noun }) =>
          [...pairsOf(noun)].some((pair) => (between + count.after).includes(pair)),
        )
        // 「水车镇小学 7 人」 may be others than those of its rows.
        const own = spoken.length > 0 ? spoken : sums.length === 1 && /共|累计|合计/.test(between) ? sums : []
        return own.map((each) => ({ ...each, table, rows }))
      })
      const byRows = named.filter(
        ({ facts: table }) =>
          ROWS.test(count.unit) &&
          // Rows of events are times, other rows are what stands in them.
          (count.unit === '个' ||
            /^[场次期]$/.test(count.unit) === facts.events.some((event) => event.facts === table)) &&
          !table.columns.some((each) => each.numeric && each.unit === count.unit),
      )
      const values = [...meant.map(({ sum }) => sum), ...byRows.map(({ rows }) => rows.length)]
      if (values.length === 0 || values.includes(count.min)) return []
      // One row of the kind may be meant, or a table that counts otherwise.
      if (facts.tables.some(({ all }) => all.some((row) => rowHas(row, count.min) && row.cells.join().includes(word))))
        return []
      // Without a sum of it a count of rows is told by its noun alone: 「环保类项目 3 个」.
      const [first] = meant
      if (
        !first &&
        !(
          between === '' ||
          /^(?:项目|机构|组织|团队|共|有|的|活动)+$/.test(between) ||
          (isOfEvents(facts, byRows[0]) && /^(?!线)[\u4e00-\u9fff]{0,2}$/.test(between))
        )
      )
        return []
      const is = first?.sum ?? byRows[0]?.rows.length ?? 0
      const [row] = first?.rows ?? byRows[0]?.rows ?? []
      const table = first?.table ?? byRows[0]?.facts
      if (!row || !table) return []
      return [
        {
          severity: 'contradiction',
          kind: 'total',
          message: `文字说${word} ${count.text}，表里「${word}」各行是 ${num(is)} / the rows of this kind come to ${num(is)}, not ${count.min}`,
          places: [placeOf(block, text), placeOfRow(table.table, row)],
          advice: '照表再算一遍，改文字或改表 / work it out again from the table',
        },
      ]
    })
  })
}
