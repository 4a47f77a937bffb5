import type { Asking } from '../forms/field-kind.js'
import type { Ask, Asked } from './asked.js'
import { offerAsked } from './colleagues/hand.js'
import { confirmAsked } from './phone/confirm.js'
import type { TurnPorts } from './ports.js'
import { returnedAsked } from './returned.js'
import { invitationAsked, reminded } from './salons/reply.js'
import type { Known, Routing } from './route.js'

/**
 * The next of what she is to be asked now that she is here and has no draft open; null when there is nothing. What she was just asked and did
 * not answer is not asked again at once; what is settled by now, never.
 */
export async function nextAsk(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'drafts' | 'records' | 'colleagues' | 'salons'>,
  person: Known,
  asking: Asking,
): Promise<string | null> {
  const { contact } = person
  const open: Ask[] = []
  let text: string | null = null
  for (const ask of contact.asks) {
    const question = await questionOf(ask)
    if (question === null) continue
    const now = text === null && !isAbout(contact.asked, ask)
    // A reminder is said once.
    if (!now || ask.type !== 'salon_soon') open.push(ask)
    if (!now) continue
    text = question
    await ports.people.setAsked(contact.id, { ...askedBy(ask), at: asking.now })
  }
  if (open.length < contact.asks.length) await ports.people.setAsks(contact.id, open)
  return text

  function questionOf(ask: Ask): Promise<string | null> {
    switch (ask.type) {
      case 'confirm_record':
        return confirmAsked(routing, ports, person, ask.recordId, asking)
      case 'returned':
        return returnedAsked(routing, ports, person, ask.recordId, asking)
      case 'take_over':
        return offerAsked(routing, ports, person, ask, asking)
      case 'salon':
        return invitationAsked(ports, person, ask.salonId, asking)
      case 'salon_soon':
        return reminded(ports, person, ask.salonId, asking)
    }
  }
}

function askedBy(ask: Ask) {
  switch (ask.type) {
    case 'confirm_record':
      return ask
    case 'salon':
    case 'salon_soon':
      return { type: 'salon' as const, salonId: ask.salonId }
    case 'returned':
      return { type: 'returned' as const, recordId: ask.recordId }
    case 'take_over':
      return { type: 'take_over' as const, drafts: [{ id: ask.draftId, heldBy: ask.heldBy }], offered: true }
  }
}

function isAbout(asked: Asked | null, ask: Ask): boolean {
  if (asked?.type === 'confirm_record' || asked?.type === 'returned')
    return ask.type === asked.type && ask.recordId === asked.recordId
  if (asked?.type === 'salon') return ask.type === 'salon' && ask.salonId === asked.salonId
  return asked?.type === 'take_over' && ask.type === 'take_over' && asked.drafts.some(({ id }) => id === ask.draftId)
}
