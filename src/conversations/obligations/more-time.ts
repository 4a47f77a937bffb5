import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { saySalon } from '../salons/turn.js'
import { tellStaffOf } from '../tell-staff.js'
import { myOwedText } from './mine.js'

/** A wish with its reason; a story is longer. */
const LONG = 40
const SAID = 14
const WISH =
  /^.{0,10}(?:(?:晚|迟|推迟|缓|延后|拖)(?:[点些]|几天|[一两二三四五六七八九十\d]+天|[一两\d]+(?:个)?(?:周|星期))?(?:再)?交|宽限|延期|延长).{0,6}$/u

const TIME =
  /(?:晚|迟|缓|推迟|推|延后|延期|延|拖|宽限)(?:一?缓|一下|(?:个)?几[天日]|[一两二三四五六七八九十\d]+个?(?:天|日|周|星期))/u
/** 「可以晚点吗 这周出差」: of what is due, and not of when she goes on writing. */
const LATER = /(?:晚|迟)[点些]儿?(?:再?交|给|吗|行吗|行不行|可以吗|好吗|，|,|\s|$)/u
/** 「能宽限到20号吗，我们会计休产假」 */
const UNTIL =
  /(?:能|可以|可否|申请|想)(?:不能|不可以|否|再)*(?:宽限|延期?|推迟|缓|晚|拖)(?:交)?[到至][\d一二三四五六七八九十下本这月周]/u
const ASKS =
  /^(?:请问|老师|您好|你好|那|我们?|咱们?|这份|这次|报告|简报|[，,\s])*(?:能|可以|可不可以|可否|请|麻烦|申请)|(?:吗|么|行不行|好不好|可不可以)[?？]*$/u

/** 「能不能缓两天」, 「来不及了，晚两天行吗」: nothing else, also in the middle of a draft. */
const asksForTime = (text: string): boolean =>
  UNTIL.test(text) ||
  ((TIME.test(text) || LATER.test(text)) && (ASKS.test(text) || /^.{0,12}(?:吗|行不行|好不好)[?？\s，,]/u.test(text)))

const HOW =
  /^(?:请问|你好|老师|我)*(?:想问一?下|问一?下)?(?:(?:怎么|怎样|如何|咋|哪里|在哪)(?:才能|可以|样|去|给(?:他们|她们|别人|机构|伙伴|.{2,12}?))*(?:申请|办理?|弄|说)?(?:延期|延长|晚几天交|晚点交)|(?:要|想|申请|办理?)?(?:延期|延长)(?:要|该|得|是|应该)*(?:怎么|怎样|如何|咋)(?:样|弄|办|办理|做|写|说|申请|操作|搞|回事)*)(?:呢|啊|呀|的|吗|么|了)*$/u

/** 「怎么延期」, 「延期怎么弄」 */
export const asksHowToExtend = (text: string): boolean =>
  text.length <= 24 && HOW.test(bare(text).replace(/[?？\s]+$/u, ''))

/** How one gets or gives more time, of whoever asks; nobody is told of it. Null when it is something else. */
export async function howToExtend(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { role } = person.contact
  if (!asksHowToExtend(text)) return null
  const { words } = asking
  const hub = hubIn(asking)
  if (role !== 'grantee')
    return saySalon(
      routing,
      ports,
      person,
      words.say(role === 'staff' ? 'owed.how' : 'owed.not_yours', { hub }),
      asking,
    )
  const { count, text: owed } = await myOwedText(routing, ports, person.contact, asking)
  return saySalon(
    routing,
    ports,
    person,
    [...(count === 0 ? [] : [words.say('owed.how_mine', { hub })]), owed].join('\n'),
    asking,
  )
}

/** 「能晚几天交吗」, where no draft is open. */
export const wishesTime = (text: string): boolean => text.length <= LONG && (asksForTime(text) || WISH.test(bare(text)))

/** 「能晚几天交吗」: whether she may is for staff to say, who hear it with the command for a yes; null when it is something else. */
export async function moreTimeWished(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  if (contact.role !== 'grantee' || text.length > LONG) return null
  if (!asksForTime(text) && (draft || !WISH.test(bare(text)))) return null
  const { count, text: owed } = await myOwedText(routing, ports, contact, asking, true)
  // It is no answer in a draft either, which she may put off herself.
  if (count === 0) return saySalon(routing, ports, person, draft ? asking.words.say('owed.put_off') : owed, asking)
  const news = { name: contact.name, organisation: contact.organisationName, said: quote(text) }
  await tellStaffOf(routing, ports, contact.hubId, (theirs) => theirs.say('owed.wish_news', news), asking.now)
  const reply = [asking.words.say('owed.wish', { said: quote(text, SAID), hub: hubIn(asking) }), owed].join('\n')
  return saySalon(routing, ports, person, reply, asking, true)
}
