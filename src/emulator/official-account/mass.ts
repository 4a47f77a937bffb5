import { type Fields, noteUnknown } from '../api-answer.js'
import { type Shown, addBubble } from '../chats.js'
import { pushLater } from './pushes.js'
import { eventPart } from '../said.js'
import { over } from '../tokens.js'
import type { World } from '../world.js'
import type { Account, Follower } from './accounts.js'
import { type AccountCall, type Answered, done } from './answer.js'
import { customKinds } from './custom-content.js'
import { receiverOf } from './custom-send.js'

const CALLS_A_MINUTE = 60
const LONGEST_CLIENT_ID = 32
const CLIENT_ID_LIFE = 24 * 3600_000
const ZONE = 8 * 3600_000
/** What each follower gets of a service account in a month, of a subscription account in a day. */
const MOST = { service: 4, subscription: 1 }

/** A mass message; its result is told by an event. */
export interface MassJob {
  id: string
  appId: string
  at: number
  clientId: string | null
}

/** `POST /cgi-bin/message/mass/send`: to between 2 and 10 000 openids. */
export function sendMassToList(world: World, call: AccountCall): Answered {
  const { touser } = call.fields
  if (!Array.isArray(touser) || touser.length < 2 || touser.length > 10_000) return 40032
  const known = [...new Set(touser.map(String))].map((openId) => call.account.followers.get(openId))
  return sendMass(
    world,
    call,
    known.flatMap((one) => one ?? []),
    touser.length,
  )
}

/** `POST /cgi-bin/message/mass/sendall`: to all, for there are no tags. */
export function sendMassToAll(world: World, call: AccountCall): Answered {
  const filter = call.fields['filter'] as Fields | undefined
  if (filter?.['is_to_all'] !== true) return 45159
  const followers = [...call.account.followers.values()].filter(({ following }) => following)
  return sendMass(world, call, followers, followers.length)
}

function sendMass(world: World, { account, fields }: AccountCall, to: Follower[], total: number): Answered {
  const { appId } = account
  noteUnknown(world, 'message/mass', fields, ['touser', 'filter', 'msgtype', 'text', 'image', 'clientmsgid'])
  const now = world.clock.now()
  if (over(world.tokenCalls, `${appId}/mass`, now, 60_000, CALLS_A_MINUTE)) return 45011
  const shown = contentOf(world, appId, fields)
  if (typeof shown === 'number') return shown
  const clientId = typeof fields['clientmsgid'] === 'string' ? fields['clientmsgid'] : null
  if (clientId !== null && Buffer.byteLength(clientId) > LONGEST_CLIENT_ID) return 45067
  const before = world.massJobs.find((job) => job.appId === appId && job.clientId === clientId && clientId !== null)
  if (before && now - before.at < CLIENT_ID_LIFE)
    return { type: 'json', value: { errcode: 45065, errmsg: 'clientmsgid exist', msg_id: BigInt(before.id) } }
  const reached = to.filter((one) => one.following && !one.refuses && isDue(world, account, one))
  const job: MassJob = { id: world.chance.bigId(), appId, at: now, clientId }
  for (const { openId } of reached) {
    const bubble = { from: 'bot', way: 'active', ...shown } as const
    addBubble(world, { corpId: appId, agentId: 0, userId: openId }, bubble)
  }
  world.massJobs.push(job)
  const counts = { TotalCount: total, FilterCount: reached.length, SentCount: reached.length, ErrorCount: 0 }
  const result = { MsgID: BigInt(job.id), Status: 'send success', ...counts }
  pushLater(world, account, 'mphelper', eventPart('MASSSENDJOBFINISH', result))
  return done({ msg_id: BigInt(job.id), msg_data_id: BigInt(world.chance.bigId()) })
}

function contentOf(world: World, appId: string, fields: Fields): Shown | number {
  const type = fields['msgtype']
  if (type !== 'text' && type !== 'image') return 40008
  const own = fields[type]
  return customKinds[type]!.read(world, appId, typeof own === 'object' && own !== null ? (own as Fields) : {})
}

/** Counts one more for this follower and says whether she may still get it. */
function isDue(world: World, { appId, kind }: Account, { openId }: Follower): boolean {
  const day = new Date(world.clock.now() + ZONE).toISOString()
  const key = `${appId}/mass/${openId}/${day.slice(0, kind === 'service' ? 7 : 10)}`
  const used = world.sentOn.get(key) ?? 0
  if (used >= MOST[kind]) return false
  world.sentOn.set(key, used + 1)
  return true
}

/** `POST /cgi-bin/message/mass/preview`: to one follower, as often as the day allows. */
export function previewMass(world: World, { account, fields }: AccountCall): Answered {
  const found = receiverOf(account, fields['touser'])
  if (typeof found === 'number') return found
  const shown = contentOf(world, account.appId, fields)
  if (typeof shown === 'number') return shown
  const who = { corpId: account.appId, agentId: 0, userId: found.openId }
  addBubble(world, who, { from: 'bot', way: 'active', ...shown })
  return done({ msg_id: BigInt(world.chance.bigId()) })
}

/** `POST /cgi-bin/message/mass/get`. */
export function getMass(world: World, { account, request }: AccountCall): Answered {
  // As a JavaScript number the id would have lost digits.
  const asked = /"msg_id"\s*:\s*"?(\d+)/.exec(request.body.toString('utf8'))?.[1]
  const job = world.massJobs.find(({ id, appId }) => appId === account.appId && id === asked)
  return job ? done({ msg_id: BigInt(job.id), msg_status: 'SEND_SUCCESS' }) : 40035
}
