/** A calendar day `YYYY-MM-DD` in the hub's zone. */
export type Day = string

/** From a first to a last day, both included; one day has both the same. */
export interface Days {
  from: Day
  to: Day
}

const DAY_MS = 86_400_000
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The day of these numbers (month 1–12), or null when the calendar has none (2月30日) or the year is not 1900–2100. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (!exists(year, month, day)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const exists = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= lastOfMonth(year, month)

/** How many days the month (1–12) has. */
export const lastOfMonth = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0)

/** Whether the text is a day of the calendar written `YYYY-MM-DD`. */
export const isDay = (text: string): text is Day => /^\d{4}-\d{2}-\d{2}$/.test(text) && exists(...partsOf(text))

/** Year, month (1–12) and day of the month. */
export const partsOf = (day: Day): [number, number, number] => [
  digits(day, 0, 4),
  digits(day, 5, 7),
  digits(day, 8, 10),
]

/** What these digits are; the days of every row are read with it. */
function digits(day: Day, from: number, to: number): number {
  let read = 0
  for (let i = from; i < to; i++) read = read * 10 + day.charCodeAt(i) - ZERO
  return read
}

const ZERO = 48

export const addDays = (day: Day, n: number): Day => new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10)

/** How many days after a the day b is. */
export const daysBetween = (a: Day, b: Day): number => Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS)

/** 1 Monday … 7 Sunday. */
export const weekday = (day: Day): number => new Date(day).getUTCDay() || 7
