import { commandOf, yesOrNo } from '../engine/commands.js'
import { hubIn, serviceQuestion } from '../engine/service.js'
import { together } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { bare } from '../forms/prompt.js'
import { later, millisOf } from '../kernel/clock.js'
import { codeIn } from '../people/invitation-code.js'
import type { Invited } from '../people/people.js'
import { menuLines } from './menu.js'
import type { Binding, Person, TurnPorts, Utterance } from './ports.js'
import { sayOnce } from './say-later.js'

/** Five wrong codes within an hour close the door for an hour: codes carry 40 bits, so guessing stays hopeless. */
const GUESSES = 5
const HOUR = 3_600_000

const STRANGER: Binding = { confirming: null, guesses: 0, guessingSince: null, closedUntil: null }

/** The binding conversation: a code, a question who she is, her yes. Two messages and she is known. */
export async function bind(
  ports: Pick<TurnPorts, 'people' | 'invitations' | 'outbox'>,
  person: Person,
  message: Utterance,
  hubId: string | null,
  forms: Form[],
  asking: Asking,
): Promise<{ reply: string | null; contactId: string | null }> {
  const { words, now } = asking
  const was = person.binding ?? STRANGER
  const say = async (next: Binding, key: string, values?: Record<string, string | number>) => {
    await ports.people.setBinding(person.addressId, next)
    return { reply: words.say(key, { hub: hubIn(asking), ...values }), contactId: null }
  }
  const text = message.said.type === 'text' ? message.said.text : ''

  if (message.said.type === 'media') {
    const stranger = words.say('bind.stranger', { hub: hubIn(asking) })
    if (asking.speaksLater) {
      await sayOnce(ports, person.addressId, 'stranger', stranger, now)
      return { reply: null, contactId: null }
    }
    const { pictureAt } = was
    await ports.people.setBinding(person.addressId, { ...was, pictureAt: message.sentAt })
    return { reply: pictureAt && together(pictureAt, message.sentAt) ? null : stranger, contactId: null }
  }
  if (was.confirming) {
    const yes = yesOrNo(text)
    const invited = await ports.invitations.findById(was.confirming)
    const fault = invited ? faultOf(invited, hubId, now) : 'bind.wrong_code'
    if (!invited || fault) return say({ ...was, confirming: null }, fault ?? 'bind.wrong_code')
    if (yes) {
      const ours = await ports.invitations.use(invited.invitation.id, person.addressId, now)
      if (!ours) return say({ ...was, confirming: null }, 'bind.used_code')
      await ports.people.bind(person.addressId, invited.invitation.contactId, now)
      return {
        reply: words.say('bind.done', { name: invited.contactName, forms: menuLines(forms, words) }),
        contactId: invited.invitation.contactId,
      }
    }
    if (yes === false) return say({ ...was, confirming: null }, 'bind.not_me')
    if (!codeIn(text)) return say(was, 'bind.confirm_again', whoIs(invited))
  }

  const minutes = was.closedUntil && was.closedUntil > now ? millisOf(was.closedUntil) - millisOf(now) : 0
  if (minutes > 0) return say(was, 'bind.closed', { minutes: Math.ceil(minutes / 60_000) })
  const code = codeIn(text)
  if (!code) return say(was, asksHow(text) ? 'bind.help' : 'bind.stranger')

  const invited = await ports.invitations.find(code)
  const fault = invited ? faultOf(invited, hubId, now) : 'bind.wrong_code'
  if (invited && !fault) return say({ ...was, confirming: invited.invitation.id }, 'bind.confirm', whoIs(invited))

  const fresh = !was.guessingSince || millisOf(now) - millisOf(was.guessingSince) > HOUR
  const guesses = fresh ? 1 : was.guesses + 1
  if (guesses >= GUESSES) return say({ ...STRANGER, closedUntil: later(now, HOUR) }, 'bind.closed', { minutes: 60 })
  const guessingSince = fresh ? now : was.guessingSince
  return say({ confirming: null, guesses, guessingSince, closedUntil: null }, fault ?? 'bind.wrong_code')
}

const NO_CODE =
  /^(?:我|我们)?(?:还)?(?:没有?|不知道|忘了|找不到|丢了)(?:什么|我的)?(?:邀请码|码)|邀请码(?:是什么|是啥|在哪|怎么|找谁|从哪|呢|忘|丢|没)|^(?:怎么|如何)(?:弄|搞|办|开始|用|绑定|登录|注册)/u

/** She asks what to do, or for the code she has not: another answer than to a greeting. */
const asksHow = (text: string): boolean =>
  text.length < 40 && (commandOf(text)?.type === 'help' || serviceQuestion(text) !== null || NO_CODE.test(bare(text)))

/** A code of another hub does not exist here: the answer must not tell it apart from a wrong one. */
function faultOf(invited: Invited, hubId: string | null, now: string): string | null {
  if (hubId && invited.invitation.hubId !== hubId) return 'bind.wrong_code'
  if (invited.invitation.usedAt) return 'bind.used_code'
  if (invited.invitation.expiresAt && invited.invitation.expiresAt <= now) return 'bind.expired_code'
  return null
}

const whoIs = (invited: Invited) => ({
  hub: invited.hubName,
  organisation: invited.organisationName,
  name: invited.contactName,
})
