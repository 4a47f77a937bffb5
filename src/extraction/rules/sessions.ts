import { daysBetween, type Day } from '../../kernel/day.js'
import { scanNumber } from '../../kernel/numeral.js'

const N = '(?<n>\\d{1,3}|[一二两三四五六七八九十]{1,3})'
const SAID = new RegExp(`(?<![每第\\d一二三四五六七八九十])${N}(?:个)?(?:场|次(?!性|日)|[天日](?![前后])|节课?|期|堂课?|批|个?晚上?|轮|站|回)(?!人)`, 'g')
const PLACES = new RegExp(`${N}(?:个|所|家)?[\\u4e00-\\u9fff]{1,4}(?=各)`)

/** How many sessions a stretch of text tells of: said (共3场, 五天), one in each of several places, or the days of its dates; null when it says none. */
export function sessionsOf(plain: string, dates: { from: Day; to: Day } | null, days: number): number | null {
  for (const found of plain.matchAll(SAID)) {
    const n = scanNumber(found.groups?.['n'] ?? '', 0)?.value
    if (n && n > 1) return n
  }
  const places = scanNumber(PLACES.exec(plain)?.groups?.['n'] ?? '', 0)?.value
  if (places && places > 1) return places
  if (days > 1) return days
  return dates && dates.to > dates.from ? daysBetween(dates.from, dates.to) + 1 : null
}
