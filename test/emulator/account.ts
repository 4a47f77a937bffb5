import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.js'
import { type Says, fieldsOf } from './bot.js'

export const appId = 'wxb11529c136998cb6'
export const originalId = 'gh_0123456789ab'
export const token = 'pamtest'
export const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const secret = 'secret-of-the-account'
export const wang = { corpId: appId, agentId: 0, userId: 'oWangXiaoEr_0000000000000001' }
export const li = { ...wang, userId: 'oLiXiaoSan_00000000000000002' }
export type Mode = 'plain' | 'compatible' | 'safe'

/** What the account got: the elements that count in this mode, opened by the published library. */
export interface Heard {
  fields: Record<string, string>
  plain: string
  query: URLSearchParams
  body: string
}

type Fields = Record<string, string>

const xmlOf = (fields: Fields) =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value.startsWith('<') ? value : `<![CDATA[${value}]]>`}</${name}>`)
    .join('')}</xml>`

/** A reply as XML, before it is sealed. */
export const replyTo = ({ fields }: Heard, text: string, change: Fields = {}): string =>
  xmlOf({
    ToUserName: fields['FromUserName']!,
    FromUserName: originalId,
    CreateTime: '1700000000',
    MsgType: 'text',
    Content: text,
    ...change,
  })

export function sealed(plain: string, receiveId = appId): string {
  const Encrypt = encrypt(key, plain, receiveId)
  const MsgSignature = getSignature(token, '1700000000', 'n1', Encrypt)
  return xmlOf({ Encrypt, MsgSignature, TimeStamp: '1700000000', Nonce: 'n1' })
}

/** A small honest account: checks what it must, answers in the mode it is in; a text becomes a reply. */
export async function startAccount(mode: Mode, say: (heard: Heard, nth: number) => Says | Promise<Says> = () => null) {
  const heard: Heard[] = []
  const bot = { url: '', heard, say, verify: (echostr: string): Says => ({ raw: echostr }), close: async () => {} }
  async function hear(query: URLSearchParams, body: string): Promise<Heard | null> {
    const sign = (encrypted: string) =>
      getSignature(token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted)
    if (sign('') !== query.get('signature')) return null
    const fields = await fieldsOf(body)
    if (mode === 'plain') return { fields, plain: body, query, body }
    if (query.get('encrypt_type') !== 'aes' || sign(fields['Encrypt']!) !== query.get('msg_signature')) return null
    const { message, id } = decrypt(key, fields['Encrypt']!)
    return id === appId ? { fields: await fieldsOf(message), plain: message, query, body } : null
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void (async () => {
        const query = new URL(request.url!, 'http://account').searchParams
        const answer = (said: Says, write: (text: string) => string) => {
          if (said === null || typeof said === 'string') return response.end(said === null ? '' : write(said))
          if (said.hang) return
          if (said.reset) return request.socket.destroy()
          response.statusCode = said.status ?? 200
          return response.end(said.raw ?? '')
        }
        if (request.method === 'GET') {
          const fits = getSignature(token, query.get('timestamp')!, query.get('nonce')!, '') === query.get('signature')
          return answer(fits ? bot.verify(query.get('echostr')!) : { status: 403 }, String)
        }
        const one = await hear(query, Buffer.concat(parts).toString('utf8'))
        if (!one) return answer({ status: 403 }, String)
        heard.push(one)
        answer(await bot.say(one, heard.length), (text) => {
          const reply = replyTo(one, text)
          return mode === 'plain' ? reply : sealed(reply)
        })
      })().catch(() => request.socket.destroy())
    })
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`
  bot.close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  return bot
}

/** An emulator with one verified service account and two people, one of whom follows; nothing waits long. */
export async function startWorld(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    port: 0,
    ...options,
    settings: { retryAfterMs: [10, 10, 10], verifyWithinMs: 5000, ...options.settings },
  })
  const { control } = emulator
  control.putAccount({ appId, originalId, name: '示例公众号', secret, kind: 'service', verified: true })
  control.putFollower({ appId, openId: wang.userId, name: '王小二', following: true })
  control.putFollower({ appId, openId: li.userId, name: '李小三' })
  return emulator
}

/** Both, with the callback saved in this mode. */
export async function startBoth(
  mode: Mode,
  say?: (heard: Heard, nth: number) => Says | Promise<Says>,
  options?: Partial<EmulatorOptions>,
) {
  const bot = await startAccount(mode, say)
  const emulator = await startWorld(options)
  const saved = await emulator.control.saveAccountCallback({ appId, url: bot.url, token, encodingAesKey: key, mode })
  if (!saved.ok) throw new Error(saved.reason)
  return { bot, emulator, control: emulator.control, client: clientOf(emulator) }
}

type Json = Record<string, unknown> & { errcode?: number; errmsg?: string }

/** A client of the API that knows nothing but the address. */
export function clientOf(emulator: Emulator) {
  const json = async (answer: Response) => (await answer.json()) as Json
  const stable = (body: object = {}) =>
    client.post('stable_token', { grant_type: 'client_credential', appid: appId, secret, ...body })
  const client = {
    raw: (path: string) => fetch(`${emulator.url}/cgi-bin/${path}`),
    get: async (path: string) => json(await client.raw(path)),
    post: async (path: string, body: unknown) =>
      json(
        await fetch(`${emulator.url}/cgi-bin/${path}`, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    stable,
    token: async () => String((await stable())['access_token']),
    /** With a token: GET without a body, else POST. */
    call: async (path: string, body?: unknown): Promise<Json> => {
      const signed = `${path}${path.includes('?') ? '&' : '?'}access_token=${await client.token()}`
      return body === undefined ? client.get(signed) : client.post(signed, body)
    },
    send: (message: object) =>
      client.call('message/custom/send', {
        touser: wang.userId,
        msgtype: 'text',
        text: { content: '提醒' },
        ...message,
      }),
    upload: async (type: string, bytes: Buffer, name = 'photo.jpg') => {
      const form = new FormData()
      form.append('media', new Blob([Uint8Array.from(bytes)]), name)
      const path = `media/upload?access_token=${await client.token()}&type=${type}`
      return json(await fetch(`${emulator.url}/cgi-bin/${path}`, { method: 'POST', body: form }))
    },
  }
  return client
}
