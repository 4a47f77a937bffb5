import { wechatOa } from '../../../src/channels/wechat-oa/channel.js'
import { wechatOaSettings } from '../../../src/channels/wechat-oa/settings.js'
import { handClock, JPEG } from '../wecom-app/app.js'

export const APP_ID = 'wx1a2b3c4d5e6f7081'
export const OPENID = 'oX7aBcDeFgHiJkLmNoPqRsTuVw1z'
export const to = { channel: 'wechat_oa', account: APP_ID, user: OPENID }
export const TOKEN = '/cgi-bin/stable_token'

interface More {
  clock?: ReturnType<typeof handClock>
  timeouts?: object
  kind?: 'service' | 'subscription'
  verified?: boolean
  notices?: object
  picture?: Buffer
}

/** One official account that talks to the platform at `baseUrl`; a verified service account if nothing else is said. */
export function accountAt(baseUrl: string, { clock = handClock(), picture = JPEG, ...more }: More = {}) {
  const settings = {
    name: 'demo',
    appId: APP_ID,
    originalId: 'gh_1a2b3c4d5e6f',
    secret: 'the-secret',
    kind: 'service',
    verified: true,
    token: 'T7kq2',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    baseUrl,
    qrBaseUrl: baseUrl,
    ...more,
  }
  return wechatOa(wechatOaSettings.parse(settings), { clock, blobs: { read: () => Promise.resolve(picture) } })
}
