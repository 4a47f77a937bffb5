import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import rawBody from 'raw-body'
import { type ApiAnswer, type ApiRequest, type Caller, refuse } from './api-answer.js'
import { type ApiFault, strikeApi } from './faults.js'
import { writeLog } from './log.js'
import { getMedia, uploadMedia } from './media-api.js'
import { recallMessage, sendMessage } from './messages.js'
import { misbehave } from './misbehave.js'
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

/** The endpoints below `/cgi-bin/` that are called with a token: a new one is a line here. */
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

/** How long a call takes while calls are counted: without it none would overlap another. */
const OVERLAP_MS = 100
const LARGEST_BODY = '24mb'

/** Answers a call of `/cgi-bin/<endpoint>`, by the rules of the platform and the faults that strike. */
export async function answerApi(world: World, ctx: Context, endpoint: string): Promise<void> {
  const startedAt = performance.now()
  const call = { direction: 'in', kind: 'api', title: endpoint, method: ctx.method, path: ctx.url } as const
  if (endpoint !== 'gettoken' && !Object.hasOwn(endpoints, endpoint)) {
    writeLog(world, { ...call, status: 404, ms: 0, summary: '没有这个接口', detail: { request: '', answer: '' } })
    return ctx.throw(404)
  }
  world.calls++
  try {
    const body = await rawBody(ctx.req, { limit: LARGEST_BODY })
    const request: ApiRequest = {
      // Of a value that stands twice the platform takes the first.
      query: Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [name, [value].flat()[0]])),
      headers: ctx.headers,
      body,
    }
    const { query } = request
    const caller = endpoint === 'gettoken' ? appOfSecret(world, query) : appOfToken(world, query['access_token'])
    const place =
      caller && typeof caller === 'object'
        ? { corpId: caller.corp.corpId, agentId: caller.app.agentId }
        : { corpId: query['corpid'] }
    const fault = strikeApi(world, endpoint, place)
    const answer = actsNot(fault) ? null : await judgeCall(world, endpoint, ctx.method, request, fault)
    const errcode = answer?.type === 'json' ? answer.value.errcode : undefined
    const sent = answer?.type === 'json' ? { ...answer, value: shuffled(world, answer.value) } : answer
    const written = await misbehave(ctx, fault, sent)
    writeLog(world, {
      ...call,
      status: written.status,
      ms: Math.round(performance.now() - startedAt),
      summary: fault ? `故障：${fault.type}` : errcode ? `errcode ${errcode}` : summaryOf(endpoint, body),
      detail: { request: bodyText(ctx, body), answer: written.text },
      ...(errcode === undefined ? {} : { errcode }),
    })
  } finally {
    world.calls--
  }
}

/** Faults that strike before the platform did anything. */
const actsNot = (fault: ApiFault | null) =>
  (fault?.type === 'no_answer' && !fault.acted) ||
  (fault?.type === 'reset' && fault.at === 'start') ||
  fault?.type === 'html' ||
  fault?.type === 'status'

async function judgeCall(
  world: World,
  endpoint: string,
  method: string,
  request: ApiRequest,
  fault: ApiFault | null,
): Promise<ApiAnswer> {
  if (fault?.type === 'errcode') return refuse(world, fault.errcode)
  if (fault?.type === 'crowded') {
    if (world.calls > fault.more) return refuse(world, 45033)
    await wait(OVERLAP_MS)
  }
  if (endpoint === 'gettoken') return method === 'GET' ? getToken(world, request) : refuse(world, 43001)
  const { method: needed, handle } = endpoints[endpoint]!
  if (method !== needed) return refuse(world, needed === 'GET' ? 43001 : 43002)
  const token = request.query['access_token']
  const before = appOfToken(world, token)
  if (fault?.type === 'kill_token' && typeof before === 'object')
    killTokens(world, before.corp.corpId, before.app.agentId, fault.errcode)
  const caller = appOfToken(world, token)
  if (typeof caller === 'number') return refuse(world, caller)
  if (!world.settings.trustedIp) return refuse(world, 60020)
  return handle(world, request, caller, fault)
}

function appOfSecret(world: World, { corpid, corpsecret }: ApiRequest['query']): Caller | null {
  const corp = world.corps.get(corpid ?? '')
  const app = corp && [...corp.apps.values()].find(({ secret }) => secret === corpsecret)
  return corp && app ? { corp, app } : null
}

const shuffled = <T extends object>(world: World, value: T): T =>
  Object.fromEntries(world.chance.shuffled(Object.entries(value))) as T

const bodyText = (ctx: Context, body: Buffer) =>
  ctx.is('multipart') ? `(${body.length} bytes, multipart)` : body.toString('utf8')

function summaryOf(endpoint: string, body: Buffer): string {
  if (endpoint !== 'message/send') return 'ok'
  const message = JSON.parse(body.toString('utf8')) as { touser?: string; msgtype?: string }
  return `${message.msgtype} → ${message.touser ?? ''}`
}
