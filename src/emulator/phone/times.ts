import type { Moment } from './emulator-state'
import type { Language } from './words'

/** The emulated platform lives in China, wherever the reader's computer stands. */
const ZONE = 'Asia/Shanghai'
const DAY = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions, moment: Moment): string {
  const key = language + JSON.stringify(options)
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language, { timeZone: ZONE, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made.format(new Date(moment))
}

export const millis = (moment: Moment): number => new Date(moment).getTime()

export const clockTime = (moment: Moment): string => format('zh-CN', { hour: '2-digit', minute: '2-digit' }, moment)

export const exactTime = (moment: Moment): string =>
  format('zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit' }, moment)

export const dayAndTime = (moment: Moment, language: Language): string =>
  format(language, { month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' }, moment)

/** 「11-22 14:03」. */
export const dayAndClock = (moment: Moment): string =>
  `${format('en', { month: '2-digit', day: '2-digit' }, moment).replace('/', '-')} ${clockTime(moment)}`

/** As WeChat puts it between messages: today the time alone, then 昨天, the weekday within a week, the date before that. */
export function separator(moment: Moment, now: number, language: Language): string {
  const day = (at: Moment) => Math.floor((millis(at) + 8 * 3_600_000) / DAY)
  const ago = day(now) - day(moment)
  const time = clockTime(moment)
  if (ago === 0) return time
  if (ago === 1) return `${language === 'en' ? 'Yesterday' : '昨天'} ${time}`
  if (ago > 1 && ago < 7) return `${format(language, { weekday: 'long' }, moment)} ${time}`
  return `${format(language, { year: 'numeric', month: 'long', day: 'numeric' }, moment)} ${time}`
}
