import type { Instant } from '../kernel/clock.js'
import type { Who } from './corps.js'
import type { World } from './world.js'

/** What a person sees in the chat with an app or an official account. */
export interface Bubble {
  id: string
  at: Instant
  from: 'me' | 'bot'
  /** Sent by the person, or come as the reply of a callback, or by message/send or one of its like. */
  way: 'sent' | 'passive' | 'active'
  type: 'text' | 'image' | 'file' | 'markdown' | 'textcard' | 'menu' | 'voice' | 'location' | 'system'
  text?: string
  mediaUrl?: string
  name?: string
  title?: string
  description?: string
  url?: string
  btntxt?: string
  /** Of a card: it came by a template, as a subscription notice or as a template message. */
  notice?: 'subscription' | 'template'
  /** Of a `menu`: what can be tapped. */
  choices?: { id: string; content: string }[]
  /** Of what the member sent. */
  state?: 'delivering' | 'delivered' | 'failed'
}

export type Shown = Omit<Bubble, 'id' | 'at' | 'from' | 'way' | 'state'>

/** Bubbles a chat keeps; the oldest go first. */
const KEPT = 1000

/** WeCom ignores the case of user ids; openids keep theirs. */
export const chatKey = ({ corpId, agentId, userId }: Who) =>
  `${corpId}/${agentId}/${agentId === 0 ? userId : userId.toLowerCase()}`

export const chatOf = (world: World, who: Who): Bubble[] => world.chats.get(chatKey(who)) ?? []

export function addBubble(world: World, who: Who, bubble: Omit<Bubble, 'id' | 'at'>): Bubble {
  const added: Bubble = { id: world.chance.bigId(), at: world.clock.at(), ...bubble }
  const chat = chatOf(world, who)
  chat.push(added)
  if (chat.length > KEPT) chat.shift()
  world.chats.set(chatKey(who), chat)
  world.tell('bubble', { ...who, bubble: added })
  return added
}

export function changeBubble(world: World, who: Who, id: string | null, change: Partial<Bubble>): void {
  const bubble = chatOf(world, who).findLast((one) => one.id === id)
  if (!bubble) return
  Object.assign(bubble, change)
  world.tell('bubble', { ...who, bubble })
}
