import { addDays, type Day } from '../kernel/day.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import type { NoticeValues } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { formIn } from '../forms/form.js'
import { stillOwed, type StillOwed } from '../conversations/obligations/owed.js'
import { notifyLater } from '../conversations/reach/notify.js'
import type { TurnShell } from '../conversations/receive.js'
import type { Reminder, SeasonPorts } from './ports.js'
import { reminderText } from './words.js'

export type SeasonShell = Omit<TurnShell, 'transact'> & {
  transact: <T>(work: (ports: SeasonPorts) => Promise<T>) => Promise<T>
}

/** What could not be brought to her by the evening of the next day is not said any more, in minutes of that day. */
const NO_USE = 20 * 60

/**
 * The job `remind`: tells one person all that she still owes, as it is at this moment, by whatever way is allowed to her (`notify`). Where all
 * of it came in meanwhile she hears nothing (code `unneeded`). It tells once: what was planned for her is settled in the same transaction, and
 * another run finds nothing planned.
 */
export function remindJob(shell: SeasonShell): JobHandler {
  return {
    async run({ key, payload }) {
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
        const contact = await ports.colleagues.find(hubId, contactId)
        const { choices } = await ports.affiliations.choicesOf(contactId)
        const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
        const owed = await stillOwed(shell, ports, hubId, organisationIds, today, contact?.name ?? null)
        const [first] = owed
        if (!contact || !first || planned.length === 0) {
          await settle('unneeded')
          return 'unneeded'
        }
        const held = contact.addresses[0] && (await ports.people.holdById(contact.addresses[0].addressId))
        const words = shell.wordsOf(held?.contact?.language ?? 'zh-CN')
        const hub = held ? (shell.hubOf(held.standing.address.account)?.name ?? '') : ''
        const who = { name: contact.name, hub, today, busy: held !== null && held !== undefined && held.draft !== null }
        const menu = (form: string) => shell.forms.current.findIndex(({ id }) => id === form) + 1
        await notifyLater(
          ports,
          {
            key,
            hubId,
            contactId,
            kind: 'deadline',
            text: reminderText(owed, who, menu, words),
            values: fieldsOf(first, contact.organisation, words),
            until: momentAt(addDays(today, 1), NO_USE, zone),
          },
          now,
        )
        await settle('said')
        return null
      })
      shell.nudge()
      return { type: 'done', ...(code && { code }) }
    },
  }
}

/** The same for the fields of a template. */
const fieldsOf = ({ form, deadline }: StillOwed, who: string, words: Words): NoticeValues => ({
  what: formIn(form, words.language).title,
  who,
  when: deadline satisfies Day,
  note: words.say('remind.note'),
})
