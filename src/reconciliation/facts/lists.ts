import type { Report, Sentence } from '../document.js'
import { isText, sentencesOf, type Heading, type Paragraph } from '../document.js'
import { countsIn, type Count } from './counts.js'

/** A count with what is listed behind it: 「4 家机构：甲；乙；丙；丁」. */
export interface Listing {
  block: Heading | Paragraph
  /** The count that claims how many, its sentence with it. */
  count: Count
  text: string
  items: string[]
}

/** What may stand between a count and its colon. */
const NOUN = /^[^，,。；;：:、（()）]{0,16}(?:[(（][^)）]*[)）])?[:：]\s*(?<list>[\s\S]*)$/
/** 四所学校（甲、乙、丙、丁）. */
const BRACKETS = /^[\u4e00-\u9fff]{2,8}[(（](?<list>[^)）\d]*、[^)）\d]*)[)）]/
const WITH =
  /^[^，,。；;：:、]{0,10}[，,]?(?:分别(?:是|为|有)|分别[:：]|包括|即|有[:：])[:：]?(?<list>[^。；;]+)[。；;]?/

/** The counts of a report that are followed by the things they count. */
export function listingsOf(report: Report): Listing[] {
  const listings: Listing[] = []
  const texts = report.blocks
  for (const [i, block] of texts.entries()) {
    if (!isText(block)) continue
    for (const count of countsIn(block.text)) {
      if (count.qualifier !== null || count.min !== count.max || count.max < 2 || count.max > 60) continue
      if (!/^(?:次|家|个|场|期|项|份|人|位|户|支|所|批|笔|种)$/.test(count.unit)) continue
      const rest = block.text.slice(count.end)
      const list = NOUN.exec(rest)?.groups?.['list']
      if (list !== undefined) {
        const next = texts[i + 1]
        const behind = list.trim() === '' && next && next.type === 'paragraph' ? next.text : list
        const items = itemsOf(behind)
        if (items.length >= 2) listings.push({ block, count, text: behind, items })
        continue
      }
      const bracketed = BRACKETS.exec(rest)?.groups?.['list']
      if (bracketed !== undefined) {
        const items = itemsOf(bracketed)
        if (items.length >= 2) listings.push({ block, count, text: bracketed, items })
        continue
      }
      const items = itemsOf(WITH.exec(rest)?.groups?.['list'] ?? '')
      if (items.length >= 2 && !/[的等]$/.test(rest.slice(0, 1))) listings.push({ block, count, text: rest, items })
    }
  }
  return listings
}

/** The items of a list in a text: between ；where there are such, else between 、 or ，. Null-like when it says 等. */
function itemsOf(text: string): string[] {
  const first = /^[^。\n]*/.exec(text.trim())?.[0] ?? ''
  if (/等(?:$|[\d一二三四五六七八九十]|多?[家个位])/.test(first) || first.length > 400) return []
  const mark = [/[；;]/, /、/, /[，,]/].find((each) => each.test(first.replace(/“[^”]*”|《[^》]*》/g, '')))
  if (!mark) return []
  return first
    .replaceAll(/》(?:和|与|以及|及)《/g, '》、《')
    .split(mark)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** An item of a numbered list: 1、 （2） ③. */
export interface Item {
  block: Heading | Paragraph
  style: string
  number: number
  text: string
}

const STYLES: [string, RegExp][] = [
  ['目标', /^(?:具体|阶段)?(?:目标|任务|指标) ?([一二三四五六七八九十]{1,2}|\d{1,2})[、.:：]\s*(.*)$/s],
  ['一、', /^([一二三四五六七八九十]{1,3})[、.:：]\s*(.*)$/s],
  ['（一）', /^[(（]([一二三四五六七八九十]{1,3})[)）]\s*(.*)$/s],
  ['（1）', /^[(（](\d{1,2})[)）]\s*(.*)$/s],
  ['1、', /^(\d{1,2}) ?[、)）．]\s*(.*)$/s],
  ['1、', /^(\d{1,2}) ?\.(?!\d)\s*(.*)$/s],
  ['①', /^([①-⑳])\s*(.*)$/s],
]
const HAN = '一二三四五六七八九十'

function numberIn(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (/^[①-⑳]$/.test(text)) return text.charCodeAt(0) - 0x2460 + 1
  if (text.length === 1) return HAN.indexOf(text) + 1
  const [tens, ones] = text.split('十')
  return (tens ? HAN.indexOf(tens) + 1 : 1) * 10 + (ones ? HAN.indexOf(ones) + 1 : 0)
}

/** A block as an item of a numbered list, or null. */
export function itemOf(block: Heading | Paragraph): Item | null {
  for (const [style, pattern] of STYLES) {
    const found = pattern.exec(block.text)
    if (found) return { block, style, number: numberIn(found[1] ?? ''), text: (found[2] ?? '').trim() }
  }
  return null
}

/** Runs of items of one style that count on under one heading, in order; anything may stand between them but a heading above. */
export function numberedLists(report: Report): Item[][] {
  const lists: Item[][] = []
  const open = new Map<string, Item[]>()
  for (const block of report.blocks) {
    if (!isText(block)) continue
    const item = itemOf(block)
    if (block.type === 'heading' && block.level <= 2)
      for (const style of open.keys()) if (style !== '一、') open.delete(style)
    if (!item) continue
    const list = open.get(item.style)
    if (list && item.number > (list.at(-1)?.number ?? 0)) list.push(item)
    else {
      const begun = [item]
      open.set(item.style, begun)
      lists.push(begun)
    }
    // A wider style begins anew what stands below it.
    const order = ['一、', '（一）', '1、', '（1）', '①']
    for (const style of order.slice(order.indexOf(item.style) + 1)) open.delete(style)
  }
  return lists
}

export const allSentences = (report: Report): Sentence[] =>
  report.blocks.flatMap((block) => (block.type === 'paragraph' ? sentencesOf(block) : []))
