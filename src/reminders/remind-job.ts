import { textIn, type JobHandler } from '../kernel/job.js'
import { dayIn } from '../kernel/zone.js'
import type { TurnShell } from '../conversations/receive.js'
import { tellOne } from '../conversations/tell-staff.js'
import { stillOwed } from '../conversations/obligations/owed.js'
import type { Reminder, SeasonPorts } from './ports.js'
import { reminderText } from './words.js'

export type SeasonShell = Omit<TurnShell, 'transact'> & {
  transact: <T>(work: (ports: SeasonPorts) => Promise<T>) => Promise<T>
}

/**
 * The job `remind`: tells one person all that she still owes, as it is at this moment. Where all of it came in meanwhile she hears nothing
 * (code `unneeded`); where she has no address at all it stays for the staff's list (`unreachable`). It tells once: what was planned for her
 * is settled in the same transaction, and another run finds nothing planned.
 */
export function remindJob(shell: SeasonShell): JobHandler {
  return {
    async run({ payload }) {
      const [hubId, contactId, zone] = ['hubId', 'contactId', 'zone'].map((key) => textIn(payload, key)) as [
        string,
        string,
        string,
      ]
      const now = shell.clock.now()
      const today = dayIn(now, zone)
      const code = await shell.transact(async (ports) => {
        const settle = async (state: Reminder['state']) => {
          for (const one of await ports.reminders.plannedFor(hubId, contactId))
            await ports.reminders.setState(one, contactId, state)
        }
        const contact = await ports.colleagues.find(hubId, contactId)
        const { choices } = await ports.affiliations.choicesOf(contactId)
        const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
        const owed = await stillOwed(shell, ports, hubId, organisationIds, today, contact?.name ?? null)
        const planned = await ports.reminders.plannedFor(hubId, contactId)
        if (!contact || owed.length === 0 || planned.length === 0) {
          await settle('unneeded')
          return 'unneeded'
        }
        const told = await tellOne(
          shell,
          ports,
          contact,
          async (words, { draft, standing }) => {
            const hub = shell.hubOf(standing.address.account)?.name ?? ''
            const who = { name: contact.name, hub, today, busy: draft !== null }
            return reminderText(owed, who, (form) => shell.forms.current.findIndex(({ id }) => id === form) + 1, words)
          },
          now,
        )
        await settle(told ? 'said' : 'dropped')
        return told ? null : 'unreachable'
      })
      shell.nudge()
      return { type: 'done', ...(code && { code }) }
    },
  }
}
