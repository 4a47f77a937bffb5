import { placeOf, type Paragraph } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { isMoneyLabel } from '../facts/header.js'
import { wholesOf } from '../facts/labels.js'
import type { Finding } from '../finding.js'

const least = (counts: Count[]): number => counts.reduce((sum, { min }) => sum + min, 0)
const most = (counts: Count[]): number => counts.reduce((sum, { max }) => sum + max, 0)

const differ = (block: Paragraph, quote: string, whole: Count, parts: Count[]): Finding => ({
  severity: 'contradiction',
  kind: 'parts',
  message: `说共 ${whole.text}，各部分加起来是 ${least(parts) === most(parts) ? least(parts) : `${least(parts)}–${most(parts)}`} / ${whole.text} in all, the parts add up to ${least(parts)}`,
  places: [placeOf(block, quote)],
  advice: '核对总数和各部分 / check the whole and its parts',
})

const ALL_OF = /(?<!公)共|合计|总计/
/** A part of something else, or itself a sum; 总结 and 公共 are not. */
const SUMMED = /其中|(?<!公)共(?!读|建|同)|总[共计数额]|合计/
const ALL = /(?:共|合计|总计)[^，。；、]{0,4}$/

/** 「甲 3 家、乙 4 家，共 8 家」, 「8 家（甲 3 家、乙 4 家）」, 「女 12 人，男 9 人」: parts that are all of it and do not add up. */
export function partSums({ sentences }: Facts): Finding[] {
  return sentences.flatMap(({ block, text, start }) => {
    if (block.type === 'heading') return []
    const earlier = /[^。]*$/.exec(block.text.slice(0, start))?.[0] ?? ''
    // 「甲 3 份；乙 4 份，共 7 份」: `partsOfList` knows what the sum is of.
    const goesOn = (unit: string) => !ALL_OF.test(earlier) && countsIn(earlier).some((count) => count.unit === unit)
    // The months in which it was are no parts of it.
    const counts = countsIn(text).filter(({ unit }) => !/^[年月日号]$/.test(unit))
    return counts.flatMap((whole, i): Finding[] => {
      if (whole.unit === '' || whole.unit === '%') return []
      const parts = [
        goesOn(whole.unit) ? [] : before(text, counts, i),
        inBrackets(text, counts, i),
        bySex(text, counts, i),
      ].find((each) => each.length >= 2)
      if (!parts || (least(parts) <= whole.max && whole.min <= most(parts))) return []
      return [differ(block, text, whole, parts)]
    })
  })
}

const SHARE_OF = /(?<name>[\u4e00-\u9fff]{2,8}?)(?:仅|约)?占(?:了|到)?[^，。；\d]{0,8}?(?<share>\d{1,3}(?:\.\d+)?) ?%/g

/** 「培训费 48,000 元，补贴 33,000 元，…合计 150,000 元。补贴占 20%」: the share of what the same paragraph names. */
export function namedShares({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading' || !block.text.includes('占')) return []
    const exact = countsIn(block.text).filter(({ min, max, unit }) => min === max && unit !== '' && unit !== '%')
    return [...block.text.matchAll(SHARE_OF)].flatMap((found): Finding[] => {
      const { name = '', share } = found.groups ?? {}
      const part = exact.find(({ before, end }) => end <= found.index && before.endsWith(name))
      const whole = exact.find(({ before, unit, min }) => unit === part?.unit && ALL.test(before) && min > part.min)
      if (!part || !whole) return []
      const real = (100 * part.min) / whole.min
      if (exact.some(({ min }) => min > 0 && Math.abs((100 * part.min) / min - Number(share)) <= 1)) return []
      return [
        {
          severity: 'contradiction',
          kind: 'parts',
          message: `${whole.text}里的 ${part.text} 是 ${real.toFixed(1)}%，写的是 ${share}% / ${part.min} of ${whole.min} is ${real.toFixed(1)}%`,
          places: [placeOf(block, block.text.slice(Math.max(0, found.index - 4), found.index + found[0].length))],
          advice: '重算百分比 / work the share out again',
        },
      ]
    })
  })
}

const ITEM_SHARE = /^[^，。；\d]{0,4}[，,]占(?:比)?(?:约|了)? ?(?<share>\d{1,3}(?:\.\d+)?) ?%/

/** 「甲 108000 元，占 76.4%；乙 14500 元，占 10.3%；丙 9000 元，占 8.6%」: of one whole all but one are worked out rightly. */
export function sharesInTurn({ sentences }: Facts): Finding[] {
  return texts(sentences).flatMap(({ block, text }): Finding[] => {
    const counts = countsIn(text).filter(({ min, max, unit }) => min === max && unit !== '' && unit !== '%')
    const items = counts.flatMap((count) => {
      const share = ITEM_SHARE.exec(text.slice(count.end))?.groups?.['share']
      return share === undefined ? [] : [{ count, share: Number(share) }]
    })
    if (items.length < 3) return []
    const fits = (whole: number) =>
      items.filter(({ count, share }) => Math.abs((100 * count.min) / whole - share) <= 0.6)
    const unit = items[0]?.count.unit
    const wholes = counts.filter((count) => count.unit === unit && count.min > 0).map(({ min }) => min)
    const best = wholes.toSorted((a, b) => fits(b).length - fits(a).length)[0]
    const wrong = best === undefined ? [] : items.filter((item) => !fits(best).includes(item))
    const [only] = wrong
    if (best === undefined || !only || wrong.length > 1 || fits(best).length < 2) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `${best}${unit}里的 ${only.count.text} 是 ${((100 * only.count.min) / best).toFixed(1)}%，写的是 ${only.share}% / ${only.count.min} of ${best} is ${((100 * only.count.min) / best).toFixed(1)}%`,
        places: [placeOf(block, text.slice(Math.max(0, only.count.start - 12), only.count.end + 12))],
        advice: '重算百分比 / work the share out again',
      },
    ]
  })
}

/** The paragraphs of sentences, each once. */
const texts = (sentences: Facts['sentences']) =>
  [...new Set(sentences.map(({ block }) => block))].map((block) => ({ block, text: block.text }))

/** 「甲 3 份；乙 4 份；…，共 8 份」: over several parts of a sentence, where neither the last nor all of them come to it. */
export function partsOfList({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading' || !/[；;]/.test(block.text)) return []
    return block.text.split('。').flatMap((text): Finding[] => {
      const counts = countsIn(text).filter(({ unit }) => !/^[年月日号]$/.test(unit))
      return counts.flatMap((whole, i): Finding[] => {
        if (whole.unit === '' || whole.unit === '%' || whole.min !== whole.max || !ALL.test(whole.before)) return []
        const parts: Count[] = []
        for (const count of counts.slice(0, i).toReversed()) {
          if (SUMMED.test(count.before) || /每|第/.test(count.before)) break
          if (count.unit === whole.unit) parts.push(count)
        }
        const last = parts.findIndex((part, n) => {
          const next = parts[n + 1]
          return !next || /[；;]/.test(text.slice(next.end, part.start))
        })
        const sums = [least(parts.slice(0, last + 1)), least(parts)]
        const lists = text.slice(parts.at(-1)?.start ?? 0, whole.start)
        if (parts.length < 3 || !/[；;]/.test(lists) || sums.includes(whole.min)) return []
        return [differ(block, text, whole, parts)]
      })
    })
  })
}

/** Counts of one unit, only 、 or ， and nouns between them, right before a count that says 共. */
function before(text: string, counts: Count[], i: number): Count[] {
  const whole = counts[i]
  // 「代表 2 人、老师 1 人组成的 5 人小组」.
  const made = whole && /组成的?$/.test(text.slice(0, whole.start))
  if (!whole || (!made && !ALL.test(whole.before))) return []
  const parts: Count[] = []
  for (let j = i - 1, end = whole.start; j >= 0; j--) {
    const count = counts[j]
    if (
      !count ||
      count.unit !== whole.unit ||
      !/^[^。；;:：（()）]{0,12}$/.test(text.slice(count.end, end)) ||
      SUMMED.test(count.before)
    )
      break
    parts.push(count)
    end = count.start
  }
  return parts
}

/** What stands in brackets behind a count, where each item of it counts the same unit. */
function inBrackets(text: string, counts: Count[], i: number): Count[] {
  const whole = counts[i]
  if (!whole) return []
  const inside = /^[^，。；、（(]{0,8}[(（](?<list>[^)）]*)[)）]/.exec(text.slice(whole.end))?.groups?.['list']
  if (inside === undefined || /其中|含|包括|等/.test(inside)) return []
  const items = inside.split(/[、，,；;+]/)
  const own = countsIn(inside).filter(({ unit }) => unit === whole.unit)
  return own.length === items.length ? own : []
}

/** Women and men are everybody. */
function bySex(text: string, counts: Count[], i: number): Count[] {
  const whole = counts[i]
  const [women, men] = [/女[性生童士]?(?:志愿者)?$/, /男[性生童士]?(?:志愿者)?$/].map((label) =>
    counts.slice(i + 1).find(({ before: said, unit }) => unit === whole?.unit && label.test(said.trim())),
  )
  return women &&
    men &&
    text.length < 200 &&
    !counts.slice(i + 1, counts.indexOf(women)).some((other) => other !== men && other.unit === whole?.unit)
    ? [women, men]
    : []
}

const SHARE = /(?:占|率|满意度|知晓度|占比|比例)[^\d，。；]{0,8}(?<share>\d{1,3}(?:\.\d+)?) ?%/g

/** 「30 人中有 12 人，占 50%」. */
export function shares({ sentences, tables, header }: Facts): Finding[] {
  const wholes = [
    ...tables.flatMap((table) => table.columns.flatMap((column) => wholesOf(table, column))),
    ...header.said.filter(isMoneyLabel).flatMap(({ value }) => countsIn(value).map(({ max }) => max)),
  ].filter((whole) => whole > 0)
  return sentences.flatMap(({ block, text: own, start }) => {
    // 「收回 226 份。其中 198 份…」 goes on with the sentence before.
    const before = own.startsWith('其中') ? (/[^。！？\n]*[。！？]$/.exec(block.text.slice(0, start))?.[0] ?? '') : ''
    const text = before + own
    // 「其中管理费占 12%」: of what, is no number of the sentence before.
    const isNamed = /^其中[^，。；\d]{2,10}占/.test(own)
    return [...text.matchAll(SHARE)].flatMap((found): Finding[] => {
      if (isNamed && found.index < before.length + 16) return []
      const counts = countsIn(text.slice(0, found.index)).filter(
        ({ unit, min, max }) => unit !== '' && unit !== '%' && min === max,
      )
      const near = counts
        .filter(({ before }) => !/平均|人均|每/.test(before))
        .filter(({ start: at, unit }) => found.index - at <= 50 && unit === counts.at(-1)?.unit)
      const [whole, part] = near.slice(-2)
      if (!whole || !part || part.min > whole.min) return []
      const share = Number(found.groups?.['share'])
      if (near.some((a) => near.some((b) => Math.abs((100 * b.min) / a.min - share) <= 1))) return []
      // The share may be of what stands elsewhere: the budget, the sum of a table.
      if (wholes.some((of) => near.some((b) => Math.abs((100 * b.min) / of - share) <= 1))) return []
      const real = (100 * part.min) / whole.min
      return [
        {
          severity: 'contradiction',
          kind: 'parts',
          message: `${whole.text}里的 ${part.text} 是 ${real.toFixed(1)}%，写的是 ${found.groups?.['share']}% / ${part.min} of ${whole.min} is ${real.toFixed(1)}%`,
          places: [placeOf(block, text)],
          advice: '重算百分比 / work the share out again',
        },
      ]
    })
  })
}
