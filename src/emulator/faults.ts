import { z } from 'zod'
import { type Chance, makeChance } from './chance.js'
import type { Who } from './corps.js'
import type { World } from './world.js'

const ms = z.number().int().min(0)
const errcode = z.number().int()

/** What goes wrong with a call of the API. */
export const apiFault = z.discriminatedUnion('type', [
  /** Answers this code and does nothing; `until`: from the first time on to the end of the minute or (in Beijing) day. */
  z.object({ type: z.literal('errcode'), errcode, until: z.enum(['minute', 'day']).optional() }),
  /** The token in use dies before its time, then the call is judged. */
  z.object({ type: z.literal('kill_token'), errcode: z.union([z.literal(42001), z.literal(40014), z.literal(40001)]) }),
  /** 45033 while more than this many calls are under way. */
  z.object({ type: z.literal('crowded'), more: z.number().int().min(0) }),
  /** A send (message/send, message/custom/send): accepted, never shown. */
  z.object({ type: z.literal('drop') }),
  /** message/custom/send: the follower unfollows in the moment before. */
  z.object({ type: z.literal('unfollow') }),
  /** message/send: errcode 0, but these receivers are named as invalid or without licence and get nothing. */
  z.object({ type: z.literal('partial'), invalid: z.array(z.string()), unlicensed: z.array(z.string()) }),
  /** Never answers, having acted or not. */
  z.object({ type: z.literal('no_answer'), acted: z.boolean() }),
  /** Breaks the connection: before acting, or having acted, in the headers or in the body of the answer. */
  z.object({ type: z.literal('reset'), at: z.enum(['start', 'headers', 'body']) }),
  z.object({ type: z.literal('slow'), bytesPerSecond: z.number().int().min(1) }),
  /** A gateway's page instead of an answer; nothing was done. */
  z.object({ type: z.literal('html'), status: z.number().int() }),
  z.object({ type: z.literal('status'), status: z.number().int().min(300).max(599) }),
  z.object({ type: z.literal('empty') }),
  z.object({ type: z.literal('truncated_json') }),
  z.object({ type: z.literal('content_type'), value: z.string() }),
  z.object({ type: z.literal('errcode_as_text') }),
  /** media/get: half of the body, with its own length or with the length of the whole. */
  z.object({ type: z.literal('short_media'), length: z.enum(['of_part', 'of_whole']) }),
  /** media/get: sound, or an error as JSON, under the content type of a picture. */
  z.object({ type: z.literal('other_media'), bytes: z.enum(['voice', 'json']) }),
  z.object({ type: z.literal('media_name'), name: z.string() }),
  /** media/get: 830002 unless asked with Range. */
  z.object({ type: z.literal('range_only') }),
  /** media/upload: accepted, and the id is dead. */
  z.object({ type: z.literal('forget_upload') }),
])
export type ApiFault = z.infer<typeof apiFault>

/** What goes wrong with a callback. */
export const callbackFault = z.discriminatedUnion('type', [
  /** Delivered this many times in all: at once, or `apartMs` after each other. */
  z.object({
    type: z.literal('copies'),
    copies: z.number().int().min(2).max(4),
    apartMs: ms,
    sameEnvelope: z.boolean(),
  }),
  /** Delivered after the next message of the same member. */
  z.object({ type: z.literal('swap') }),
  /** The photos of an album in another order. */
  z.object({ type: z.literal('shuffle') }),
  z.object({ type: z.literal('delay'), ms }),
  z.object({ type: z.literal('lose') }),
  /** Sealed with a token and key that the client does not know: changed in the console without notice. */
  z.object({ type: z.literal('other_key') }),
])
export type CallbackFault = z.infer<typeof callbackFault>

/** Which calls or callbacks a fault meets. All that is given must hold. */
const selector = z.object({
  platform: z.enum(['wecom', 'wechat_oa']).optional(),
  corpId: z.string().optional(),
  agentId: z.number().optional(),
  userId: z.string().optional(),
  /** Only the nth of those that match, counted from 1. */
  nth: z.number().int().min(1).optional(),
  /** Each of those that match, with this chance; `seed` makes it repeatable. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  /** How often in all; without it, until removed. */
  count: z.number().int().min(1).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})

export const newFault = z.union([
  selector.extend({
    name: z.string().default('custom'),
    label: z.string().default(''),
    /** `message/send`, one of several, or `*` for all endpoints. */
    endpoint: z.union([z.string(), z.array(z.string())]),
    action: apiFault,
  }),
  selector.extend({
    name: z.string().default('custom'),
    label: z.string().default(''),
    /** A message type (`text`), `event:<name>`, `event`, or `*`. */
    callback: z.string(),
    action: callbackFault,
  }),
])
export type NewFault = z.input<typeof newFault>

export type Fault = z.output<typeof newFault> & {
  id: string
  seen: number
  remaining: number | null
  chance: Chance
  /** For `errcode` with `until`: to when it answers so. */
  blockedUntil: number | null
}

export function addFault(world: World, fault: NewFault): Fault {
  const checked = newFault.parse(fault)
  const added: Fault = {
    ...checked,
    label: checked.label || checked.name,
    id: world.chance.letters(12),
    seen: 0,
    remaining: checked.count ?? null,
    chance: makeChance(checked.seed ?? world.chance.below(2 ** 31)),
    blockedUntil: null,
  }
  world.faults.push(added)
  world.tell('state', {})
  return added
}

export function removeFault(world: World, id: string): boolean {
  const index = world.faults.findIndex((fault) => fault.id === id)
  if (index < 0) return false
  world.faults.splice(index, 1)
  world.tell('state', {})
  return true
}

export const isActive = (fault: Fault): boolean => fault.remaining !== 0

export interface Place {
  platform?: 'wecom' | 'wechat_oa' | undefined
  corpId?: string | undefined
  agentId?: number | undefined
  userId?: string | undefined
}

const concerns = (fault: Fault, { platform, corpId, agentId, userId }: Place): boolean =>
  (fault.platform === undefined || fault.platform === platform) &&
  (fault.corpId === undefined || fault.corpId === corpId) &&
  (fault.agentId === undefined || fault.agentId === agentId) &&
  (fault.userId === undefined || fault.userId.toLowerCase() === userId?.toLowerCase())

/** Counts this occasion on every fault that it concerns and returns the first that strikes. */
function strike<F extends Fault>(world: World, faults: F[], place: Place): F | null {
  const now = world.clock.now()
  let struck: F | null = null
  for (const fault of faults) {
    if (!isActive(fault) || !concerns(fault, place)) continue
    if (fault.from !== undefined && now < Date.parse(fault.from)) continue
    if (fault.until !== undefined && now >= Date.parse(fault.until)) continue
    fault.seen++
    if (fault.nth !== undefined && fault.seen !== fault.nth) continue
    if (fault.probability !== undefined && fault.chance.next() >= fault.probability) continue
    struck ??= fault
  }
  if (struck?.remaining) {
    struck.remaining--
    world.tell('state', {})
  }
  return struck
}

/** The fault that strikes this call of the API. */
export function strikeApi(world: World, endpoint: string, place: Place): ApiFault | null {
  const faults = world.faults.filter(
    (fault): fault is Fault & { endpoint: string | string[]; action: ApiFault } =>
      'endpoint' in fault && [fault.endpoint].flat().some((one) => one === endpoint || one === '*'),
  )
  const blocked = faults.find((fault) => (fault.blockedUntil ?? 0) > world.clock.now() && concerns(fault, place))
  if (blocked) return blocked.action
  const struck = strike(world, faults, place)
  if (struck?.action.type === 'errcode' && struck.action.until) {
    const unit = struck.action.until === 'minute' ? 60_000 : 24 * 3600_000
    const zone = 8 * 3600_000
    struck.blockedUntil = (Math.floor((world.clock.now() + zone) / unit) + 1) * unit - zone
  }
  return struck?.action ?? null
}

/** The fault that strikes this callback; `kind` as in `SentMessage.kind`. */
export function strikeCallback(
  world: World,
  kind: string,
  who: Who,
  only?: CallbackFault['type'],
): CallbackFault | null {
  const faults = world.faults.filter(
    (fault): fault is Fault & { callback: string; action: CallbackFault } =>
      'callback' in fault &&
      (fault.callback === '*' || fault.callback === kind || fault.callback === kind.split(':')[0]) &&
      (fault.action.type === 'shuffle') === (only === 'shuffle'),
  )
  return (
    strike(world, faults, { ...who, platform: world.accounts.has(who.corpId) ? 'wechat_oa' : 'wecom' })?.action ?? null
  )
}
