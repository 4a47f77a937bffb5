import { placeOf, type Paragraph } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Grantee } from '../facts/grantees.js'
import { withoutPlace } from '../facts/grantees.js'
import type { Finding } from '../finding.js'
import { vanished, withoutOutput } from './vanished.js'
import { isExact } from './prose-arithmetic.js'

interface Line {
  block: Paragraph
  grantee: Grantee
}

const FEWEST = 3
const MOST_SILENT = 2

/** Paragraphs of one part that each begin with another of those supported. */
function linesOf({ report, grantees }: Facts): { list: Grantee[]; lines: Line[] } | null {
  const [chosen] = grantees
  if (!chosen || chosen.list.length < FEWEST) return null
  const parts = new Map<string, Line[]>()
  for (const block of report.blocks) {
    if (block.type !== 'paragraph') continue
    const text = block.text.replace(/^(?:[(（]?\d{1,2}[)）、.]\s*|[-•·]\s*)/, '')
    const grantee = chosen.list.find(({ name }) => text.startsWith(name) || text.startsWith(withoutPlace(name)))
    const key = block.path.join()
    if (grantee) parts.set(key, [...(parts.get(key) ?? []), { block, grantee }])
  }
  const [lines] = [...parts.values()].toSorted((a, b) => b.length - a.length)
  return lines && new Set(lines.map(({ grantee }) => grantee)).size >= FEWEST ? { list: chosen.list, lines } : null
}

/** Who has no line of its own, where each of the others has one. */
export function withoutLine(facts: Facts): Finding[] {
  const found = linesOf(facts)
  if (!found) return []
  const told = new Set(
    [...vanished(facts), ...withoutOutput(facts)].flatMap(({ places }) => places.map(({ quote }) => quote)),
  )
  const silent = found.list.filter(
    (each) => !told.has(each.place.quote) && !each.withdrew && !found.lines.some(({ grantee }) => grantee === each),
  )
  const [last] = found.lines.slice(-1)
  if (!last || silent.length === 0 || silent.length > Math.min(MOST_SILENT, found.lines.length / 2)) return []
  return [
    {
      severity: 'coverage',
      kind: 'vanished',
      message: `别家各写了一段，没有${silent.map(({ name }) => `「${name}」`).join('、')} / no line for ${silent.length} of the grantees`,
      places: [placeOf(last.block), ...silent.map(({ place }) => place)],
      advice: '补上这家的情况 / add a line for it',
    },
  ]
}

const MOST = /是(?<noun>[\u4e00-\u9fff]{2,6}?)最(?<what>[多高大少低小])的/

/** 「供餐 9120 份，…是供餐最多的一家」, and another line with 9480. */
export function mostOfLines(facts: Facts): Finding[] {
  const { lines } = linesOf(facts) ?? { lines: [] }
  return lines.flatMap((line): Finding[] => {
    const { noun = '', what = '' } = MOST.exec(line.block.text)?.groups ?? {}
    if (noun === '') return []
    const of = ({ block }: Line): Count | undefined =>
      countsIn(block.text).find((count) => isExact(count) && count.unit !== '' && count.before.includes(noun.slice(-2)))
    const own = of(line)
    if (!own) return []
    const least = /[少低小]/.test(what)
    const other = lines
      .flatMap((each) => {
        const count = each === line ? undefined : of(each)
        return count && count.unit === own.unit ? [{ each, count }] : []
      })
      .find(({ count }) => (least ? count.min < own.min : count.min > own.min))
    return other
      ? [
          {
            severity: 'contradiction',
            kind: 'parts',
            message: `说${noun}最${what}的是「${line.grantee.name}」${own.text}，「${other.each.grantee.name}」是 ${other.count.text} / ${other.count.min} in another line, ${own.min} here`,
            places: [placeOf(line.block), placeOf(other.each.block)],
            advice: '核对几家的数，改这句话或改数 / compare the numbers and correct either',
          },
        ]
      : []
  })
}
