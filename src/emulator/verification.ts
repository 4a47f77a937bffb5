import { type Answered, call, stamp } from './callback-sender.js'
import { type Callback, appNamed } from './corps.js'
import { seal, signatureOf } from './envelope.js'
import { type Bilingual, writeLog } from './log.js'
import type { World } from './world.js'

type Wanted = Pick<Callback, 'url' | 'token' | 'encodingAesKey'>

/**
 * Saves the callback settings if the app answers the verification as it must: status 200 and the plaintext byte for
 * byte within one second. Refused, the settings before stay in force.
 */
export async function saveCallback(
  world: World,
  { corpId, agentId, url, token, encodingAesKey }: Wanted & { corpId: string; agentId: number },
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const wanted = { url, token, encodingAesKey }
  const app = appNamed(world, corpId, agentId)
  const reason = faultOf(wanted) ?? (await verify(world, corpId, wanted))
  if (reason === null) app.callback = { ...wanted, verified: true, reason: null }
  else app.callback = app.callback?.verified ? { ...app.callback, reason } : { ...wanted, verified: false, reason }
  world.tell('state', {})
  return reason === null ? { ok: true } : { ok: false, reason }
}

/** What is wrong with settings before anybody is called. */
export function faultOf({ url, token, encodingAesKey }: Wanted, shortestToken = 1): string | null {
  if (!URL.canParse(url) || !/^https?:/.test(url)) return 'URL 要以 http:// 或 https:// 开头'
  if (!/^[A-Za-z0-9]{1,32}$/.test(token) || token.length < shortestToken)
    return `Token 要是 ${shortestToken} 到 32 个字母或数字`
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) return 'EncodingAESKey 要是 43 个字母或数字'
  return null
}

async function verify(world: World, corpId: string, { url, token, encodingAesKey }: Wanted): Promise<string | null> {
  const plain = world.chance.bigId()
  const echostr = seal(encodingAesKey, plain, corpId)
  const { timestamp, nonce } = stamp(world)
  const query = { msg_signature: signatureOf(token, timestamp, nonce, echostr), timestamp, nonce, echostr }
  const startedAt = performance.now()
  const answered = await call(world, url, query, world.settings.verifyWithinMs)
  const reason = reasonOf(answered, plain)
  logVerification(world, url, { answered, reason, startedAt, echostr: plain })
  return reason?.['zh-CN'] ?? null
}

export function logVerification(
  world: World,
  url: string,
  {
    answered,
    reason,
    startedAt,
    echostr,
  }: { answered: Answered; reason: Bilingual | null; startedAt: number; echostr: string },
): void {
  writeLog(world, {
    direction: 'out',
    kind: 'verify',
    title: '验证回调 URL',
    method: 'GET',
    path: url,
    status: answered.type === 'answered' ? answered.status : 0,
    ms: Math.round(performance.now() - startedAt),
    summary: reason ?? { 'zh-CN': '通过', en: 'passed' },
    detail: {
      request: `echostr = ${echostr}`,
      answer: answered.type === 'answered' ? answered.body.toString('utf8') : '',
    },
  })
}

/** Why an answer is not the echostr; null if it is. */
export function reasonOf(answered: Answered, plain: string): Bilingual | null {
  if (answered.type === 'no_answer') return answered.reason
  if (answered.status !== 200)
    return { 'zh-CN': `回答的状态是 ${answered.status}`, en: `answered with status ${answered.status}` }
  return answered.body.equals(Buffer.from(plain))
    ? null
    : { 'zh-CN': '回答与 echostr 不是逐字节相同', en: 'the answer is not the echostr, byte for byte' }
}
