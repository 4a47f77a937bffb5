import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { wechatOa } from '../../../src/channels/wechat-oa/channel.js'
import { wechatOaSettings } from '../../../src/channels/wechat-oa/settings.js'
import type { Emulator } from '../../../src/emulator/emulator.js'
import { instantOf } from '../../../src/kernel/clock.js'
import { key, startPlatform, token } from '../../emulator/bot.js'

/** What an account may do beyond talking, on the platform as the emulator plays it. */
const account = { appId: 'wx1a2b3c4d5e6f7081', originalId: 'gh_1a2b3c4d5e6f', name: 'demo', secret: 'right-secret' }
const { appId } = account
const openId = 'oX7aBcDeFgHiJkLmNoPqRsTuVw1z'

const SORTS = [
  ['service', true],
  ['service', false],
  ['subscription', true],
  ['subscription', false],
] as const

let platform: Emulator
beforeEach(async () => {
  platform = await startPlatform()
})
afterEach(async () => {
  expect(platform.control.violations()).toEqual([])
  await platform.close()
})

const put = (kind: 'service' | 'subscription', verified: boolean) => {
  platform.control.putAccount({ ...account, kind, verified })
  platform.control.putFollower({ appId, openId, name: '王五', unionId: 'oUnion', following: true })
}
const channel = (more: object = {}) => {
  const urls = { baseUrl: platform.url, qrBaseUrl: platform.url }
  const settings = { ...account, kind: 'service', verified: true, token, encodingAesKey: key, ...urls, ...more }
  return wechatOa(wechatOaSettings.parse(settings), {
    clock: { now: () => instantOf(Date.now()) },
    blobs: { read: () => Promise.reject(new Error('nothing is sent here')) },
  })
}
const troubles = async (more: object) => (await channel(more).examine()).filter(({ state }) => state !== 'ok')

describe.each(SORTS)('a %s account (verified: %s)', (kind, verified) => {
  beforeEach(() => put(kind, verified))

  it('is found to be what its settings say', async () => {
    expect(await troubles({ kind, verified })).toEqual([])
  })

  it.each(SORTS)('is known from settings that say %s (verified: %s)', async (said, saidVerified) => {
    const found = await troubles({ kind: said, verified: saidVerified })
    const wrong = [
      ...(verified === saidVerified ? [] : ['verified']),
      // Which kind it is shows only once it is verified.
      ...(verified && kind !== said ? ['kind'] : []),
    ]
    expect(found.map(({ detail }) => detail?.['setting'])).toEqual(wrong)
  })
})

it('a wrong secret is found', async () => {
  put('service', true)
  expect(await troubles({ secret: 'wrong' })).toMatchObject([{ what: 'token', state: 'broken' }])
})

it('an address that is not on the list is found, and which it is', async () => {
  put('service', true)
  platform.control.settings({ trustedIp: false })
  expect(await troubles({})).toMatchObject([
    { what: 'ip', state: 'broken', code: 'errcode.40164', detail: { ip: expect.stringMatching(/^[0-9a-f.:]+$/) } },
  ])
})

it('a QR is made, and is a picture', async () => {
  put('service', true)
  const made = await channel().sceneQr!('jb_K7M2P9', 3600)
  if (made.type !== 'made') throw new Error(JSON.stringify(made))
  expect(Buffer.from(made.picture.subarray(0, 4)).toString('latin1')).toMatch(/^(\u0089PNG|\u00ff\u00d8)/)
  expect(Math.abs(Date.parse(made.until) - Date.now() - 3600_000)).toBeLessThan(60_000)
})

it('who follows is known, and who has left', async () => {
  put('service', true)
  expect(await channel().identify!(openId)).toEqual({ type: 'known', following: true, unionId: 'oUnion' })
  platform.control.putFollower({ appId, openId, name: '王五', following: false })
  expect(await channel().identify!(openId)).toMatchObject({ type: 'known', following: false })
})

it('the menu is set', async () => {
  put('subscription', true)
  expect(await channel({ kind: 'subscription' }).setMenu!([{ label: '工作简报', key: 'brief:new' }])).toEqual({
    type: 'done',
  })
})

it('what one may not is refused for good', async () => {
  put('subscription', false)
  const refused = { type: 'refused', code: 'errcode.48001', scope: 'rights' }
  expect(await channel().setMenu!([{ label: '简报', key: 'k' }])).toEqual(refused)
  const to = { channel: 'wechat_oa', account: appId, user: openId }
  expect(await channel().send({ to, say: { type: 'text', text: '您好' } })).toEqual(refused)
})
