import { type ApiAnswer, type ApiRequest, type Caller, refuse } from './api-answer.js'
import type { ApiCall, ApiSide } from './api.js'
import type { ApiFault } from './faults.js'
import { violated } from './log.js'
import { getMedia, uploadMedia } from './media-api.js'
import { recallMessage, sendMessage } from './messages.js'
import { postByRobot } from './robots.js'
import { updateCard } from './template-card.js'
import { appOfToken, getToken, killTokens } from './tokens.js'
import { getAgent, getCallbackIp, getUser } from './users.js'
import type { World } from './world.js'

type Handle = (
  world: World,
  request: ApiRequest,
  caller: Caller,
  fault: ApiFault | null,
) => ApiAnswer | Promise<ApiAnswer>

/** The endpoints that are called with an app's token: a new one is a line here. */
const endpoints: Record<string, { method: 'GET' | 'POST'; handle: Handle }> = {
  'message/send': { method: 'POST', handle: sendMessage },
  'message/recall': { method: 'POST', handle: recallMessage },
  'message/update_template_card': { method: 'POST', handle: updateCard },
  'media/upload': { method: 'POST', handle: uploadMedia },
  'media/get': { method: 'GET', handle: getMedia },
  'user/get': { method: 'GET', handle: getUser },
  'agent/get': { method: 'GET', handle: getAgent },
  getcallbackip: { method: 'GET', handle: getCallbackIp },
}

const ROBOT = 'webhook/send'
const MINUTE = 60_000

/** `qyapi.weixin.qq.com`. */
export const wecomSide: ApiSide = {
  platform: 'wecom',
  has: (endpoint) => endpoint === 'gettoken' || endpoint === ROBOT || Object.hasOwn(endpoints, endpoint),
  placeOf(world, { endpoint, request: { query } }) {
    const caller = endpoint === 'gettoken' ? appOfSecret(world, query) : appOfToken(world, query['access_token'])
    return caller && typeof caller === 'object'
      ? { corpId: caller.corp.corpId, agentId: caller.app.agentId }
      : { corpId: query['corpid'] }
  },
  refuse,
  judge: judgeCall,
}

function judgeCall(
  world: World,
  { endpoint, method, request, fault }: ApiCall & { fault: ApiFault | null },
): ApiAnswer | Promise<ApiAnswer> {
  if (endpoint === 'gettoken') return method === 'GET' ? getToken(world, request) : refuse(world, 43001)
  if (endpoint === ROBOT) return method === 'POST' ? postByRobot(world, request) : refuse(world, 43002)
  const { method: needed, handle } = endpoints[endpoint]!
  if (method !== needed) return refuse(world, needed === 'GET' ? 43001 : 43002)
  const token = request.query['access_token']
  const before = appOfToken(world, token)
  if (fault?.type === 'kill_token' && typeof before === 'object')
    killTokens(world, before.corp.corpId, before.app.agentId, fault.errcode)
  const caller = appOfToken(world, token)
  if (typeof caller === 'number') return refuse(world, caller)
  if (!world.settings.trustedIp) return refuse(world, 60020)
  if (isCrowded(world, `${caller.corp.corpId}/${endpoint}`)) return refuse(world, 45009)
  return handle(world, request, caller, fault)
}

/** More calls of one API in a minute than a company may make are refused; for the client it is a violation. */
function isCrowded(world: World, key: string): boolean {
  const now = world.clock.now()
  const calls = world.companyCalls.get(key) ?? []
  while (calls.length > 0 && calls[0]! <= now - MINUTE) calls.shift()
  calls.push(now)
  world.companyCalls.set(key, calls)
  const over = calls.length > world.settings.companyCallsPerMinute
  if (over) violated(world, 'company.too_many', `一分钟里调用太多：${key}`)
  return over
}

function appOfSecret(world: World, { corpid, corpsecret }: ApiRequest['query']): Caller | null {
  const corp = world.corps.get(corpid ?? '')
  const app = corp && [...corp.apps.values()].find(({ secret }) => secret === corpsecret)
  return corp && app ? { corp, app } : null
}
