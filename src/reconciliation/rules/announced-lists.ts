import { readNumber } from '../../kernel/numeral.js'
import { isText, placeOf, placeOfRow, type Block, type Heading, type Paragraph, type Place } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { itemOf } from '../facts/lists.js'
import type { Finding } from '../finding.js'

const LIST = /名单|名录|清单|一览|目录|列表|通讯录/
const FEWEST = 2
/** An entry of a list is no sentence. */
const LONGEST_ENTRY = 60

/** What a heading lists below it, one a line, one a row or between 、. */
function entriesBelow({ blocks }: Facts['report'], heading: Heading | Paragraph, facts: Facts): Place[] {
  const end = blocks.findIndex((other) => other.at > heading.at && other.type === 'heading')
  const below = blocks.slice(heading.at + 1, end < 0 ? undefined : end).filter(({ type }) => type !== 'picture')
  const [first] = below
  const tabled = facts.tables.find(({ table }) => table === first)
  if (tabled) return tabled.rows.map((row) => placeOfRow(tabled.table, row))
  const lines = below.filter(isText)
  const numbered = lines.filter((line) => itemOf(line) !== null)
  if (numbered.length >= FEWEST) return numbered.map((line) => placeOf(line))
  const [only] = lines
  if (only && lines.length === 1 && !/[。；]./.test(only.text) && (only.text.match(/、/g) ?? []).length >= 2)
    return only.text.split('、').map((entry) => placeOf(only, entry))
  return lines.every(({ text }) => text.length <= LONGEST_ENTRY && !/[。：:]$/.test(text))
    ? lines.map((line) => placeOf(line))
    : []
}

const PEOPLE_OR_THINGS = /^(?:人|家|个|份|项|件|册|本|篇|张|户|所|间|支|组|场|期|次|名|站|只|台)$/
const isExact = ({ min, max, qualifier, unit }: Count): boolean =>
  min === max && qualifier === null && PEOPLE_OR_THINGS.test(unit) && min >= FEWEST

/** What is listed: 志愿律师 of 「附录：志愿律师名单（18名）」. */
const nounOf = (heading: string): string =>
  /(?<noun>[\u4e00-\u9fff]{2,8})(?:名单|名录|清单|一览表?|目录|列表)/.exec(heading.replace(/^.*?[:：、.]/, ''))
    ?.groups?.['noun'] ?? ''

/** 「名单（共12人）」 over eleven names, and a list of sixteen whom the text counts eighteen. */
export function announcedLists(facts: Facts): Finding[] {
  return facts.texts.flatMap((block): Finding[] => {
    if (
      !LIST.test(block.text) ||
      (block.type === 'paragraph' && (block.text.length > 40 || /[，。；]/.test(block.text)))
    )
      return []
    const entries = entriesBelow(facts.report, block, facts)
    const [first, last] = [entries[0], entries.at(-1)]
    if (!first || !last || entries.length < FEWEST) return []
    const own = countsIn(block.text).find(isExact)
    if (own && own.min !== entries.length) return [differs(placeOf(block), own, entries)]
    const noun = nounOf(block.text)
    if (own || noun.length < 3) return []
    return facts.sentences
      .flatMap((sentence): Finding[] => {
        if (sentence.block.at >= block.at && sentence.block.at <= block.at + entries.length) return []
        const count = countsIn(sentence.text).find(
          (each) =>
            isExact(each) &&
            !isToCome(each) &&
            (each.after.startsWith(noun) || new RegExp(`${noun}(?:共|有|一共|已有)*$`).test(each.before)),
        )
        return count && count.min !== entries.length
          ? [differs(placeOf(sentence.block, sentence.text), count, entries)]
          : []
      })
      .slice(0, 1)
  })
}

const differs = (place: Place, { text, min }: Count, entries: Place[]): Finding => ({
  severity: 'contradiction',
  kind: 'rows',
  message: `说 ${text}，名单里有 ${entries.length} / says ${min}, the list has ${entries.length}`,
  places: [place, ...entries.slice(-1)],
  advice: '数一数：名单漏了就补，数错了就改 / count them, and correct the number or the list',
})

const ANNOUNCED = /(?<n>\d{1,2}|[二两三四五六七八九十]) ?个?(?:点|方面|条|项|大|类|件事|步|种|个)[^，。；]{0,14}[:：]$/

/** 「三方面的不足：」 and two numbered paragraphs. */
export function announcedItems({ texts, numbered, report }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    const said = ANNOUNCED.exec(block.text)?.groups?.['n']
    const n = said === undefined ? null : said === '两' ? 2 : readNumber(said)
    if (n === null || n < FEWEST || block.text.length > 80) return []
    const next: Block | undefined = report.blocks[block.at + 1]
    const list = numbered.find(([first]) => first?.block === next && first?.number === 1)
    const items = list?.filter((item, i) => item.number === i + 1) ?? []
    const last = items.at(-1)
    // A list that goes on under other headings is another.
    if (!last || items.length === n || items.length < FEWEST) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `说有 ${n}，后面列了 ${items.length} 条 / announces ${n}, lists ${items.length}`,
        places: [placeOf(block), placeOf(last.block)],
        advice: '补上漏的，或改前面的数 / add what is missing, or correct the number',
      },
    ]
  })
}
