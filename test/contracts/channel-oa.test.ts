import { describe } from '@jest/globals'
import { wechatOa } from '../../src/channels/wechat-oa/channel.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { instantOf } from '../../src/kernel/clock.js'
import { withNotices } from '../conversations/notice-accounts.js'
import { key, startPlatform, token } from '../emulator/bot.js'
import { channelContract, type Abilities } from './channel-contract.js'
import { emulatedChat, TROUBLES } from './emulated-chat.js'

const service = {
  appId: 'wx1a2b3c4d5e6f7081',
  originalId: 'gh_1a2b3c4d5e6f',
  name: 'contract',
  secret: 'secret-of-the-account',
  kind: 'service',
  verified: true,
} as const
const { appId, originalId } = service
const openId = 'oX7aBcDeFgHiJkLmNoPqRsTuVw1z'
const follower = { appId, openId, name: '王五', following: true }

const full: Abilities = { says: { files: false, menus: true }, notices: true, pictures: 'by_either' }
const answering: Abilities = { says: null, notices: false, pictures: 'open' }
const { notices } = withNotices(['subscription', 'template'])

describe.each([
  ['plain', service, full],
  ['compatible', service, full],
  ['safe', service, full],
  ['safe', { ...service, kind: 'subscription' }, { ...full, notices: false }],
  ['safe', { ...service, kind: 'subscription', verified: false }, answering],
  ['plain', { ...service, verified: false }, answering],
] as const)('in %s mode', (mode, account, abilities) => {
  const { kind, verified } = account
  channelContract(
    `a ${verified ? 'verified' : 'not verified'} ${kind} account and the emulator`,
    abilities,
    async (blobs) => {
      const platform = await startPlatform()
      const { control } = platform
      control.putAccount(account)
      control.putFollower(follower)
      for (const [by, template] of Object.entries(notices.deadline!)) {
        const sort = by === 'template' ? 'service' : 'one_time'
        control.putTemplate(appId, {
          id: template.id,
          kind: sort,
          title: '交简报提醒',
          keys: Object.keys(template.fields),
        })
      }
      const settings = {
        ...account,
        mode,
        notices,
        token,
        encodingAesKey: key,
        baseUrl: platform.url,
        qrBaseUrl: platform.url,
        timeouts: { call: 400, media: 400 },
      }
      const channel = wechatOa(wechatOaSettings.parse(settings), {
        clock: { now: () => instantOf(Date.now()) },
        blobs: { read: (blob) => Promise.resolve(blobs[blob]!) },
      })
      const chat = emulatedChat(
        platform,
        { corpId: appId, agentId: 0, userId: openId },
        {
          ...TROUBLES,
          token_died: {
            endpoint: '*',
            count: 1,
            action: { type: 'kill_token', errcode: 40001 },
          },
          refuses_person: {
            endpoint: '*',
            count: 1,
            action: { type: 'unfollow' },
          },
          account_disabled: {
            endpoint: '*',
            count: 1,
            action: { type: 'errcode', errcode: 40164 },
          },
        },
      )
      let address = ''
      const driver = {
        ...chat,
        member: { channel: 'wechat_oa', account: appId, user: openId },
        nobody: {
          channel: 'wechat_oa',
          account: appId,
          user: 'oNobodyWhoEverMetUs',
        },
        connect: async (url: string) => {
          address = url
          return (
            await control.saveAccountCallback({
              appId,
              url,
              token,
              encodingAesKey: key,
              mode,
            })
          ).ok
        },
        forged: () => {
          const timestamp = String(Math.floor(Date.now() / 1000))
          const query = new URLSearchParams({
            signature: '0'.repeat(40),
            timestamp,
            nonce: '1',
            openid: openId,
          })
          const body =
            `<xml><ToUserName>${originalId}</ToUserName><FromUserName>${openId}</FromUserName>` +
            `<CreateTime>${timestamp}</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>`
          return fetch(`${address}?${query.toString()}`, {
            method: 'POST',
            body,
          })
        },
        calm: async () => {
          await chat.calm()
          // She follows again where the trouble was that she did not.
          control.putFollower(follower)
        },
      }
      return { channel, driver }
    },
  )
})
