import { isText, placeOf, placeOfRow, type Place } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

/** The sum of the counts of this unit that the items of a list have, where most have one. */
function countsOfItems(items: string[], unit: string): number | null {
  const counted = items.map((item) => countsIn(item).filter((count) => count.unit === unit && count.min === count.max))
  if (counted.filter((found) => found.length > 0).length < items.length * 0.6) return null
  return counted.reduce((sum, [first]) => sum + (first?.min ?? 1), 0)
}

/** How many are announced before a colon, against what is listed behind it. */
export function listed({ listings }: Facts): Finding[] {
  return listings.flatMap(({ block, count, text, items }) => {
    const behind = block.text.slice(count.end, count.end + 30)
    // 「12次交流，包括年会和沙龙」 lists kinds.
    const named = namesThem(behind, items)
    if (!/[:：]|^[\u4e00-\u9fff]{2,8}[(（]/.test(behind) && !/分别[是为有]/.test(behind) && !named) return []
    const sum = countsOfItems(items, count.unit)
    const found = sum ?? items.length
    // 「甲、乙和丙」 are three, 「某和谐社」 is one.
    const joined = sum === null && /.{2}(?:和|与|及).{2}/.test(items.at(-1) ?? '') && found + 1 === count.min
    if (found === count.min || joined || (sum === null && !named && /内容|包括|围绕|主题/.test(behind))) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `说是 ${count.text}，后面列了 ${sum === null ? `${found} 项` : `共 ${found} ${count.unit}`} / announces ${count.min}, lists ${found}`,
        places: [placeOf(block, block.text.slice(Math.max(0, count.start - 16), count.end + 60)), placeOf(block, text)],
        advice: '数一数，改前面的数，或补上、删掉后面的 / count them and correct either',
      },
    ]
  })
}

/** 「5 个区，包括望江区、临湖区、…」: the items end in the noun that is counted, so they are those things and not kinds of them. */
const namesThem = (behind: string, items: string[]): boolean => {
  const noun = /^[\u4e00-\u9fff]{1,3}?(?=[，,（(]?(?:包括|内容|围绕|主题))/.exec(behind)?.[0]
  return noun !== undefined && items.filter((item) => item.endsWith(noun.slice(-1))).length >= items.length * 0.8
}

const MOST_LISTS = 5
const NEARLY_ALL = 0.9
const AMONG = /其中[，,]?/g

/** 「7人，其中4人…，5人…」: parts that are more than the whole. */
export function partsOverWhole({ sentences, cells }: Facts): Finding[] {
  return [...sentences, ...cells].flatMap(({ block, text }) => {
    const counts = countsIn(text)
    return [...text.matchAll(AMONG)].slice(0, MOST_LISTS).flatMap((among): Finding[] => {
      const whole = counts.filter(({ end, before }) => end <= among.index && !/平均|人均|每/.test(before)).at(-1)
      if (!whole || whole.unit === '%') return []
      const parts = counts.filter(
        ({ start, unit, before }) =>
          start > among.index &&
          unit === whole.unit &&
          !/结余|剩余|余额|平均|人均|每|少[招了于]|短?缺|相差|另有|超[出过]/.test(before),
      )
      const least = parts.reduce((sum, { min }) => sum + min, 0)
      const most = parts.reduce((sum, { max }) => sum + max, 0)
      // 其中 may name some of them only; three that leave out a few are meant to be all.
      const short = parts.length >= 3 && most < whole.min && most >= whole.min * NEARLY_ALL
      if (parts.length === 0 || (least <= whole.max && !short)) return []
      return [
        {
          severity: short ? 'doubtful' : 'contradiction',
          kind: 'parts',
          message: `一共 ${whole.text}，其中的加起来${short ? '只' : '却'}有 ${least}${whole.unit} / the parts are ${least}, the whole ${whole.max}`,
          places: [placeOf(block, text)],
          advice: '核对总数和各部分 / check the whole and its parts',
        },
      ]
    })
  })
}

const FRACTION =
  /(?<![\d./])(?<top>\d{1,2}) ?\/ ?(?<bottom>\d{1,2})(?![\d/月日])|(?<bottom2>[二三四五六七八九十])分之(?<top2>[一二三四五六七八九])/g
const THING = /^(?:家|个|人|户|次|场|所|期)$/
const ABOUT = /[近约多余]|左右|超过|将近|不到/
const HAN = '一二三四五六七八九十'

/** A fraction of a number of things that is no whole number: a quarter of 15. */
export function fractions({ report }: Facts): Finding[] {
  return textsWithPlaces(report.blocks).flatMap(({ text, place }) =>
    [...text.matchAll(FRACTION)].flatMap((found): Finding[] => {
      const { top, bottom, top2 = '', bottom2 = '' } = found.groups ?? {}
      const [a, b] = [Number(top ?? HAN.indexOf(top2) + 1), Number(bottom ?? HAN.indexOf(bottom2) + 1)]
      if (!(a >= 1 && b > a && b <= 12)) return []
      const whole = countsIn(text)
        .filter(({ end, unit }) => end <= found.index && (THING.test(unit) || unit === ''))
        .at(-1)
      if (!whole || found.index - whole.end > 40 || whole.min !== whole.max || whole.max > 200) return []
      if (
        (whole.max * a) % b === 0 ||
        ABOUT.test(text.slice(Math.max(0, found.index - 3), found.index + found[0].length + 3))
      )
        return []
      return [
        {
          severity: 'doubtful',
          kind: 'parts',
          message: `${whole.text} 的 ${found[0]} 是 ${Number(((whole.max * a) / b).toFixed(2))}，不是整数 / ${found[0]} of ${whole.max} is no whole number`,
          places: [place(text.slice(Math.max(0, whole.start - 12), found.index + found[0].length + 12))],
          advice: '写实际的数 / write the number itself',
        },
      ]
    }),
  )
}

/** A number that is said with its parts beside it (50+：40、6–7、3–4), where the parts need not reach it. */
export function partsShort({ report, listings }: Facts): Finding[] {
  return textsWithPlaces(report.blocks).flatMap(({ text, place }) => {
    const counts = countsIn(text)
    return counts.flatMap((whole, i): Finding[] => {
      if (!whole.unit && whole.qualifier === null) return []
      // What is listed behind a colon is counted there.
      if (listings.some(({ block, count }) => block.text === text && count.start === whole.start)) return []
      const opening = /^[^\d，,。；;（(:：]{0,10}[:：]/.test(text.slice(whole.end))
      const parts = partsBehind(counts.slice(i + 1), whole, text)
      if (!opening || parts.length < 2) return []
      const [min, max] = [sumBy(parts, 'min'), sumBy(parts, 'max')]
      if (min >= whole.min && max <= whole.max) return []
      const outside = max < whole.min || min > whole.max
      return [
        {
          severity: outside ? 'contradiction' : 'doubtful',
          kind: 'parts',
          message: `写的是 ${whole.text}，各部分加起来是 ${min === max ? min : `${min}–${max}`} / ${whole.text}, its parts are ${min === max ? min : `${min}–${max}`}`,
          places: [place(text.slice(Math.max(0, whole.start - 12), (parts.at(-1)?.end ?? whole.end) + 12))],
          advice: '写确切的数，或把各部分写全 / write exact numbers, or all parts',
        },
      ]
    })
  })
}

const sumBy = (counts: Count[], end: 'min' | 'max'): number => counts.reduce((sum, count) => sum + count[end], 0)

/** The counts after a whole that can be its parts: of its unit, smaller, close behind each other, none of them hedged upwards without end. */
function partsBehind(counts: Count[], whole: Count, text: string): Count[] {
  const parts: Count[] = []
  let end = whole.end
  for (const count of counts) {
    if (count.start - end > 24 || text.slice(end, count.start).includes('。')) break
    if (count.unit !== whole.unit || count.max >= whole.max) break
    parts.push(count)
    end = count.end
  }
  return parts
}

/** The texts of paragraphs and of cells, with how their place is named; of tables only the columns asked for by their header. */
export function textsWithPlaces(
  blocks: Facts['report']['blocks'],
  wanted: (header: string) => boolean = () => true,
): { text: string; path: string[]; place: (quote: string) => Place }[] {
  return blocks.flatMap((block) => {
    if (isText(block)) return [{ text: block.text, path: block.path, place: (quote: string) => placeOf(block, quote) }]
    if (block.type === 'picture') return []
    return block.rows.flatMap((row) =>
      row.cells.flatMap((text, at) =>
        wanted(block.rows[0]?.cells[at] ?? '')
          ? [
              {
                text,
                path: block.path,
                place: (quote: string) => ({ ...placeOfRow(block, row), quote: quote.replace(/\n/g, ' ') }),
              },
            ]
          : [],
      ),
    )
  })
}
