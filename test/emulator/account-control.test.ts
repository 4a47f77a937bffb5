import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '../../src/emulator/emulator.js'
import { appId, clientOf, key, originalId, secret, startAccount, startBoth, token, wang } from './account.js'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

describe('official accounts over the control API', () => {
  it('are set up, talked to, shown and stripped of rights', async () => {
    const bot = await startAccount('compatible', ({ fields }) => `收到：${fields['Content']}`)
    const emulator = await startEmulator({ port: 0 })
    open.push(bot.close, emulator.close)
    const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const answer = await fetch(`${emulator.url}/__emu/${path}`, { method: 'POST', body: JSON.stringify(body) })
      return { status: answer.status, ...((await answer.json()) as object) }
    }
    const account = { appId, originalId, name: '示例公众号', secret, kind: 'service', verified: true }
    const { userId: openId } = wang
    for (let nth = 0; nth < 2; nth++) {
      expect(await post('accounts', account)).toEqual({ status: 200, ok: true })
      expect(await post('followers', { appId, openId, name: '王小二', hint: '试试「帮助」' })).toMatchObject({
        ok: true,
      })
    }
    const callback = { appId, url: bot.url, token, encodingAesKey: key, mode: 'compatible' }
    expect(await post('accounts/callback', { ...callback, url: 'nowhere' })).toMatchObject({ ok: false })
    expect(await post('accounts/callback', callback)).toEqual({ status: 200, ok: true })
    expect(await post('accounts/templates', { appId, id: 't', kind: 'one_time', title: '题', keys: [] })).toMatchObject(
      {
        ok: true,
      },
    )
    const article = { appId, url: 'https://mp.weixin.qq.com/s/remind', title: '开启提醒', templateIds: ['t'] }
    expect(await post('accounts/articles', { ...article, templateIds: ['none'] })).toMatchObject({ status: 400 })
    expect(await post('accounts/articles', article)).toEqual({ status: 200, ok: true })
    expect(await post('act', { ...wang, action: { type: 'scan' } })).toMatchObject({
      status: 400,
      error: expect.stringContaining('ticket or a scene'),
    })
    expect(await post('act', { ...wang, action: { type: 'scan', scene: 'jb_482913' } })).toMatchObject({ status: 200 })
    expect(await post('act', { ...wang, action: { type: 'text', text: '好' } })).toMatchObject({
      messages: [{ reply: '收到：好' }],
    })
    expect(await post('hostile', { corpId: appId, agentId: 0, kind: 'bad_signature' })).toMatchObject({ status: 403 })
    expect(await post('accounts/rights', { appId, verified: false })).toEqual({ status: 200, ok: true })
    expect(emulator.control.state().accounts).toEqual([
      {
        appId,
        originalId,
        name: '示例公众号',
        kind: 'service',
        verified: false,
        mode: 'compatible',
        callback: { url: bot.url, verified: true, reason: null },
        menu: [],
        followers: [
          {
            openId,
            name: '王小二',
            organisation: '',
            role: '',
            hint: '试试「帮助」',
            unionId: null,
            following: true,
            notices: {},
            window: {
              messagesLeft: 5,
              messagesUntil: expect.any(String),
              actsLeft: 3,
              actsUntil: expect.any(String),
            },
          },
        ],
        articles: [{ url: article.url, title: '开启提醒', notices: [{ id: 't', title: '题' }] }],
        qrs: [],
      },
    ])
    expect(await post('followers', { appId: 'wx0', openId, name: '王小二' })).toMatchObject({ status: 400 })
  })

  it('outlive a restart with their followers, windows and QRs, and a reset without windows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-emulator-'))
    const stateFile = join(folder, 'emulator.json')
    open.push(() => rm(folder, { recursive: true, force: true }))
    const { bot, emulator, control, client } = await startBoth('safe', () => '好', { stateFile })
    open.push(bot.close)
    await client.call('menu/create', {
      button: [{ name: '一', sub_button: [{ type: 'click', name: '二', key: 'k' }] }],
    })
    const scene = { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: 'jb_1' } } }
    expect(await client.call('qrcode/create', scene)).toHaveProperty('ticket')
    await control.act({ ...wang, action: { type: 'text', text: '你好' } })
    expect(await client.send({})).toMatchObject({ errcode: 0 })
    const before = control.state().accounts
    expect(before[0]!.followers[0]!.window.messagesLeft).toBe(4)
    await emulator.close()
    const second = await startEmulator({ port: 0, stateFile })
    open.push(second.close)
    expect(second.control.state().accounts).toEqual(before)
    expect(second.control.chat(wang)).toHaveLength(3)
    expect(await second.control.act({ ...wang, action: { type: 'text', text: '还在' } })).toMatchObject([
      { reply: '好' },
    ])
    expect(await clientOf(second).send({})).toMatchObject({ errcode: 0 })
    await second.control.reset()
    expect(second.control.state().accounts[0]!.followers[0]).toMatchObject({
      following: true,
      window: { messagesLeft: 0, messagesUntil: null },
    })
    await second.control.reset({ all: true })
    expect(second.control.state().accounts).toEqual([])
  })
})
