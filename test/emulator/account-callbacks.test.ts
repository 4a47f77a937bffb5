import { afterEach, describe, expect, it } from '@jest/globals'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Mode,
  appId,
  key,
  li,
  originalId,
  replyTo,
  sealed,
  startAccount,
  startBoth,
  startWorld,
  token,
  wang,
} from './account.js'
import { type Says, jpeg } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function both(...options: Parameters<typeof startBoth>) {
  const started = await startBoth(...options)
  open.push(started.emulator, started.bot)
  return started
}

const MODES: [Mode][] = [['plain'], ['compatible'], ['safe']]
const TROUBLE = '该公众号提供的服务出现故障，请稍后再试'
const says = (text: string, who = wang) => ({ ...who, action: { type: 'text' as const, text } })

describe('saving the callback settings of an account', () => {
  async function save(change: { url?: string; token?: string }, verify?: (echostr: string) => Says) {
    const bot = await startAccount('safe')
    if (verify) bot.verify = verify
    const emulator = await startWorld({ settings: { verifyWithinMs: 1000 } })
    open.push(bot, emulator)
    const { control } = emulator
    const wanted = { appId, url: bot.url, token, encodingAesKey: key, mode: 'safe' as const, ...change }
    return { saved: await control.saveAccountCallback(wanted), state: control.state().accounts[0]! }
  }

  it('takes an address that gives the echostr back, in safe mode plain and signed without it, too', async () => {
    const { saved, state } = await save({})
    expect(saved).toEqual({ ok: true })
    expect(state).toMatchObject({ mode: 'safe', callback: { verified: true, reason: null } })
  })

  it.each([
    ['a line end too many', (echostr: string) => ({ raw: `${echostr}\n` })],
    ['nothing', () => ({ raw: '' })],
    ['another status', (echostr: string) => ({ status: 201, raw: echostr })],
    ['a broken connection', () => ({ reset: true as const })],
  ])('refuses %s', async (_name, verify) => {
    const { saved, state } = await save({}, verify)
    expect(saved).toEqual({ ok: false, reason: expect.any(String) })
    expect(state).toMatchObject({ mode: 'plain', callback: { verified: false } })
  })

  it.each([[{ url: 'nowhere' }], [{ token: 'ab' }]])('refuses %j before calling', async (change) => {
    expect((await save(change)).saved.ok).toBe(false)
  })
})

describe.each(MODES)('in %s mode', (mode) => {
  it('a text arrives and is answered at once', async () => {
    const { control, bot } = await both(mode, ({ fields }) => `收到：${fields['Content']}`)
    expect(await control.act(says('你好'))).toMatchObject([
      { delivered: true, reply: '收到：你好', outcome: 'replied' },
    ])
    const [{ fields, query, body }] = bot.heard as [(typeof bot.heard)[0]]
    expect(fields).toMatchObject({ ToUserName: originalId, FromUserName: wang.userId, MsgType: 'text' })
    expect(BigInt(fields['MsgId']!) > 2n ** 53n).toBe(true)
    expect(query.get('openid')).toBe(wang.userId)
    expect(query.has('encrypt_type')).toBe(mode !== 'plain')
    expect([body.includes('<Content>'), body.includes('<Encrypt>')]).toEqual([mode !== 'safe', mode !== 'plain'])
    expect(control.chat(wang)).toMatchObject([
      { from: 'me', way: 'sent', state: 'delivered' },
      { from: 'bot', way: 'passive', text: '收到：你好' },
    ])
    expect(control.violations()).toEqual([])
  })

  it('a reply of the other kind is seen as trouble, except that compatible mode takes both', async () => {
    const other = mode === 'plain' ? sealed : (plain: string) => plain
    const { control } = await both(mode, (heard) => ({ raw: other(replyTo(heard, '好')) }))
    const [result] = await control.act(says('你好'))
    expect(result).toMatchObject(mode === 'compatible' ? { outcome: 'replied' } : { outcome: 'violation' })
    expect(control.violations()).toMatchObject(mode === 'compatible' ? [] : [{ code: 'reply.mode' }])
    expect(control.chat(wang).at(-1)).toMatchObject({ text: mode === 'compatible' ? '好' : TROUBLE })
  })
})

describe('an answer', () => {
  it.each([[''], ['success']])('%j is silence', async (raw) => {
    const { control } = await both('safe', () => ({ raw }))
    expect((await control.act(says('好')))[0]).toMatchObject({ outcome: 'silent' })
    expect([control.violations(), control.chat(wang).length]).toEqual([[], 1])
  })

  it.each([
    ['reply.not_xml', () => '{"errcode":0}'],
    ['reply.not_xml', () => '"success"'],
    ['reply.envelope', (xml: string) => sealed(xml, 'wx0000000000000000')],
    ['reply.addressing', (xml: string) => sealed(xml.replace(originalId, appId))],
    ['reply.addressing', (xml: string) => sealed(xml.replace(wang.userId, wang.userId.toLowerCase()))],
    ['reply.field', (xml: string) => sealed(xml.replace('[好]', '[]'))],
    ['reply.field', (xml: string) => sealed(xml.replace('1700000000', 'now'))],
    ['reply.field', (xml: string) => sealed(xml.replace('[text]', '[markdown]'))],
    ['reply.too_long', (xml: string) => sealed(xml.replace('[好]', `[${'字'.repeat(683)}]`))],
    [
      'reply.news',
      (xml: string) =>
        sealed(
          xml
            .replace('[text]', '[news]')
            .replace('</xml>', '<ArticleCount>2</ArticleCount><Articles><item/><item/></Articles></xml>'),
        ),
    ],
  ])('that breaks a rule is a violation %s, and the person reads that there is trouble', async (code, raw) => {
    const { control } = await both('safe', (heard) => ({ raw: raw(replyTo(heard, '好')) }))
    await control.act(says('好'))
    expect(control.violations()).toMatchObject([{ code }])
    expect(control.chat(wang).at(-1)).toMatchObject({ from: 'bot', way: 'passive', type: 'system', text: TROUBLE })
  })

  it('that does not come is asked for three times more, then the person reads it once', async () => {
    const { control, bot } = await both('safe', () => ({ status: 500 }))
    expect(await control.act(says('好'))).toMatchObject([{ delivered: false, attempts: 4, outcome: 'failed' }])
    expect(new Set(bot.heard.map(({ plain }) => plain)).size).toBe(1)
    expect(new Set(bot.heard.map(({ query }) => query.get('nonce'))).size).toBe(4)
    expect(control.chat(wang).map(({ text }) => text)).toEqual(['好', TROUBLE])
  })

  it('to a farewell is dropped', async () => {
    const { control } = await both('safe', () => '再见')
    await control.act({ ...wang, action: { type: 'unsubscribe' } })
    expect(control.violations()).toMatchObject([{ code: 'reply.not_allowed' }])
    expect(control.chat(wang)).toMatchObject([{ type: 'system', text: '你已取消关注' }])
  })
})

describe('what a follower does', () => {
  const heardOf = async (
    ...actions: Parameters<Awaited<ReturnType<typeof startBoth>>['control']['act']>[0]['action'][]
  ) => {
    const { control, bot, client } = await both('safe')
    await client.call('menu/create', { button: [{ type: 'click', name: '填简报', key: 'brief' }] })
    for (const action of actions) await control.act({ ...wang, action })
    return { control, fields: bot.heard.map(({ fields }) => fields), chat: control.chat(wang) }
  }
  const photo = { name: 'a.jpg', base64: jpeg(300).toString('base64') }

  it('arrives as messages', async () => {
    const { fields } = await heardOf(
      { type: 'photos', photos: [photo, photo] },
      { type: 'voice' },
      { type: 'voice', recognition: '三十五人' },
      { type: 'video' },
      { type: 'shortvideo' },
      { type: 'location', latitude: 28.68, longitude: 115.86, label: '南昌' },
      { type: 'link', title: '题', url: 'https://example.org/' },
    )
    expect(fields).toMatchObject([
      { MsgType: 'image', PicUrl: expect.stringContaining('/media/'), MediaId: expect.any(String) },
      { MsgType: 'image' },
      { MsgType: 'voice', Format: 'amr', MediaId16K: expect.any(String) },
      { MsgType: 'voice', Recognition: '三十五人' },
      { MsgType: 'video', ThumbMediaId: expect.any(String) },
      { MsgType: 'shortvideo' },
      { MsgType: 'location', Location_X: '28.68', Label: '南昌' },
      { MsgType: 'link', Url: 'https://example.org/' },
    ])
    for (const one of fields) expect(one).not.toHaveProperty('AgentID')
    expect(fields[2]).not.toHaveProperty('Recognition')
  })

  it('arrives as events, which have no MsgId', async () => {
    const { fields, chat } = await heardOf(
      { type: 'click', key: 'brief' },
      { type: 'view', url: 'https://example.org/' },
      { type: 'scancode', key: 'k', result: 'x', waits: true },
      { type: 'pick_photos', key: 'k', by: 'pic_weixin', photos: [photo] },
      { type: 'pick_location', key: 'k', latitude: 1, longitude: 2, label: '这里' },
      { type: 'raw_event', event: 'user_info_modified', fields: { OpenID: wang.userId } },
      { type: 'unsubscribe' },
    )
    expect(fields.map(({ MsgType, Event }) => (MsgType === 'event' ? Event : MsgType))).toEqual([
      'CLICK',
      'VIEW',
      'scancode_waitmsg',
      'pic_weixin',
      'image',
      'location_select',
      'location',
      'user_info_modified',
      'unsubscribe',
    ])
    expect(fields[0]).toMatchObject({ EventKey: 'brief' })
    expect(fields[0]).not.toHaveProperty('MsgId')
    expect(fields[2]).toMatchObject({ ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'x' } })
    expect(fields[3]).toMatchObject({ SendPicsInfo: { Count: '1' } })
    expect(chat[0]).toMatchObject({ type: 'system', text: '点击菜单：填简报' })
  })

  it('is following, by a QR or without one, and scanning again', async () => {
    const { control, bot, client } = await both('safe')
    const { ticket } = await client.call('qrcode/create', {
      expire_seconds: 3600,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'jb_482913' } },
    })
    await control.act({ ...li, action: { type: 'scan', ticket: String(ticket) } })
    await control.act({ ...li, action: { type: 'scan', ticket: String(ticket) } })
    await control.act({ ...li, action: { type: 'unsubscribe' } })
    await control.act({ ...li, action: { type: 'scan', scene: 'nobody made this' } })
    await control.act({ ...li, action: { type: 'unsubscribe' } })
    await control.act({ ...li, action: { type: 'subscribe' } })
    expect(bot.heard.map(({ fields: { Event, EventKey } }) => [Event, EventKey])).toEqual([
      ['subscribe', 'qrscene_jb_482913'],
      ['SCAN', 'jb_482913'],
      ['unsubscribe', ''],
      ['subscribe', 'qrscene_nobody made this'],
      ['unsubscribe', ''],
      ['subscribe', ''],
    ])
    expect(bot.heard[0]!.fields).toMatchObject({ Ticket: ticket })
    control.clock({ advanceMs: 3600_001 })
    await expect(control.act({ ...li, action: { type: 'scan', ticket: String(ticket) } })).rejects.toThrow('expired')
  })

  it('is nothing before following, and nothing of another platform', async () => {
    const { control } = await both('safe')
    await expect(control.act(says('你好', li))).rejects.toThrow('does not follow')
    await expect(control.act({ ...li, action: { type: 'click', key: 'k' } })).rejects.toThrow('does not follow')
    await expect(control.act({ ...wang, action: { type: 'enter' } })).rejects.toThrow('cannot do')
    await expect(control.act({ ...wang, action: { type: 'subscribe' } })).rejects.toThrow('already')
    await expect(control.act({ ...wang, userId: 'nobody', action: { type: 'voice' } })).rejects.toThrow('nobody')
    await expect(control.act({ ...wang, action: { type: 'menu_choice', id: 'none' } })).rejects.toThrow('no menu')
  })
})

it('hears nothing while no address is saved', async () => {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    response.end()
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  const emulator = await startWorld()
  open.push(emulator, { close: () => new Promise((closed) => server.close(() => closed())) })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await emulator.control.saveAccountCallback({ appId, url, token, encodingAesKey: key, mode: 'safe' })
  expect(await emulator.control.act(says('你好'))).toMatchObject([{ delivered: false, outcome: 'no_callback' }])
  expect(requests.map(({ method }) => method)).toEqual(['GET'])
})
