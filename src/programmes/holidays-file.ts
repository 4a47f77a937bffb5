import { z } from 'zod'
import { type Decoded, yamlFile } from '../forms/yaml-file.js'
import { addDays, isDay, weekday, type Day } from '../kernel/day.js'
import type { Calendar } from './calendar.js'

const DAYS = '写成 10-01 或 10-01 到 10-07 / a day or two with 到'
const range = z.string(DAYS).regex(/^\d{2}-\d{2}(?: 到 \d{2}-\d{2})?$/, DAYS)
const holidaysFile = z.record(
  z.string().regex(/^\d{4}$/),
  z.strictObject({ off: z.array(range), work: z.array(range) }),
  { error: ({ code }) => (code === 'invalid_key' ? '年份写四位数字 / a year' : undefined) },
)

/** A file of days off by year as a calendar, or all its faults: a day the year has not, a range turned round, one worked that is none of a weekend. */
export function decodeHolidays(file: string, text: string): Decoded<'calendar', Calendar> {
  const yaml = yamlFile(file, text)
  const parsed = yaml.faults.length > 0 ? null : holidaysFile.safeParse(yaml.data)
  const faults = [...yaml.faults, ...(parsed?.error ? yaml.faultsOf(parsed.error) : [])]
  const calendar = { off: new Set<Day>(), work: new Set<Day>(), years: new Set<number>() }
  for (const [year, lists] of Object.entries(parsed?.data ?? {})) {
    calendar.years.add(Number(year))
    for (const name of ['off', 'work'] as const) {
      lists[name].forEach((written, i) => {
        const days = daysOf(year, written)
        if (!days) faults.push(yaml.fault([year, name, i], `${year} 没有 ${written} 这些天 / no such days`))
        for (const day of days ?? []) {
          if (name === 'work' && weekday(day) <= 5)
            faults.push(yaml.fault([year, name, i], `${day} 不是周末，不用写在 work 里 / no day of a weekend`))
          calendar[name].add(day)
        }
      })
    }
    const both = [...calendar.work].find((day) => calendar.off.has(day))
    if (both) faults.push(yaml.fault([year], `${both} 又放假又上班 / both off and worked`))
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, calendar }
}

function daysOf(year: string, written: string): Day[] | null {
  const [from = '', to = from] = written.split(' 到 ').map((day) => `${year}-${day}`)
  if (!isDay(from) || !isDay(to) || to < from) return null
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
