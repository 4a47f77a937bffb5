import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import type { NoticeValues } from '../../kernel/message.js'
import type { Words } from '../../kernel/words.js'
import { formIn } from '../../forms/form.js'
import { rungDays } from '../../programmes/ladder.js'
import { isFree } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { owedOf, type StillOwed } from './owed.js'
import { nextStep, reminderText } from './reminder-text.js'

export type ReminderPorts = Pick<TurnPorts, 'colleagues' | 'affiliations' | 'obligations' | 'overview' | 'people'>

/** `owes`: what her next number answers, the first of it first; empty where it belongs to something else. */
export interface Reminder {
  text: string
  values: NoticeValues
  owes: string[]
}

/**
 * A reminder of all that one person owes on a day, as a message and for the fields of a template; null when she owes nothing, or nothing that
 * one is reminded of by now: a deadline that was put off is none yet.
 */
export async function reminderOf(
  shell: Pick<TurnShell, 'forms' | 'wordsOf' | 'hubOf' | 'calendar'>,
  ports: ReminderPorts,
  { hubId, contactId, today, now }: { hubId: string; contactId: string; today: Day; now: Instant },
): Promise<Reminder | null> {
  const contact = await ports.colleagues.find(hubId, contactId)
  const { owed, choices } = await owedOf(shell, ports, { id: contactId, hubId }, today)
  const [first] = owed
  if (!contact || !first || !(await anyCome(shell, ports, hubId, owed, today))) return null
  const held = contact.addresses[0] && (await ports.people.holdById(contact.addresses[0].addressId))
  const words = shell.wordsOf(held?.contact?.language ?? 'zh-CN')
  const hub = held ? (shell.hubOf(held.standing.address.account)?.name ?? '') : ''
  const draft = held?.draft ?? null
  const free = isFree(held?.contact?.asked ?? null, now)
  const open = shell.forms.current.find(({ id }) => id === draft?.session.form)
  const next = nextStep(owed, draft && { form: open ?? null, revises: draft.about.revises !== null }, free)
  const number = shell.forms.current.findIndex(({ id }) => id === first.form.id) + 1
  const who = { name: contact.name, hub, today, number }
  return {
    text: reminderText(owed, choices, who, next, words),
    values: fieldsOf(first, contact.organisation, words.say(`remind.note_${next.type}`, { number }), words),
    owes: next.type === 'begin' ? owed.map(({ obligation }) => obligation.id) : [],
  }
}

/** Whether the first rung of the ladder has come, for any of these. */
async function anyCome(
  { calendar }: Pick<TurnShell, 'calendar'>,
  { obligations }: Pick<ReminderPorts, 'obligations'>,
  hubId: string,
  owed: StillOwed[],
  today: Day,
): Promise<boolean> {
  const schedules = await obligations.schedules(hubId)
  return owed.some(({ obligation, deadline }) => {
    const ladder = schedules.find(({ id }) => id === obligation.scheduleId)?.schedule.ladder
    return ladder !== undefined && rungDays(ladder, deadline, calendar).some(({ on }) => on <= today)
  })
}

const fieldsOf = ({ form, deadline }: StillOwed, who: string, note: string, words: Words): NoticeValues => ({
  what: formIn(form, words.language).title,
  who,
  when: deadline satisfies Day,
  note,
})
