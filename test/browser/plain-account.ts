import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '../../src/emulator/emulator.js'
import { fieldsOf } from '../emulator/bot.js'

export const appId = 'wx1234567890abcdef'
export const originalId = 'gh_1234567890ab'
export const accountSecret = 'secret-of-the-account'
export const accountToken = 'plainToken'

/** An official account's server in plain mode: answers the check of its address and hears what is delivered; `say` gives the reply or null. */
export async function startPlainAccount(say: (fields: Record<string, string>) => string | null) {
  const heard: Record<string, string>[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void (async () => {
        const query = new URL(request.url!, 'http://app').searchParams
        const signed = [accountToken, query.get('timestamp')!, query.get('nonce')!].toSorted().join('')
        if (createHash('sha1').update(signed).digest('hex') !== query.get('signature')) return request.socket.destroy()
        if (request.method === 'GET') return response.end(query.get('echostr'))
        const fields = await fieldsOf(Buffer.concat(parts).toString('utf8'))
        heard.push(fields)
        const text = say(fields)
        return response.end(text === null ? 'success' : replyTo(fields, text))
      })().catch(() => request.socket.destroy())
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`,
    heard,
    async close(): Promise<void> {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}
export type PlainAccount = Awaited<ReturnType<typeof startPlainAccount>>

const replyTo = ({ FromUserName }: Record<string, string>, text: string): string =>
  `<xml><ToUserName><![CDATA[${FromUserName}]]></ToUserName><FromUserName><![CDATA[${originalId}]]></FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content></xml>`

/** Calls an endpoint of the platform as the account, by its path below `/cgi-bin/`. */
export async function asAccount(emulator: Emulator, path: string, body: object): Promise<Record<string, unknown>> {
  const post = async (address: string, value: object) =>
    (await (await fetch(emulator.url + address, { method: 'POST', body: JSON.stringify(value) })).json()) as Record<
      string,
      unknown
    >
  const asked = { grant_type: 'client_credential', appid: appId, secret: accountSecret }
  const { access_token } = await post('/cgi-bin/stable_token', asked)
  return post(`/cgi-bin/${path}?access_token=${String(access_token)}`, body)
}
