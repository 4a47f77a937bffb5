import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { cameAnswer } from './door.js'
import { decided } from './change.js'
import { endAnswer } from './finish.js'
import { planAnswer } from './plan.js'
import { isStillAsked, recapAnswer } from './recap.js'
import { replyAsked } from './reply.js'
import { saySalon } from './turn.js'
import { dayOfVisit } from './visit-asked.js'
import { takeBackVisit, visitSaid } from './visits.js'

/** After so long she no longer knows what a number stood for; an invitation stays the last thing on her screen until she says something. */
const ASKED_MS = 3 * 3_600_000

/** Her answer to what was asked of a salon; null where it is none: the question is over then, but for a recap, which has days. */
export async function salonAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Asked & AskedOfSalons,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { said } = message
  if (asked.type === 'salon_recap') {
    const turn = await recapAnswer(routing, ports, person, asked, message, asking)
    if (!turn && person.draft && !isStillAsked(person, asked.salonId, message))
      await ports.people.setAsked(person.contact.id, null)
    return turn
  }
  // Her voice is not understood here: the question stays.
  if (asked.type === 'salon' && said.type === 'media' && said.kind === 'voice' && !said.transcript && !person.draft)
    return saySalon(routing, ports, person, asking.words.say('salon.no_voice'), asking)
  await ports.people.setAsked(person.contact.id, null)
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text === null || (asked.type !== 'salon' && asked.at <= later(asking.now, -ASKED_MS))) return null
  switch (asked.type) {
    case 'salon':
    case 'salon_people':
    case 'salon_which':
      return replyAsked(routing, ports, person, asked, text, asking)
    case 'salon_came':
      return cameAnswer(routing, ports, person, asked.salonId, text, asking)
    case 'salon_plan':
      return planAnswer(routing, ports, person, asked, text, asking)
    case 'salon_change':
    case 'salon_cancel':
      return decided(routing, ports, person, asked, text, asking)
    case 'salon_end':
      return endAnswer(routing, ports, person, asked.salonId, text, asking)
    case 'visit':
      return takeBackVisit(routing, ports, person, asked.visitId, text, asking)
    case 'visit_day': {
      const day = dayOfVisit(asked.said, text, asking)
      if (day === null) return null
      if (day === 'none') return saySalon(routing, ports, person, asking.words.say('visit.not_kept'), asking)
      await ports.people.setAsked(person.contact.id, { ...asked, at: asking.now })
      if (day !== 'several') return visitSaid(routing, ports, person, day.said, asking)
      const { id: contactId, hubId } = person.contact
      const reply = asking.words.say('visit.when_one', { said: quote(text) })
      return { contactId, hubId, sessionId: person.draft?.id ?? null, reply, jobs: false }
    }
  }
}
