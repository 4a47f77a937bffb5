import { addDays } from '../kernel/day.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { workingDayFrom } from '../programmes/calendar.js'
import { notifyLater } from '../conversations/reach/notify.js'
import type { TurnShell } from '../conversations/receive.js'
import type { Reminder, SeasonPorts } from './ports.js'
import { reminderOf } from '../conversations/obligations/reminder.js'

export type SeasonShell = Omit<TurnShell, 'transact'> & {
  transact: <T>(work: (ports: SeasonPorts) => Promise<T>) => Promise<T>
}

/** What could not be brought to her by the evening of the next working day is not said any more, in minutes of that day. */
const NO_USE = 20 * 60

/**
 * The job `remind`: tells one person all that she still owes, as it is at this moment, by whatever way is allowed to her (`notify`). Where all
 * of it came in meanwhile she hears nothing (code `unneeded`). It tells once: what was planned for her is settled in the same transaction, and
 * another run finds nothing planned.
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
        const until = momentAt(workingDayFrom(shell.calendar, addDays(today, 1), 1), NO_USE, zone)
        // One that still waits is this one: she hears once how things stand.
        const key = `remind:${contactId}`
        const { text, values } = reminder
        await notifyLater(ports, { key, hubId, contactId, kind: 'deadline', text, values, zone, until }, now)
        await settle('said')
        return null
      })
      shell.nudge()
      return { type: 'done', ...(code && { code }) }
    },
  }
}
