import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { later, type Instant } from '../kernel/clock.js'
import { WAITING } from '../records/lives.js'
import { isOfRecords, isProposed, type Asked } from './asked.js'
import { type Aside, filingsAnswer } from './filings/answer.js'
import { numberIn } from './numbers.js'
import type { TurnPorts, Utterance } from './ports.js'
import { menuLines } from './menu.js'
import { listShown } from './record/list.js'
import type { Known, Routing, Turn } from './route.js'
import { isOfHub } from './staff/help.js'
import { reviewCommandIn } from './staff/review-commands.js'
import { LOOKS, reviewAnswer } from './staff/review.js'
import { stillAsked } from './understood/answer.js'
import { laidAside } from './understood/keep-told.js'

/** So long a list on the screen is what a number or a short word means; after that it means something else. */
const FRESH_MS = 30 * 60_000

/**
 * What one gets who speaks of records that are filed: the hub's own people of all of theirs, a contact of what her organisation filed. Null
 * when her message is about something else; then what she was asked about them is over.
 */
export async function aboutRecords(
  routing: Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split' | 'calendar'>,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Pick<Turn, 'reply' | 'sessionId' | 'jobs'> | null> {
  const { contact } = person
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text === null) return null
  const standingNow = standing(contact.asked, asking.now)
  const again =
    isAside(standingNow) && (looks(text) || (await decides(ports, contact.hubId, standingNow, text)))
      ? lookedAt(standingNow)
      : null
  const asked = isAside(standingNow) ? again : standingNow
  const answer =
    (await listAgain(routing, ports, person, text, asking)) ??
    (await reviewAnswer(routing, ports, person, asked, text, asking)) ??
    (await filingsAnswer(routing, ports, person, asked, text, asking))
  if (answer && isProposed(contact.asked)) {
    const { pending } = contact.asked
    const more = answer.asked
      ? await laidAside(ports, person, pending, asking)
      : await stillAsked(routing, ports, person, pending, asking)
    if (answer.asked) await ports.people.setAsked(contact.id, answer.asked)
    const reply = [answer.reply, more].filter((line) => line !== null).join('\n')
    return { reply, sessionId: answer.sessionId ?? null, jobs: answer.jobs === true }
  }
  const next = answer ? (answer.asked ?? null) : kept(person, standingNow)
  if (answer || isOfRecords(contact.asked)) await ports.people.setAsked(contact.id, next)
  return answer && { reply: answer.reply, sessionId: answer.sessionId ?? null, jobs: answer.jobs === true }
}

/** A number of one of the hub's people that nothing else takes, after something said aside: it means the list she saw last, unless she saw the menu since. */
export async function aboutLastList(
  routing: Parameters<typeof aboutRecords>[0],
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Pick<Turn, 'reply' | 'sessionId' | 'jobs'> | null> {
  const { contact, addressId } = person
  const asked = standing(contact.asked, asking.now)
  const text = said.type === 'text' ? said.text : null
  if (!isAside(asked) || text === null || numberIn(text, asked.recordIds.length) === null) return null
  if (await ports.overview.wasTold(addressId, menuLines(routing.forms.current, asking.words), asked.at)) return null
  const answer = await reviewAnswer(routing, ports, person, lookedAt(asked), text, asking)
  if (answer) await ports.people.setAsked(contact.id, answer.asked ?? null)
  return answer && { reply: answer.reply, sessionId: answer.sessionId ?? null, jobs: answer.jobs === true }
}

/** It is on her screen again. */
function lookedAt(asked: AsideList): Asked {
  const { aside: _aside, ...list } = asked
  return list
}

/** 「看 1」, 「历史」, 「更多」, not a bare number: these decide nothing, and can mean nothing else. */
const looks = (text: string): boolean => {
  const command = reviewCommandIn(text)
  return command !== null && (LOOKS.includes(command.type) || command.type === 'more') && !/^\d/u.test(bare(text))
}

/** 「通过 3-4」 can mean nothing else either, where the list is still as she saw it. */
async function decides({ records }: TurnPorts, hubId: string, list: AsideList, text: string): Promise<boolean> {
  const command = reviewCommandIn(text)
  // 「刚才那份先别算通过」
  if (command?.type === 'reopen' && command.numbers.length === 0) return list.decided?.length === 1
  if (command?.type !== 'accept' && command?.type !== 'accept_saying' && command?.type !== 'return') return false
  if (command.numbers.length === 0 || !/^\s*(?:通过|退回|accept|return)/iu.test(text) || list.of !== 'waiting')
    return false
  const now = await records.listed(hubId, WAITING, 'oldest_first', list.recordIds.length)
  return now.length === list.recordIds.length && now.every(({ id }, i) => id === list.recordIds[i])
}

type AsideList = Asked & { type: 'list'; aside: true }

const isAside = (asked: Asked | null): asked is AsideList => asked?.type === 'list' && asked.aside === true

/** The list that one of the hub's people was shown stays, whatever she says besides, and what she is about to return. */
function kept({ contact, draft }: Known, asked: Asked | null): Asked | null {
  if (!isOfHub(contact) || draft !== null) return null
  if (asked?.type === 'list') {
    const { pending: _pending, ...list } = asked
    return { ...list, aside: true }
  }
  if (asked?.type !== 'returning') return null
  const { either: _either, ...returning } = asked
  return { ...returning, aside: true }
}

/** A number that answers a list of long ago: it is shown as it is now, and nothing is opened by it. */
async function listAgain(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  { contact, draft }: Known,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { asked } = contact
  if (draft !== null || asked?.type !== 'list' || asked.aside || standing(asked, asking.now) !== null) return null
  if (numberIn(text, asked.recordIds.length) === null) return null
  const { reply, asked: next } = await listShown(routing, ports, contact, asked.of, 1, asking)
  return { reply: next ? `${asking.words.say('record.list_again')}\n${reply}` : reply, asked: next }
}

/** Whether the list one of the hub's people was shown is not so long ago. */
export const listStands = ({ contact }: Pick<Known, 'contact'>, { now }: Asking): boolean =>
  isOfHub(contact) && contact.asked?.type === 'list' && standing(contact.asked, now) !== null

/** What came back may be changed by the word for it however late; a list is looked at again. */
const standing = (asked: Asked | null, now: Instant): Asked | null =>
  asked === null || asked.type === 'returned' || asked.at > later(now, -FRESH_MS) ? asked : null
