import { commandOf, yesOrNo } from '../engine/commands.js'
import { hubIn, serviceQuestion } from '../engine/service.js'
import { together } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import { bare, quote } from '../forms/prompt.js'
import { later, millisOf, type Instant } from '../kernel/clock.js'
import { codeIn, codeOfScene } from '../people/invitation-code.js'
import type { Invited } from '../people/people.js'
import { isHere, sceneIn } from './codes.js'
import { menuLines } from './menu.js'
import { draftShown } from './open-draft.js'
import type { Binding, Person, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'
import { sayOnce } from './say-later.js'
import { staffWelcome } from './staff/help.js'
import { mayBeReport } from './understood/unplaced.js'

/**
 * Five wrong codes of one person within an hour close the door to her for an hour. After so many of all strangers of an account the door
 * is closed to whoever has typed a wrong one, until the hour is over; a right code is believed all the same, or a few who guess could keep
 * everybody out. Codes carry 39 bits, so guessing stays hopeless.
 */
const GUESSES = 5
const GUESSES_OF_ALL = 60
const HOUR = 3_600_000
/** More of what she tells before she is known is not kept. */
const KEPT = 5

const STRANGER: Binding = { confirming: null, guesses: 0, guessingSince: null, closedUntil: null }

/**
 * The binding conversation: a code, a question who she is, her yes. Two messages and she is known; a QR with the code in its scene is the
 * first of them. Nobody but us can make such a QR, so one that works is believed at a closed door, too. `forgotten`: what was said at a
 * closed door is not kept.
 */
export async function bind(
  routing: Pick<Routing, 'forms' | 'notice'>,
  ports: Pick<TurnPorts, 'people' | 'invitations' | 'outbox' | 'drafts'>,
  person: Person,
  message: Utterance,
  hubId: string | null,
  asking: Asking,
): Promise<{ reply: string | null; contactId: string | null; forgotten?: boolean }> {
  const { words, now } = asking
  const { notice } = routing
  const was = person.binding ?? STRANGER
  const answer = (key: string, values?: Record<string, string | number>) => ({
    reply: words.say(key, { hub: hubIn(asking), ...values }),
    contactId: null,
  })
  const say = async (next: Binding, key: string, values?: Record<string, string | number>) => {
    await ports.people.setBinding(person.addressId, next)
    return answer(key, values)
  }
  const closed = (until: Instant) => ({
    ...answer('bind.closed', { minutes: Math.ceil((millisOf(until) - millisOf(now)) / 60_000) }),
    forgotten: true,
  })
  const { said } = message
  // A tap on what she was asked is as good as the word.
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : ''
  const scene = sceneIn(said)
  const closedUntil = was.closedUntil !== null && was.closedUntil > now ? was.closedUntil : null

  if (said.type === 'media') {
    if (closedUntil) return { reply: null, contactId: null, forgotten: true }
    const stranger = words.say(said.kind === 'image' ? 'bind.photo_not_kept' : 'bind.stranger', { hub: hubIn(asking) })
    const { pictureAt } = was
    await ports.people.setBinding(person.addressId, { ...was, pictureAt: message.sentAt })
    if (asking.speaksLater) {
      await sayOnce(ports, person, 'stranger', stranger, now)
      return { reply: null, contactId: null }
    }
    return { reply: pictureAt && together(pictureAt, message.sentAt) ? null : stranger, contactId: null }
  }
  if (was.confirming && scene === null) {
    const yes = yesOrNo(text)
    const invited = await ports.invitations.findById(was.confirming)
    const fault = invited ? faultOf(invited, hubId, now) : 'bind.wrong_code'
    if (!invited || fault) return say({ ...was, confirming: null }, fault ?? 'bind.wrong_code')
    if (yes) {
      const ours = await ports.invitations.use(invited.invitation.id, person.addressId, now)
      if (!ours) return say({ ...was, confirming: null }, 'bind.used_code')
      await ports.people.bind(person.addressId, invited.invitation.contactId, now)
      const told = was.told ?? []
      for (const { said, from, sentAt } of told)
        await ports.people.addAsk(invited.invitation.contactId, { type: 'unplaced', said, from: [from], sentAt })
      const kept = told.map((one) => words.say('menu.kept_first', { said: quote(one.said) }))
      const reply = [await welcome(routing, ports, person, asking), ...kept].join('\n')
      return { reply, contactId: invited.invitation.contactId }
    }
    if (yes === false) return say({ ...was, confirming: null }, 'bind.not_me')
    if (mayBeReport(text) && !codeIn(text)) {
      const told = [...(was.told ?? []), { said: text, from: message.id, sentAt: message.sentAt }].slice(-KEPT)
      const again = await say({ ...was, told }, 'bind.confirm_again', whoIs(invited))
      return { ...again, reply: `${words.say('menu.kept_first', { said: quote(text) })}\n${again.reply}` }
    }
    if (!codeIn(text)) return say(was, 'bind.confirm_again', whoIs(invited))
  }

  const code = scene === null ? codeIn(text) : codeOfScene(scene)
  if (closedUntil && scene === null) return closed(closedUntil)
  if (!code) {
    if (scene !== null) notice('a QR with a scene that is not an invitation', { addressId: person.addressId })
    return closedUntil ? closed(closedUntil) : say(was, asksHow(text) ? 'bind.help' : 'bind.stranger')
  }
  const all = scene === null ? await ports.invitations.guesses(message.from, now) : null
  const crowdedUntil = all && all.count >= GUESSES_OF_ALL ? later(all.since, HOUR) : null
  const next = afterGuess(was, now)
  // At the door that is closed for the crowd everybody has one look: hers would not be the first.
  if (crowdedUntil && next.guesses !== 1) return closed(crowdedUntil)

  const invited = await ports.invitations.find(code)
  const fault = invited ? faultOf(invited, hubId, now) : 'bind.wrong_code'
  if (invited && !fault) return say({ ...was, confirming: invited.invitation.id }, 'bind.confirm', whoIs(invited))

  if (closedUntil) return closed(closedUntil)
  if (scene !== null) notice('a QR whose invitation does not work', { addressId: person.addressId })
  else if ((await ports.invitations.guessed(message.from, now)) === GUESSES_OF_ALL)
    notice('too many wrong invitation codes of all strangers: who typed one is not heard until the hour is over', {
      account: message.from.account,
      wrong: GUESSES_OF_ALL,
    })
  if (crowdedUntil) {
    await ports.people.setBinding(person.addressId, next)
    return closed(crowdedUntil)
  }
  if (next.closedUntil) {
    notice('too many wrong invitation codes: the door is closed to this person for an hour', {
      addressId: person.addressId,
    })
    return say(next, 'bind.closed', { minutes: 60 })
  }
  // Who scanned something old is a stranger like any other: she has no code in her hand that could be right.
  return say(next, fault === 'bind.wrong_code' && scene !== null ? 'bind.stranger' : (fault ?? 'bind.wrong_code'))
}

/** What she hears who is known from now on: how to begin, or what she began at another address; and staff what they may ask. */
async function welcome(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'drafts'>,
  { addressId }: Person,
  { words }: Asking,
): Promise<string> {
  const known = await ports.people.holdById(addressId)
  if (!known?.contact) throw new Error(`address ${addressId} was bound and is not`)
  const { contact, draft } = known
  const { name } = contact
  const done = draft
    ? words.say('bind.done_draft', { name, draft: await draftShown(routing, ports, draft, words) })
    : words.say('bind.done', { name, forms: menuLines(routing.forms.current, words) })
  return [done, staffWelcome(contact, words)].filter((part) => part !== null).join('\n\n')
}

function afterGuess({ guesses, guessingSince }: Binding, now: Instant): Binding {
  const running = guessingSince !== null && millisOf(now) - millisOf(guessingSince) <= HOUR
  const next = running ? { guesses: guesses + 1, guessingSince } : { guesses: 1, guessingSince: now }
  return next.guesses >= GUESSES ? { ...STRANGER, closedUntil: later(now, HOUR) } : { ...STRANGER, ...next }
}

const NO_CODE =
  /^(?:我|我们)?(?:还)?(?:没有?|不知道|忘了|找不到|丢了)(?:什么|我的)?(?:邀请码|码)|邀请码(?:是什么|是啥|在哪|怎么|找谁|从哪|呢|忘|丢|没)|^(?:怎么|如何)(?:弄|搞|办|开始|用|绑定|登录|注册)/u

/** She asks what to do, or for the code she has not: another answer than to a greeting. */
const asksHow = (text: string): boolean =>
  text.length < 40 && (commandOf(text)?.type === 'help' || serviceQuestion(text) !== null || NO_CODE.test(bare(text)))

function faultOf(invited: Invited, hubId: string | null, now: string): string | null {
  if (!isHere(invited, hubId)) return 'bind.wrong_code'
  if (invited.invitation.usedAt) return 'bind.used_code'
  if (invited.invitation.expiresAt && invited.invitation.expiresAt <= now) return 'bind.expired_code'
  return null
}

const whoIs = (invited: Invited) => ({
  hub: invited.hubName,
  organisation: invited.organisationName,
  name: invited.contactName,
})
