import { z } from 'zod'
import { envelope, sealCallback } from './app-receiver.js'
import { type Envelope, call } from './callback-sender.js'
import { appNamed } from './corps.js'
import { seal } from './envelope.js'
import { writeLog } from './log.js'
import { accountHostileKinds, hostileToAccount } from './official-account/hostile.js'
import { type Sound, tamperingKinds, tamperings } from './tampering.js'
import type { World } from './world.js'
import { writeXml } from './xml.js'

/** What is sent to apps; `accountHostileKinds` is what is sent to official accounts. */
export const hostileKinds = [...tamperingKinds, 'wrong_corp_inside', 'wrong_agent_inside'] as const

export const hostileRequest = z.object({
  corpId: z.string(),
  agentId: z.number(),
  userId: z.string().default('stranger'),
  kind: z.enum([...hostileKinds, ...accountHostileKinds]),
})
export type HostileRequest = z.output<typeof hostileRequest>

/** Sends one callback that no platform sends and tells how it was answered; status 0 when it was not. */
export async function sendHostile(
  world: World,
  request: z.input<typeof hostileRequest>,
): Promise<{ status: number; body: string }> {
  const asked = hostileRequest.parse(request)
  const { url, hostile } = world.accounts.has(asked.corpId)
    ? hostileToAccount(world, asked)
    : hostileToApp(world, asked)
  const pairs = Object.entries(hostile.query)
  const startedAt = performance.now()
  const query = asked.kind === 'repeated_query' ? [...pairs, ...pairs] : pairs
  const answered = await call(world, url, query, 5000, hostile.body)
  const result =
    answered.type === 'answered'
      ? { status: answered.status, body: answered.body.toString('utf8') }
      : { status: 0, body: answered.reason['zh-CN'] }
  writeLog(world, {
    direction: 'out',
    kind: 'callback',
    title: asked.kind,
    method: 'POST',
    path: url,
    status: result.status,
    ms: Math.round(performance.now() - startedAt),
    summary: { 'zh-CN': `恶意请求 · 状态 ${result.status}`, en: `hostile request · status ${result.status}` },
    detail: { request: hostile.body, answer: result.body },
  })
  return result
}

function hostileToApp(
  world: World,
  { corpId, agentId, userId, kind }: HostileRequest,
): { url: string; hostile: Envelope } {
  const { callback } = appNamed(world, corpId, agentId)
  if (!callback?.verified) throw new Error(`app ${agentId} has no verified callback`)
  const { url, token, encodingAesKey: key } = callback
  const now = Math.floor(world.clock.now() / 1000)
  const fields = {
    ToUserName: corpId,
    FromUserName: userId,
    CreateTime: now,
    MsgType: 'text',
    Content: 'hostile',
    MsgId: BigInt(world.chance.bigId()),
    AgentID: agentId,
  }
  const plain = writeXml(fields)
  const sound: Sound = {
    key,
    receiveId: corpId,
    toUserName: corpId,
    signature: 'msg_signature',
    plain,
    envelope: sealCallback(world, corpId, callback, plain, agentId),
    sealed: (encrypt) => envelope(world, corpId, token, encrypt, agentId),
    at: (seconds) => envelope(world, corpId, token, seal(key, plain, corpId), agentId, String(seconds)),
  }
  const inside = (change: object) => sound.sealed(seal(key, writeXml({ ...fields, ...change }), corpId))
  const made: Partial<Record<HostileRequest['kind'], (sound: Sound, now: number) => Envelope>> = {
    ...tamperings,
    wrong_corp_inside: () => inside({ ToUserName: 'ww0000000000000000' }),
    wrong_agent_inside: () => inside({ AgentID: agentId + 1 }),
  }
  const make = made[kind]
  if (!make) throw new Error(`${kind} is not for apps`)
  return { url, hostile: make(sound, now) }
}
