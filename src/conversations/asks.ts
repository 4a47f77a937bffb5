import type { Asking } from '../forms/field-kind.js'
import { later } from '../kernel/clock.js'
import type { Ask, Asked } from './asked.js'
import { offerAsked } from './colleagues/hand.js'
import { holderOf } from './colleagues/take-over.js'
import { confirmAsked } from './phone/to-confirm.js'
import type { TurnPorts } from './ports.js'
import { colleagueChanges, returnedAsked } from './returned.js'
import { permissionAsked } from './reach/permission.js'
import { invitationAsked, reminded } from './salons/reply.js'
import type { Known, Routing } from './route.js'
import { takeUpAgain } from './set-aside.js'
import { isStale } from './understood/unplaced.js'

/** So long a question stands above what is written to it. */
const ABOVE_MS = 10 * 60_000

/**
 * The next of what she is to be asked now that she is here and has no draft open, or the draft that waited; null when there is nothing. What
 * she was just asked and did not answer is not asked again at once, unless she only came to the door (`greets`): what came back, or is to be
 * confirmed, is not to be lost behind the menu, and stays what her next word answers. What is settled by now is never asked again.
 */
export async function nextAsk(
  routing: Pick<Routing, 'forms' | 'permission'>,
  ports: Pick<TurnPorts, 'people' | 'drafts' | 'records' | 'colleagues' | 'salons'>,
  person: Known,
  asking: Asking,
  greets = false,
): Promise<string | null> {
  const { contact } = person
  const again = await takeUpAgain(routing, ports, person, asking)
  if (again !== null) return again
  const open: Ask[] = []
  let text: string | null = null
  for (const ask of contact.asks) {
    const question = await questionOf(ask)
    if (question === null) continue
    open.push(ask)
    if (text !== null || question === '' || isSilent(ask) || (ask.type === 'returned' && ask.later)) continue
    // An invitation is no answer to whatever she says: once it is enough, and 沙龙 shows it again.
    if (ask.type === 'salon' && ask.told) continue
    const just = isAbout(contact.asked, ask)
    if (just && ask.type !== 'returned' && ask.type !== 'confirm_record') continue
    if (ask.type === 'permission') {
      // Asked for once, whatever she says to it.
      open.pop()
      await ports.people.setPermissionAskedFor(contact.id, ask.deadline)
    }
    // Right behind 提交 a number may be its second tap: an invitation is answered in words there.
    const afterDraft = person.draft !== null && (ask.type === 'salon' || ask.type === 'salon_soon')
    if (!afterDraft) await ports.people.setAsked(contact.id, { ...askedBy(ask, contact.asked), at: asking.now })
    if (just && !greets) continue
    text = question
    // A reminder is said once.
    if (ask.type === 'salon_soon') open.pop()
    if (ask.type === 'salon' && !afterDraft) open[open.length - 1] = { ...ask, told: true }
    if (ask.type === 'returned') open[open.length - 1] = { ...ask, told: true }
  }
  if (open.length < contact.asks.length || open.some((ask) => !contact.asks.includes(ask)))
    await ports.people.setAsks(contact.id, open)
  return text

  /** She has the whole of it on her screen still, however many messages she sends to it. */
  function isAbove(ask: Ask): boolean {
    const { asked } = contact
    return asked !== null && isAbout(asked, ask) && asked.at > later(asking.now, -ABOVE_MS)
  }

  async function questionOf(ask: Ask): Promise<string | null> {
    switch (ask.type) {
      case 'confirm_record':
        return confirmAsked(routing, ports, contact, ask.recordId, asking, isAbove(ask))
      case 'returned':
        return (
          (await returnedAsked(routing, ports, person, ask.recordId, asking, isAbove(ask))) ??
          ((await colleagueChanges(ports, contact, ask.recordId)) ? '' : null)
        )
      case 'take_over':
        return offerAsked(routing, ports, person, ask, asking)
      case 'permission':
        return permissionAsked(routing, person, ask.deadline, asking)
      case 'salon':
        return invitationAsked(ports, person, ask.salonId, asking)
      case 'salon_soon':
        return reminded(ports, person, ask.salonId, asking)
      case 'set_aside':
        return null
      case 'told':
      case 'withdrawal':
        return ''
      case 'unplaced':
        return isStale(ask, asking) ? null : ''
      case 'taken':
        return (await holderOf(ports, contact, ask.draftId)) && ''
    }
  }
}

type Silent = Extract<Ask, { type: 'set_aside' | 'told' | 'unplaced' | 'taken' | 'withdrawal' }>

/** Nothing is asked about it. */
const isSilent = (ask: Ask): ask is Silent =>
  ['set_aside', 'told', 'unplaced', 'taken', 'withdrawal'].includes(ask.type)

function askedBy(ask: Exclude<Ask, Silent>, before: Asked | null) {
  switch (ask.type) {
    case 'confirm_record':
      return ask
    case 'permission':
      // What she has just filed is still that.
      return before?.type === 'filed' ? { ...before, permission: ask.deadline } : ask
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
