import { afterEach, describe, expect, it } from '@jest/globals'
import { appId, clientOf, li, secret, startWorld, wang } from './account.js'
import { clientOf as wecomClient, corpId, inApp, jpeg, secret as appSecret } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const MINUTE = 60_000

async function world(...options: Parameters<typeof startWorld>) {
  const emulator = await startWorld({ clock: { freeze: '2026-03-01T00:00:00Z' }, ...options[0] })
  open.push(emulator)
  return { emulator, control: emulator.control, client: clientOf(emulator) }
}

const plainToken = `token?grant_type=client_credential&appid=${appId}&secret=${secret}`

describe('the token endpoints', () => {
  it.each([
    [40002, { grant_type: 'authorization_code' }],
    [41002, { appid: '' }],
    [41004, { secret: '' }],
    [40013, { appid: 'wx0000000000000000' }],
  ])('refuse with %d: %j', async (errcode, change) => {
    const { client } = await world()
    const asked = { grant_type: 'client_credential', appid: appId, secret, ...change }
    expect(await client.stable(change)).toMatchObject({ errcode })
    expect(await client.get(`token?${new URLSearchParams(asked).toString()}`)).toMatchObject({ errcode })
  })

  it('refuse a wrong secret with one of two codes, a wrong method, no JSON and a foreign address', async () => {
    const { client, control } = await world()
    const seen = new Set<unknown>()
    for (let nth = 0; nth < 30; nth++) seen.add((await client.stable({ secret: 'wrong' }))['errcode'])
    expect(seen).toEqual(new Set([40001, 40125]))
    expect(await client.get('stable_token')).toMatchObject({ errcode: 43002 })
    expect(await client.post('token', {})).toMatchObject({ errcode: 43001 })
    expect(await client.post('stable_token', 'no json')).toMatchObject({ errcode: 47001 })
    control.settings({ trustedIp: false })
    expect(await client.stable()).toMatchObject({ errcode: 40164, errmsg: expect.stringContaining('not in whitelist') })
    expect(await client.get(plainToken)).toMatchObject({ errcode: 40164 })
  })

  it('token gives another each time; the one before lives five minutes more', async () => {
    const { client, control } = await world()
    const first = await client.get(plainToken)
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    const second = await client.get(plainToken)
    expect(second['access_token']).not.toBe(first['access_token'])
    const use = (token: unknown) => client.get(`menu/get?access_token=${String(token)}`)
    expect(await use(first['access_token'])).toMatchObject({ errcode: 46003 })
    control.clock({ advanceMs: 5 * MINUTE })
    expect(await use(first['access_token'])).toMatchObject({ errcode: 40001 })
    expect(await use(second['access_token'])).toMatchObject({ errcode: 46003 })
    control.clock({ advanceMs: 115 * MINUTE })
    expect(await use(second['access_token'])).toMatchObject({ errcode: 42001 })
  })

  it('token has its calls of a day', async () => {
    const { client, control } = await world({ settings: { accountQuotas: { token: 2, stable_token: 1 } } })
    const asked = [await client.get(plainToken), await client.get(plainToken), await client.get(plainToken)]
    expect(asked.map(({ errcode }) => errcode)).toEqual([undefined, undefined, 45009])
    expect((await client.stable())['errcode']).toBeUndefined()
    expect(await client.stable()).toMatchObject({ errcode: 45009 })
    control.clock({ advanceMs: 24 * 60 * MINUTE })
    expect((await client.stable())['errcode']).toBeUndefined()
  })

  it('stable_token gives the same until five minutes before its end, apart from those of token', async () => {
    const { client, control } = await world()
    const first = await client.token()
    await client.get(plainToken)
    control.clock({ advanceMs: 115 * MINUTE - 1 })
    expect(await client.stable()).toEqual({ access_token: first, expires_in: 300 })
    control.clock({ advanceMs: 1 })
    const second = await client.token()
    expect(second).not.toBe(first)
    expect(await client.get(`menu/get?access_token=${first}`)).toMatchObject({ errcode: 46003 })
    control.clock({ advanceMs: 5 * MINUTE })
    expect(await client.get(`menu/get?access_token=${first}`)).toMatchObject({ errcode: 40001 })
    expect(await client.token()).toBe(second)
  })

  it('stable_token kills by force: once in half a minute, twenty times a day', async () => {
    const { client, control } = await world()
    const forced = () => client.stable({ force_refresh: true })
    const first = await client.token()
    const second = (await forced())['access_token']
    expect(second).not.toBe(first)
    expect(await client.get(`menu/get?access_token=${first}`)).toMatchObject({ errcode: 40001 })
    control.clock({ advanceMs: 29_999 })
    expect((await forced())['access_token']).toBe(second)
    for (let nth = 0; nth < 19; nth++) {
      control.clock({ advanceMs: 30_000 })
      expect((await forced())['errcode']).toBeUndefined()
    }
    control.clock({ advanceMs: 30_000 })
    expect(await forced()).toMatchObject({ errcode: 45009 })
  })
})

describe('a call', () => {
  it('needs a living token of an account and the right method', async () => {
    const { client, control } = await world()
    const good = await client.token()
    expect(await client.get('menu/get')).toMatchObject({ errcode: 41001 })
    expect(await client.get('menu/get?access_token=never')).toMatchObject({ errcode: 40001 })
    expect(await client.post(`menu/get?access_token=${good}`, {})).toMatchObject({ errcode: 43001 })
    expect(await client.get(`menu/create?access_token=${good}`)).toMatchObject({ errcode: 43002 })
    expect(await client.post(`message/custom/send?access_token=${good}`, 'no json')).toMatchObject({ errcode: 47001 })
    expect(control.violations()).toMatchObject([{ code: 'request.no_json' }])
    control.killTokens(appId, 0, 40014)
    expect(await client.get(`menu/get?access_token=${good}`)).toMatchObject({ errcode: 40014 })
    expect((await client.raw('nothing/here')).status).toBe(404)
  })

  it('to a path of both platforms is judged by whose token it has', async () => {
    const { client, control, emulator } = await world()
    control.putCorp({ corpId, name: '示例枢纽' })
    control.putApp({ ...inApp, name: '简报', secret: appSecret })
    const wecom = wecomClient(emulator)
    const ours = await client.upload('image', jpeg())
    const theirs = await wecom.upload('image', jpeg())
    expect([ours['errcode'], theirs.errcode]).toEqual([undefined, 0])
    const get = async (token: string, { media_id }: Record<string, unknown>) =>
      (await client.raw(`media/get?access_token=${token}&media_id=${String(media_id)}`)).headers.get('content-type')
    expect(await get(await client.token(), ours)).toBe('image/jpeg')
    expect(await get(await wecom.token(), theirs)).toBe('image/jpeg')
    expect(await get(await client.token(), theirs)).toContain('json')
    expect(await client.get(`menu/get?access_token=${await wecom.token()}`)).toMatchObject({ errcode: 40001 })
    expect(await wecom.send({ touser: wang.userId })).toMatchObject({ errcode: 40008 })
  })

  it('keeps secrets out of the log', async () => {
    const { client, control } = await world()
    await client.get(plainToken)
    const token = await client.token()
    await client.call('menu/get')
    const log = JSON.stringify(control.log())
    expect([log.includes(secret), log.includes(token)]).toEqual([false, false])
  })
})

describe('rights', () => {
  const calls: [string, string, object?][] = [
    ['media/upload?type=image', 'all', {}],
    ['media/get?media_id=none', 'all'],
    ['message/custom/send', 'verified', {}],
    ['message/custom/typing', 'verified', {}],
    ['user/info?openid=none', 'verified'],
    ['user/info/batchget', 'verified', {}],
    ['user/get', 'verified'],
    ['menu/create', 'verified', {}],
    ['menu/get', 'verified'],
    ['menu/delete', 'verified'],
    ['qrcode/create', 'service', {}],
  ]
  it.each([
    ['subscription', false, ['all']],
    ['subscription', true, ['all', 'verified']],
    ['service', false, ['all']],
    ['service', true, ['all', 'verified', 'service']],
  ] as const)('of a %s account, verified: %s', async (kind, verified, may) => {
    const { client, control } = await world()
    control.setRights(appId, { kind, verified })
    for (const [path, right, body] of calls) {
      const { errcode } = await client.call(path, body)
      expect([path, errcode === 48001]).toEqual([path, !(may as readonly string[]).includes(right)])
    }
    control.setRights(appId, { banned: true })
    expect(await client.send({})).toMatchObject({ errcode: 48004 })
  })
})

describe('media', () => {
  it.each([
    [40004, 'file', jpeg()],
    [40009, 'image', jpeg(10 * 1024 * 1024 + 1)],
    [40005, 'image', Buffer.from('no picture at all')],
    [44001, 'image', Buffer.alloc(0)],
    [45001, 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(2 * 1024 * 1024)])],
    [40006, 'thumb', jpeg(64 * 1024 + 1)],
  ])('are refused with %d as %s', async (errcode, type, bytes) => {
    const { client } = await world()
    expect(await client.upload(type, bytes)).toMatchObject({ errcode })
  })

  it('are taken and given for three days; films have an address', async () => {
    const { client, control, emulator } = await world()
    const picture = jpeg(2000)
    const { media_id, created_at, ...rest } = await client.upload('image', picture, '照片.jpg')
    expect([rest, created_at]).toEqual([{ type: 'image' }, Date.parse('2026-03-01T00:00:00Z') / 1000])
    const get = async (id: unknown) =>
      client.raw(`media/get?access_token=${await client.token()}&media_id=${String(id)}`)
    const got = await get(media_id)
    expect(got.headers.get('content-disposition')).toContain('attachment; filename=')
    expect(Buffer.from(await got.arrayBuffer()).equals(picture)).toBe(true)
    const film = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')
    const { media_id: filmId } = await client.upload('video', film, 'film.mp4')
    const { video_url } = (await (await get(filmId)).json()) as { video_url: string }
    expect(video_url.startsWith(emulator.url)).toBe(true)
    expect(Buffer.from(await (await fetch(video_url)).arrayBuffer()).equals(film)).toBe(true)
    expect(await client.call('media/get')).toMatchObject({ errcode: 41006 })
    expect(await client.call('media/upload?type=image', {})).toMatchObject({ errcode: 41005 })
    control.clock({ advanceMs: 3 * 24 * 60 * MINUTE })
    expect(await client.call(`media/get?media_id=${String(media_id)}`)).toMatchObject({ errcode: 40007 })
  })
})

describe('QRs with a scene', () => {
  const create = (action_name: string, scene: object, expire_seconds: unknown = 60) => ({
    expire_seconds,
    action_name,
    action_info: { scene },
  })

  it.each([
    [40052, create('QR', {})],
    [40053, create('QR_SCENE', { scene_id: 0 })],
    [40053, create('QR_SCENE', { scene_id: 2 ** 32 })],
    [40053, create('QR_LIMIT_SCENE', { scene_id: 100_001 })],
    [40053, create('QR_STR_SCENE', { scene_str: '' })],
    [40053, create('QR_STR_SCENE', { scene_str: 'x'.repeat(65) })],
    [40053, create('QR_STR_SCENE', { scene_str: 'x' }, 2_592_001)],
  ])('are refused with %d: %j', async (errcode, body) => {
    const { client } = await world()
    expect(await client.call('qrcode/create', body)).toMatchObject({ errcode })
  })

  it('have a picture, which another ticket has not', async () => {
    const { client, control } = await world()
    const { ticket, ...rest } = await client.call('qrcode/create', create('QR_STR_SCENE', { scene_str: 'jb_1' }))
    expect(rest).toEqual({ expire_seconds: 60, url: expect.stringMatching(/^http/) })
    const forGood = await client.call('qrcode/create', create('QR_LIMIT_STR_SCENE', { scene_str: 'jb_2' }))
    expect(Object.keys(forGood).toSorted()).toEqual(['ticket', 'url'])
    const show = (of: unknown) => client.raw(`showqrcode?ticket=${encodeURIComponent(String(of))}`)
    const picture = await show(ticket)
    expect(picture.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await picture.arrayBuffer())
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(Buffer.from(await (await show(forGood['ticket'])).arrayBuffer()).equals(bytes)).toBe(false)
    expect((await show('none')).status).toBe(404)
    expect(control.state().accounts[0]!.qrs).toEqual([
      { ticket, scene: 'jb_1', until: '2026-03-01T00:01:00.000Z' },
      { ticket: forGood['ticket'], scene: 'jb_2', until: null },
    ])
  })
})

describe('users', () => {
  it('are told without names, and in short who does not follow', async () => {
    const { client, control } = await world()
    control.putFollower({ appId, openId: wang.userId, name: '王小二', unionId: 'union-wang' })
    await control.act({ ...li, action: { type: 'scan', scene: 'jb_482913' } })
    const info = (openid: string) => client.call(`user/info?openid=${openid}&lang=zh_CN`)
    expect(await info(wang.userId)).toMatchObject({ subscribe: 1, openid: wang.userId, unionid: 'union-wang' })
    expect(await info(li.userId)).toMatchObject({
      subscribe: 1,
      qr_scene_str: 'jb_482913',
      subscribe_scene: 'ADD_SCENE_QR_CODE',
    })
    expect(await info(li.userId)).not.toHaveProperty('unionid')
    expect(await info(li.userId)).not.toHaveProperty('nickname')
    await control.act({ ...li, action: { type: 'unsubscribe' } })
    expect(await info(li.userId)).toEqual({ subscribe: 0, openid: li.userId })
    expect(await info('oNobody')).toMatchObject({ errcode: 40003 })
    expect(await info('')).toMatchObject({ errcode: 41009 })
    const batch = (count: number) =>
      client.call('user/info/batchget', { user_list: Array.from({ length: count }, () => ({ openid: wang.userId })) })
    expect((await batch(100))['user_info_list']).toHaveLength(100)
    expect(await batch(101)).toMatchObject({ errcode: 40032 })
    const following = { total: 1, count: 1, data: { openid: [wang.userId] }, next_openid: wang.userId }
    expect(await client.call('user/get')).toEqual(following)
    expect(await client.call(`user/get?next_openid=${wang.userId}`)).toEqual({ total: 1, count: 0, next_openid: '' })
    expect(await client.call('user/get?next_openid=oNobody')).toMatchObject({ errcode: 40003 })
  })
})

describe('the menu', () => {
  const click = (name: string, key = 'k') => ({ type: 'click', name, key })
  const create = (client: ReturnType<typeof clientOf>, button: object[]) => client.call('menu/create', { button })

  it.each([
    [40016, []],
    [40016, [click('一'), click('二'), click('三'), click('四')]],
    [40018, [click('六个汉字太长')]],
    [40017, [{ type: 'tap', name: '一' }]],
    [40019, [click('一', 'k'.repeat(129))]],
    [40020, [{ type: 'view', name: '一', url: `https://example.org/${'x'.repeat(1024)}` }]],
    [40023, [{ name: '一', sub_button: Array.from({ length: 6 }, () => click('一')) }]],
    [40025, [{ name: '一', sub_button: [click('字'.repeat(21))] }]],
    [40024, [{ name: '一', sub_button: [{ name: '二', sub_button: [click('三')] }] }]],
    [40026, [{ name: '一', sub_button: [{ type: 'click', name: '二' }] }]],
    [40027, [{ name: '一', sub_button: [{ type: 'view', name: '二' }] }]],
    [40015, [{ type: 'click', key: 'no name' }]],
  ])('is refused with %d: %j', async (errcode, button) => {
    const { client } = await world()
    expect(await create(client, button)).toMatchObject({ errcode })
  })

  it('is made, shown, told and removed', async () => {
    const { client, control } = await world()
    expect(await client.call('menu/get')).toMatchObject({ errcode: 46003 })
    const below = [click('填简报', 'brief'), { type: 'view', name: '帮助', url: 'https://example.org/' }]
    expect(await create(client, [{ name: '简报', sub_button: below }])).toMatchObject({ errcode: 0 })
    expect(control.state().accounts[0]!.menu).toEqual([
      {
        label: '简报',
        type: 'sub_button',
        children: [
          { label: '填简报', type: 'click', key: 'brief' },
          { label: '帮助', type: 'view', url: 'https://example.org/' },
        ],
      },
    ])
    expect(await client.call('menu/get')).toMatchObject({ menu: { button: [{ name: '简报' }] } })
    expect(await client.call('menu/delete')).toMatchObject({ errcode: 0 })
    expect(control.state().accounts[0]!.menu).toEqual([])
  })

  it('is refused with 40033 where Chinese is escaped', async () => {
    const { client } = await world()
    const body = '{"button":[{"type":"click","name":"\\u7b80\\u62a5","key":"k"}]}'
    expect(await client.call('menu/create', body)).toMatchObject({ errcode: 40033 })
  })
})
