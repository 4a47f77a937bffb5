import { companyPacing } from '../../src/channels/tencent/company-pace.js'
import { pacing } from '../../src/channels/tencent/pace.js'
import { wecomApp } from '../../src/channels/wecom-app/channel.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import { instantOf } from '../../src/kernel/clock.js'
import { agentId, corpId, inApp, key, secret, startPlatform, token, zhang } from '../emulator/bot.js'
import { channelContract } from './channel-contract.js'
import { emulatedChat, TROUBLES } from './emulated-chat.js'

const abilities = { says: { files: true, menus: false }, notices: false, pictures: 'by_call' } as const
channelContract('a WeCom app and the emulator', abilities, async (blobs) => {
  const platform = await startPlatform()
  const { control } = platform
  const settings = {
    name: 'contract',
    corpId,
    agentId,
    secret,
    token,
    encodingAesKey: key,
    baseUrl: platform.url,
    timeouts: { call: 400, media: 400 },
  }
  const channel = wecomApp(wecomAppSettings.parse(settings), {
    clock: { now: () => instantOf(Date.now()) },
    blobs: { read: (blob) => Promise.resolve(blobs[blob]!) },
    pace: pacing(instantOf(Date.now() - 24 * 3600_000)),
    company: companyPacing(instantOf(Date.now() - 24 * 3600_000)),
  })
  const account = `${corpId}/${agentId}`
  const driver = {
    ...emulatedChat(platform, zhang, {
      ...TROUBLES,
      refuses_person: { endpoint: '*', count: 1, action: { type: 'partial', invalid: ['*'], unlicensed: [] } },
      account_disabled: { endpoint: '*', count: 1, action: { type: 'errcode', errcode: 50003 } },
    }),
    member: { channel: 'wecom_app', account, user: 'zhangsan' },
    nobody: { channel: 'wecom_app', account, user: 'nobody' },
    connect: async (url: string) => (await control.saveCallback({ ...inApp, url, token, encodingAesKey: key })).ok,
    forged: () => control.hostile({ ...inApp, kind: 'bad_signature' }),
  }
  return { channel, driver }
})
