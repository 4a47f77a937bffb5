import type { Instant } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import { type Moment, remindersOf, type Reminder } from '../../salons/reminders.js'
import type { Guest, Salon } from '../../salons/salon.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellStaffOf } from '../tell-staff.js'
import { titleOf } from './words.js'

/** What people are told of a salon without having asked. */
export type News = 'invitation' | 'moved' | 'cancelled' | 'moved_up' | 'recap' | Reminder

/** How it was before it was changed. */
export type Before = Pick<Salon, 'startsAt' | 'endsAt' | 'place'>

type Outbox = Pick<TurnPorts, 'outbox'>

/** Wishes that these contacts are told, each in a job of her own. What is no longer so when it runs is not said. */
export async function newsLater(
  { outbox }: Outbox,
  { id: salonId, hubId }: Salon,
  contactIds: string[],
  what: News,
  now: Instant,
  more: { before?: Before; why?: string | null } = {},
): Promise<void> {
  const { before, why } = more
  for (const contactId of new Set(contactIds)) {
    await outbox.add({
      kind: 'salon_news',
      key: `salon_news:${salonId}:${contactId}:${what}:${now}`,
      payload: { salonId, hubId, contactId, what, ...(before && { before: { ...before } }), ...(why && { why }) },
      dueAt: now,
    })
  }
}

/** Wishes that people are reminded the day before and two hours before it begins, and staff of its end, as it is planned now. */
export async function remindLater({ outbox }: Outbox, salon: Salon, zone: string, now: Instant): Promise<void> {
  for (const { what, at } of remindersOf(salon, zone, now)) {
    await outbox.add({
      kind: 'salon_remind',
      key: `salon_remind:${salon.id}:${what}:${salon.startsAt}`,
      payload: { salonId: salon.id, what, startsAt: salon.startsAt },
      dueAt: at,
    })
  }
}

/** The contacts to be told of an organisation: who answered for it, else all who were asked. */
export function contactsOf(guest: Guest, invited: { contactId: string; organisationId: string }[]): string[] {
  if (guest.contactId !== null) return [guest.contactId]
  return invited.flatMap(({ contactId, organisationId }) =>
    organisationId === guest.organisationId ? [contactId] : [],
  )
}

/**
 * The job `salon_remind`, payload `{salonId, what, startsAt}`: who comes is reminded, and the day before who waits for a place hears how it stands,
 * and who has not decided is asked once more. It comes to nothing where the salon was moved or called off, or the moment is over. When it is `over` and nobody ended it, staff hear so.
 */
export function salonRemind(shell: TurnShell): JobHandler {
  const { transact, clock, nudge } = shell
  return {
    async run({ payload }) {
      const what = textIn(payload, 'what') as Moment
      const told = await transact(async (ports) => {
        const now = clock.now()
        const salon = await ports.salons.find(textIn(payload, 'salonId'))
        if (salon?.state !== 'open' || salon.startsAt !== payload['startsAt']) return false
        if (what === 'over') {
          const news = (words: Words) => words.say('salon.to_end', { title: titleOf(salon, words) })
          await tellStaffOf(shell, ports, salon.hubId, news, now, { key: `salon_over:${salon.id}` })
          return true
        }
        if (salon.startsAt <= now) return false
        const invited = await ports.salons.invited(salon.id)
        const guests = await ports.salons.guests(salon.id)
        const asked = guests.filter(
          ({ answer, waitingSince }) =>
            (answer === 'yes' && (waitingSince === null || what === 'day_before')) ||
            (what === 'day_before' && (answer === null || answer === 'maybe')),
        )
        await newsLater(
          ports,
          salon,
          asked.flatMap((guest) => contactsOf(guest, invited)),
          what,
          now,
        )
        return true
      })
      nudge()
      return told ? { type: 'done' } : { type: 'done', code: 'over' }
    },
  }
}
