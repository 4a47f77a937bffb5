import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome } from '../facts/counts.js'
import { daysIn } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { isOfAnotherTime } from '../facts/labels.js'
import type { Finding } from '../finding.js'
import { at, isExact, say } from './prose-arithmetic.js'

const MOST_VALUES = 4
const FEWEST_ROWS = 4

/** 「5 个已结项」 beside a column that says 已结项 four times: columns of a few words that say how it stands with each row. */
export function statusCounts({ tables, sentences, header }: Facts): Finding[] {
  const columns = tables.flatMap((facts) =>
    facts.columns.flatMap((column) => {
      const times = new Map<string, number>()
      const cells = facts.rows.map((row) => (row.cells[column.at] ?? '').replace(/\s/g, ''))
      for (const cell of cells) if (/^[\u4e00-\u9fff]{2,5}$/.test(cell)) times.set(cell, (times.get(cell) ?? 0) + 1)
      const told = [...times.values()].reduce((sum, n) => sum + n, 0)
      const few = times.size >= 2 && times.size <= MOST_VALUES && told === facts.rows.length
      const state = [...times.keys()].some((value) => /^[已未在待]|中$/.test(value))
      return !column.numeric && few && state && told >= FEWEST_ROWS ? [{ facts, times }] : []
    }),
  )
  const [only, ...more] = columns
  if (!only || more.length > 0) return []
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    if (isOfAnotherTime(text, header.period)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (!/^[家个项笔户份人]$/.test(count.unit) || !isExact(count) || isToCome(count)) return []
      const value = [...only.times.keys()].find((each) => count.after.startsWith(each))
      const rows = value === undefined ? count.min : (only.times.get(value) ?? 0)
      if (value === undefined || rows === count.min) return []
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说 ${count.text}${value}，表里${value}的有 ${rows} 行 / the text counts ${count.min}, ${rows} rows say so`,
          places: [
            placeOf(sentence.block, text),
            ...only.facts.rows.slice(0, 1).map((row) => placeOfRow(only.facts.table, row)),
          ],
          advice: '核对每一行的状态，改文字或改表 / check how each row stands, and correct the text or the table',
        },
      ]
    })
  })
}

const EACH_DAY = /^[^，。；\d]{0,6}[，,]?(?:分别)(?:是|在|于|为)(?<list>[^。；（(]+)/

/** 「开了 3 次会，分别在 3 月和 9 月」: as many days as times. */
export function daysOfEach({ sentences, header: { period } }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    return countsIn(text).flatMap((count): Finding[] => {
      if (!/^[次场期批轮]$/.test(count.unit) || !isExact(count)) return []
      const list = EACH_DAY.exec(text.slice(count.end))?.groups?.['list']
      if (list === undefined || /等/.test(list)) return []
      const days = daysIn(list, period)
      const n = days.length
      if (n < 2 || n === count.min || days.some((day) => /[-–—~至到]/.test(day.text))) return []
      return [say(at(sentence), `说 ${count.text}，后面写了 ${n} 个日期 / ${count.min} times, ${n} days`)]
    })
  })
}

const OPINION =
  /(?<share>\d{1,3}(?:\.\d+)?) ?% ?的(?<who>[\u4e00-\u9fff]{1,4}?)(?:觉得|认为|表示|选择|希望|对|感到|是|为)/g

/** 「92% 的人觉得…，6% 的人觉得…，4% 的人觉得…」: the answers of all who were asked are a hundred. */
export function answersOfAll({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    if (/多选/.test(sentence.text)) return []
    const said = [...sentence.text.matchAll(OPINION)].flatMap(({ groups }) => (groups ? [groups] : []))
    const sum = said.reduce((all, { share }) => all + Number(share), 0)
    if (said.length < 3 || said.some(({ who }) => who !== said[0]?.['who'])) return []
    if (sum <= 101 || sum > 115) return []
    return [say(placeOf(sentence.block, sentence.text), `各部分加起来是 ${sum}% / the shares add up to ${sum}%`)]
  })
}
