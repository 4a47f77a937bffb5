import type { ApiAnswer, ApiRequest, Fields } from '../api-answer.js'
import type { ApiFault } from '../faults.js'
import type { World } from '../world.js'
import type { Account } from './accounts.js'

/** A call with an account's token. */
export interface AccountCall {
  account: Account
  request: ApiRequest
  /** The body, where the endpoint takes JSON; else empty. */
  fields: Fields
  fault: ApiFault | null
}

/** An errcode, or an answer. */
export type Answered = number | ApiAnswer
export type Handle = (world: World, call: AccountCall) => Answered | Promise<Answered>

/** A refusal that can be looked up; null: nobody's yet. */
export interface Rid {
  appId: string | null
  at: number
  endpoint: string
  errcode: number
}

/** What the codes mean. Clients must decide on the number: the wording changes from run to run. */
const MEANINGS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid media size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40013: 'invalid appid',
  40015: 'invalid menu type',
  40016: 'invalid button count',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40023: 'invalid sub button count',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40032: 'invalid openid list size',
  40033: 'invalid charset, please check your request',
  40035: 'invalid parameter',
  40037: 'invalid template_id',
  40052: 'invalid action name',
  40053: 'invalid action info',
  40125: 'invalid appsecret',
  40164: 'invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist',
  40249: 'marketing content in template message',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  41009: 'missing openid',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  43101: 'user refuse to accept the msg',
  44001: 'empty media data',
  44003: 'empty news data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45029: 'too many permanent QR codes',
  45047: 'out of response count limit',
  45065: 'clientmsgid exist',
  45067: 'clientmsgid size out of limit',
  45098: 'menu list size out of limit',
  45072: 'invalid command',
  45080: 'need exchange with the user',
  45081: 'typing already set',
  45159: 'invalid filter',
  46003: 'no menu',
  47001: 'data format error',
  47003: 'argument invalid',
  48001: 'api unauthorized',
  48002: 'user block receive message',
  48004: 'api forbidden',
  48006: 'forbid to clear quota because of reaching the limit',
  76001: 'rid not found',
  76002: 'rid is wrong',
  76003: 'rid does not belong to this account',
  76004: 'rid is expired',
  76021: 'cgi_path not found',
  76022: 'could not use this cgi_path, no permission',
  268487001: 'system busy, please try again later',
}

const STYLES: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('invalid', 'illegal'),
  (text) => `${text} hints: [ req_id: ${text.length}ab7 ]`,
  (text) => `${text}!`,
]

const RIDS_KEPT = 1000

/** An error as the platform says it: HTTP 200 with an errcode, and a `rid` that can be asked about for seven days. */
export function refuse(world: World, errcode: number, { appId = null, endpoint = '' }: Partial<Rid> = {}): ApiAnswer {
  const { chance, clock } = world
  const hex = () =>
    chance
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0')
  const rid = `${Math.floor(clock.now() / 1000).toString(16)}-${hex()}-${hex()}`
  world.rids.set(rid, { appId, at: clock.now(), endpoint, errcode })
  for (const old of world.rids.keys()) {
    if (world.rids.size <= RIDS_KEPT) break
    world.rids.delete(old)
  }
  const wording = STYLES[chance.below(STYLES.length)]!(MEANINGS[errcode] ?? 'request failed')
  return { type: 'json', value: { errcode, errmsg: `${wording} rid: ${rid}` } }
}

export const json = (value: Record<string, unknown> & { errcode?: number }): ApiAnswer => ({ type: 'json', value })

/** `{errcode: 0, errmsg: 'ok'}` and what comes with it. */
export const done = (more: Record<string, unknown> = {}): ApiAnswer => json({ errcode: 0, errmsg: 'ok', ...more })
