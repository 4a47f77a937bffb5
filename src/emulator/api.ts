import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import rawBody from 'raw-body'
import type { ApiAnswer, ApiRequest } from './api-answer.js'
import { type ApiFault, type Place, strikeApi } from './faults.js'
import { type Bilingual, writeLog } from './log.js'
import { misbehave } from './misbehave.js'
import { accountSide } from './official-account/api.js'
import { wecomSide } from './wecom-api.js'
import type { World } from './world.js'

/** A call of `/cgi-bin/<endpoint>`. */
export interface ApiCall {
  endpoint: string
  method: string
  request: ApiRequest
}

/** One of the two platforms whose API is below `/cgi-bin/`. */
export interface ApiSide {
  platform: NonNullable<Place['platform']>
  has(endpoint: string): boolean
  /** Who calls, for faults that concern one. */
  placeOf(world: World, call: ApiCall): Omit<Place, 'platform'>
  refuse(world: World, errcode: number): ApiAnswer
  judge(world: World, call: ApiCall & { fault: ApiFault | null }): ApiAnswer | Promise<ApiAnswer>
}

/** How long a call takes while calls are counted: without it none would overlap another. */
const OVERLAP_MS = 100
const LARGEST_BODY = '24mb'

/** Some endpoints have the same path on both platforms: there it depends on whose token it is. */
function sideOf(world: World, endpoint: string, token: string | undefined): ApiSide | null {
  const isAccounts = accountSide.has(endpoint)
  if (wecomSide.has(endpoint)) {
    const given = world.tokens.get(token ?? '')?.by
    return isAccounts && given !== undefined && given !== 'gettoken' ? accountSide : wecomSide
  }
  return isAccounts ? accountSide : null
}

/** Answers a call of `/cgi-bin/<endpoint>`, by the rules of the platform and the faults that strike. */
export async function answerApi(world: World, ctx: Context, endpoint: string): Promise<void> {
  const startedAt = performance.now()
  const entry = { direction: 'in', kind: 'api', title: endpoint, method: ctx.method, path: ctx.url } as const
  // Of a value that stands twice the platform takes the first.
  const query = Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [name, [value].flat()[0]]))
  const side = sideOf(world, endpoint, query['access_token'])
  if (!side) {
    const summary = { 'zh-CN': '没有这个接口', en: 'no such call' }
    writeLog(world, { ...entry, status: 404, ms: 0, summary, detail: { request: '', answer: '' } })
    return ctx.throw(404)
  }
  world.calls++
  try {
    const body = await rawBody(ctx.req, { limit: LARGEST_BODY })
    const call: ApiCall = { endpoint, method: ctx.method, request: { query, headers: ctx.headers, body } }
    const fault = strikeApi(world, endpoint, { platform: side.platform, ...side.placeOf(world, call) })
    const answer = actsNot(fault) ? null : await judgeCall(world, side, call, fault)
    const errcode = answer?.type === 'json' ? (answer.value.errcode ?? 0) : undefined
    const sent = answer?.type === 'json' ? { ...answer, value: shuffled(world, answer.value) } : answer
    const written = await misbehave(ctx, fault, sent)
    writeLog(world, {
      ...entry,
      status: written.status,
      ms: Math.round(performance.now() - startedAt),
      summary: fault
        ? { 'zh-CN': `故障：${fault.type}`, en: `fault: ${fault.type}` }
        : same(errcode ? `errcode ${errcode}` : summaryOf(endpoint, body)),
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

async function judgeCall(world: World, side: ApiSide, call: ApiCall, fault: ApiFault | null): Promise<ApiAnswer> {
  if (fault?.type === 'errcode') return side.refuse(world, fault.errcode)
  if (fault?.type === 'crowded') {
    if (world.calls > fault.more) return side.refuse(world, 45033)
    await wait(OVERLAP_MS)
  }
  return side.judge(world, { ...call, fault })
}

const shuffled = <T extends object>(world: World, value: T): T =>
  Object.fromEntries(world.chance.shuffled(Object.entries(value))) as T

const bodyText = (ctx: Context, body: Buffer) =>
  ctx.is('multipart') ? `(${body.length} bytes, multipart)` : body.toString('utf8')

const same = (words: string): Bilingual => ({ 'zh-CN': words, en: words })

function summaryOf(endpoint: string, body: Buffer): string {
  if (endpoint !== 'message/send' && endpoint !== 'message/custom/send') return 'ok'
  const message = JSON.parse(body.toString('utf8')) as { touser?: string; msgtype?: string }
  return `${message.msgtype} → ${message.touser ?? ''}`
}
