import { afterEach, describe, expect, it } from '@jest/globals'
import { catalogue } from '../../src/emulator/fault-catalogue.js'
import { accountHostileKinds } from '../../src/emulator/official-account/hostile.js'
import { type Mode, appId, li, startBoth, wang } from './account.js'
import { jpeg } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

type Started = Awaited<ReturnType<typeof both>>

async function both(...[mode, say, options]: Parameters<typeof startBoth>) {
  const started = await startBoth(mode, say, options)
  open.push(started.emulator, started.bot)
  return started
}

const says = { ...wang, action: { type: 'text' as const, text: '你好' } }

async function codes(client: Started['client'], count: number, message: object = {}): Promise<unknown[]> {
  const all: unknown[] = []
  for (let nth = 0; nth < count; nth++) all.push((await client.send(message))['errcode'])
  return all
}

/** With what is used up: how the next calls are answered. */
const cases: Record<string, (started: Started) => Promise<void>> = {
  async oa_unfollowed({ client, control, bot }) {
    expect(await codes(client, 1)).toEqual([43004])
    await control.idle()
    expect(bot.heard.at(-1)!.fields).toMatchObject({ Event: 'unsubscribe', FromUserName: wang.userId })
    expect(control.state().accounts[0]!.followers[0]!.following).toBe(false)
  },
  async oa_blocked({ client }) {
    expect(await codes(client, 2)).toEqual([48002, 48002])
  },
  async oa_window_closed({ client }) {
    expect(await codes(client, 2)).toEqual([45015, 0])
  },
  async oa_window_used({ client }) {
    expect(await codes(client, 2)).toEqual([45047, 0])
  },
  async oa_notice_refused({ client }) {
    expect(await client.call('message/subscribe/bizsend', {})).toMatchObject({ errcode: 43101 })
  },
  async oa_ip_refused({ client }) {
    expect(await client.stable()).toMatchObject({ errcode: 40164 })
  },
  async oa_token_replaced({ client }) {
    const token = await client.token()
    expect(await codes(client, 2)).toEqual([40001, 0])
    expect(await client.token()).not.toBe(token)
  },
  async oa_token_race({ client }) {
    expect(await codes(client, 5)).toEqual([40001, 40001, 40001, 40001, 0])
  },
  async oa_busy({ client }) {
    const path = `menu/get?access_token=${String((await client.stable())['access_token'])}`
    // The first was met by the token's own call.
    expect([(await client.get(path))['errcode'], (await client.get(path))['errcode']]).toEqual([268487001, 268487001])
  },
}

describe('each fault of official accounts in the catalogue', () => {
  const names = catalogue.flatMap(({ name }) => (name.startsWith('oa_') ? [[name]] : []))
  it.each(names)('%s', async (name) => {
    const started = await both('safe')
    await started.control.act(says)
    started.control.addFault(name)
    const check = cases[name]
    if (!check) throw new Error(`no case for ${name}`)
    await check(started)
  })
})

describe('faults of both platforms', () => {
  it.each([
    ['token_expired', [42001, 0]],
    ['frequency_day', [45009, 45009]],
    ['frequency_minute', [45011, 45011]],
    ['right_withdrawn', [48001, 48001]],
    ['api_banned', [48004, 48004]],
    ['dropped', [0, 0]],
  ])('%s strikes customer messages', async (name, expected) => {
    const { client, control } = await both('safe')
    await control.act(says)
    control.addFault(name)
    expect(await codes(client, 2)).toEqual(expected)
    expect(control.chat(wang).filter(({ way }) => way === 'active')).toHaveLength(name === 'token_expired' ? 1 : 0)
  })

  it.each([['ip_refused'], ['app_disabled'], ['corp_gone']])('%s leaves them alone', async (name) => {
    const { client, control } = await both('safe')
    await control.act(says)
    control.addFault(name)
    expect(await codes(client, 1)).toEqual([0])
  })

  it('strike one account and leave the other', async () => {
    const { client, control } = await both('safe')
    await control.act(says)
    control.addFault({ endpoint: '*', corpId: 'wx0000000000000000', action: { type: 'errcode', errcode: -1 } })
    expect(await codes(client, 1)).toEqual([0])
    control.addFault({ endpoint: '*', corpId: appId, action: { type: 'errcode', errcode: 48004, until: 'day' } })
    expect(await client.stable()).toMatchObject({ errcode: 48004 })
  })

  it('key_changed is trouble for who knows only the keys of before', async () => {
    const { control, bot } = await both('safe', () => '好')
    control.addFault('key_changed')
    expect(await control.act(says)).toMatchObject([{ delivered: false, attempts: 4, outcome: 'failed' }])
    expect([bot.heard.length, control.chat(wang).at(-1)!.type]).toEqual([0, 'system'])
  })

  it.each([
    ['media_gone', /"errcode":40007/],
    ['media_short', /^.{1000}$/s],
    ['media_is_voice', /^#!AMR/],
    ['media_is_json', /40007/],
  ])('%s strikes what followers send', async (name, content) => {
    const { client, control, bot } = await both('safe')
    const base64 = jpeg(2000).toString('base64')
    await control.act({ ...wang, action: { type: 'photos', photos: [{ name: 'a.jpg', base64 }] } })
    const { MediaId } = bot.heard[0]!.fields
    const token = await client.token()
    control.addFault(name)
    const got = await client.raw(`media/get?access_token=${token}&media_id=${MediaId}`)
    expect(Buffer.from(await got.arrayBuffer()).toString('latin1')).toMatch(content)
  })

  it('delivers in copies of one message, and in the wrong order', async () => {
    const { control, bot } = await both('safe', () => '好')
    const fault = control.addFault('duplicate')
    await control.act(says)
    expect(new Set(bot.heard.map(({ fields }) => fields['MsgId'])).size).toBe(1)
    expect(bot.heard).toHaveLength(3)
    expect(control.chat(wang)).toHaveLength(2)
    control.removeFault(fault)
    control.addFault('swap')
    await control.startAct({ ...li, action: { type: 'subscribe' } })
    await control.act({ ...li, action: { type: 'text', text: '先到' } })
    await control.idle()
    expect(bot.heard.slice(3).map(({ fields }) => fields['MsgType'])).toEqual(['text', 'event'])
  })
})

describe('hostile callbacks', () => {
  it.each([['safe'], ['compatible'], ['plain']] as [Mode][])(
    'are sent in every kind in %s mode, and this honest little account refuses those it looks at',
    async (mode) => {
      const { control, bot } = await both(mode)
      await control.act(says)
      const answers: Record<string, number> = {}
      for (const kind of accountHostileKinds)
        answers[kind] = (await control.hostile({ corpId: appId, agentId: 0, kind })).status
      const refused = { bad_signature: 403, no_timestamp: 403, unsigned_follow: 403, forged_follow: 403 }
      expect(answers).toMatchObject(mode === 'plain' ? refused : { ...refused, wrong_receiveid: 403, plaintext: 403 })
      expect(answers['borrowed_signature']).toBe(mode === 'plain' ? 200 : 403)
      expect(bot.heard.map(({ fields }) => fields['Content'])).toContain('hostile')
      expect(control.chat({ ...wang, userId: 'stranger' })).toEqual([])
    },
  )

  it('belong to their platform', async () => {
    const { control } = await both('safe')
    await expect(control.hostile({ corpId: appId, agentId: 0, kind: 'wrong_agent_inside' })).rejects.toThrow('not for')
  })
})
