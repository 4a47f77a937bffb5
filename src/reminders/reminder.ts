import { later, type Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { NoticeValues } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { formIn } from '../forms/form.js'
import { stillOwed, type StillOwed } from '../conversations/obligations/owed.js'
import type { TurnPorts } from '../conversations/ports.js'
import type { TurnShell } from '../conversations/receive.js'
import type { SeasonShell } from './remind-job.js'
import { quietUntil, remindAt } from './when.js'
import { reminderText } from './words.js'

/** A reminder of all that one person owes on a day, as a message and for the fields of a template; null when she owes nothing. */
export async function reminderOf(
  shell: Pick<TurnShell, 'forms' | 'wordsOf' | 'hubOf'>,
  ports: TurnPorts,
  { hubId, contactId, today }: { hubId: string; contactId: string; today: Day },
): Promise<{ text: string; values: NoticeValues } | null> {
  const contact = await ports.colleagues.find(hubId, contactId)
  const { choices } = await ports.affiliations.choicesOf(contactId)
  const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(shell, ports, hubId, organisationIds, today, contact?.name ?? null)
  const [first] = owed
  if (!contact || !first) return null
  const held = contact.addresses[0] && (await ports.people.holdById(contact.addresses[0].addressId))
  const words = shell.wordsOf(held?.contact?.language ?? 'zh-CN')
  const hub = held ? (shell.hubOf(held.standing.address.account)?.name ?? '') : ''
  const who = { name: contact.name, hub, today, busy: held !== null && held !== undefined && held.draft !== null }
  const menu = (form: string) => shell.forms.current.findIndex(({ id }) => id === form) + 1
  return { text: reminderText(owed, choices, who, menu, words), values: fieldsOf(first, contact.organisation, words) }
}

/**
 * The same for a reminder that waits to be sent: what is to be said now, or when it may be. Where another is planned for her today, it waits for
 * that one: she hears once how things stand.
 */
export function reminderNow(
  shell: SeasonShell,
  { hubId, contactId, zone }: { hubId: string; contactId: string; zone: string },
): Promise<{ text: string; values: NoticeValues } | { notBefore: Instant } | null> {
  const { calendar } = shell
  const now = shell.clock.now()
  const today = dayIn(now, zone)
  const notBefore = quietUntil(contactId, now, zone, calendar)
  if (notBefore !== null) return Promise.resolve({ notBefore })
  return shell.transact(async (ports) => {
    const planned = await ports.reminders.plannedFor(hubId, contactId)
    const behind = later(remindAt(contactId, today, momentAt(today, 0, zone), zone, calendar), BEHIND_MS)
    if (planned.length > 0 && now < behind) return { notBefore: behind }
    return reminderOf(shell, ports, { hubId, contactId, today })
  })
}

/** So long after the job of a reminder its message is surely in the outbox. */
const BEHIND_MS = 60_000

const fieldsOf = ({ form, deadline }: StillOwed, who: string, words: Words): NoticeValues => ({
  what: formIn(form, words.language).title,
  who,
  when: deadline satisfies Day,
  note: words.say('remind.note'),
})
