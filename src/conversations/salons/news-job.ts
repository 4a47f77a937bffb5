import type { Instant } from '../../kernel/clock.js'
import { addDays } from '../../kernel/day.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Words } from '../../kernel/words.js'
import { dayIn } from '../../kernel/zone.js'
import { positionOf } from '../../salons/places.js'
import type { Guest, Salon } from '../../salons/salon.js'
import { isFree, type AskedOfSalons } from '../asked.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellOne } from '../tell-staff.js'
import { recapKey } from './recap.js'
import { answerShown, factLines, invitationText, momentOf, titleOf, whenWhere } from './words.js'
import type { Before, News } from './news.js'

/**
 * The job `salon_news`, payload `{salonId, hubId, contactId, what}`: one contact is told one thing, if it is still so. What asks her something
 * is what her next 1, 2 or 3 answers, unless she was asked something else just before; where nobody may write to her now, she is asked when
 * she is next here.
 */
export function salonNews(shell: TurnShell): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ payload }) {
      const [salonId, contactId] = [textIn(payload, 'salonId'), textIn(payload, 'contactId')]
      const what = textIn(payload, 'what') as News
      const before = (payload['before'] ?? null) as unknown as Before | null
      const why = typeof payload['why'] === 'string' ? payload['why'] : null
      const told = await transact(async (ports) => {
        const now = clock.now()
        const hers = await ports.colleagues.find(textIn(payload, 'hubId'), contactId)
        if (what === 'invitation' && hers?.addresses.length === 0)
          await ports.people.addAsk(contactId, { type: 'salon', salonId })
        const key = what === 'recap' ? recapKey(salonId) : undefined
        return tellOne(shell, ports, hers, (words, person) => textFor(ports, person, words, now), now, { key })
      })
      shell.nudge()
      return told ? { type: 'done' } : { type: 'done', code: 'not_told' }

      async function textFor(ports: TurnPorts, person: Person, words: Words, now: Instant): Promise<string | null> {
        const { contact, standing } = person
        const salon = await ports.salons.find(salonId)
        const organisationId = (await ports.salons.invited(salonId)).find(
          (one) => one.contactId === contactId,
        )?.organisationId
        if (!salon || !contact || contact.left) return null
        const guests = await ports.salons.guests(salonId)
        const guest = guests.find((one) => one.organisationId === organisationId) ?? null
        const position = positionOf(guests, guest)
        const news = newsOf({ salon, guest, position, what, before, why, contact, now, hub: hubName(person) }, words)
        if (news === null) return null
        const open = shell.reach(standing, now).type === 'open'
        // What waits for her next message may be read a week later.
        if (!open && (what === 'day_before' || what === 'two_hours')) {
          const undecided = news.asks !== null
          await ports.people.addAsk(contactId, { type: undecided ? 'salon' : 'salon_soon', salonId })
          return null
        }
        if (news.asks === null) return news.text
        if (news.asks.type === 'salon' && !open && !person.draft) {
          await ports.people.addAsk(contactId, { type: 'salon', salonId })
          return null
        }
        // What waits for her next word is asked from then on: until she read it she answers nothing of it.
        const free = (open || news.asks.type === 'salon_recap') && isFree(contact.asked, now)
        if (free) await ports.people.setAsked(contactId, { ...news.asks, at: now })
        // What she writes next may be an answer in her draft: two lines had better say what they are about.
        if (news.asks.type === 'salon_recap')
          return person.draft ? `${news.text}\n${words.say('salon.recap_in_draft')}` : news.text
        return `${news.text}\n${words.say(free ? 'salon.reply_digits' : 'salon.reply_words')}`
      }
    },
  }

  function hubName({ standing }: Person): string {
    return shell.hubOf(standing.address.account)?.name ?? ''
  }
}

/** What is said, and what it asks; null where it is not so any more. */
function newsOf(
  {
    salon,
    guest,
    position,
    what,
    before,
    why,
    contact,
    now,
    hub,
  }: {
    salon: Salon
    guest: Guest | null
    /** Her place among those that wait. */
    position: number
    what: News
    before: Before | null
    why: string | null
    contact: NonNullable<Person['contact']>
    now: Instant
    hub: string
  },
  words: Words,
): { text: string; asks: AskedOfSalons | null } | null {
  const { zone } = contact
  const title = titleOf(salon, words)
  const values = { title, when: whenWhere(salon, zone, now, words), people: guest?.people ?? 0 }
  const seated = guest?.answer === 'yes' && guest.waitingSince === null
  const asks = { type: 'salon' as const, salonId: salon.id }
  const begun = salon.startsAt <= now
  if (what === 'cancelled') {
    const moment = momentOf(salon, zone, now, words)
    const reason = why === null ? '' : words.say('salon.because', { why })
    return salon.state === 'cancelled'
      ? { text: words.say('salon.cancelled', { title, moment, why: reason }), asks: null }
      : null
  }
  if (what === 'recap')
    return salon.state === 'ended'
      ? { text: words.say('salon.recap_wanted', values), asks: { type: 'salon_recap', salonId: salon.id } }
      : null
  if (salon.state !== 'open' || begun) return null
  switch (what) {
    case 'invitation':
      return { text: invitationText(salon, hub, zone, now, words), asks }
    case 'moved_up':
      return seated ? { text: words.say('salon.moved_up', values), asks: null } : null
    case 'moved': {
      if (guest?.answer === 'no') return null
      const changed = before === null ? [] : changes(before, salon, zone, now, words)
      const hers = guest?.answer
        ? [words.say('salon.still_counts', { answer: answerShown({ ...guest, answer: guest.answer }, words) })]
        : []
      const facts = factLines(salon, zone, now, words)
      return { text: [words.say('salon.changed', { title }), ...changed, ...facts, ...hers].join('\n'), asks }
    }
    case 'two_hours':
      return seated ? { text: words.say('salon.two_hours', values), asks: null } : null
    case 'day_before': {
      if (dayIn(now, zone) !== addDays(dayIn(salon.startsAt, zone), -1)) return null
      if (seated) return { text: words.say('salon.day_before', values), asks: null }
      if (guest?.answer === 'yes')
        return { text: words.say('salon.still_waiting', { ...values, position }), asks: null }
      return guest?.answer === 'no' ? null : { text: words.say('salon.day_before_ask', values), asks }
    }
  }
}

function changes(before: Before, salon: Salon, zone: string, now: Instant, words: Words): string[] {
  const moment = (of: Before) => momentOf(of, zone, now, words)
  const line = (from: string, to: string) => words.say('salon.from_to', { from, to })
  return [
    ...(moment(before) === moment(salon) ? [] : [line(moment(before), moment(salon))]),
    ...(before.place === salon.place
      ? []
      : [line(before.place ?? words.say('salon.nowhere'), salon.place ?? words.say('salon.nowhere'))]),
  ]
}
