import { later, type Instant } from '../kernel/clock.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { type Reminder, reminderOf } from '../conversations/obligations/reminder.js'
import type { SeasonShell } from './remind-job.js'
import { quietUntil, remindAt, toldKey } from './when.js'

/**
 * A reminder that waits to be sent: what is to be said now, or when it may be. Where another is planned for her today, it waits for
 * that one: she hears once how things stand.
 */
export function reminderNow(
  shell: SeasonShell,
  { hubId, contactId, zone }: { hubId: string; contactId: string; zone: string },
): Promise<Reminder | { notBefore: Instant } | null> {
  const { calendar } = shell
  const now = shell.clock.now()
  const today = dayIn(now, zone)
  const notBefore = quietUntil(contactId, now, zone, calendar)
  if (notBefore !== null) return Promise.resolve({ notBefore })
  return shell.transact(async (ports) => {
    const planned = await ports.reminders.plannedFor(hubId, contactId)
    const behind = later(remindAt(contactId, today, momentAt(today, 0, zone), zone, calendar), BEHIND_MS)
    if (planned.length > 0 && now < behind) return { notBefore: behind }
    const reminder = await reminderOf(shell, ports, { hubId, contactId, today, now })
    // One that waited since another day may come before what is planned for this one.
    if (reminder) await ports.reminders.firstTime(toldKey(contactId, today), now)
    return reminder
  })
}

/** So long after the job of a reminder its message is surely in the outbox. */
const BEHIND_MS = 60_000
