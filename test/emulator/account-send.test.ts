import { afterEach, describe, expect, it } from '@jest/globals'
import { appId, clientOf, li, startBoth, startWorld, wang } from './account.js'
import { jpeg } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const NOW = '2026-03-01T00:00:00.000Z'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A frozen clock; nobody listens, so what people do only opens windows. */
async function world(...options: Parameters<typeof startWorld>) {
  const emulator = await startWorld({ clock: { freeze: NOW }, ...options[0] })
  open.push(emulator)
  const { control } = emulator
  return { control, client: clientOf(emulator) }
}

const says = { ...wang, action: { type: 'text' as const, text: '你好' } }
const taps = { ...wang, action: { type: 'click' as const, key: 'k' } }

async function codes(client: ReturnType<typeof clientOf>, count: number): Promise<unknown[]> {
  const all: unknown[] = []
  for (let nth = 0; nth < count; nth++) all.push((await client.send({}))['errcode'])
  return all
}

describe('the windows of message/custom/send', () => {
  it('are closed to who has done nothing', async () => {
    const { client, control } = await world()
    expect(await codes(client, 1)).toEqual([45015])
    expect(control.chat(wang)).toEqual([])
  })

  it('open for five messages in 48 hours by a message', async () => {
    const { client, control } = await world()
    await control.act(says)
    expect(await codes(client, 6)).toEqual([0, 0, 0, 0, 0, 45047])
    await control.act(says)
    control.clock({ advanceMs: 48 * HOUR - 1 })
    expect(await codes(client, 1)).toEqual([0])
    control.clock({ advanceMs: 1 })
    expect(await codes(client, 1)).toEqual([45015])
  })

  it.each([
    ['a tap', { type: 'click', key: 'k' }],
    ['a scan that waits', { type: 'scancode', key: 'k', result: 'x', waits: true }],
    ['a scan that does not', { type: 'scancode', key: 'k', result: 'x' }],
    ['a QR of the account', { type: 'scan', scene: 's' }],
  ] as const)('open for three messages in a minute by %s', async (_name, action) => {
    const { client, control } = await world()
    await control.act({ ...wang, action })
    expect(await codes(client, 4)).toEqual([0, 0, 0, 45047])
    control.clock({ advanceMs: MINUTE })
    expect(await codes(client, 1)).toEqual([45015])
  })

  it('open by following, and not by other taps', async () => {
    const { client, control } = await world()
    await control.act({ ...li, action: { type: 'subscribe' } })
    expect((await client.send({ touser: li.userId }))['errcode']).toBe(0)
    await control.act({ ...wang, action: { type: 'view', url: 'https://example.org/' } })
    expect(await codes(client, 1)).toEqual([45015])
  })

  it('are counted each where two are open, and shown', async () => {
    const { client, control } = await world()
    await control.act(says)
    await control.act(taps)
    expect(await codes(client, 4)).toEqual([0, 0, 0, 0])
    const [follower] = control.state().accounts[0]!.followers
    expect(follower!.window).toEqual({
      messagesLeft: 1,
      messagesUntil: '2026-03-03T00:00:00.000Z',
      actsLeft: 0,
      actsUntil: '2026-03-01T00:01:00.000Z',
    })
    await control.act(taps)
    expect(await codes(client, 4)).toEqual([0, 0, 0, 45047])
  })

  it('are counted from when a message was said, however late it arrives', async () => {
    const { client, control } = await world()
    const createTime = Date.parse(NOW) / 1000 - 47 * 3600
    await control.act({ ...says, createTime })
    control.clock({ advanceMs: HOUR })
    expect(await codes(client, 1)).toEqual([45015])
  })

  it('close when she unfollows', async () => {
    const { client, control } = await world()
    await control.act(says)
    await control.act({ ...wang, action: { type: 'unsubscribe' } })
    expect(await codes(client, 1)).toEqual([43004])
    await control.act({ ...wang, action: { type: 'subscribe' } })
    expect(await codes(client, 4)).toEqual([0, 0, 0, 45047])
  })
})

describe('message/custom/send', () => {
  it('shows what was sent as active', async () => {
    const { client, control } = await world()
    await control.act(says)
    expect(await client.send({})).toEqual({ errcode: 0, errmsg: 'ok' })
    const { media_id } = await client.upload('image', jpeg(3 * 1024 * 1024))
    const { thumb_media_id } = await client.upload('thumb', jpeg())
    expect(media_id).toBeDefined()
    const music = { title: '歌', description: '', musicurl: 'https://example.org/', hqmusicurl: '', thumb_media_id }
    for (const message of [
      { msgtype: 'image', image: { media_id } },
      { msgtype: 'music', music },
      {
        msgtype: 'news',
        news: { articles: [{ title: '题', description: '述', url: 'https://example.org/', picurl: '' }] },
      },
    ])
      expect(await client.send(message)).toMatchObject({ errcode: 0 })
    expect(control.chat(wang).slice(1)).toMatchObject([
      { way: 'active', type: 'text', text: '提醒' },
      { way: 'active', type: 'image', mediaUrl: expect.any(String) },
      { way: 'active', type: 'textcard', title: '歌' },
      { way: 'active', type: 'textcard', title: '题', description: '述' },
    ])
  })

  it('sends a menu whose taps come back as words with their id', async () => {
    const { bot, control, client, emulator } = await startBoth('safe')
    open.push(emulator, bot)
    await control.act(says)
    const list = [
      { id: 'yes', content: '参加' },
      { id: 'no', content: '不参加' },
    ]
    const msgmenu = { head_content: '参加吗', list, tail_content: '请点一下' }
    expect(await client.send({ msgtype: 'msgmenu', msgmenu })).toMatchObject({ errcode: 0 })
    expect(control.chat(wang).at(-1)).toMatchObject({ type: 'menu', text: '参加吗', choices: list })
    await control.act({ ...wang, action: { type: 'menu_choice', id: 'no' } })
    expect(bot.heard.at(-1)!.fields).toMatchObject({ MsgType: 'text', Content: '不参加', bizmsgmenuid: 'no' })
    expect(control.chat(wang).at(-1)).toMatchObject({ from: 'me', text: '不参加' })
  })

  it.each([
    [40003, { touser: 'oNobody' }],
    [40003, { touser: wang.userId.toLowerCase() }],
    [43004, { touser: li.userId }],
    [40008, { msgtype: 'file' }],
    [44004, { text: { content: ' ' } }],
    [45002, { text: { content: '字'.repeat(683) } }],
    [41006, { msgtype: 'image', image: {} }],
    [40007, { msgtype: 'image', image: { media_id: 'none' } }],
    [40007, { msgtype: 'video', video: { media_id: 'none', thumb_media_id: 'none' } }],
    [44003, { msgtype: 'news', news: { articles: [] } }],
    [45008, { msgtype: 'news', news: { articles: [{ title: '一' }, { title: '二' }] } }],
    [44004, { msgtype: 'msgmenu', msgmenu: { head_content: '题', list: [] } }],
    [45098, { msgtype: 'msgmenu', msgmenu: { list: Array.from({ length: 21 }, () => ({ id: '1', content: '一' })) } }],
  ])('refuses with %d: %j', async (errcode, message) => {
    const { client, control } = await world()
    await control.act(says)
    const answer = await client.send(message)
    expect(answer).toEqual({ errcode, errmsg: expect.stringMatching(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/) })
    expect(control.chat(wang)).toHaveLength(1)
    expect(control.state().accounts[0]!.followers[0]!.window.messagesLeft).toBe(5)
  })

  it('refuses with 48002 to who wants no messages, and with 45009 after the messages of the day', async () => {
    const { client, control } = await world({ settings: { accountQuotas: { 'message/custom/send': 2 } } })
    await control.act(says)
    control.putFollower({ appId, openId: wang.userId, name: '王小二', refuses: true })
    expect(await codes(client, 1)).toEqual([48002])
    control.putFollower({ appId, openId: wang.userId, name: '王小二', refuses: false })
    expect(await codes(client, 2)).toEqual([0, 45009])
    control.clock({ advanceMs: 16 * HOUR })
    expect(await codes(client, 1)).toEqual([0])
  })

  it('shows that the account types, for half a minute after something was said', async () => {
    const { client, control } = await world()
    const typing = (command: string) => client.call('message/custom/typing', { touser: wang.userId, command })
    expect(await typing('Typing')).toMatchObject({ errcode: 45080 })
    await control.act(says)
    expect(await typing('Write')).toMatchObject({ errcode: 45072 })
    expect(await typing('Typing')).toMatchObject({ errcode: 0 })
    expect(await typing('Typing')).toMatchObject({ errcode: 45081 })
    expect(await typing('CancelTyping')).toMatchObject({ errcode: 0 })
    control.clock({ advanceMs: 30_001 })
    expect(await typing('Typing')).toMatchObject({ errcode: 45080 })
  })
})
