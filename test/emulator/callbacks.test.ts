import { afterEach, describe, expect, it } from '@jest/globals'
import { type Emulator } from '../../src/emulator/emulator.js'
import { type Says, corpId, fieldsOf, inApp, key, startBoth, startBot, startPlatform, token, zhang } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function both(...options: Parameters<typeof startBoth>) {
  const started = await startBoth(...options)
  open.push(started.emulator, started.bot)
  return started
}

const says = (text: string) => ({ ...zhang, action: { type: 'text' as const, text } })

describe('saving the callback settings', () => {
  async function save(
    change: { url?: string; token?: string; encodingAesKey?: string },
    verify?: (plain: string) => Says,
  ) {
    const bot = await startBot()
    if (verify) bot.verify = verify
    const emulator: Emulator = await startPlatform({ settings: { verifyWithinMs: 1000 } })
    open.push(bot, emulator)
    const saved = await emulator.control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key, ...change })
    return { saved, callback: emulator.control.state().corps[0]!.apps[0]!.callback }
  }

  it('takes an address that answers with the plaintext', async () => {
    const { saved, callback } = await save({})
    expect(saved).toEqual({ ok: true })
    expect(callback).toMatchObject({ verified: true, reason: null })
  })

  it.each([
    ['a line end too many', (plain: string) => ({ raw: `${plain}\n` })],
    ['a byte order mark', (plain: string) => ({ raw: `\uFEFF${plain}` })],
    ['quotes', (plain: string) => ({ raw: `"${plain}"` })],
    ['nothing', () => ({ raw: '' })],
    ['another status', (plain: string) => ({ status: 201, raw: plain })],
    ['no answer in time', () => ({ hang: true as const })],
    ['a broken connection', () => ({ reset: true as const })],
  ])('refuses %s', async (_name, verify) => {
    const { saved, callback } = await save({}, verify)
    expect(saved).toEqual({ ok: false, reason: expect.any(String) })
    expect(callback).toMatchObject({ verified: false })
  })

  it.each([
    [{ url: 'ftp://127.0.0.1/' }],
    [{ token: '' }],
    [{ token: 'a'.repeat(33) }],
    [{ encodingAesKey: 'A'.repeat(42) }],
  ])('refuses %j before calling', async (change) => {
    expect((await save(change)).saved.ok).toBe(false)
  })

  it('keeps the settings before when new ones are refused', async () => {
    const { control, bot } = await both(() => '好')
    expect((await control.saveCallback({ ...inApp, url: `${bot.url}/`, token: 'other', encodingAesKey: key })).ok).toBe(
      false,
    )
    expect((await control.act(says('还在吗')))[0]).toMatchObject({ reply: '好' })
  })
})

describe('delivery', () => {
  it('repeats the same message in new envelopes, three times at most', async () => {
    const { control, bot } = await both(() => ({ status: 500 }))
    const [result] = await control.act(says('一'))
    expect(result).toMatchObject({ delivered: false, attempts: 4, outcome: 'failed' })
    expect(new Set(bot.heard.map(({ plain }) => plain)).size).toBe(1)
    expect(new Set(bot.heard.map(({ query }) => query.get('nonce'))).size).toBe(4)
    expect(new Set(bot.heard.map(({ body }) => body)).size).toBe(4)
    expect(control.chat(zhang)).toMatchObject([{ state: 'failed' }])
  })

  it.each([
    ['no answer in time', { hang: true as const }],
    ['a broken connection', { reset: true as const }],
    ['another status', { status: 503 }],
  ])('succeeds the second time after %s', async (_name, first) => {
    const { control } = await both((_heard, nth) => (nth === 1 ? first : '好'), { settings: { answerWithinMs: 1000 } })
    expect((await control.act(says('二')))[0]).toMatchObject({ delivered: true, attempts: 2, reply: '好' })
    expect(control.violations()).toEqual([])
  })

  it('repeats envelopes to the byte, and takes a status for an answer, where told so', async () => {
    const { control, bot } = await both((_heard, nth) => (nth === 1 ? { reset: true } : { status: 500 }))
    control.settings({ sameEnvelope: true, retryOnStatus: false })
    expect((await control.act(says('三')))[0]).toMatchObject({ delivered: false, attempts: 2 })
    expect(bot.heard[0]!.body).toBe(bot.heard[1]!.body)
    expect(bot.heard[0]!.query.toString()).toBe(bot.heard[1]!.query.toString())
  })

  it('waits for the next attempt on its own clock', async () => {
    const { control, bot } = await both((_heard, nth) => (nth === 1 ? { status: 500 } : null), {
      settings: { retryAfterMs: [3600_000, 1, 1] },
    })
    control.clock({ freeze: true })
    await control.startAct(says('四'))
    const attempts = () => bot.heard.length
    while (attempts() < 1) await new Promise((wake) => setTimeout(wake, 5))
    await new Promise((wake) => setTimeout(wake, 50))
    expect(attempts()).toBe(1)
    control.clock({ advanceMs: 3600_000 })
    await control.idle()
    expect(attempts()).toBe(2)
    expect(Number(bot.heard[1]!.query.get('timestamp')) - Number(bot.heard[0]!.query.get('timestamp'))).toBe(3600)
    expect(bot.heard[1]!.fields['CreateTime']).toBe(bot.heard[0]!.fields['CreateTime'])
  })

  it('delivers copies at once, and a message once more later, and shows one reply', async () => {
    const { control, bot } = await both(() => '一次')
    const [result] = await control.act({ ...says('五'), deliver: { copies: 3 } })
    const again = await control.redeliver(result!.id)
    expect(again).toMatchObject({ msgId: result!.msgId, reply: '一次' })
    expect(new Set(bot.heard.map(({ fields }) => fields['MsgId']))).toEqual(new Set([result!.msgId]))
    expect(bot.heard).toHaveLength(4)
    expect(control.chat(zhang).filter(({ from }) => from === 'bot')).toHaveLength(1)
    expect(control.violations()).toEqual([])
  })

  it('calls it a violation when another delivery gets another reply', async () => {
    const { control } = await both((_heard, nth) => `第${nth}次`)
    await control.act({ ...says('六'), deliver: { copies: 2 } })
    expect(control.violations()).toMatchObject([{ code: 'reply.changed' }])
  })

  it('fails without an address, and for who is not in the visible range', async () => {
    const emulator = await startPlatform()
    open.push(emulator)
    expect((await emulator.control.act(says('七')))[0]).toMatchObject({ delivered: false, outcome: 'no_callback' })
    emulator.control.putMember({ corpId, userId: 'zhangsan', name: '张三', visible: false })
    await expect(emulator.control.act(says('八'))).rejects.toThrow('does not see the app')
  })
})

describe('what members can do', () => {
  it.each([
    [{ type: 'voice' as const }, { MsgType: 'voice', Format: 'amr' }],
    [{ type: 'video' as const }, { MsgType: 'video' }],
    [
      { type: 'location' as const, latitude: 28.68, longitude: 115.89, label: '社区活动室' },
      { MsgType: 'location', Location_X: '28.68', Location_Y: '115.89', Label: '社区活动室', AppType: 'wxwork' },
    ],
    [
      { type: 'link' as const, title: '文章', url: 'https://example.org' },
      { MsgType: 'link', Title: '文章' },
    ],
    [
      { type: 'click' as const, key: 'help' },
      { MsgType: 'event', Event: 'click', EventKey: 'help' },
    ],
    [{ type: 'enter' as const }, { MsgType: 'event', Event: 'enter_agent', EventKey: '' }],
    [{ type: 'subscribe' as const }, { MsgType: 'event', Event: 'subscribe' }],
    [{ type: 'unsubscribe' as const }, { MsgType: 'event', Event: 'unsubscribe' }],
    [
      { type: 'raw_event' as const, event: 'pic_weixin', fields: { EventKey: 'k', SendPicsInfo: { Count: 1 } } },
      { MsgType: 'event', Event: 'pic_weixin', SendPicsInfo: { Count: '1' } },
    ],
    [
      { type: 'rename' as const, newUserId: 'ZhangNew' },
      {
        Event: 'change_contact',
        ChangeType: 'update_user',
        FromUserName: 'sys',
        UserID: 'ZhangSan',
        NewUserID: 'ZhangNew',
      },
    ],
  ])('%j', async (action, fields) => {
    const { control, bot } = await both()
    const [result] = await control.act({ ...zhang, action })
    expect(result).toMatchObject({ delivered: true, outcome: 'silent' })
    expect(bot.heard[0]!.fields).toMatchObject(fields)
    expect('MsgId' in bot.heard[0]!.fields).toBe(bot.heard[0]!.fields['MsgType'] !== 'event')
    expect('AgentID' in (await fieldsOf(bot.heard[0]!.body))).toBe(action.type !== 'rename')
    expect(JSON.stringify(control.chat(zhang))).not.toContain('delivering')
  })
})
