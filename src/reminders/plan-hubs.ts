import { dayIn } from '../kernel/zone.js'
import { makeObligations } from '../programmes/keep-obligations.js'
import { planDay } from './plan-day.js'
import type { SeasonShell } from './remind-job.js'
import type { Calendar } from '../programmes/calendar.js'

/**
 * Plans the day of each of these hubs: what its schedules ask by now, then who is reminded. Gives what was done, summed up. A hub that fails
 * keeps none of the others from theirs; the first failure is thrown when all had their turn.
 */
export async function planHubs(
  shell: SeasonShell & { calendar: Calendar },
  hubs: { id: string; zone: string }[],
): Promise<{ made: number; looked: number; reminded: number; dropped: number }> {
  const sum = { made: 0, looked: 0, reminded: 0, dropped: 0 }
  const failures: unknown[] = []
  for (const hub of hubs) await planHub(hub).catch((error: unknown) => failures.push(error))
  if (sum.reminded > 0) shell.nudge()
  if (failures.length > 0) throw failures[0]
  return sum

  async function planHub({ id: hubId, zone }: { id: string; zone: string }): Promise<void> {
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
}
