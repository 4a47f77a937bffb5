import { randomBytes } from 'node:crypto'
import { type Bilingual, violated, writeLog } from './log.js'
import type { Judged } from './reply.js'
import type { SentMessage } from './said.js'
import type { World } from './world.js'
import { writeXml } from './xml.js'

export interface Envelope {
  query: Record<string, string>
  body: string
}

export type Answered = { type: 'answered'; status: number; body: Buffer } | { type: 'no_answer'; reason: Bilingual }

/** What became of the deliveries of one message. */
export interface Delivery {
  /** Answered with 200 at last. */
  delivered: boolean
  attempts: number
  outcome: 'replied' | 'silent' | 'violation' | 'failed' | 'no_callback'
  /** What was made of the last answer with 200. */
  judged: Judged | null
}

/** Who hears the callbacks of a conversation: an app, or an official account. */
export interface Receiver {
  url: string
  /** A message as it is posted; sealed and signed by secrets that nobody knows where `isStrange`. */
  envelope(message: SentMessage, isStrange: boolean): Envelope
  /** What the platform makes of an answer with HTTP 200. */
  judge(message: SentMessage, body: Buffer): Promise<Judged>
  /** What the person reads when no sound answer came to it. */
  trouble(message: SentMessage): string | null
}

const ATTEMPTS = 4

/** Calls the app. A connection that fails and an answer that does not come in time are the same to the platform. */
export async function call(
  world: World,
  url: string,
  query: Record<string, string> | [string, string][],
  withinMs: number,
  body?: string | Buffer,
): Promise<Answered> {
  const address = new URL(url)
  for (const [name, value] of Array.isArray(query) ? query : Object.entries(query))
    address.searchParams.append(name, value)
  try {
    const answer = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(withinMs), world.closing]),
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'text/xml' } }),
    })
    return { type: 'answered', status: answer.status, body: Buffer.from(await answer.arrayBuffer()) }
  } catch (error) {
    const { name, message, cause } = error as Error
    const because = (cause as Error | undefined)?.message ?? message
    return {
      type: 'no_answer',
      reason:
        name === 'TimeoutError'
          ? { 'zh-CN': `${withinMs} 毫秒内没有回答`, en: `no answer within ${withinMs} ms` }
          : { 'zh-CN': `连接失败（${because}）`, en: `no connection (${because})` },
    }
  }
}

export const stamp = (world: World) => ({
  timestamp: String(Math.floor(world.clock.now() / 1000)),
  nonce: String(1e9 + world.chance.below(1e9)),
})

/**
 * Delivers a message until it is answered with 200: four times at most, always the same plaintext, each time in a new
 * envelope unless `sameEnvelope`. Writes log and violations; shows nothing.
 */
export async function deliver(
  world: World,
  receiver: Receiver | null,
  message: SentMessage,
  { sameEnvelope, otherKey }: { sameEnvelope: boolean; otherKey: boolean },
): Promise<Delivery> {
  const { settings } = world
  if (!receiver) return { delivered: false, attempts: 0, outcome: 'no_callback', judged: null }
  for (let attempt = 1; ; attempt++) {
    if (!message.envelope || !(sameEnvelope || (settings.sameEnvelope && attempt > 1)))
      message.envelope = receiver.envelope(message, otherKey)
    const { status, judged } = await deliverOnce(world, receiver, message, message.envelope, attempt)
    if (judged) {
      const outcome = judged.type === 'reply' ? 'replied' : judged.type
      return { delivered: true, attempts: attempt, outcome, judged }
    }
    if (attempt === ATTEMPTS || (status !== 0 && !settings.retryOnStatus))
      return { delivered: false, attempts: attempt, outcome: 'failed', judged: null }
    await world.clock.sleep(settings.retryAfterMs[attempt - 1]!)
  }
}

/** Status 0: no answer. Judged only with status 200. */
async function deliverOnce(
  world: World,
  receiver: Receiver,
  message: SentMessage,
  { query, body }: Envelope,
  attempt: number,
): Promise<{ status: number; judged: Judged | null }> {
  const startedAt = performance.now()
  const answered = await call(world, receiver.url, query, world.settings.answerWithinMs, body)
  const status = answered.type === 'answered' ? answered.status : 0
  const judged = answered.type === 'answered' && status === 200 ? await receiver.judge(message, answered.body) : null
  const said = answered.type === 'answered' ? answered.body.toString('utf8') : answered.reason['zh-CN']
  const became = summary(judged, answered)
  writeLog(world, {
    direction: 'out',
    kind: 'callback',
    title: message.kind,
    method: 'POST',
    path: receiver.url,
    status,
    ms: Math.round(performance.now() - startedAt),
    summary: {
      'zh-CN': `${message.who.userId} · 第 ${attempt} 次 · ${became['zh-CN']}`,
      en: `${message.who.userId} · try ${attempt} · ${became.en}`,
    },
    detail: { request: writeXml(message.fields), answer: judged?.type === 'reply' ? judged.plain : said },
  })
  if (judged?.type === 'violation') violated(world, judged.code, judged.message)
  return { status, judged }
}

/** As if they had been changed in the console without notice. */
export const strangeKey = () => ({
  token: randomBytes(16).toString('hex'),
  encodingAesKey: randomBytes(32).toString('hex').slice(0, 43),
})

function summary(judged: Judged | null, answered: Answered): Bilingual {
  if (answered.type === 'no_answer') return answered.reason
  if (!judged) return { 'zh-CN': `状态 ${answered.status}`, en: `status ${answered.status}` }
  if (judged.type === 'silent') return { 'zh-CN': '已收下，没有回复', en: 'taken, no reply' }
  const said = judged.type === 'reply' ? judged.text.slice(0, 60) : ''
  return judged.type === 'reply'
    ? { 'zh-CN': `回复：${said}`, en: `reply: ${said}` }
    : { 'zh-CN': `违规：${judged.message}`, en: `broke a rule: ${judged.code}` }
}
