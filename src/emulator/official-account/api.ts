import { fieldsOf } from '../api-answer.js'
import type { ApiCall, ApiSide } from '../api.js'
import type { ApiFault } from '../faults.js'
import { killTokens } from '../tokens.js'
import type { World } from '../world.js'
import type { Account } from './accounts.js'
import { type Answered, type Handle, refuse } from './answer.js'
import { sendCustom, showTyping } from './custom-send.js'
import { getMass, previewMass, sendMassToAll, sendMassToList } from './mass.js'
import { getMedia, uploadMedia } from './media.js'
import { maintenance } from './maintenance.js'
import { createMenu, deleteMenu, getMenu } from './menu.js'
import { listNotices, listTemplates, sendNotice, sendTemplate } from './notices.js'
import { createQr } from './qr.js'
import { overDay } from './quotas.js'
import { accountOfToken, getStableToken, getToken } from './tokens.js'
import { getUserInfo, getUserInfos, listUsers } from './users.js'

interface Endpoint {
  method: 'GET' | 'POST'
  /** Which accounts may: all, the verified ones, or verified service accounts. */
  right: 'all' | 'verified' | 'verified_service'
  handle: Handle
  /** The body is a form and no JSON. */
  isForm?: true
}

const has = (endpoint: string): boolean => Object.hasOwn(tokenEndpoints, endpoint) || Object.hasOwn(endpoints, endpoint)

const calls = maintenance(has)

/** The endpoints that are called with an account's token: a new one is a line here. */
const endpoints: Record<string, Endpoint> = {
  'message/custom/send': { method: 'POST', right: 'verified', handle: sendCustom },
  'message/custom/typing': { method: 'POST', right: 'verified', handle: showTyping },
  'media/upload': { method: 'POST', right: 'all', handle: uploadMedia, isForm: true },
  'media/get': { method: 'GET', right: 'all', handle: getMedia },
  'qrcode/create': { method: 'POST', right: 'verified_service', handle: createQr },
  'user/info': { method: 'GET', right: 'verified', handle: getUserInfo },
  'user/info/batchget': { method: 'POST', right: 'verified', handle: getUserInfos },
  'user/get': { method: 'GET', right: 'verified', handle: listUsers },
  'menu/create': { method: 'POST', right: 'verified', handle: createMenu },
  'menu/get': { method: 'GET', right: 'verified', handle: getMenu },
  'menu/delete': { method: 'GET', right: 'verified', handle: deleteMenu },
  'message/template/send': { method: 'POST', right: 'verified_service', handle: sendTemplate },
  'message/subscribe/bizsend': { method: 'POST', right: 'verified_service', handle: sendNotice },
  'template/get_all_private_template': { method: 'GET', right: 'verified_service', handle: listTemplates },
  'wxaapi/newtmpl/gettemplate': { method: 'GET', right: 'verified_service', handle: listNotices },
  'message/mass/send': { method: 'POST', right: 'verified_service', handle: sendMassToList },
  'message/mass/sendall': { method: 'POST', right: 'verified', handle: sendMassToAll },
  'message/mass/preview': { method: 'POST', right: 'verified', handle: previewMass },
  'message/mass/get': { method: 'POST', right: 'verified', handle: getMass },
  'openapi/quota/get': { method: 'POST', right: 'all', handle: calls.getQuota },
  'openapi/quota/clear': { method: 'POST', right: 'all', handle: calls.clearOne },
  'openapi/rid/get': { method: 'POST', right: 'all', handle: calls.getRid },
  clear_quota: { method: 'POST', right: 'all', handle: calls.clearAll },
  get_api_domain_ip: { method: 'GET', right: 'all', handle: calls.getIps },
  getcallbackip: { method: 'GET', right: 'all', handle: calls.getIps },
  'callback/check': { method: 'POST', right: 'all', handle: calls.checkCallback },
}

/** Those where there is no token yet. */
const tokenEndpoints: Record<
  string,
  { method: 'GET' | 'POST'; handle(world: World, request: ApiCall['request']): Answered }
> = {
  token: { method: 'GET', handle: getToken },
  stable_token: { method: 'POST', handle: getStableToken },
}

/** `api.weixin.qq.com`. */
export const accountSide: ApiSide = {
  platform: 'wechat_oa',
  has,
  placeOf(world, call) {
    const corpId = appIdOf(world, call)
    return corpId === undefined ? {} : { corpId, agentId: 0 }
  },
  refuse: (world, errcode) => refuse(world, errcode),
  async judge(world, call) {
    const account = world.accounts.get(appIdOf(world, call) ?? '') ?? null
    const answered = await judgeCall(world, call, account)
    const { endpoint } = call
    return typeof answered === 'number'
      ? refuse(world, answered, { appId: account?.appId ?? null, endpoint })
      : answered
  },
}

/** Whose call this is, as far as it can be seen: also with a token that has died, or a wrong secret. */
function appIdOf(world: World, { endpoint, request: { query, body } }: ApiCall): string | undefined {
  if (endpoint === 'token') return query['appid']
  if (endpoint === 'stable_token') return /"appid"\s*:\s*"(\w+)"/.exec(body.toString('utf8'))?.[1]
  return world.tokens.get(query['access_token'] ?? '')?.corpId
}

function judgeCall(
  world: World,
  { endpoint, method, request, fault }: ApiCall & { fault: ApiFault | null },
  known: Account | null,
): Answered | Promise<Answered> {
  const { method: needed } = tokenEndpoints[endpoint] ?? endpoints[endpoint]!
  if (method !== needed) return needed === 'GET' ? 43001 : 43002
  if (Object.hasOwn(tokenEndpoints, endpoint)) return tokenEndpoints[endpoint]!.handle(world, request)
  if (fault?.type === 'kill_token' && known) killTokens(world, known.appId, 0, fault.errcode)
  const account = accountOfToken(world, request.query['access_token'])
  if (typeof account === 'number') return account
  const { right, handle, isForm } = endpoints[endpoint]!
  if (account.banned && right !== 'all') return 48004
  if (!mayUse(account, right)) return 48001
  if (overDay(world, account, endpoint)) return 45009
  const fields = needed === 'GET' || isForm ? {} : fieldsOf(world, request, endpoint)
  if (!fields) return 47001
  return handle(world, { account, request, fields, fault })
}

const mayUse = ({ verified, kind }: Account, right: Endpoint['right']): boolean =>
  right === 'all' || (verified && (right === 'verified' || kind === 'service'))
