import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseStringPromise } from 'xml2js'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.js'

export const corpId = 'ww1234567890abcdef'
export const agentId = 1000002
export const token = 'QDG6eK'
export const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
export const secret = 'secret-of-the-first-app'
export const inApp = { corpId, agentId }
export const zhang = { ...inApp, userId: 'ZhangSan' }

/** What the app got, decrypted by the published library. */
export interface Heard {
  fields: Record<string, string>
  plain: string
  query: URLSearchParams
  body: string
}

/** Text is sealed as a reply; the rest goes out as it stands. */
export type Says = string | null | { status?: number; raw?: string | Buffer; hang?: true; reset?: true }

export const fieldsOf = async (xml: string): Promise<Record<string, string>> =>
  ((await parseStringPromise(xml, { explicitArray: false })) as { xml: Record<string, string> }).xml

export function replyTo(heard: Heard, text: string, change: Record<string, string> = {}): string {
  const fields = {
    ToUserName: heard.fields['FromUserName']!,
    FromUserName: corpId,
    CreateTime: '1700000000',
    MsgType: 'text',
    Content: text,
    ...change,
  }
  return sealed(
    `<xml>${Object.entries(fields)
      .map(([name, value]) => `<${name}>${value.startsWith('<') ? value : `<![CDATA[${value}]]>`}</${name}>`)
      .join('')}</xml>`,
  )
}

export function sealed(plain: string, change: Record<string, string> = {}, receiveId = corpId): string {
  const Encrypt = encrypt(key, plain, receiveId)
  const parts = {
    Encrypt,
    MsgSignature: getSignature(token, '1700000000', 'n1', Encrypt),
    TimeStamp: '1700000000',
    Nonce: 'n1',
    ...change,
  }
  return `<xml>${Object.entries(parts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</xml>`
}

/** A small honest app: answers the verification, hears messages, says what `say` says. */
export async function startBot(say: (heard: Heard, nth: number) => Says | Promise<Says> = () => null) {
  const heard: Heard[] = []
  const bot = { url: '', heard, say, verify: (plain: string): Says => ({ raw: plain }), close: async () => {} }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void (async () => {
        const query = new URL(request.url!, 'http://app').searchParams
        const body = Buffer.concat(parts).toString('utf8')
        const answer = (said: Says, sealedText: (text: string) => string) => {
          if (said !== null && typeof said === 'object') {
            if (said.hang) return
            if (said.reset) return request.socket.destroy()
            response.statusCode = said.status ?? 200
            return response.end(said.raw ?? '')
          }
          response.end(said === null ? '' : sealedText(said))
        }
        const signed = request.method === 'GET' ? query.get('echostr')! : ((await fieldsOf(body))['Encrypt'] ?? '')
        const fits =
          getSignature(token, query.get('timestamp')!, query.get('nonce')!, signed) === query.get('msg_signature')
        if (!fits) return answer({ status: 403 }, String)
        const { message: plain, id } = decrypt(key, signed)
        if (id !== corpId) return answer({ status: 403 }, String)
        if (request.method === 'GET') return answer(bot.verify(plain), String)
        const one: Heard = { fields: await fieldsOf(plain), plain, query, body }
        heard.push(one)
        answer(await bot.say(one, heard.length), (text) => replyTo(one, text))
      })().catch(() => request.socket.destroy())
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom`
  bot.close = async () => {
    const closed = new Promise((done) => server.close(done))
    server.closeAllConnections()
    await closed
  }
  return bot
}
export type Bot = Awaited<ReturnType<typeof startBot>>

/** An emulator with one corp, one app and two members; nothing waits long. */
export async function startPlatform(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    port: 0,
    ...options,
    settings: { retryAfterMs: [10, 10, 10], verifyWithinMs: 5000, ...options.settings },
  })
  const { control } = emulator
  control.putCorp({ corpId, name: '示例枢纽' })
  control.putApp({ ...inApp, name: '简报', secret })
  control.putMember({ corpId, userId: 'ZhangSan', name: '张三', organisation: '示例机构' })
  control.putMember({ corpId, userId: 'lisi', name: '李四' })
  return emulator
}

/** Both, with the callback saved. */
export async function startBoth(
  say?: (heard: Heard, nth: number) => Says | Promise<Says>,
  options?: Partial<EmulatorOptions>,
) {
  const bot = await startBot(say)
  const emulator = await startPlatform(options)
  const saved = await emulator.control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key })
  if (!saved.ok) throw new Error(saved.reason)
  return { bot, emulator, control: emulator.control }
}

/** A client of the API that knows nothing but the address. */
export function clientOf(emulator: Emulator) {
  const json = async (answer: Response) => (await answer.json()) as Record<string, unknown> & { errcode: number }
  const get = (path: string) => fetch(emulator.url + path)
  return {
    get: async (path: string) => json(await get(path)),
    raw: get,
    post: async (path: string, body: unknown) =>
      json(
        await fetch(emulator.url + path, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    async token(): Promise<string> {
      const { access_token } = await json(await get(`/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`))
      return String(access_token)
    },
    async send(message: object): Promise<Record<string, unknown> & { errcode: number }> {
      return this.post(`/cgi-bin/message/send?access_token=${await this.token()}`, { agentid: agentId, ...message })
    },
    async upload(type: string, bytes: Buffer, name = 'photo.jpg', field = 'media') {
      const form = new FormData()
      form.append(field, new Blob([Uint8Array.from(bytes)]), name)
      const url = `${emulator.url}/cgi-bin/media/upload?access_token=${await this.token()}&type=${type}`
      return json(await fetch(url, { method: 'POST', body: form }))
    },
  }
}

/** Bytes that pass as a picture at first sight. */
export const jpeg = (size = 2000): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(size - 4, 7)])
