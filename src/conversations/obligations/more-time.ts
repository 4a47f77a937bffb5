import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'
import { myOwedText } from './mine.js'

const WISH =
  /^.{0,10}(?:(?:晚|迟|推迟|缓|延后|拖)(?:[点些]|几天|[一两二三四五六七八九十\d]+天|[一两\d]+(?:个)?(?:周|星期))?(?:再)?交|宽限|延期|延长).{0,6}$/u

/** 「能晚几天交吗」: whether she may is for staff to say, who hear it with the command for a yes; null when it is something else. */
export async function moreTimeWished(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  if (contact.role !== 'grantee' || draft || text.length > 20 || !WISH.test(bare(text))) return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  const { count, text: owed } = await myOwedText(routing, ports, contact, asking)
  if (count === 0) return { ...turn, reply: owed, jobs: false }
  const news = { name: contact.name, organisation: contact.organisationName, said: quote(text) }
  await tellStaffOf(routing, ports, contact.hubId, (theirs) => theirs.say('owed.wish_news', news), asking.now)
  const reply = [asking.words.say('owed.wish', { hub: hubIn(asking) }), owed].join('\n')
  return { ...turn, reply, jobs: true }
}
