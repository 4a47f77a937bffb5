import type { App, Corp } from './corps.js'
import { violated } from './log.js'
import type { World } from './world.js'

/** A call of the platform's API, as far as an endpoint needs it. */
export interface ApiRequest {
  query: Record<string, string | undefined>
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Whose token the call came with. */
export interface Caller {
  corp: Corp
  app: App
}

export type ApiAnswer =
  | { type: 'json'; value: Record<string, unknown> & { errcode?: number } }
  | { type: 'bytes'; status: number; headers: Record<string, string>; bytes: Buffer }

export type Fields = Record<string, unknown>

/** What the codes mean. Clients must decide on the number: the wording changes from run to run. */
const MEANINGS: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40011: 'invalid video size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40031: 'invalid userid list',
  40032: 'invalid userid list length',
  40035: 'invalid parameter',
  40056: 'invalid agentid',
  40074: 'invalid safe value for this message type',
  40091: 'secret does not belong to this corp',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'secret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  41010: 'url missing',
  41011: 'agentid missing',
  41016: 'title missing',
  41033: 'description missing',
  42001: 'access_token expired',
  42014: 'invalid task_id',
  42015: 'card was sent by another app',
  42031: 'invalid card_type',
  42051: 'action key repeated',
  43001: 'require GET method',
  43002: 'require POST method',
  43012: 'callback url of the app not set',
  44001: 'empty media data',
  44003: 'empty news message',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article count out of limit',
  45009: 'api freq out of limit',
  45011: 'api minute quota reached, try again later',
  45032: 'author size out of limit',
  45033: 'too many concurrent calls',
  45034: 'invalid url without scheme',
  48001: 'api unauthorized',
  48002: 'api forbidden',
  48004: 'api banned',
  50003: 'app disabled',
  60011: 'no privilege to access this member',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60140: 'response_code expired or used',
  81013: 'user, party and tag all invalid',
  82001: 'user, party and tag all empty',
  82002: 'party list length out of limit',
  82003: 'tag list length out of limit',
  301002: 'agentid does not belong to the token',
  301007: 'corp unavailable',
  301016: 'invalid voice',
  830002: 'file too big, use Range',
}

const STYLES: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.charAt(0).toUpperCase() + text.slice(1),
  (text) => text.replaceAll('invalid', 'not valid'),
  (text) => `request refused (${text})`,
]

/** An error as the platform says it: HTTP 200 with an errcode; `note` is put before the wording. */
export function refuse(world: World, errcode: number, note = ''): ApiAnswer & { type: 'json' } {
  const { chance } = world
  const wording = STYLES[chance.below(STYLES.length)]!(MEANINGS[errcode] ?? 'request failed')
  const hint = Array.from({ length: 18 }, () => chance.below(10)).join('')
  const errmsg = `${note}${wording}, hint: [${hint}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  return { type: 'json', value: { errcode, errmsg } }
}

/** The request body as an object; else the refusal. A body that is no JSON is a violation. */
export function jsonBody(
  world: World,
  request: ApiRequest,
  endpoint: string,
): { value: Fields } | { refusal: ApiAnswer } {
  const value = fieldsOf(world, request, endpoint)
  return value ? { value } : { refusal: refuse(world, 40035, 'Warning: wrong json format. ') }
}

/** The same, or null. */
export function fieldsOf(world: World, { body }: ApiRequest, endpoint: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  violated(world, 'request.no_json', `${endpoint} 的正文不是 JSON 对象`)
  return null
}

export function noteUnknown(world: World, endpoint: string, fields: object, known: string[]): void {
  for (const field of Object.keys(fields))
    if (!known.includes(field) && world.unknownFields.size < 500) world.unknownFields.add(`${endpoint}: ${field}`)
}
