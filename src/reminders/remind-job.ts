import type { Instant } from '../kernel/clock.js'
import { addDays, type Day } from '../kernel/day.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { workingDayFrom } from '../programmes/calendar.js'
import { notifyLater } from '../conversations/reach/notify.js'
import type { TurnShell } from '../conversations/receive.js'
import type { Reminder, SeasonPorts } from './ports.js'
import { reminderOf } from '../conversations/obligations/reminder.js'
import { toldKey } from './when.js'

export type SeasonShell = Omit<TurnShell, 'transact'> & {
  transact: <T>(work: (ports: SeasonPorts) => Promise<T>) => Promise<T>
}

/** What could not be brought to her by the evening of the next working day is not said any more, in minutes of that day. */
const NO_USE = 20 * 60

/**
 * The job `remind`: tells one person all that she still owes, as it is at this moment, by whatever way is allowed to her (`notify`). Where all
 * of it came in meanwhile she hears nothing (code `unneeded`). It tells once: what was planned for her is settled in the same transaction, and
 * another run finds nothing planned. Two steps of one deadline that come to be told on one day (a machine was off over the first) are one message.
 */
export function remindJob(shell: SeasonShell): JobHandler {
  return {
    async run({ payload }) {
      const hubId = textIn(payload, 'hubId')
      const contactId = textIn(payload, 'contactId')
      const zone = textIn(payload, 'zone')
      const now = shell.clock.now()
      const today = dayIn(now, zone)
      const code = await shell.transact(async (ports) => {
        const planned = await ports.reminders.plannedFor(hubId, contactId)
        const settle = async (state: Reminder['state']) => {
          for (const one of planned) await ports.reminders.setState(one, contactId, state)
        }
        const reminder = planned.length > 0 ? await reminderOf(shell, ports, { hubId, contactId, today, now }) : null
        if (!reminder) {
          await settle('unneeded')
          return 'unneeded'
        }
        await settle('said')
        if (await settleSteps(ports, planned, contactId, today, now)) return 'told'
        const until = momentAt(workingDayFrom(shell.calendar, addDays(today, 1), 1), NO_USE, zone)
        // One that still waits is this one: she hears once how things stand.
        const key = `remind:${contactId}`
        const { text, values } = reminder
        await notifyLater(ports, { key, hubId, contactId, kind: 'deadline', text, values, zone, until }, now)
        await ports.reminders.firstTime(toldKey(contactId, today), now)
        return null
      })
      shell.nudge()
      return { type: 'done', ...(code && { code }) }
    },
  }
}

/**
 * Of two steps of one deadline that came to one day the later stands: the one before it is dropped, and staff read of it as of any that came too
 * late. Gives whether all that is planned was told her today already.
 */
async function settleSteps(
  { reminders }: SeasonPorts,
  planned: Reminder[],
  contactId: string,
  today: Day,
  now: Instant,
): Promise<boolean> {
  let isTold = (await reminders.firstAt(toldKey(contactId, today))) !== null
  for (const one of planned) {
    const known = await reminders.ofDeadline(one.obligationId, one.deadline)
    const before = known.filter((days) => days < one.days).sort((a, b) => b - a)[0]
    // What she never heard of may not be in what she was told.
    if (before === undefined) isTold = false
    const lateKey = (days: number) => `${toldKey(contactId, today)}:${one.obligationId}:${days}`
    if (one.on < today) await reminders.firstTime(lateKey(one.days), now)
    const isLate = before !== undefined && (await reminders.firstAt(lateKey(before))) !== null
    if (!isLate) continue
    const step = { ...one, days: before }
    await reminders.setState(step, contactId, 'unneeded')
    // Of two people who are told, the step is dropped once.
    if (await reminders.firstTime(`dropped:${one.obligationId}:${one.deadline}:${before}`, now))
      await reminders.add({ ...step, on: today, contactId: '', state: 'dropped' })
  }
  return isTold
}
