import { act } from '../act.js'
import { type Fields, noteUnknown } from '../api-answer.js'
import { addBubble } from '../chats.js'
import type { World } from '../world.js'
import type { Account, Follower } from './accounts.js'
import { type AccountCall, type Answered, done } from './answer.js'
import { customKinds } from './custom-content.js'
import { takePermit } from './permits.js'

const KNOWN = ['touser', 'msgtype', 'customservice', 'aimsgcontext']
/** Somebody sees for so long, and only so long after an exchange, that the account types. */
const TYPING_MS = 30_000

/** Who `touser` is, or the errcode of why nothing can be sent there. */
export function receiverOf(account: Account, touser: unknown): Follower | number {
  const follower = typeof touser === 'string' ? account.followers.get(touser) : undefined
  if (!follower) return 40003
  return follower.following ? follower : 43004
}

/** `POST /cgi-bin/message/custom/send`: paid by what the follower did. There is no id in the answer. */
export function sendCustom(world: World, { account, fields, fault }: AccountCall): Answered {
  const type = typeof fields['msgtype'] === 'string' ? fields['msgtype'] : ''
  const kind = Object.hasOwn(customKinds, type) ? customKinds[type]! : null
  if (!kind) return 40008
  noteUnknown(world, 'message/custom/send', fields, [...KNOWN, type])
  const found = receiverOf(account, fields['touser'])
  if (typeof found === 'number') return found
  if (fault?.type === 'unfollow') {
    void act(world, { corpId: account.appId, agentId: 0, userId: found.openId, action: { type: 'unsubscribe' } })
    return 43004
  }
  if (found.refuses) return 48002
  const own = fields[type]
  const content = typeof own === 'object' && own !== null ? (own as Fields) : {}
  noteUnknown(world, `message/custom/send ${type}`, content, kind.knows)
  const shown = kind.read(world, account.appId, content)
  if (typeof shown === 'number') return shown
  const refusal = takePermit(found.permits, world.clock.now())
  if (refusal) return refusal
  found.exchangedAt = world.clock.now()
  found.seesTyping = false
  if (fault?.type !== 'drop')
    addBubble(
      world,
      { corpId: account.appId, agentId: 0, userId: found.openId },
      { from: 'bot', way: 'active', ...shown },
    )
  world.tell('state', {})
  return done()
}

/** `POST /cgi-bin/message/custom/typing`. */
export function showTyping(world: World, { account, fields }: AccountCall): Answered {
  const command = fields['command']
  if (command !== 'Typing' && command !== 'CancelTyping') return 45072
  const found = receiverOf(account, fields['touser'])
  if (typeof found === 'number') return found
  if (world.clock.now() - (found.exchangedAt ?? -Infinity) > TYPING_MS) return 45080
  if (command === 'Typing' && found.seesTyping) return 45081
  found.seesTyping = command === 'Typing'
  return done()
}
