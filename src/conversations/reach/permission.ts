import { yesOrNo } from '../../engine/commands.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { morningOf } from './morning.js'
import { answered } from './stock.js'
import { waysTo } from './ways.js'

/**
 * What she filed last asks for one permission: a notice before her next deadline. Only where nothing else could reach her then, where the
 * account she writes to can ask for it, and once for each deadline: it is put to what she is to be asked next.
 */
export async function permissionWished(
  routing: Pick<Routing, 'ways' | 'reach' | 'permission'>,
  ports: Pick<TurnPorts, 'people' | 'colleagues' | 'deadlines'>,
  person: Known,
  { today }: Asking,
): Promise<Known> {
  const { contact, standing } = person
  const deadline = await ports.deadlines.nextDeadline(contact.id)
  if (deadline === null || deadline <= today || deadline === contact.permissionAskedFor) return person
  if (!routing.permission(standing.address, 'deadline')) return person
  const addresses = (await ports.colleagues.find(contact.hubId, contact.id))?.addresses ?? []
  const then = waysTo(addresses, routing, morningOf(deadline, contact.zone), 'deadline')
  if (then.type === 'ways') return person
  // As the filing left her: it may have changed what she was asked last.
  const filed = (await ports.people.holdById(person.addressId))?.contact ?? contact
  const asks = [...filed.asks.filter(({ type }) => type !== 'permission'), { type: 'permission' as const, deadline }]
  await ports.people.setAsks(contact.id, asks)
  return { ...person, contact: { ...filed, asks } }
}

/** The question, with the link that is its yes; null when it is settled, or this account cannot ask. */
export function permissionAsked(
  routing: Pick<Routing, 'permission'>,
  { contact, standing }: Known,
  deadline: Day,
  { words, today }: Asking,
): string | null {
  const permission = routing.permission(standing.address, 'deadline')
  if (!permission || deadline <= today || deadline === contact.permissionAskedFor) return null
  if ((standing.notices[permission.template] ?? 0) > 0) return null
  return words.say('reach.may_we', { day: dayIn(deadline, words), link: linkOf(permission.url, words) })
}

/** A yes in words is not what the platform takes for one: the link once more. Null where her word is no answer to it. */
export function permissionAnswer(
  routing: Pick<Routing, 'permission'>,
  { contact, standing }: Known,
  text: string,
  { words }: Asking,
): Turn | null {
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: false }
  const permission = routing.permission(standing.address, 'deadline')
  const yes = yesOrNo(text)
  if (yes === null || !permission) return null
  const reply = yes ? words.say('reach.tap', { link: linkOf(permission.url, words) }) : words.say('reach.no_notice')
  return { ...turn, reply }
}

/** Writes down what she answered to the platform's pop-up, or that she switched notices off. */
export async function noticesAnswered(
  { people }: Pick<TurnPorts, 'people'>,
  { addressId, standing }: Pick<Person, 'addressId' | 'standing'>,
  answers: Record<string, string>,
  at: Instant,
): Promise<void> {
  await people.setNotices(addressId, answered(standing.notices, answers))
  if (Object.values(answers).includes('accept')) await people.clearNoticeRefusal(addressId)
  else await people.setRefusal(addressId, REFUSED, at, 'subscription')
}

/** What the platform would refuse a notice with. */
const REFUSED = 'errcode.43101'

const dayIn = (day: Day, words: Words): string => shown({ from: day, to: day }, words)

/** WeChat shows it as its words. */
const linkOf = (url: string, words: Words): string => `<a href="${new URL(url).href}">${words.say('reach.link')}</a>`
