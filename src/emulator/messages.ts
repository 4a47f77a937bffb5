import {
  type ApiAnswer,
  type ApiRequest,
  type Caller,
  type Fields,
  jsonBody,
  noteUnknown,
  refuse,
} from './api-answer.js'
import { addBubble, changeBubble, chatKey } from './chats.js'
import { type Member, type Who, findMember } from './corps.js'
import type { ApiFault } from './faults.js'
import { violated } from './log.js'
import { kinds } from './message-content.js'
import { readCard } from './template-card.js'
import type { Accepted, World } from './world.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ACCEPTED_KEPT = 5000

const KNOWN = [
  'touser',
  'toparty',
  'totag',
  'msgtype',
  'agentid',
  'safe',
  'enable_id_trans',
  'enable_duplicate_check',
  'duplicate_check_interval',
]

/** `a|b|c` as its parts; null when it is no text. */
function listOf(value: unknown): string[] | null {
  if (value === undefined || value === null) return []
  if (typeof value !== 'string') return null
  return [...new Set(value.split('|').map((one) => one.trim()))].filter((one) => one !== '')
}

/** `POST /cgi-bin/message/send`. */
export function sendMessage(
  world: World,
  request: ApiRequest,
  { corp, app }: Caller,
  fault: ApiFault | null,
): ApiAnswer {
  const parsed = jsonBody(world, request, 'message/send')
  if ('refusal' in parsed) return parsed.refusal
  const message = parsed.value
  const type = typeof message['msgtype'] === 'string' ? message['msgtype'] : ''
  const kind = kinds[type]
  if (!kind && type !== 'template_card') return refuse(world, 40008)
  noteUnknown(world, 'message/send', message, [...KNOWN, type])

  const agentId = message['agentid']
  if (agentId === undefined || agentId === null || agentId === '') return refuse(world, 41011)
  if (!Number.isInteger(agentId)) return refuse(world, 40056)
  if (agentId !== app.agentId) return refuse(world, corp.apps.has(agentId as number) ? 301002 : 40056)

  const users = listOf(message['touser'])
  const parties = listOf(message['toparty'])
  const tags = listOf(message['totag'])
  if (!users || !parties || !tags) return refuse(world, 40031)
  if (users.length + parties.length + tags.length === 0) return refuse(world, 82001)
  if (users.length > 1000) return refuse(world, 40032)
  if (parties.length > 100) return refuse(world, 82002)
  if (tags.length > 100) return refuse(world, 82003)

  const safe = message['safe'] ?? 0
  if (safe !== 0 && !kind?.safe.includes(safe as number)) return refuse(world, 40074)

  const own = message[type]
  const fields = typeof own === 'object' && own !== null ? (own as Fields) : {}
  if (kind) noteUnknown(world, `message/send ${type}`, fields, kind.knows)
  const content = kind ? kind.read(world, corp.corpId, fields) : readCard(world, corp.corpId, app, fields)
  if (typeof content === 'number') return refuse(world, content)

  const day = `${corp.corpId}/${app.agentId}/${Math.floor((world.clock.now() + 8 * HOUR) / (24 * HOUR))}`
  const sentToday = world.sentOn.get(day) ?? 0
  if (sentToday >= world.settings.seats * 200) return refuse(world, 45009)

  const visible = [...corp.members.values()].filter((member) => member.visible)
  const all = users.includes('@all') || (parties.includes('1') && users.length === 0)
  const receivers = new Set<Member>(users.includes('@all') || parties.includes('1') ? visible : [])
  const invalidUsers: string[] = []
  for (const userId of all ? [] : users) {
    const member = findMember(corp, userId)
    if (member?.visible) receivers.add(member)
    else invalidUsers.push(userId.toLowerCase())
  }
  // There are no departments but the root, and no tags.
  const invalidParties = users.includes('@all') ? [] : parties.filter((party) => party !== '1')
  const invalidTags = users.includes('@all') ? [] : tags
  const unlicensed: string[] = []
  if (fault?.type === 'partial')
    for (const member of receivers) {
      const userId = member.userId.toLowerCase()
      const named = (list: string[]) => list.some((one) => one.toLowerCase() === userId || one === '*')
      if (named(fault.invalid)) invalidUsers.push(userId)
      else if (named(fault.unlicensed)) unlicensed.push(userId)
      else continue
      receivers.delete(member)
    }
  if (receivers.size === 0 && unlicensed.length === 0 && fault?.type !== 'partial') return refuse(world, 81013)

  const accepted: Accepted = {
    msgId: world.chance.letters(64),
    corpId: corp.corpId,
    agentId: app.agentId,
    at: world.clock.now(),
    request: message['enable_duplicate_check'] === 1 ? JSON.stringify(message) : null,
    bubbles: [],
  }
  const interval = Math.min(Number(message['duplicate_check_interval'] ?? 1800), 4 * 3600)
  if (!isRepeated(world, accepted, interval)) {
    world.sentOn.set(day, sentToday + receivers.size)
    for (const member of fault?.type === 'drop' ? [] : receivers) {
      const who: Who = { corpId: corp.corpId, agentId: app.agentId, userId: member.userId }
      if (tooMany(world, who)) continue
      for (const shown of content.shown)
        accepted.bubbles.push({ who, id: addBubble(world, who, { from: 'bot', way: 'active', ...shown }).id })
    }
  }
  world.accepted.push(accepted)
  if (world.accepted.length > ACCEPTED_KEPT * 1.1) world.accepted.splice(0, world.accepted.length - ACCEPTED_KEPT)
  const code = 'responseCode' in content ? { response_code: content.responseCode } : {}
  return {
    type: 'json',
    value: {
      errcode: 0,
      errmsg: 'ok',
      ...someOf(world, {
        invaliduser: invalidUsers.join('|'),
        invalidparty: invalidParties.join('|'),
        invalidtag: invalidTags.join('|'),
        unlicenseduser: unlicensed.join('|'),
      }),
      msgid: accepted.msgId,
      ...code,
    },
  }
}

/** Empty lists are sometimes there and sometimes not. */
const someOf = (world: World, lists: Record<string, string>) =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== '' || world.chance.below(2) === 0))

const isRepeated = (world: World, { request, corpId, agentId, at }: Accepted, intervalS: number): boolean =>
  request !== null &&
  world.accepted.some(
    (before) =>
      before.request === request &&
      before.corpId === corpId &&
      before.agentId === agentId &&
      at - before.at < intervalS * 1000,
  )

/** More than 30 a minute or 1000 an hour to one member vanish without a word; for the client it is a violation. */
function tooMany(world: World, who: Who): boolean {
  const key = chatKey(who)
  const now = world.clock.now()
  const lastHour = (world.received.get(key) ?? []).filter((at) => at > now - HOUR)
  const dropped = lastHour.length >= 1000 || lastHour.filter((at) => at > now - MINUTE).length >= 30
  if (dropped)
    violated(world, 'message.too_many', `给 ${who.userId} 发得太多（每分钟 30 条、每小时 1000 条），这条被丢弃`)
  else world.received.set(key, [...lastHour, now])
  return dropped
}

/** `POST /cgi-bin/message/recall`: one's own message of the last 24 hours. */
export function recallMessage(world: World, request: ApiRequest, { corp, app }: Caller): ApiAnswer {
  const parsed = jsonBody(world, request, 'message/recall')
  if ('refusal' in parsed) return parsed.refusal
  noteUnknown(world, 'message/recall', parsed.value, ['msgid'])
  const accepted = world.accepted.find(
    ({ msgId, corpId, agentId }) =>
      msgId === parsed.value['msgid'] && corpId === corp.corpId && agentId === app.agentId,
  )
  if (!accepted || world.clock.now() - accepted.at > 24 * HOUR) return refuse(world, 40035)
  for (const { who, id } of accepted.bubbles)
    changeBubble(world, who, id, { type: 'system', text: '应用撤回了一条消息' })
  accepted.bubbles = []
  return { type: 'json', value: { errcode: 0, errmsg: 'ok' } }
}
