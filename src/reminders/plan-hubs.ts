import { dayIn } from '../kernel/zone.js'
import { makeObligations } from '../programmes/keep-obligations.js'
import { planDay } from './plan-day.js'
import type { SeasonShell } from './remind-job.js'
import type { Calendar } from '../programmes/calendar.js'

/** Plans the day of each of these hubs: what its schedules ask by now, then who is reminded. Gives what was done, summed up. */
export async function planHubs(
  shell: SeasonShell & { calendar: Calendar },
  hubs: { id: string; zone: string }[],
): Promise<{ made: number; looked: number; reminded: number; dropped: number }> {
  const sum = { made: 0, looked: 0, reminded: 0, dropped: 0 }
  for (const { id: hubId, zone } of hubs) {
    const now = shell.clock.now()
    const today = dayIn(now, zone)
    const { made } = await shell.transact(async ({ obligations, reminders }) =>
      // What a schedule asks changes with the day and with what the hub loads; once an hour is soon enough.
      (await reminders.firstTime(`owed:${hubId}:${now.slice(0, 13)}`, now))
        ? makeObligations(shell, obligations, hubId, { at: now, today })
        : { made: 0 },
    )
    const { looked, reminded, dropped } = await planDay(shell, { hubId, zone, today, now })
    sum.made += made
    sum.looked += looked
    sum.reminded += reminded
    sum.dropped += dropped
  }
  if (sum.reminded > 0) shell.nudge()
  return sum
}
