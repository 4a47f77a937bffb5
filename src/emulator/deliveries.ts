import { appReceiver } from './app-receiver.js'
import { type Delivery, type Receiver, deliver } from './callback-sender.js'
import { addBubble, changeBubble, chatKey } from './chats.js'
import type { Who } from './corps.js'
import { strikeCallback } from './faults.js'
import { violated } from './log.js'
import { accountReceiver } from './official-account/receiver.js'
import type { Judged } from './reply.js'
import type { Part, SentMessage } from './said.js'
import type { World } from './world.js'

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

export function background(world: World, work: Promise<unknown>): void {
  world.underWay.add(work)
  void work.finally(() => world.underWay.delete(work))
}

/** Numbers of messages rise, as on the real platforms (the seconds are in the upper half of those), and are above 2^53. */
function nextMsgId(world: World): string {
  const now = (BigInt(Math.floor(world.clock.now() / 1000)) << 32n) + BigInt(world.chance.below(2 ** 31))
  const next = world.lastMsgId + 1n + BigInt(world.chance.below(2 ** 16))
  world.lastMsgId = now > next ? now : next
  return String(world.lastMsgId)
}

/** A part on its way: shown in the chat and remembered. `createTime` in seconds; `msgId` by chance unless given. */
export function toMessage(world: World, who: Who, part: Part, createTime: number, msgId?: string): SentMessage {
  const [type] = part.kind.split(':')
  const id = type === 'event' ? null : (msgId ?? nextMsgId(world))
  const fields = {
    CreateTime: createTime,
    MsgType: type!,
    ...part.fields,
    ...(id === null ? {} : { MsgId: BigInt(id) }),
  }
  const bubble = part.bubble && addBubble(world, who, { from: 'me', way: 'sent', state: 'delivering', ...part.bubble })
  const message: SentMessage = {
    id: world.chance.letters(16),
    who,
    kind: part.kind,
    fields: Object.fromEntries(world.chance.shuffled(Object.entries(fields))),
    msgId: id,
    bubbleId: bubble?.id ?? null,
    troubled: false,
    reply: null,
    envelope: null,
  }
  world.said.set(message.id, message)
  for (const old of world.said.keys()) {
    if (world.said.size <= REMEMBERED) break
    world.said.delete(old)
  }
  return message
}

export interface How {
  /** Delivered this many times at once, as if the platform had lost count. */
  copies?: number | undefined
  delayMs?: number | undefined
  sameEnvelope?: boolean | undefined
}

export async function sendAll(world: World, messages: SentMessage[], how: How): Promise<ActResult[]> {
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
  const receiver = receiverOf(world, message.who)
  const { judged, ...delivery } = await deliver(world, receiver, message, how)
  if (judged?.type === 'reply') showReply(world, message, judged)
  else if (receiver && (judged?.type === 'violation' || delivery.outcome === 'failed'))
    showTrouble(world, receiver, message)
  // A copy that failed does not take back what another delivered.
  if (delivery.delivered || message.reply === null)
    changeBubble(world, message.who, message.bubbleId, { state: delivery.delivered ? 'delivered' : 'failed' })
  return { id: message.id, msgId: message.msgId, ...delivery, reply: judged?.type === 'reply' ? judged.text : null }
}

const receiverOf = (world: World, who: Who): Receiver | null =>
  world.accounts.has(who.corpId) ? accountReceiver(world, who) : appReceiver(world, who)

function showTrouble(world: World, receiver: Receiver, message: SentMessage): void {
  const text = receiver.trouble(message)
  if (text === null || message.troubled || message.reply !== null) return
  message.troubled = true
  addBubble(world, message.who, { from: 'bot', way: 'passive', type: 'system', text })
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
