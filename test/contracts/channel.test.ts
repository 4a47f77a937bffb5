import { pacing } from '../../src/channels/tencent/pace.js'
import { wecomApp } from '../../src/channels/wecom-app/channel.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import type { NewFault } from '../../src/emulator/faults.js'
import { instantOf } from '../../src/kernel/clock.js'
import { agentId, corpId, inApp, key, secret, startPlatform, token, zhang } from '../emulator/bot.js'
import { channelContract, type ChannelDriver, type Seen, type Trouble } from './channel-contract.js'

const CALLS = { endpoint: '*', count: 1 } as const

/** In the emulator's words. Those that strike any call meet the first one after the token. */
const troubles: Record<Trouble, NewFault> = {
  busy: { ...CALLS, action: { type: 'errcode', errcode: -1 } },
  over_limit: { ...CALLS, action: { type: 'errcode', errcode: 45011 } },
  token_died: { ...CALLS, action: { type: 'kill_token', errcode: 42001 } },
  not_heard: { ...CALLS, action: { type: 'reset', at: 'start' } },
  heard_not_answered: { ...CALLS, action: { type: 'no_answer', acted: true } },
  gateway_page: { ...CALLS, action: { type: 'html', status: 200 } },
  refuses_person: { ...CALLS, action: { type: 'partial', invalid: ['*'], unlicensed: [] } },
  account_disabled: { ...CALLS, action: { type: 'errcode', errcode: 50003 } },
  forgets_upload: { endpoint: 'media/upload', count: 1, action: { type: 'forget_upload' } },
  media_gone: { ...CALLS, action: { type: 'errcode', errcode: 40007 } },
  media_cut: { endpoint: 'media/get', count: 1, action: { type: 'short_media', length: 'of_whole' } },
}

const kinds = { textcard: 'card', markdown: 'markdown', image: 'image', file: 'file' } as const

channelContract('a WeCom app and the emulator', { markdown: true, files: true }, async (blobs) => {
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
  })
  let last = ''
  const acts = async (action: Parameters<typeof control.act>[0]['action']): Promise<void> => {
    const [done] = await control.act({ ...zhang, action })
    if (!done?.delivered) throw new Error(`not delivered: ${done?.outcome}`)
    last = done.id
  }
  const bytesOf = async (url: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(platform.url + url)).arrayBuffer())

  const driver: ChannelDriver = {
    member: { channel: 'wecom_app', account: `${corpId}/${agentId}`, user: 'zhangsan' },
    nobody: { channel: 'wecom_app', account: `${corpId}/${agentId}`, user: 'nobody' },
    connect: async (url) => (await control.saveCallback({ ...inApp, url, token, encodingAesKey: key })).ok,
    says: (text) => acts({ type: 'text', text }),
    sendsPhoto: (bytes) => acts({ type: 'photos', photos: [{ name: 'p.jpg', base64: bytes.toString('base64') }] }),
    taps: (tapped) => acts({ type: 'click', key: tapped }),
    again: async () => void (await control.redeliver(last)),
    forged: () => control.hostile({ ...inApp, kind: 'bad_signature' }),
    seen: () =>
      Promise.all(
        control
          .chat(zhang)
          .filter(({ from }) => from === 'bot')
          .map(async ({ type, text, title, name, mediaUrl }): Promise<Seen> => ({
            type: type in kinds ? kinds[type as keyof typeof kinds] : 'text',
            text: text ?? title ?? name ?? '',
            bytes: mediaUrl ? await bytesOf(mediaUrl) : null,
          })),
      ),
    trouble: (kind) => void control.addFault(troubles[kind]),
    calm: async () => {
      for (const { id } of control.state().faults) control.removeFault(id)
      await control.idle()
    },
    violations: () => [...control.violations().map(({ code }) => code), ...control.report().unknownFields],
    close: () => platform.close(),
  }
  return { channel, driver }
})
