import { messageOf } from './text.js'

/** Shorter and longer ones are no names that people say by the way. */
const FITS = { least: 2, most: 30 }
/** What a place may stand behind and before, said by the way: 「高安，昨天读书会」, 「在高安办了」; 「高安、上犹的志愿者」 says whence they came. */
const BEFORE = '(?<=^|[，。,；;：:\\s□|（(]|[在到去于])'
const BEHIND = '(?=$|[，。,；;：:\\s□|）)\\d]|[里内为给]|摆|义|开|办|做|搞|举|讲|放|唱|演|进行|组织|[这那]边)'

/** Finds places that are known by name where they stand alone in a text as the rules see it; null where it holds none of them. */
export function knownPlaces(names: readonly string[], plain: string): RegExp | null {
  const all = new Set(names.map((name) => messageOf(name.trim()).plain))
  const found = Array.from(all)
    .filter(({ length }) => length >= FITS.least && length <= FITS.most)
    .filter((name) => plain.includes(name))
  if (found.length === 0) return null
  const list = found
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  return new RegExp(`${BEFORE}(?<place>(?:${list.join('|')})[省市县区]?)${BEHIND}`)
}
