import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { readAskedReply } from '../../salons/reply-words.js'
import type { Asked } from '../asked.js'
import { oneOrTwo } from '../numbers.js'
import { begin } from '../opening/begin.js'
import { openingOf } from '../opening/opening.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { invitations, unanswered } from '../salons/hers.js'
import { reply } from '../salons/seat.js'
import { titleOf } from '../salons/words.js'

/** Asks whether a number after a reminder opens this form or answers an invitation she had before; null where she has none to answer. */
export async function asksWhichNumber(
  ports: Pick<TurnPorts, 'salons' | 'people'>,
  { contact, ...person }: Known,
  form: Form,
  number: number,
  asking: Asking,
): Promise<Turn | null> {
  const { words, now } = asking
  const said = readAskedReply(String(number))
  const [open] = said ? await unanswered(ports, { contact, ...person }, asking) : []
  if (!said || !open) return null
  await ports.people.setAsked(contact.id, { type: 'which_number', number, salonId: open.salon.id, at: now })
  const reply = words.say('remind.which_number', {
    number,
    title: formIn(form, words.language).title,
    answer: words.say(`salon.word_${said.answer}`),
    salon: titleOf(open.salon, words),
  })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: false }
}

/** Her answer to that; null where it is none. */
export async function whichNumberAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { number, salonId }: Extract<Asked, { type: 'which_number' }>,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const chosen = oneOrTwo(text)
  const form = routing.forms.current[number - 1]
  if (chosen === 1 && form) return begin(routing, ports, person, openingOf(form.id), asking)
  const invited = (await invitations(ports, person, asking)).find(({ salon }) => salon.id === salonId)
  const said = readAskedReply(String(number))
  return chosen === 2 && invited && said ? reply(routing, ports, person, invited, said, asking) : null
}
