import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { readPlan } from '../../salons/plan-words.js'
import { salonCommandIn, type SalonCommand } from '../../salons/staff-words.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { picturesIntoRecord } from './album.js'
import { checkInByStaff, openDoor, uncheck } from './door-by-staff.js'
import { endSalon } from './finish.js'
import { startCancel, startChange } from './change.js'
import { absentText, lateSalon, listText, overview } from './lists.js'
import { planSalon } from './plan.js'
import { recapsText } from './recap.js'
import { saySalon } from './turn.js'
import { visitSaid } from './visits.js'
import { salonMeant } from './which.js'

/** What the hub's viewers may ask, too. */
const LOOKS: SalonCommand['type'][] = ['overview', 'list', 'absent', 'recaps']

/**
 * What one of the hub's own people gets for a word about salons and visits; null when hers is none. In the middle of a draft only what cannot
 * be an answer there is heard.
 */
export async function salonByStaff(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  if (!isOfHub(contact)) return null
  const isToCome = (plan: string) => (readPlan(plan, asking.today, contact.zone).plan.startsAt ?? '') > asking.now
  const command = salonCommandIn(text)
  if (!command) {
    const visit = await visitSaid(routing, ports, person, text, asking)
    // 「第二期木棉沙龙 7月12日下午2点 财大」
    const plans = !visit && !draft && contact.role === 'staff' && text.includes('沙龙') && isToCome(text)
    return plans ? planSalon(routing, ports, person, text, asking) : visit
  }
  // 「沙龙」 may be what an activity was, 「签到」 how people were counted.
  const answers = command.type === 'overview' || !command.named || (command.type === 'plan' && !isToCome(command.text))
  if (draft && answers && command.type !== 'check_in' && command.type !== 'uncheck') return null
  const say = (reply: string) => saySalon(routing, ports, person, reply, asking)
  if (contact.role !== 'staff' && !LOOKS.includes(command.type))
    return say(asking.words.say('salon.not_yours', { hub: hubIn(asking) }))
  switch (command.type) {
    case 'overview':
      return overview(routing, ports, person, asking)
    case 'plan':
      return planSalon(routing, ports, person, command.text, asking)
    case 'list': {
      const salons = await ports.salons.inHub(contact.hubId, ['open'])
      const salon = salonMeant(salons, command.name, person, asking)
      return say(typeof salon === 'string' ? salon : await listText(ports, person, salon, asking))
    }
    case 'absent':
    case 'recaps':
    case 'pictures': {
      const salon = await lateSalon(ports, person, command.name, asking)
      if (typeof salon === 'string') return say(salon)
      if (command.type === 'absent') return say(await absentText(ports, salon, asking))
      if (command.type === 'recaps') return say(await recapsText(ports, salon, asking))
      return say(await picturesIntoRecord(routing, ports, person, salon, asking))
    }
    case 'door':
      return openDoor(routing, ports, person, asking)
    case 'check_in':
      return checkInByStaff(routing, ports, person, command, asking)
    case 'uncheck':
      return uncheck(routing, ports, person, command.who, asking)
    case 'end':
      return endSalon(routing, ports, person, command, asking)
    case 'change':
      return startChange(routing, ports, person, command.text, asking)
    case 'cancel':
      return startCancel(routing, ports, person, command.why, asking)
  }
}
