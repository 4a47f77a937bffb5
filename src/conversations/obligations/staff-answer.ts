import { commandOf, isSmallTalk, yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { meantBy } from '../../people/names.js'
import { stateOn } from '../../programmes/obligation.js'
import type { Asked } from '../asked.js'
import { numberIn } from '../numbers.js'
import type { Contact } from '../route.js'
import { owedCommandIn } from './commands.js'
import { severalChanged, severalNamed } from './several.js'
import { changed, staffOwed } from './staff.js'
import { type Keeping, type Ports, UNTIL } from './meant.js'
import { daysMore, deadlineIn } from './until.js'

type OfOwed = Extract<Asked, { type: 'owed_half' | 'owed_done' | 'owed_all' | 'which_owed' }>

/** What staff answer to what they were asked about a report that is owed; null where it is about something else. */
export async function owedAnswer(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  asked: OfOwed,
  text: string,
  asking: Asking,
): Promise<string | null> {
  switch (asked.type) {
    case 'which_owed':
      return owedChosen(routing, ports, contact, asked, text, asking)
    case 'owed_half':
      return owedRest(routing, ports, contact, asked, text, asking)
    case 'owed_done':
      return owedAgain(routing, ports, contact, asked, text, asking)
    case 'owed_all': {
      if (yesOrNo(text) === false || NOT_AFTER_ALL.test(bare(text))) return asking.words.say('owed.left_as_is')
      const command = owedCommandIn(asked.said, asking.today)
      if (!yesOrNo(text) || !command || command.type === 'list' || contact.role !== 'staff') return null
      return severalChanged(routing, ports, contact, { said: asked.said, command, whom: 'all', sure: true }, asking)
    }
  }
}

/** 「改到7月21号」 right after one was put off: another day for that one, for the same reason. */
async function owedAgain(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  { obligationId, why }: { obligationId: string; why: string },
  text: string,
  asking: Asking,
): Promise<string | null> {
  const command = owedCommandIn(text, asking.today)
  if (command?.type !== 'extend' || command.name !== '' || contact.role !== 'staff') return null
  const held = await ports.obligations.hold(contact.hubId, obligationId)
  if (!held) return null
  const organisations = await ports.overview.organisations(contact.hubId)
  const name = quote(organisations.find((one) => one.id === held.organisationId)?.name ?? '', 20)
  const all = [{ obligation: held, state: stateOn(held, held.facts, asking.today) }]
  const said = `延期 ${name} ${command.to} ${why}`
  return changed(routing, ports, contact, said, { ...command, why }, { all, organisation: name, only: true }, asking)
}

const isUntil = (word: string, { today }: Asking): boolean =>
  daysMore(word) !== null || deadlineIn(word, today) !== null

/** The report that she chose by number, after she was asked which; null when it is no number of the list. */
async function owedChosen(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  asked: { obligationIds: string[]; said: string },
  text: string,
  asking: Asking,
): Promise<string | null> {
  const number = numberIn(text, asked.obligationIds.length)
  const command = owedCommandIn(asked.said, asking.today)
  const id = asked.obligationIds[(number ?? 0) - 1]
  const held = id === undefined ? null : await ports.obligations.hold(contact.hubId, id)
  if (!held || !command || command.type === 'list' || contact.role !== 'staff') return null
  const organisations = await ports.overview.organisations(contact.hubId)
  const name = quote(organisations.find((one) => one.id === held.organisationId)?.name ?? '', 20)
  const all = [{ obligation: held, state: stateOn(held, held.facts, asking.today) }]
  return changed(routing, ports, contact, asked.said, command, { all, organisation: name, only: true }, asking)
}

/** Words, not a number alone. */
const REASON = /\p{L}{2}/u
/** A time that is no day: 过阵子, 下个月再说. */
const VAGUE = /^(?:过|再过|等|晚)[^\d]{1,8}$|再说$/u
const NOT_AFTER_ALL = /^(?:算了|不用了?|取消|不延了?|不改了?|没事了?|cancel)$/iu

/** What was missing of what she said before; null where her message is none of it. */
async function owedRest(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  { want, said }: { want: 'why' | 'until' | 'whom'; said: string },
  text: string,
  asking: Asking,
): Promise<string | null> {
  if (NOT_AFTER_ALL.test(bare(text))) return asking.words.say('owed.left_as_is')
  if (isSmallTalk(text) || commandOf(text)) return null
  if (want === 'whom') {
    const organisations = await ports.overview.organisations(contact.hubId)
    const name = text.trim()
    if (meantBy(organisations, name).length === 0 && severalNamed(organisations, name) === null) return null
  }
  if (want === 'why') {
    // Another day meanwhile is no reason: it is for that day now.
    const [before, now] = [owedCommandIn(said, asking.today), owedCommandIn(text, asking.today)]
    if (before?.type === 'extend' && now?.type === 'extend' && now.name === '')
      return staffOwed(routing, ports, contact, `延期 ${before.name} ${now.to} ${now.why}`.trim(), asking)
    // The other side reads it: a bare number or 「嗯」 says nothing to them.
    if (!REASON.test(text)) {
      await ports.people.setAsked(contact.id, { type: 'owed_half', want, said, at: asking.now })
      return asking.words.say('owed.no_why', { said: quote(text.trim()) })
    }
  }
  if (want === 'until' && VAGUE.test(bare(text))) {
    await ports.people.setAsked(contact.id, { type: 'owed_half', want, said, at: asking.now })
    return asking.words.say('owed.no_day', { said: quote(text.trim()) })
  }
  if (want === 'until' && !text.split(/[\s，,]+/).some((word) => isUntil(word.replace(/^延?到/, ''), asking)))
    return null
  const whole = said.includes(UNTIL)
    ? said.replace(UNTIL, text.trim())
    : `${said.trim()} ${text.trim()}`.replace(/\s+/g, ' ')
  return staffOwed(routing, ports, contact, whole, asking)
}
