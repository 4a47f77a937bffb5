import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { callsOf, meantBy, near } from '../../people/names.js'
import type { Asked } from '../asked.js'
import { numbered, numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Contact, Routing } from '../route.js'
import { passOn, whoIs } from './pass-on.js'
import type { HelpTalk } from './ports.js'

type AnswerWhom = Asked & { type: 'answer_whom' }
/** A name at the beginning of what is to be passed on, and what stands behind it; null where there is none. */
interface Named {
  name: string | null
  said: string
}

const NAME = 20
/** More of what is to be passed on is not shown again. */
const LONG = 200

const callsOfTalk = (talk: HelpTalk): string[] => [whoIs(talk), talk.organisation, ...callsOf(talk.name)]

const beginsWith = (text: string, name: string): boolean => Array.from(name).length >= 2 && text.startsWith(name)

/** The only one waiting whose name begins the text with no sign behind it: 「小舟你们的发票还差一张」. */
export function beginsWithName(talks: HelpTalk[], text: string): HelpTalk | null {
  const [only, ...others] = talks.filter((talk) => callsOfTalk(talk).some((name) => beginsWith(text, name)))
  return only && others.length === 0 ? only : null
}

/**
 * The name at the beginning that is of nobody who waits: of another contact or organisation of the hub, or like the name of one who waits
 * (「小周」 for 「小舟」). Null where the text begins with no name.
 */
export async function nameOfAnother(
  { overview }: Pick<TurnPorts, 'overview'>,
  hubId: string,
  talks: HelpTalk[],
  text: string,
): Promise<Named | null> {
  const [, word = '', rest = ''] = /^(\S+?)(?:[\s:：，,]+([^]*))?$/u.exec(text) ?? []
  const organisations = await overview.organisations(hubId)
  const waiting = talks.map((talk) => ({ id: talk.id, name: talk.name, aliases: callsOfTalk(talk) }))
  const isName = meantBy(organisations, word).length > 0 || (rest !== '' && near(waiting, word).length > 0)
  if (isName) return { name: word, said: rest.trim() }
  const names = organisations.flatMap(({ name, aliases, people }) => [name, ...aliases, ...people.flatMap(callsOf)])
  const glued = names.filter((name) => beginsWith(text, name)).sort((a, b) => b.length - a.length)[0]
  return glued === undefined ? null : { name: glued, said: text.slice(glued.length).trim() }
}

/** Nothing is sent: who of those who wait is meant, if any. */
export async function askWhom(
  { people }: Pick<TurnPorts, 'people'>,
  { id, asked }: Contact,
  talks: HelpTalk[],
  { name, said }: Named,
  { words, now }: Asking,
): Promise<string> {
  const names = talks.map(whoIs)
  if (said === '') return words.say('human.which', { names: names.join(words.say('field.comma')) })
  const talkIds = talks.map((talk) => talk.id)
  // The list she has on the screen is there again behind this, and what she is about to return.
  const before = asked?.type === 'list' || asked?.type === 'returning' ? { before: asked } : {}
  await people.setAsked(id, { type: 'answer_whom', talkIds, name, said, at: now, ...before })
  const choices = numbered([...names.map((who) => words.say('human.to', { who })), words.say('human.to_nobody')])
  const values = { said: quote(said, LONG), choices }
  return name === null
    ? words.say('human.wait', { ...values, names: names.join(words.say('field.comma')) })
    : words.say('human.not_waiting', { ...values, name: quote(name, NAME) })
}

/** Her answer to that: it goes to that one, or to nobody. Null where it is none, and nothing was sent. */
export async function whomAnswer(
  routing: Routing,
  ports: TurnPorts,
  contact: Contact,
  { talkIds, name, said, before }: AnswerWhom,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const { words } = asking
  const [only, ...others] = talkIds
  const yes = others.length === 0 ? yesOrNo(text) : null
  const number = numberIn(text, talkIds.length + 1) ?? (yes === null ? null : yes ? 1 : 2)
  if (before) await ports.people.setAsked(contact.id, { ...before, at: asking.now })
  if (number === null && !NOBODY.test(text.trim())) return null
  const chosen = number === null ? undefined : others.length === 0 && number === 1 ? only : talkIds[number - 1]
  if (chosen === undefined)
    return words.say(name === null ? 'human.not_passed_on' : 'human.not_sent', { name: quote(name ?? '', NAME) })
  const talk = (await ports.helpTalks.inHub(contact.hubId)).find(({ id }) => id === chosen)
  return talk ? passOn(routing, ports, contact, talk, said, asking) : words.say('human.no_talk')
}

const NOBODY = /^(?:0|都?不发|不用了?|算了|取消)$/u
