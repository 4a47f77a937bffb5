import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { meantBy } from '../../people/names.js'
import type { Asked, Listing } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import { numberIn } from '../numbers.js'
import type { Person, TurnPorts } from '../ports.js'
import { listShown } from '../record/list.js'
import { lifeOf } from '../record/shown.js'
import { reviseAtOnce } from '../revise-at-once.js'
import { revise } from '../revise.js'
import { acceptText, reopenText, type ReviewNeeds } from './deciding.js'
import { granteeMeant, noneWaits, type OfGrantee } from './of-grantee.js'
import { startReturn } from './returning.js'
import { seenText } from './seen.js'
import { asksOfWhich } from './without-list.js'

type Member = Person & { contact: NonNullable<Person['contact']> }
type List = Asked & { type: 'list' }

const NAME_LONG = 24

/** The same said of one that is chosen by its number. */
const COMMAND: Record<Exclude<OfGrantee['type'], 'show'>, string> = {
  accept: '通过',
  return: '退回',
  correct: '更正',
  reopen: '重开',
}
/** Where those are of which she may mean one. */
const LIST_OF: Record<OfGrantee['type'], Exclude<Listing, 'mine'>> = {
  accept: 'waiting',
  return: 'waiting',
  show: 'waiting',
  correct: 'accepted',
  reopen: 'accepted',
}
/** 「看看桃源的」 is about all that it filed, where nothing of it waits. */
const MAY_BE_ALL = /的\s*[?？。]?$/u

/**
 * 「麦田通过」, 「退回 在一起 第3题…」, 「更正 青苗 人数 16」: the only one of that grantee that it can be about, or those to choose from. Accepted at once is only one
 * that is on her screen. Null where no grantee is called so.
 */
export async function ofGrantee(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Member,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const meant = await granteeMeant(ports, contact.hubId, text)
  if (!meant) return null
  const { type, recordIds, organisations } = meant
  const changes = type === 'correct' || type === 'reopen'
  if (draft && changes) return null
  // 「把麦田的截止日改成…」 is of no record.
  const labels = routing.forms.current.flatMap(({ fields }) => fields.map(({ label }) => label))
  if (type === 'correct' && !/更正/u.test(text) && !labels.some((label) => meant.text.startsWith(label))) return null
  const [only, ...others] = recordIds
  if (only === undefined && type === 'show' && MAY_BE_ALL.test(text)) return null
  if (only === undefined)
    return {
      reply: changes ? words.say('review.none_filed', { organisation: meant.names }) : noneWaits(meant, asking),
      ...(asked && { asked }),
    }
  if (type !== 'show' && contact.role !== 'staff')
    return { reply: words.say('review.not_yours', { hub: hubIn(asking) }), asked }
  if (others.length > 0) return which()
  const list: List = { type: 'list', of: LIST_OF[type], recordIds, more: false, only: organisations, at: now }
  switch (type) {
    case 'return':
      return startReturn(routing, ports, contact, only, meant.text, recordIds, asking)
    case 'reopen':
      return reopenText(routing, ports, contact, only, meant.text, asking)
    case 'correct': {
      const revised =
        meant.text === ''
          ? await revise(routing, ports, person, only, asking)
          : await reviseAtOnce(routing, ports, person, only, meant.text, asking)
      return { ...revised, asked: revised.sessionId === null ? asked : null }
    }
    case 'accept':
      if (asked?.type === 'list' && asked.of === 'waiting' && asked.recordIds.includes(only))
        return acceptText(routing, ports, contact, [only], asked, asking)
      break
    case 'show':
  }
  const life = await lifeOf(routing, ports, contact.hubId, only, words)
  return life && { reply: seenText(life, 'show', contact, asking), asked: { ...list, shown: only } }

  async function which(): Promise<Aside> {
    if (!meant || type === 'show') return listShown(routing, ports, contact, 'waiting', 1, asking, organisations)
    const foot = asksOfWhich(text, words)
    const first = await listShown(routing, ports, contact, LIST_OF[type], 1, asking, organisations, foot)
    // What waits can be corrected as well.
    const shown =
      first.asked === null ? await listShown(routing, ports, contact, 'waiting', 1, asking, organisations, foot) : first
    const pending = `${COMMAND[type]} ${meant.text}`.trim()
    const next = shown.asked?.type === 'list' ? { ...shown.asked, pending } : shown.asked
    return { reply: `${words.say('review.list_now')}\n${shown.reply}`, asked: next }
  }
}

/** Which of the list she means who was asked which: by its number, or by the name of the only one there of a grantee; null where she says something else. */
export async function chosenOf(
  { overview, records }: Pick<TurnPorts, 'overview' | 'records'>,
  hubId: string,
  { recordIds }: Pick<List, 'recordIds'>,
  text: string,
): Promise<string | null> {
  const number = numberIn(text, recordIds.length)
  if (number !== null) return recordIds[number - 1] ?? null
  if (text.length > NAME_LONG) return null
  const name = text.trim().replace(/(?:的?(?:那一?|这一?)份|的)?(?:吧|啊)?[。.]?$/u, '')
  const ids = meantBy(await overview.organisations(hubId), name).map(({ id }) => id)
  if (ids.length === 0) return null
  const listed = await Promise.all(recordIds.map((id) => records.listedOne(hubId, id)))
  const [only, ...others] = listed.filter((one) => one !== null && ids.includes(one.organisationId))
  return only && others.length === 0 ? only.id : null
}
