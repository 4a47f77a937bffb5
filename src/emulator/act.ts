import { z } from 'zod'
import { addBubble, changeBubble, chatKey } from './chats.js'
import { type Delivery, deliver } from './callback-sender.js'
import { type Who, findWho, putMember, renameMember } from './corps.js'
import { strikeCallback } from './faults.js'
import { violated } from './log.js'
import type { Judged } from './reply.js'
import { type Part, type SentMessage, action, partsOf } from './said.js'
import type { World } from './world.js'

export const actRequest = z.object({
  corpId: z.string(),
  agentId: z.number(),
  userId: z.string(),
  action,
  /** Seconds; now, if not given. */
  createTime: z.number().int().optional(),
  /** The MsgId of each message, for who says the same message again after a restart; made by chance, if not given. */
  msgIds: z.array(z.string().regex(/^\d{1,19}$/)).optional(),
  deliver: z
    .object({
      /** Delivered this many times at once, as if the platform had lost count. */
      copies: z.number().int().min(1).max(4).optional(),
      delayMs: z.number().int().min(0).optional(),
      sameEnvelope: z.boolean().optional(),
    })
    .optional(),
})
export type ActRequest = z.input<typeof actRequest>

export interface ActResult {
  id: string
  msgId: string | null
  delivered: boolean
  attempts: number
  reply: string | null
  outcome: Delivery['outcome'] | 'lost' | 'under_way'
}

/** Messages remembered for delivering them once more. */
const REMEMBERED = 2000
/** Photos of one album leave the phone this far apart: all within a second. */
const ALBUM_GAP_MS = 15
/** How long a message waits for the next one that is to overtake it. */
const SWAP_WAIT_MS = 10_000

/**
 * Lets a member do something on the phone. The messages are under way when this resolves; `results` follow when each
 * was judged. Throws when corp, app or member do not exist or the member is outside the visible range.
 */
export async function act(
  world: World,
  request: ActRequest,
): Promise<{ messages: SentMessage[]; results: Promise<ActResult[]> }> {
  const { corpId, agentId, userId, createTime, msgIds, deliver: how = {}, action: done } = actRequest.parse(request)
  const found = findWho(world, { corpId, agentId, userId })
  if (!found) throw new Error(`no member ${userId} of app ${agentId} in corp ${corpId}`)
  const { member, corp } = found
  const who: Who = { corpId, agentId, userId: member.userId }
  if (!member.visible && !['subscribe', 'unsubscribe', 'rename', 'raw_event'].includes(done.type))
    throw new Error(`${userId} does not see the app`)
  const parts = await partsOf(world, corpId, done)
  const messages = parts.map((part, i) =>
    toMessage(world, who, part, createTime ?? Math.floor(world.clock.now() / 1000), msgIds?.[i]),
  )
  if (done.type === 'subscribe' || done.type === 'unsubscribe')
    putMember(world, { corpId, ...member, visible: done.type === 'subscribe' })
  if (done.type === 'rename') renameMember(world, corp, member, done.newUserId)
  const results = sendAll(world, messages, how)
  background(world, results)
  return { messages, results }
}

function background(world: World, work: Promise<unknown>): void {
  world.underWay.add(work)
  void work.finally(() => world.underWay.delete(work))
}

function toMessage(world: World, who: Who, part: Part, createTime: number, given?: string): SentMessage {
  const [type] = part.kind.split(':')
  const isContact = part.fields['Event'] === 'change_contact'
  const msgId = type === 'event' ? null : (given ?? world.chance.bigId())
  const fields = {
    ToUserName: who.corpId,
    FromUserName: isContact ? 'sys' : who.userId,
    CreateTime: createTime,
    MsgType: type!,
    ...part.fields,
    ...(isContact ? { UserID: who.userId } : { AgentID: who.agentId }),
    ...(msgId === null ? {} : { MsgId: BigInt(msgId) }),
  }
  const bubble = part.bubble && addBubble(world, who, { from: 'me', way: 'sent', state: 'delivering', ...part.bubble })
  const message: SentMessage = {
    id: world.chance.letters(16),
    who,
    kind: part.kind,
    fields: Object.fromEntries(world.chance.shuffled(Object.entries(fields))),
    msgId,
    bubbleId: bubble?.id ?? null,
    reply: null,
    envelope: null,
  }
  world.said.set(message.id, message)
  for (const id of world.said.keys()) {
    if (world.said.size <= REMEMBERED) break
    world.said.delete(id)
  }
  return message
}

type How = NonNullable<z.output<typeof actRequest>['deliver']>

async function sendAll(world: World, messages: SentMessage[], how: How): Promise<ActResult[]> {
  const first = messages[0]!
  const shuffled = messages.length > 1 && strikeCallback(world, first.kind, first.who, 'shuffle')
  const results = new Map<SentMessage, Promise<ActResult>>()
  for (const message of shuffled ? world.chance.shuffled(messages) : messages) {
    if (results.size > 0) await new Promise((wake) => setTimeout(wake, ALBUM_GAP_MS))
    results.set(message, sendOne(world, message, how))
  }
  return Promise.all(messages.map((message) => results.get(message)!))
}

async function sendOne(world: World, message: SentMessage, how: How): Promise<ActResult> {
  const fault = strikeCallback(world, message.kind, message.who)
  const delayMs = fault?.type === 'delay' ? fault.ms : (how.delayMs ?? 0)
  if (delayMs > 0) await world.clock.sleep(delayMs)
  if (fault?.type === 'lose') {
    changeBubble(world, message.who, message.bubbleId, { state: 'delivered' })
    return { id: message.id, msgId: message.msgId, delivered: false, attempts: 0, reply: null, outcome: 'lost' }
  }
  if (fault?.type === 'swap') await overtaken(world, message.who)
  const otherKey = fault?.type === 'other_key'
  const sameEnvelope = fault?.type === 'copies' ? fault.sameEnvelope : (how.sameEnvelope ?? false)
  const copies = fault?.type === 'copies' ? fault.copies : (how.copies ?? 1)
  const apartMs = fault?.type === 'copies' ? fault.apartMs : 0

  const again = () => deliverAndShow(world, message, { sameEnvelope, otherKey })
  const deliveries = [again()]
  for (let copy = 1; copy < copies; copy++)
    if (apartMs === 0) deliveries.push(again())
    else background(world, world.clock.sleep(copy * apartMs).then(again))
  const results = await Promise.all(deliveries)
  release(world, message.who)
  return results.find(({ reply }) => reply !== null) ?? results.find(({ delivered }) => delivered) ?? results[0]!
}

/** Delivers a message that was sent before once more: same MsgId and CreateTime, also hours later. */
export function redeliver(world: World, id: string, sameEnvelope = false): Promise<ActResult> {
  const message = world.said.get(id)
  if (!message) throw new Error(`no message ${id}`)
  return deliverAndShow(world, message, { sameEnvelope, otherKey: false })
}

async function deliverAndShow(
  world: World,
  message: SentMessage,
  how: { sameEnvelope: boolean; otherKey: boolean },
): Promise<ActResult> {
  const { judged, ...delivery } = await deliver(world, message, how)
  if (judged?.type === 'reply') showReply(world, message, judged)
  // A copy that failed does not take back what another delivered.
  if (delivery.delivered || message.reply === null)
    changeBubble(world, message.who, message.bubbleId, { state: delivery.delivered ? 'delivered' : 'failed' })
  return { id: message.id, msgId: message.msgId, ...delivery, reply: judged?.type === 'reply' ? judged.text : null }
}

/** A member sees one reply to one message, however often it was delivered. */
function showReply(world: World, message: SentMessage, judged: Judged & { type: 'reply' }): void {
  if (message.reply === null) {
    message.reply = judged.text
    for (const shown of judged.shown) addBubble(world, message.who, { from: 'bot', way: 'passive', ...shown })
  } else if (message.reply !== judged.text)
    violated(world, 'reply.changed', `同一条消息再次投递时，回复变了（${message.msgId ?? message.kind}）`)
}

function overtaken({ held, clock }: World, who: Who): Promise<void> {
  const next = new Promise<void>((go) => held.set(chatKey(who), [...(held.get(chatKey(who)) ?? []), go]))
  return Promise.race([next, clock.sleep(SWAP_WAIT_MS)])
}

function release({ held }: World, who: Who): void {
  const ready = held.get(chatKey(who)) ?? []
  held.delete(chatKey(who))
  for (const go of ready) go()
}
