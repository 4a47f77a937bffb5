import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Registry } from 'prom-client'
import { callbacks, listen, type CallbackDeps } from '../../src/channels/http.js'
import { companyPacing } from '../../src/channels/tencent/company-pace.js'
import { pacing } from '../../src/channels/tencent/pace.js'
import { wecomApp } from '../../src/channels/wecom-app/channel.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import { instantOf } from '../../src/kernel/clock.js'
import type { InboundMessage, Say } from '../../src/kernel/message.js'
import { makeLogger } from '../../src/logging.js'
import { sealText, signedQuery, type Seal } from '../channels/sealing.js'
import { APP } from './said.js'

export const SECONDS = 1763600000
export const seal: Seal = {
  token: 'T7kq2',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: APP.corpId,
}

export const noFiles = { fetch: () => Promise.reject(new Error('nothing is fetched here')) }

/** The service's front with one app, over real HTTP. `heard` is what reached the turn, `logged` what stands in the log. */
export async function front(deps: Partial<CallbackDeps> & { say?: (message: InboundMessage) => Say | null } = {}) {
  const heard: InboundMessage[] = []
  const logged: string[] = []
  const metrics = new Registry()
  const clock = { now: () => instantOf(SECONDS * 1000) }
  const { token, encodingAesKey } = seal
  const app = wecomApp(wecomAppSettings.parse({ ...APP, secret: 's', token, encodingAesKey }), {
    clock,
    blobs: { read: () => Promise.reject(new Error('nothing is sent here')) },
    pace: pacing(clock.now()),
    company: companyPacing(clock.now()),
  })
  const server = await listen(
    callbacks({
      channels: [app],
      take: (message) => {
        heard.push(message)
        return Promise.resolve({ reply: deps.say?.(message) ?? null })
      },
      clock,
      log: makeLogger('info', { write: (line) => void logged.push(line) }),
      metrics,
      ready: () => Promise.resolve({ ok: true, checks: {} }),
      files: noFiles,
      ...deps,
    }),
    0,
    '127.0.0.1',
  )
  const { port } = server.address() as AddressInfo
  return {
    heard,
    logged,
    metrics,
    server,
    port,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface Answered {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** One request with the path exactly as given. Rejects when the connection ends without an answer. */
export function ask(port: number, method: string, path: string, body = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path, host: '127.0.0.1', headers: { 'Content-Type': 'text/xml' } }, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (part: string) => (text += part))
      res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body: text }))
      res.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const plaintextOf = (xml: string, head: { FromUserName?: string | null; AgentID?: null } = {}): string => {
  const from = head.FromUserName === undefined ? 'ZhangSan' : head.FromUserName
  return [
    `<xml><ToUserName><![CDATA[${APP.corpId}]]></ToUserName>`,
    from === null ? '' : `<FromUserName><![CDATA[${from}]]></FromUserName>`,
    `<CreateTime>${SECONDS}</CreateTime>${xml}`,
    head.AgentID === null ? '' : `<AgentID>${APP.agentId}</AgentID>`,
    '</xml>',
  ].join('')
}

export const bodyOf = (ciphertext: string): string =>
  `<xml><ToUserName><![CDATA[${APP.corpId}]]></ToUserName><AgentID><![CDATA[${APP.agentId}]]></AgentID><Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`

/** A right callback, ready to be posted. */
export function callback(plaintext: string): { path: string; body: string } {
  const ciphertext = sealText(plaintext, seal)
  const query = new URLSearchParams(signedQuery(seal, ciphertext, SECONDS))
  return { path: `/wecom/${APP.name}?${query.toString()}`, body: bodyOf(ciphertext) }
}
