import { noticeSettings } from '../../src/channels/wechat-oa/notice-settings.js'
import { reachOf, waysOf } from '../../src/channels/wechat-oa/reach.js'
import { openDatabase } from '../../src/database/connect.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import { randomBytes } from 'node:crypto'
import type { Instant } from '../../src/kernel/clock.js'
import type { NoticeKind, Standing } from '../../src/kernel/message.js'
import { idFrom } from '../../src/kernel/id.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import { LADDER } from '../../src/programmes/ladder.js'
import { type Facts, nextDay, stateOn } from '../../src/programmes/obligation.js'
import { planDay } from '../../src/reminders/plan-day.js'
import { TODAY } from './fill.js'

/**
 * One measurement in a process of its own, told on standard output: `plan` plans the day of the hub; `scan` looks at every obligation there is,
 * a page at a time, to find out whether its day has come, and writes nothing. Memory is the most that the process had.
 */
const [what = '', stored = '', hubId = ''] = process.argv.slice(2)
const settings = JSON.parse(stored) as DatabaseSettings
const NOW = '2026-10-15T00:17:00.000Z'
const PAGE = 5_000
const account = { kind: 'service' as const, notices: noticeSettings.parse({}), verified: true }
const clock = { now: () => NOW }
const newId = () => idFrom(Date.parse(NOW), randomBytes(16))
const database = await openDatabase(settings, { newId, clock })
const before = performance.now()
const looked = what === 'plan' ? await plan() : await scan()
const ms = performance.now() - before
await database.close()
console.log(JSON.stringify({ ms, looked, rssMb: process.resourceUsage().maxRSS / 1024 }))

async function plan(): Promise<number> {
  const shell = {
    transact: database.transact,
    newId,
    calendar: WEEKDAYS_ONLY,
    reach: (standing: Standing, at: Instant) => reachOf(standing, true, at),
    ways: (standing: Standing, kind: NoticeKind, at: Instant) => waysOf(standing, account, kind, at),
  }
  const { looked } = await planDay(shell, { hubId, zone: 'Asia/Shanghai', today: TODAY, now: NOW })
  return looked
}

async function scan(): Promise<number> {
  let [due, last] = [0, '']
  for (;;) {
    const rows = await database.reads.all<{ id: string; opensOn: string; dueOn: string; facts: string }>(
      // The + keeps SQLite from the index of the hub, which it would sort by id anew for every page.
      `SELECT id, opensOn, dueOn, facts FROM obligations WHERE +hubId = ? AND id > ? ORDER BY id LIMIT ${PAGE}`,
      [hubId, last],
    )
    for (const { facts: text, ...dates } of rows) {
      const facts = JSON.parse(text) as Facts
      const yesterday = '2026-10-14'
      if (
        nextDay(dates, facts, LADDER, WEEKDAYS_ONLY, yesterday) === TODAY &&
        stateOn(dates, facts, TODAY) !== 'accepted'
      )
        due += 1
    }
    if (rows.length < PAGE) return due
    last = rows.at(-1)?.id ?? ''
  }
}
