export type Hedge = 'over' | 'from' | 'about' | 'below' | 'under'

/** Words and what they make of a number v: over v+1…, from v…, about v ± a tenth, below the last tenth up to v, under the same without v. */
const WORDS: Record<Hedge, string[]> = {
  over: ['过', '破', '多', '余', '几', '出头', '开外', '超过', '超', '逾', '朝上', '往上', '有余'],
  from: ['上', '+', '以上', '至少', '最少', '少说', '起码', '不少于', '不下'],
  about: ['来', '把', '~', '大约', '大概', '差不多', '约莫', '约', '左右', '上下', '估计', '目测'],
  below: ['近', '将近', '接近', '快', '小', '不超过', '顶多', '最多', '至多', '撑死', '以内', '以下'],
  under: ['不到', '不足'],
}
const HEDGE_OF: Record<string, Hedge> = Object.fromEntries(
  (Object.keys(WORDS) as Hedge[]).flatMap((hedge) => WORDS[hedge].map((word) => [word, hedge])),
)

export const hedgeOf = (word: string | null): Hedge | null => (word === null ? null : (HEDGE_OF[word] ?? null))

/** Sticky; the words that stand before a number, and those after its measure word. */
export const HEDGE_BEFORE =
  /(?<word>大约|大概|(?<!\d ?)~ ?(?=\d)|(?<![\u4e00-\u9fff])[过破](?=[百千万]|\d+[百千万])|差不多|约莫|约|估计|目测|将近|接近|(?<![最附临])近|快|不到|不足|不超过|超过|超|逾|至少|最少|少说|起码|不少于|不下|顶多|最多(?!的)|至多|撑死|小(?=[一两三百千])|(?<!成百)上(?=[十百千万亿]))(?:也?有|也?是|在|为|来了|到了)? ?/y
export const AFTER = '左右|上下|出头|以上|以下|以内|开外|朝上|往上|有余|不到(?![场位会])'
export const HEDGE_AFTER = new RegExp(` ?(?<word>${AFTER}|(?<=[人名位个户家])[多余](?![\\u4e00-\\u9fff]))`, 'y')

/** The qualifier of a number that is called an estimate without a hedge of its own. */
export const ESTIMATED = '估计'

/** Phrases that say from where to where without a number of their own; 大几十 lies beyond the half. */
const PHRASES: [RegExp, (power: number) => [low: number, high: number]][] = [
  [/大几(?<power>[十百千万])/y, (power) => [6 * power, 10 * power - 1]],
  [/百十[来多]?(?=[人名位个户家号])/y, () => [100, 110]],
  [/百儿?八十/y, () => [80, 100]],
  [/十[几来]二十/y, () => [11, 20]],
]
export const POWERS: Record<string, number> = {
  百: 100,
  千: 1000,
  万: 10_000,
  亿: 100_000_000,
  百万: 1_000_000,
  千万: 10_000_000,
}

/** 大几十, 百十来, 百八十: a range in set words, from this place on. */
export function scanPhrase(text: string, start: number): { low: number; high: number; end: number } | null {
  if (!'大百十'.includes(text.charAt(start) || '-')) return null
  for (const [pattern, range] of PHRASES) {
    pattern.lastIndex = start
    const found = pattern.exec(text)
    if (!found) continue
    const [low, high] = range(POWERS[found.groups?.['power'] ?? ''] ?? 10)
    return { low, high, end: pattern.lastIndex }
  }
  return null
}

/** The next number as round as this one: 200 → 300, 120 → 130, 35 → 45. */
function nextRound(value: number): number {
  let place = 10
  while (value % (place * 10) === 0) place *= 10
  return value + place
}

/** The least and the most that a hedged number can be. */
export function spread(value: number, hedge: Hedge | null): [number, number] {
  const tenth = Math.max(1, Math.floor(value / 10))
  if (hedge === 'over') return [value + 1, nextRound(value) - 1]
  if (hedge === 'from') return [value, nextRound(value) - 1]
  if (hedge === 'about') return [value - tenth, value + tenth]
  if (hedge === 'below') return [value - tenth, value]
  if (hedge === 'under') return [Math.max(0, value - 1 - tenth), value - 1]
  return [value, value]
}
