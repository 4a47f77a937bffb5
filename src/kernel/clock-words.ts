import { normaliseText, plainText, readNumber } from './numeral.js'

const PART = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|[早晚]'
const TIME =
  '(?:(?<![\\d.:])(?:\\d{1,2})[:：]\\d{2}(?!\\d)|(?<!第)(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})点(?![意建要心缺优问])(?:钟|整)?(?:半|一刻|三刻|(?:\\d{1,2}|[一二三四五十]{1,3})分?)?)'
const CLOCK = new RegExp(
  `(?:(?<part>${PART}) ?)?(?<from>${TIME})(?: ?(?:到|至|[-–—~]) ?(?:(?<part2>${PART}) ?)?(?<to>${TIME}))?`,
)

/** Times of a day, in minutes after midnight; the span counts in `normaliseText(text)`. */
export interface Clocked {
  from: number
  to: number | null
  start: number
  end: number
}

/**
 * The first time of day inside a text: 下午2点, 14:00, 晚上七点半, 下午2点到4点. Who says 2点 without more means the afternoon: nobody meets
 * between one and six in the morning.
 */
export function findClock(text: string): Clocked | null {
  const found = CLOCK.exec(plainText(normaliseText(text)))
  const { part, from: said, part2, to: until } = found?.groups ?? {}
  const from = said === undefined ? null : minutesOf(said, part)
  if (!found || from === null) return null
  const late = until === undefined ? null : minutesOf(until, part2 ?? part)
  const to = late !== null && late <= from ? late + 12 * 60 : late
  return {
    from,
    to: to !== null && to > from && to <= 24 * 60 ? to : null,
    start: found.index,
    end: found.index + found[0].length,
  }
}

function minutesOf(said: string, part: string | undefined): number | null {
  const [hours = '', rest = ''] = said.split(/[:：点]/)
  const hour = readNumber(hours)
  const minute = rest.includes('半')
    ? 30
    : rest === '一刻'
      ? 15
      : rest === '三刻'
        ? 45
        : (readNumber(rest.replace(/[钟整分]/g, '')) ?? 0)
  if (hour === null || hour > 24 || minute > 59) return null
  const small = hour < 12
  const later =
    part === undefined
      ? hour >= 1 && hour <= 6 && !/[:：]/.test(said)
      : /下午|傍晚|晚|夜里/.test(part)
        ? small
        : part === '中午' && hour < 4
  return (later ? hour + 12 : hour) * 60 + minute
}
