import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { isOfAnotherTime } from '../facts/labels.js'
import { isSince, type EventRow } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { isExact } from './prose-arithmetic.js'

const VISIT = /走访|探访|督导|拜访|辅导|陪伴|回访|家访|咨询|培训|去了|到访/
const WORD = /^[\u4e00-\u9fffA-Za-z]{2,14}$/

/** The rows of events by each word that stands alone in a cell: 河坝小学. */
export function rowsByWord(events: EventRow[]): Map<string, EventRow[]> {
  const words = new Map<string, EventRow[]>()
  for (const event of events.filter(({ facts }) => !isSince(facts)))
    for (const cell of new Set(event.row.cells))
      if (WORD.test(cell)) words.set(cell, [...(words.get(cell) ?? []), event])
  return words
}

/** 「其中河坝小学走访了 3 次」 beside a log with two rows of it. */
export function visitsTo({ events, sentences, header }: Facts): Finding[] {
  const words = rowsByWord(events)
  return sentences.flatMap(({ block, text }): Finding[] => {
    if (isOfAnotherTime(text, header.period)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (count.unit !== '次' || !isExact(count) || isToCome(count) || !VISIT.test(count.before)) return []
      if (/平均|每/.test(count.before)) return []
      const [word, ...others] = [...words.keys()].filter((each) => count.before.includes(each) && !VISIT.test(each))
      const rows = words.get(word ?? '') ?? []
      const [first] = rows
      // The rows of several tables are of several things.
      if (!word || others.length > 0 || !first || rows.some(({ facts }) => facts !== first.facts)) return []
      const log = [
        first.facts.table.name,
        ...first.facts.table.path.slice(-1),
        ...first.facts.columns.map((each) => each.header),
      ]
      if (!log.some((each) => VISIT.test(each)) || rows.length === count.min) return []
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说${word} ${count.text}，表里有 ${rows.length} 行 / the text counts ${count.min}, the table has ${rows.length} rows of it`,
          places: [placeOf(block, text), ...rows.slice(-1).map(({ facts, row }) => placeOfRow(facts.table, row))],
          advice: '表里少了就补行，文字错了就改 / add the missing rows or correct the text',
        },
      ]
    })
  })
}
