import type { Session } from '../../engine/session.js'
import type { Told } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { countCharacters } from '../../forms/kinds/text.js'
import { bare } from '../../forms/prompt.js'
import { type Instant, later } from '../../kernel/clock.js'
import { dayIn } from '../../kernel/zone.js'
import type { Ask } from '../asked.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known } from '../route.js'
import { isStory } from './choose-form.js'
import { heardIn } from './heard-in.js'
import { targetOf } from './target.js'
import { TELLS } from './understand.js'

type Unplaced = Ask & { type: 'unplaced' }

/** After so long a number of the menu has nothing to do with what she wrote. */
const FRESH_MS = 3 * 3_600_000

const ASKS = /[?？吗么呢]\s*$|怎么|什么|咋|啥|哪|能不能|可不可以|可以不|行不行|多久|多少|几[点号时]|谁/u
const COUNTED = /[\d０-９一二两三四五六七八九十百千几半][多来几]?[人名位户家个场次元块份期]/u
/** 「好几次活动，明天整理给你」 is what she will say. */
const TO_COME =
  /(?:明天|后天|今晚|晚上|晚点|回头|改天|过几天|下次|下周|等会儿?|一会儿?)[^，,。]{0,6}(?:给你|发|交|整理|填|写|说)/u
/** Shorter is a word that was mistyped, or a code. */
const LEAST = 6
const LETTERS = 4
/** So long it is what she came to report, whatever it says. */
const LONG = 12

/** What got her nothing but the menu, and may be what she came to report. */
export const mayBeReport = (text: string): boolean => {
  const { length } = Array.from(text.trim())
  return (
    length >= LEAST &&
    (text.match(/\p{L}/gu)?.length ?? 0) >= LETTERS &&
    !ASKS.test(text) &&
    !TO_COME.test(text) &&
    (length >= LONG || TELLS.test(text) || COUNTED.test(text))
  )
}

const isUnplaced = (ask: Ask): ask is Unplaced => ask.type === 'unplaced'

/** Whether it is of no use any more: of long ago, and in no draft. */
export const isStale = ({ sentAt, draftId }: Unplaced, { now }: Pick<Asking, 'now'>): boolean =>
  draftId === undefined && sentAt <= later(now, -FRESH_MS)

/** A name alone may be a part of the story. */
const FACTS = 2

/** It is kept for the draft that she chooses next; `beside`: it was said to what was understood of other words, and does not go with those. */
export const keepUnplaced = (
  { people }: Pick<TurnPorts, 'people'>,
  { contact }: Known,
  { id: from, sentAt }: Pick<Utterance, 'id' | 'sentAt'>,
  said: string,
  beside = false,
): Promise<void> =>
  people.addAsk(contact.id, { type: 'unplaced', said, from: [from], sentAt, ...(beside && { beside: true }) })

/**
 * What she wrote before she chose this form, which is being opened as the draft: what it tells, to be put down; `kept` where that is not clear:
 * she says where it belongs. What she `told` since takes its place, but not the place of what she said beside that.
 */
export async function placed(
  ports: Pick<TurnPorts, 'people' | 'learntNames'>,
  { addressId, contact }: Known,
  draft: { id: string; form: Form; session: Session; told: boolean },
  asking: Asking,
): Promise<{ told: Told } | { kept: string } | null> {
  const kept = await takeUnplaced(ports, { addressId, contact }, asking, '', draft.told)
  if (!kept) return null
  if (draft.told) {
    await ports.people.addAsk(contact.id, { ...kept, draftId: draft.id })
    return { kept: kept.said }
  }
  const { said, from, sentAt } = kept
  const target = targetOf(draft.form, draft.session)
  const understood = await heardIn(ports, contact, said, { today: dayIn(sentAt, contact.zone) })
  const told = (understood?.activities ?? []).map(({ facts }) => facts)
  const activities = told.every((facts) => Object.keys(facts).length >= FACTS) ? told : []
  const whole = !!target?.story && activities.length === 0 && countCharacters(said) >= target.story.least
  const story = whole || (!!target && !!understood && isStory(said, target, understood))
  if (target && (story || activities.length === 1 || (activities.length > 1 && !target.one)))
    return { told: { activities, said, story, from } }
  await ports.people.addAsk(contact.id, { ...kept, draftId: draft.id })
  return { kept: said }
}

/** All that she wrote lately and that is in no draft, as one (`beside`: only what was said so); it waits no more. `since`: what she wrote before that still does. */
export async function takeUnplaced(
  { people }: Pick<TurnPorts, 'people'>,
  { addressId, contact }: Pick<Known, 'addressId' | 'contact'>,
  asking: Asking,
  since: Instant = '',
  beside = false,
): Promise<Unplaced | null> {
  const asks = (await people.holdById(addressId))?.contact?.asks ?? []
  const all = asks.filter((ask) => isUnplaced(ask) && ask.sentAt >= since)
  if (all.length === 0) return null
  const others = asks.filter((ask) => !all.includes(ask))
  await people.setAsks(contact.id, others)
  const fresh = all
    .filter(isUnplaced)
    .filter((ask) => ask.draftId === undefined && !isStale(ask, asking) && (!beside || ask.beside === true))
  const [first] = fresh
  if (!first) return null
  const said = fresh.map((ask) => ask.said).join('\n')
  return { type: 'unplaced', said, from: fresh.flatMap((ask) => ask.from), sentAt: first.sentAt }
}

const THAT =
  /^(?:把|就|请)*(?:我)?(?:刚才|刚刚|前面|之前)(?:说|发|写)?的?那一?(?:段|句)话?(?:放进去|放进来|放这里|填进去|就行)?$|^that text$/iu

/** 「刚才那段」 in the draft: what is kept for it, as if she said it now; null where nothing is, or she says something else. */
export async function saidBefore(
  { people }: Pick<TurnPorts, 'people'>,
  { contact, draft }: Known,
  message: Utterance,
): Promise<Utterance | null> {
  if (!draft || message.said.type !== 'text' || !THAT.test(bare(message.said.text))) return null
  const kept = contact.asks.findLast((ask) => isUnplaced(ask) && [draft.id, undefined].includes(ask.draftId))
  if (kept?.type !== 'unplaced') return null
  await people.setAsks(
    contact.id,
    contact.asks.filter((ask) => ask !== kept),
  )
  return { ...message, said: { type: 'text', text: kept.said } }
}
