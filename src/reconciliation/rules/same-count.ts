import { placeOf, type Heading, type Paragraph } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { ownName } from '../facts/grantees.js'
import type { Finding } from '../finding.js'

const NAMED = /^(?:[(（]?\d{1,2}[)）、.]\s*)?(?<name>[\u4e00-\u9fffA-Za-z]{2,24}?)(?:[:：]|(?:在|自)?\s*(?:19|20)\d{2} ?年|本期|本年)/
const UNIT = /^(?:次|场|期|份|人次|人|家|户)$/

interface Told {
  block: Heading | Paragraph
  own: string
  counts: { thing: string; count: Count }[]
}

/** What each paragraph that begins with an organisation counts of it. */
function toldOf(facts: Facts): Told[] {
  const known = facts.grantees.flatMap(({ list }) => list.map(({ name }) => ownName(name)))
  return facts.texts.flatMap((block) => {
    const name = NAMED.exec(block.text)?.groups?.['name']
    if (!name) return []
    const own = known.find((each) => name.includes(each)) ?? ownName(name)
    if (own.length < 2) return []
    const counts = countsIn(block.text).flatMap((count) => {
      const thing = /[\u4e00-\u9fff]{4,8}$/.exec(count.before)?.[0] ?? ''
      return UNIT.test(count.unit) && thing !== '' && count.min === count.max ? [{ thing, count }] : []
    })
    return [{ block, own, counts }]
  })
}

const quoted = (block: Heading | Paragraph, { start, end }: Count) =>
  placeOf(block, block.text.slice(Math.max(0, start - 24), end + 16))

/** One thing of one organisation, counted differently in two places: 参访机构 1 次, 参访机构 2 次. */
export function sameCount(facts: Facts): Finding[] {
  const told = toldOf(facts)
  return told.flatMap((later, i) =>
    told.slice(0, i).flatMap((earlier): Finding[] => {
      if (earlier.own !== later.own) return []
      return later.counts.flatMap(({ thing, count }) => {
        const other = earlier.counts.find(
          (each) => each.count.unit === count.unit && each.thing.slice(-4) === thing.slice(-4),
        )
        if (!other || other.count.min === count.min) return []
        return [
          {
            severity: 'contradiction' as const,
            kind: 'same_count' as const,
            message: `「${later.own}」的「${thing}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
            places: [quoted(earlier.block, other.count), quoted(later.block, count)],
            advice: '核对是几次，两处改成一样 / find out which, and write it in both',
          },
        ]
      })
    }),
  )
}
