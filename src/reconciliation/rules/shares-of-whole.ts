import type { Place } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { isMoneyLabel } from '../facts/header.js'
import { isSummable, labelFinder, wholesOf } from '../facts/labels.js'
import { cellNumber } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

const HAN = '一二三四五六七八九'
const SHARE =
  /占(?:了|到|据)?(?<of>[^，。；\d]{0,12}?)(?:的|约|近|将近|大约|超过|不到|为)*(?:(?<percent>\d{1,3}(?:\.\d+)?) ?%|(?<tenths>[一二三四五六七八九])成(?!立|员|果)|(?<bottom>[二三四五六七八九十])分之(?<top>[一二三四五六七八九])|(?<half>(?:一大?半|大半|多半|半数|过半)(?:以上|多)?))/g
const OF_MONEY =
  /(?:项目|资助|合同|协议|总|全部|批准|拨款)(?:[\u4e00-\u9fff]{0,4})(?:金额|额|经费|预算|资金|款|总额)|总[额款]|总预算/

interface Range {
  from: number
  to: number
}

/** What a share allows, in hundredths: 近三分之一 may be a little less, 一半以上 is more than half. */
function rangeOf(found: RegExpMatchArray): Range {
  const { percent, tenths, bottom, top, half } = found.groups ?? {}
  if (percent !== undefined) return { from: Number(percent) - 1, to: Number(percent) + 1 }
  if (tenths !== undefined) return around((HAN.indexOf(tenths) + 1) * 10)
  if (half !== undefined)
    return /以上|过|大|多/.test(half)
      ? { from: 50, to: 100 }
      : /[近不到]/.test(found[0])
        ? { from: 40, to: 52 }
        : around(50)
  return around((100 * (HAN.indexOf(top ?? '') + 1)) / (`${HAN}十`.indexOf(bottom ?? '') + 1))
}
/** Words for shares are rough. */
const around = (share: number): Range => ({ from: share - 6, to: share + 6 })

const differs = (place: Place, said: string, part: Count, whole: number, wholeText: string): Finding =>
  say(
    place,
    `${wholeText}里的 ${part.text} 是 ${((100 * part.min) / whole).toFixed(1)}%，写的是「${said}」 / ${part.min} of ${num(whole)} is ${((100 * part.min) / whole).toFixed(1)}%`,
  )

/** The rows named before a share whose cell is its part, with what their column adds up to. */
const rowsSaid = ({ tables }: Facts, text: string, part: Count, before: number): { wholes: number[] }[] =>
  labelFinder(tables)(text)
    .filter(({ end }) => end <= part.start && before - end < 24)
    .flatMap(({ labelled: { facts, row } }) => {
      const columns = facts.columns.filter((column) => isSummable(column) && cellNumber(row, column)?.min === part.min)
      return columns.length > 0 ? [{ wholes: columns.flatMap((column) => wholesOf(facts, column)) }] : []
    })

/** 「支出 51,300 元，占项目金额的 66%」: of the amount at the top; 「6 个，其中 2 个…，占一半以上」: of the number before. */
export function sharesOfWhole(facts: Facts): Finding[] {
  const { sentences, header, tables } = facts
  const granted = header.said.flatMap((each) =>
    isMoneyLabel(each) && !/已|使用|支出|余/.test(each.label)
      ? countsIn(/元/.test(each.value) ? each.value : `${each.value}元`).filter(
          (count) => count.unit === '元' && isExact(count),
        )
      : [],
  )
  const sums = tables.flatMap((table) => table.columns.flatMap((column) => wholesOf(table, column)))
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    return [...text.matchAll(SHARE)].flatMap((found): Finding[] => {
      const range = rangeOf(found)
      const fits = (part: number, whole: number) =>
        whole > 0 && (100 * part) / whole >= range.from && (100 * part) / whole <= range.to
      const counts = countsIn(text.slice(0, found.index)).filter(
        (count) => isExact(count) && count.unit !== '' && count.unit !== '%' && !/^[年月日号]$/.test(count.unit),
      )
      const part = counts.findLast(({ before }) => !/平均|每/.test(before))
      if (!part || found.index - part.end > 30 || /[。；]/.test(text.slice(part.end, found.index))) return []
      if (part.unit === '元' && OF_MONEY.test(found.groups?.['of'] ?? '')) {
        const [only, ...more] = granted
        if (!only || more.length > 0 || part.min > only.min) return []
        if ([only.min, ...sums, ...counts.map(({ min }) => min)].some((whole) => fits(part.min, whole))) return []
        return [differs(at(sentence), found[0], part, only.min, only.text)]
      }
      // Percents of a number in the sentence are worked out elsewhere.
      if (found.groups?.['percent'] !== undefined) return []
      const [row] = rowsSaid(facts, text, part, found.index)
      if (row && row.wholes.length > 0 && /全部|总|所有|合计|一共/.test(found.groups?.['of'] ?? '')) {
        if (row.wholes.some((whole) => fits(part.min, whole))) return []
        return [differs(at(sentence), found[0], part, row.wholes[0] ?? 0, num(row.wholes[0] ?? 0))]
      }
      const own = counts.filter(({ unit }) => unit === part.unit)
      const whole = own.findLast((count) => count !== part && count.end <= part.start && count.min > part.min)
      const among = whole && /其中|[中里]/.test(text.slice(whole.end, part.start))
      if (!whole || !among || text.slice(whole.end, part.start).length > 24) return []
      if (own.some((a) => own.some((b) => a !== b && fits(a.min, b.min))) || sums.some((sum) => fits(part.min, sum)))
        return []
      return [differs(at(sentence), found[0], part, whole.min, whole.text)]
    })
  })
}
