import { commandOf } from '../engine/commands.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { bare } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { Said } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import { WAITING } from '../records/lives.js'
import { type Ask, UNREAD_MS } from './asked.js'
import { nextAsk } from './asks.js'
import { menuLines } from './menu.js'
import { numberIn } from './numbers.js'
import type { TurnPorts } from './ports.js'
import { nameOf } from './record/shown.js'
import type { Known, Routing } from './route.js'
import { staffCommandIn } from './staff/commands.js'
import { isOfHub } from './staff/help.js'
import { reviewCommandIn } from './staff/review-commands.js'

/** So long she knows what she saw last: a number means that. */
const FRESH_MS = 30 * 60_000
/** The numbers that lists begin with. */
const LISTED = 9

/**
 * That this may be 提交 tapped twice, where the draft that waited has come back in between, and is not taken as an answer there; said once
 * more it is one. Null for anything else.
 */
export async function secondTap(
  ports: Pick<TurnPorts, 'people'>,
  { id, asked }: Known['contact'],
  said: Said,
  { sentAt, words }: Asking,
): Promise<string | null> {
  const text = textOf(said)
  if (asked?.type !== 'filed' || asked.tapped || text === null || sentAt > later(asked.at, UNREAD_MS)) return null
  if (numberIn(text, 1) === null && commandOf(text)?.type !== 'submit') return null
  await ports.people.setAsked(id, { ...asked, tapped: true })
  return words.say('draft.second_tap', { said: bare(text) })
}

/**
 * What a number gets that can be no choice from the menu, because she has not seen it since: a second tap after 提交, one of staff after a list
 * that is gone, one of who has not heard yet that something came back, or is to confirm what was typed for her. Where she is, and nothing is opened. Null for anything else.
 */
export async function strayWord(
  routing: Pick<Routing, 'forms' | 'permission'>,
  ports: Pick<TurnPorts, 'overview' | 'records' | 'people' | 'drafts' | 'colleagues' | 'salons'>,
  person: Known,
  said: Said,
  asking: Asking,
): Promise<string | null> {
  const { contact, addressId } = person
  const { words, now } = asking
  const { current } = routing.forms
  const text = textOf(said)
  if (text === null) return null
  const number = numberIn(text, LISTED) !== null
  const since = later(now, -FRESH_MS)
  const filed = contact.asked?.type === 'filed' && contact.asked.at > since ? contact.asked : null
  if (!number && !(filed && commandOf(text)?.type === 'submit')) return null
  const seen = await ports.overview.wasTold(addressId, menuLines(current, words), filed?.at ?? since)
  const waits = ({ type }: Ask) => type === 'confirm_record' && !seen
  const unheard = contact.asks.some((ask) => waits(ask) || (ask.type === 'returned' && !ask.told))
  const ask = unheard ? await nextAsk(routing, ports, person, asking, true) : null
  if (ask !== null) return ask
  if (!filed && !isOfHub(contact)) return null
  // After 「没有待审的」「都审完了」 a number is about that, whatever menu stood before it.
  const last = isOfHub(contact) ? await ports.overview.lastSaid(addressId) : null
  const looked = last?.said.type === 'text' && isOfWork(last.said.text, asking)
  if (seen && !looked) return null

  const record = filed && (await ports.records.listedOne(contact.hubId, filed.recordId))
  if (!record) {
    if (!isOfHub(contact)) return null
    const count = await ports.records.count(contact.hubId, WAITING)
    return words.say(count > 0 ? 'staff.stray' : 'staff.stray_none', { count, titles: titlesOf(current, words) })
  }
  const form = formIn(await routing.forms.find(ports.drafts, record.form, record.formVersion), words.language)
  return words.say('menu.filed', { name: nameOf(form, record, words), titles: titlesOf(current, words) })
}

/** A command of the hub's people: behind its answer a number is no choice of a form. */
const isOfWork = (text: string, { today }: Asking): boolean =>
  reviewCommandIn(text) !== null || staffCommandIn(text, today) !== null

const textOf = (said: Said): string | null =>
  said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null

const titlesOf = (forms: Form[], words: Words): string =>
  forms.map((form) => formIn(form, words.language).title).join(words.say('field.comma'))
