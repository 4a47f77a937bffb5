import { wechatOa } from '../../src/channels/wechat-oa/channel.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { instantOf } from '../../src/kernel/clock.js'
import { sealText, signatureOf, type Seal, type Wrongly } from '../channels/sealing.js'
import { SECONDS } from './setting.js'

export type Mode = 'plain' | 'compatible' | 'safe'
export const MODES: Mode[] = ['plain', 'compatible', 'safe']

/** The official account that all requests of the `oa-` files are for. */
export const ACCOUNT = { name: 'demo', appId: 'wx1a2b3c4d5e6f7081', originalId: 'gh_1a2b3c4d5e6f' }
export const OPENID = 'oX7aBcDeFgHiJkLmNoPqRsTuVw1z'
export const oaSeal: Seal = {
  token: 'T7kq2',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: ACCOUNT.appId,
}

export function account(mode: Mode, more: { previous?: object; verified?: boolean } = {}) {
  const { token, encodingAesKey } = oaSeal
  const settings = { ...ACCOUNT, secret: 's', kind: 'service', verified: true, mode, token, encodingAesKey, ...more }
  return wechatOa(wechatOaSettings.parse(settings), {
    clock: { now: () => instantOf(SECONDS * 1000) },
    blobs: { read: () => Promise.reject(new Error('nothing is sent here')) },
  })
}

export const innerOf = (xml: string, from = OPENID): string =>
  `<ToUserName><![CDATA[${ACCOUNT.originalId}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>${SECONDS}</CreateTime>${xml}`
export const whole = (inner: string): string => `<xml>${inner}</xml>`

export interface Callback {
  query: Record<string, string>
  body: string
}

/** How a callback may be made wrong while its signatures fit whatever it is made of. */
export interface Made {
  seal?: Seal
  seconds?: number
  nonce?: string
  wrongly?: Wrongly
  openid?: string
}

/** A callback as the platform makes it in this mode. */
export function callbackIn(mode: Mode, inner: string, made: Made = {}): Callback {
  const { seal = oaSeal, seconds = SECONDS, nonce = '1372623149', openid = OPENID } = made
  const timestamp = String(seconds)
  const stamp = { signature: signatureOf(seal.token, timestamp, nonce), timestamp, nonce, openid }
  if (mode === 'plain') return { query: stamp, body: whole(inner) }
  const ciphertext = sealText(whole(inner), seal, made.wrongly)
  const msg_signature = signatureOf(seal.token, timestamp, nonce, ciphertext)
  const beside = mode === 'safe' ? (/<ToUserName>.*?<\/ToUserName>/.exec(inner)?.[0] ?? '') : inner
  return {
    query: { ...stamp, encrypt_type: 'aes', msg_signature },
    body: whole(`${beside}<Encrypt><![CDATA[${ciphertext}]]></Encrypt>`),
  }
}

export const pathOf = (query: Record<string, string>): string =>
  `/wechat/${ACCOUNT.name}?${new URLSearchParams(query).toString()}`
