import { companyPacing } from '../../../src/channels/tencent/company-pace.js'
import { pacing } from '../../../src/channels/tencent/pace.js'
import { wecomApp } from '../../../src/channels/wecom-app/channel.js'
import { wecomAppSettings } from '../../../src/channels/wecom-app/settings.js'
import { instantOf } from '../../../src/kernel/clock.js'

export const START = 1763600000_000

/** A clock that stands until it is moved. */
export function handClock(ms = START) {
  return {
    now: () => instantOf(ms),
    move(by: number) {
      ms += by
    },
  }
}

export const ACCOUNT = 'ww1a2b3c4d5e6f7081/1000002'
export const to = { channel: 'wecom_app', account: ACCOUNT, user: 'zhangsan' }

export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from('JFIF and more')])

/** One app that talks to the platform at `baseUrl`, running for a day already. */
export function appAt(baseUrl: string, more: { clock?: ReturnType<typeof handClock>; timeouts?: object } = {}) {
  const clock = more.clock ?? handClock()
  const settings = {
    name: 'demo',
    corpId: 'ww1a2b3c4d5e6f7081',
    agentId: 1000002,
    secret: 'the-secret',
    token: 'T7kq2',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    baseUrl,
    timeouts: more.timeouts ?? {},
  }
  return wecomApp(wecomAppSettings.parse(settings), {
    clock,
    blobs: { read: () => Promise.resolve(JPEG) },
    pace: pacing(instantOf(START - 24 * 3600_000)),
    company: companyPacing(instantOf(START - 24 * 3600_000)),
  })
}
