import { readConfigFiles } from '../../config-files.js'
import type { Database } from '../../database/connect.js'
import { databaseRecordsToRead } from '../../database/records-to-read.js'
import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { type Calendar, yearsUnknown } from '../../programmes/calendar.js'
import { owedBy } from '../../programmes/schedule.js'
import { doubtful, fine, type Check } from './check.js'

/** Whether the list of days off has the years in which reports are still to be due. Null where no schedule asks for any. */
export async function checkHolidays(folder: string, database: Database, now: Instant): Promise<Check | null> {
  const config = await readConfigFiles(folder)
  if ('faults' in config) return null
  const days = await daysDue(database, config.calendar, now)
  if (days.length === 0) return null
  const unknown = yearsUnknown(config.calendar, days)
  if (unknown.length === 0) return fine('放假安排', '要交报告的年份都有')
  const years = unknown.join('、')
  const said = `还没有 ${years} 年的，这些年的截止日和提醒先只按周末算`
  const todo = [
    `国务院办公厅公布后（每年十一月前后），在 config/holidays/mainland.yaml 里加上 ${years} 年，再重启服务`,
    '已经算好的截止日不会变；要改就在对话里用「延期」',
  ]
  return doubtful('放假安排', said, { code: 'holidays.years', todo })
}

/** The days on which reports are due from this year on, by all schedules for the grants that run. */
async function daysDue(database: Database, calendar: Calendar, now: Instant): Promise<Day[]> {
  const hubs = await databaseRecordsToRead(database.reads).hubs()
  const days: Day[] = []
  for (const { id, zone } of hubs) {
    const { schedules, grants } = await database.transact(async ({ obligations }) => ({
      schedules: await obligations.schedules(id),
      grants: (await obligations.grants(id)).filter(({ status }) => status === 'active'),
    }))
    const thisYear = dayIn(now, zone).slice(0, 4)
    for (const grant of grants)
      for (const { schedule } of schedules.filter(({ programmeId }) => programmeId === grant.programmeId))
        days.push(...owedBy(schedule, grant, calendar).flatMap(({ dueOn }) => (dueOn >= thisYear ? [dueOn] : [])))
  }
  return days
}
