import { z } from 'zod'
import { envelope, sealCallback } from './app-receiver.js'
import { type Envelope, call } from './callback-sender.js'
import { appNamed } from './corps.js'
import { seal } from './envelope.js'
import { writeLog } from './log.js'
import type { World } from './world.js'
import { writeXml } from './xml.js'

export const hostileKinds = [
  'bad_signature',
  'old_timestamp',
  'future_timestamp',
  'no_timestamp',
  'word_as_timestamp',
  'repeated_query',
  'wrong_receiveid',
  'wrong_key',
  'bad_padding',
  'zero_padding',
  'long_length',
  'broken_base64',
  'empty_encrypt',
  'flipped_bit',
  'missing_encrypt',
  'plaintext',
  'truncated_xml',
  'xxe',
  'inner_xxe',
  'entity_bomb',
  'deep_xml',
  'huge_body',
  'not_xml',
  'wrong_corp_inside',
  'wrong_agent_inside',
] as const

export const hostileRequest = z.object({
  corpId: z.string(),
  agentId: z.number(),
  userId: z.string().default('stranger'),
  kind: z.enum(hostileKinds),
})

const DTD = '<!DOCTYPE xml [<!ENTITY who SYSTEM "file:///etc/hostname">]>'

/** Sends one callback that no platform sends and tells how it was answered; status 0 when it was not. */
export async function sendHostile(
  world: World,
  request: z.input<typeof hostileRequest>,
): Promise<{ status: number; body: string }> {
  const { corpId, agentId, userId, kind } = hostileRequest.parse(request)
  const app = appNamed(world, corpId, agentId)
  if (!app.callback?.verified) throw new Error(`app ${agentId} has no verified callback`)
  const { url, token, encodingAesKey: key } = app.callback
  const fields = {
    ToUserName: corpId,
    FromUserName: userId,
    CreateTime: Math.floor(world.clock.now() / 1000),
    MsgType: 'text',
    Content: 'hostile',
    MsgId: BigInt(world.chance.bigId()),
    AgentID: agentId,
  }
  const plain = writeXml(fields)
  const sealed = (encrypt: string, at?: number) =>
    envelope(world, corpId, token, encrypt, agentId, at === undefined ? undefined : String(at))
  const good = sealCallback(world, corpId, app.callback, plain, agentId)
  const now = Math.floor(world.clock.now() / 1000)
  const body = (text: string): Envelope => ({ query: good.query, body: text })
  const query = (change: Record<string, string>): Envelope => ({ ...good, query: { ...good.query, ...change } })
  const inner = (text: string) => sealed(seal(key, text, corpId))
  const padded = (size: number, value: number) =>
    sealed(seal(key, plain, corpId, undefined, { padding: Buffer.alloc(size, value) }))
  const toFullBlock = 32 - ((20 + Buffer.byteLength(plain) + corpId.length) % 32)

  const made: Record<(typeof hostileKinds)[number], () => Envelope> = {
    bad_signature: () => query({ msg_signature: '0'.repeat(40) }),
    old_timestamp: () => sealed(seal(key, plain, corpId), now - 3600),
    future_timestamp: () => sealed(seal(key, plain, corpId), now + 3600),
    no_timestamp: () => ({
      ...good,
      query: { msg_signature: good.query['msg_signature']!, nonce: good.query['nonce']! },
    }),
    word_as_timestamp: () => query({ timestamp: 'now' }),
    repeated_query: () => good,
    wrong_receiveid: () => sealed(seal(key, plain, 'ww0000000000000000')),
    wrong_key: () => sealed(seal('A'.repeat(43), plain, corpId)),
    bad_padding: () => padded(toFullBlock, toFullBlock + 1),
    zero_padding: () => padded(toFullBlock, 0),
    long_length: () => sealed(seal(key, plain, corpId, undefined, { length: 2 ** 31 })),
    broken_base64: () => sealed('%%%not*base64%%%'),
    empty_encrypt: () => sealed(''),
    flipped_bit: () =>
      body(good.body.replace(/(Encrypt><!\[CDATA\[.{40})(.)/, (_all, start, one) => start + (one === 'A' ? 'B' : 'A'))),
    missing_encrypt: () => body(writeXml({ ToUserName: corpId, AgentID: String(agentId) })),
    plaintext: () => body(plain),
    truncated_xml: () => body(good.body.slice(0, good.body.length / 2)),
    xxe: () => body(DTD + good.body),
    inner_xxe: () => inner(DTD + plain.replace('<![CDATA[hostile]]>', '&who;')),
    entity_bomb: () => body(`<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><xml>&b;</xml>`),
    deep_xml: () => body('<xml>' + '<a>'.repeat(5000) + '</a>'.repeat(5000) + '</xml>'),
    huge_body: () => body(writeXml({ ToUserName: corpId, Encrypt: 'A'.repeat(4 * 1024 * 1024) })),
    not_xml: () => body('{"encrypt":"none"}'),
    wrong_corp_inside: () => inner(writeXml({ ...fields, ToUserName: 'ww0000000000000000' })),
    wrong_agent_inside: () => inner(writeXml({ ...fields, AgentID: agentId + 1 })),
  }
  const hostile = made[kind]()
  const pairs = Object.entries(hostile.query)
  const startedAt = performance.now()
  const answered = await call(world, url, kind === 'repeated_query' ? [...pairs, ...pairs] : pairs, 5000, hostile.body)
  const result =
    answered.type === 'answered'
      ? { status: answered.status, body: answered.body.toString('utf8') }
      : { status: 0, body: answered.reason }
  writeLog(world, {
    direction: 'out',
    kind: 'callback',
    title: kind,
    method: 'POST',
    path: url,
    status: result.status,
    ms: Math.round(performance.now() - startedAt),
    summary: `恶意请求 · 状态 ${result.status}`,
    detail: { request: hostile.body, answer: result.body },
  })
  return result
}
