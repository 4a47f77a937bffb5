import { Chars } from './chars.js'
import { HEDGE_AFTER, HEDGE_BEFORE, POWERS, hedgeOf, scanPhrase, spread } from './hedge.js'
import { BEGINS, scanNumber } from './numeral.js'

/**
 * A number as people hedge it, with its measure word. Where 多 is said, the truth lies between the number and the next one as round:
 * 二百多 201–299, 1.2万多 12,001–12,999, 120余 121–129.
 */
export interface Amount {
  min: number
  max: number
  /** The number said; of a range the lower. */
  said: number
  /** The hedging word, `–` for a range from … to, null when exact. */
  qualifier: string | null
  /** The measure word as written, null when there is none. */
  unit: string | null
  start: number
  end: number
}

const ROUND = /(?<power>[百千]万|[百千万])(?=[多余来人名位家户元块个]|把[人名位个户家号块]|$)/y
/** 多 before or behind a power, or the power alone; without names, as it is found everywhere, mostly empty. */
const MIDDLE =
  /( ?(?:多(?!少)|余|来(?![了自到的参])|好?几(?!十)|把(?=[人名位个户家号块])))?(?: ?([百千万亿]))?( ?(?:多(?!少)|余|来(?![了自到的参])))?/y
const PLUS = /\+(?![\dA-Za-z]|[\u4e00-\u9fff](?<![人名位个户次期份本册套张件袋箱条只支棵篇场组对元块]|家(?![长属庭])))/y
const TO = / ?(?:[-–—~〜]{1,2}|至|到|或者?) ?/y
const PAIR = /[\d零一二两三四五六七八九十百千万亿]{2,12}/y

/** What each that may stand behind a number begins with. */
const BEGIN = {
  middle: new Chars(' 多余来好几把百千万亿'),
  to: new Chars(' -–—~〜至到或'),
  after: new Chars(' 左上出以开朝往有不多余'),
}

const at = (pattern: RegExp, text: string, start: number): RegExpExecArray | null => {
  pattern.lastIndex = start
  return pattern.exec(text)
}

/** 三四十, 五十七八, 三五: two digits beside each other are a lower and an upper end. */
function scanPair(text: string, start: number): { low: number; high: number; end: number } | null {
  const run = at(PAIR, text, start)?.[0] ?? ''
  const pair = /一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九/.exec(run)
  if (!pair) return null
  const [before, after] = [run.slice(0, pair.index), run.slice(pair.index + 2)]
  const low = scanNumber(before + (pair[0][0] ?? '') + after, 0)
  const high = scanNumber(before + (pair[0][1] ?? '') + after, 0)
  const length = run.length - 1
  return low?.end === length && high?.end === length
    ? { low: low.value, high: high.value, end: start + run.length }
    : null
}

/**
 * An amount of a plain text (`plainText`) from this place on, its hedges before and after and its measure word (a sticky pattern) included;
 * null when none begins here or it says nothing definite (几十, 数百).
 */
export function scanAmount(text: string, start: number, unit: RegExp): Amount | null {
  const before = BEGINS.at(text, start) ? null : at(HEDGE_BEFORE, text, start)
  let end = start + (before?.[0].length ?? 0)
  let qualifier = before?.groups?.['word'] ?? null
  const unitAt = (from: number): string | null => at(unit, text, from)?.[0] ?? null

  const phrase = scanPhrase(text, end)
  const one = phrase ? null : scanNumber(text, end)
  const round = phrase || one ? null : at(ROUND, text, end)
  const pair = phrase ?? (one ? null : scanPair(text, end))
  let low = one?.value ?? pair?.low ?? (round ? (POWERS[round[0]] ?? 0) : NaN)
  let high = pair?.high ?? low
  end = one?.end ?? pair?.end ?? end + (round?.[0].length ?? 0)
  if (Number.isNaN(low)) return null

  const behind = end
  const firstUnit = one && unitAt(end)
  if (one) {
    const beyond = end + (firstUnit?.length ?? 0)
    const to = BEGIN.to.at(text, beyond) ? at(TO, text, beyond) : null
    const second = to && scanNumber(text, beyond + to[0].length)
    if (second && second.value > low) {
      const power = POWERS[text[second.end - 1] ?? ''] ?? 1
      // 1-2万 says 万 once for both.
      if (low < second.value / power && /\d/.test(text[one.end - 1] ?? '')) low *= power
      high = second.value
      end = second.end
    }
  }

  const [middle = '', mid, big, late] = (BEGIN.middle.at(text, end) && at(MIDDLE, text, end)) || []
  const word = (mid ?? late)?.trim().replace('好几', '几')
  if (mid && late) return null
  const power = POWERS[big ?? ''] ?? 1
  low *= power
  high *= power
  end += middle.length
  if (word && high % 10 !== 0) return null
  const plus = text.charAt(end) === '+' && at(PLUS, text, end)
  if (plus) end += 1
  const measure = one && end === behind ? firstUnit : unitAt(end)
  end += measure?.length ?? 0
  const after = BEGIN.after.at(text, end) ? at(HEDGE_AFTER, text, end) : null
  end += after?.[0].length ?? 0

  qualifier = word ?? (plus ? '+' : (after?.groups?.['word'] ?? qualifier))
  // 百名团干 is no count.
  if (!qualifier && round && !pair) qualifier = '约'
  const hedge = hedgeOf(qualifier)
  if (hedge && low < 1) return null
  const [min] = spread(low, hedge)
  const [, max] = spread(high, hedge)
  if (!Number.isSafeInteger(Math.ceil(max))) return null
  return {
    min,
    max,
    said: low,
    qualifier: qualifier ?? (low < high ? '–' : null),
    unit: measure?.trim() ?? null,
    start,
    end,
  }
}

const NUMERAL = '0123456789零一二三四五六七八九十百千万'
const FIRST = new Chars(`${NUMERAL}两俩仨廿卅半`)
const GOES_ON = new Chars(`${NUMERAL}亿.第几`)
/** 数百, but not 人数百余. */
const SEVERAL = /(?<=(?<![人总])数)[十百千万]/y
const HEDGES = '大差约估目将近接快不超逾至最小上少起顶撑'
const HEDGED = new RegExp(
  `[${HEDGES}](?=[约概不莫计测近接到足超过少下几说码多死十百千万亿\\d一二两三四五六七八九])|(?<![\\u4e00-\\u9fff])[过破](?=[百千万]|\\d+[百千万])|(?<![\\d ])~(?= ?\\d)`,
  'y',
)
const MAY_BEGIN = new Chars(`${NUMERAL}两俩仨廿卅半${HEDGES}过破~`)

const begins = (text: string, start: number): boolean =>
  FIRST.at(text, start)
    ? !GOES_ON.at(text, start - 1) && !(text.charAt(start - 1) === '数' && at(SEVERAL, text, start))
    : at(HEDGED, text, start) !== null

/** All amounts of a plain text in order; a linear walk. */
export function* amountsIn(text: string, unit: RegExp): Generator<Amount> {
  for (let start = MAY_BEGIN.find(text); start >= 0;) {
    const amount = begins(text, start) ? scanAmount(text, start, unit) : null
    if (amount) yield amount
    start = MAY_BEGIN.find(text, amount ? amount.end : start + 1)
  }
}
