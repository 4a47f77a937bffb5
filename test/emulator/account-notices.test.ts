import { afterEach, describe, expect, it } from '@jest/globals'
import { appId, clientOf, li, startBoth, startWorld, wang } from './account.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const DAY = 24 * 3600_000

/** On a frozen clock, so that results come when it is moved. */
async function world(settings: object = {}) {
  const started = await startBoth('safe', () => null, { clock: { freeze: '2026-03-01T00:00:00Z' }, settings })
  open.push(started.emulator, started.bot)
  const { control, bot } = started
  control.putTemplate(appId, { id: 'service', kind: 'service', title: '提交成功', keys: ['first', 'when'] })
  control.putTemplate(appId, { id: 'once', kind: 'one_time', title: '简报提醒', keys: ['thing1', 'date2'] })
  control.putTemplate(appId, { id: 'long', kind: 'long_term', title: '月报', keys: ['phrase1'] })
  const events = async () => {
    control.clock({ advanceMs: 2001 })
    await control.idle()
    return bot.heard.splice(0).map(({ fields }) => fields)
  }
  return { ...started, events }
}

const value = (text: string) => ({ value: text })
const followerOf = (control: Awaited<ReturnType<typeof world>>['control'], who = wang) => ({
  accept: (...templateIds: string[]) =>
    control.act({ ...who, action: { type: 'notices', templateIds, answer: 'accept' } }),
  reject: (...templateIds: string[]) =>
    control.act({ ...who, action: { type: 'notices', templateIds, answer: 'reject' } }),
  off: (...templateIds: string[]) => control.act({ ...who, action: { type: 'notices', templateIds, answer: 'off' } }),
})

describe('a template message', () => {
  const message = {
    touser: wang.userId,
    template_id: 'service',
    data: { first: value('一月简报'), when: value('今天') },
  }

  it('is shown, and its result told by an event with the same id', async () => {
    const { client, control, events, emulator } = await world()
    const answer = await fetch(`${emulator.url}/cgi-bin/message/template/send?access_token=${await client.token()}`, {
      method: 'POST',
      body: JSON.stringify({ ...message, url: 'https://example.org/', client_msg_id: 'c1' }),
    })
    const text = await answer.text()
    const msgid = /"msgid":(\d{16,19})[,}]/.exec(text)![1]!
    expect(BigInt(msgid) > 2n ** 53n).toBe(true)
    expect(control.chat(wang)).toMatchObject([{ way: 'active', title: '提交成功', description: '一月简报\n今天' }])
    expect(await events()).toMatchObject([{ Event: 'TEMPLATESENDJOBFINISH', MsgID: msgid, Status: 'success' }])
    expect(await client.call('message/template/send', { ...message, client_msg_id: 'c1' })).toMatchObject({
      errcode: 0,
    })
    expect(control.chat(wang)).toHaveLength(1)
    expect(await events()).toEqual([])
  })

  it('to who wants none is taken and fails', async () => {
    const { client, control, events } = await world()
    control.putFollower({ appId, openId: wang.userId, name: '王小二', refuses: true })
    expect(await client.call('message/template/send', message)).toMatchObject({ errcode: 0 })
    expect(await events()).toMatchObject([{ Status: 'failed:user block' }])
    expect(control.chat(wang)).toEqual([])
  })

  it.each([
    [40003, { touser: 'oNobody' }],
    [43004, { touser: li.userId }],
    [40037, { template_id: 'once' }],
    [47003, { data: { first: value('一') } }],
    [47003, { data: { first: '一', when: value('今天') } }],
    [40249, { data: { first: value('限时抢购'), when: value('今天') } }],
  ])('is refused with %d: %j', async (errcode, change) => {
    const { client } = await world()
    expect(await client.call('message/template/send', { ...message, ...change })).toMatchObject({ errcode })
  })
})

describe('a subscription notice', () => {
  const data = { thing1: value('一月简报'), date2: value('2026-03-01') }
  const message = { touser: li.userId, template_id: 'once', data }
  const send = (client: ReturnType<typeof clientOf>, change: object = {}) =>
    client.call('message/subscribe/bizsend', { ...message, ...change })

  it('needs an acceptance each, and nobody to follow', async () => {
    const { client, control, events } = await world()
    expect(await send(client)).toMatchObject({ errcode: 43101 })
    await followerOf(control, li).accept('once')
    await followerOf(control, li).accept('once')
    expect(await send(client)).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(await send(client, { client_msg_id: 'c' })).toMatchObject({ errcode: 0 })
    expect(await send(client, { client_msg_id: 'c' })).toMatchObject({ errcode: 0 })
    expect(await send(client)).toMatchObject({ errcode: 43101 })
    expect(control.chat(li).filter(({ way }) => way === 'active')).toHaveLength(2)
    const heard = await events()
    expect(heard.map(({ Event }) => Event)).toEqual([
      'subscribe_msg_popup_event',
      'subscribe_msg_popup_event',
      'subscribe_msg_sent_event',
      'subscribe_msg_sent_event',
    ])
    expect(heard[0]).toMatchObject({
      SubscribeMsgPopupEvent: { List: { TemplateId: 'once', SubscribeStatusString: 'accept', PopupScene: '1' } },
    })
    expect(heard[2]).toMatchObject({ SubscribeMsgSentEvent: { List: { TemplateId: 'once', ErrorCode: '0' } } })
  })

  it('of the long kind is accepted once, until it is switched off', async () => {
    const { client, control, events } = await world()
    const long = { template_id: 'long', data: { phrase1: value('已收到') } }
    await followerOf(control, li).reject('long')
    expect(await send(client, long)).toMatchObject({ errcode: 43101 })
    await followerOf(control, li).accept('long', 'once')
    for (let nth = 0; nth < 3; nth++) expect(await send(client, long)).toMatchObject({ errcode: 0 })
    await followerOf(control, li).off('long')
    expect(await send(client, long)).toMatchObject({ errcode: 43101 })
    const heard = await events()
    expect(heard.find(({ Event }) => Event === 'subscribe_msg_change_event')).toMatchObject({
      SubscribeMsgChangeEvent: { List: { TemplateId: 'long', SubscribeStatusString: 'reject' } },
    })
  })

  it('is accepted in an article of the account, once for each tap', async () => {
    const { client, control, events } = await world()
    const url = 'https://mp.weixin.qq.com/s/remind'
    control.putArticle(appId, { url, title: '开启提醒', templateIds: ['once'] })
    expect(() => control.putArticle(appId, { url, title: '两种', templateIds: ['once', 'long'] })).toThrow('not mixed')
    const tap = (article: string, id = 'once') =>
      control.act({ ...li, action: { type: 'notices', article, templateIds: [id], answer: 'accept' } })
    await expect(tap('https://mp.weixin.qq.com/s/other')).rejects.toThrow('no article')
    await expect(tap(url, 'long')).rejects.toThrow('does not ask')
    await tap(url)
    expect(await events()).toMatchObject([
      { SubscribeMsgPopupEvent: { List: { TemplateId: 'once', SubscribeStatusString: 'accept', PopupScene: '2' } } },
    ])
    expect(await send(client)).toMatchObject({ errcode: 0 })
    expect(await send(client)).toMatchObject({ errcode: 43101 })
  })

  it.each([
    [40003, { touser: 'oNobody' }],
    [40037, { template_id: 'service' }],
    [47003, { data: { thing1: value('一月简报'), date2: value('下周五') } }],
    [47003, { data: { thing1: value('一月简报'), date2: value('2026年1月31日'), thing9: value('多的') } }],
    [47003, { data: { thing1: value('字'.repeat(21)), date2: value('今天') } }],
    [47003, { template_id: 'long', data: { phrase1: value('abc') } }],
    [47003, { data: null }],
  ])('is refused with %d: %j', async (errcode, change) => {
    const { client, control } = await world()
    await followerOf(control, li).accept('once', 'long')
    expect(await send(client, change)).toMatchObject({ errcode })
  })
})

it('templates are listed, those of messages apart from those of notices', async () => {
  const { client, emulator, control } = await world()
  expect(await client.call('template/get_all_private_template')).toMatchObject({
    template_list: [{ template_id: 'service', content: 'first:{{first.DATA}}\nwhen:{{when.DATA}}\n' }],
  })
  const list = async () =>
    (await fetch(`${emulator.url}/wxaapi/newtmpl/gettemplate?access_token=${await client.token()}`)).json()
  expect(await list()).toMatchObject({
    data: [
      { priTmplId: 'once', content: 'thing1:{{thing1.DATA}}\ndate2:{{date2.DATA}}\n', type: 2 },
      { priTmplId: 'long', type: 3 },
    ],
  })
  control.setRights(appId, { kind: 'subscription' })
  expect(await list()).toMatchObject({ errcode: 48001 })
})

describe('a mass message', () => {
  const text = { msgtype: 'text', text: { content: '通知' } }
  const toBoth = { ...text, touser: [wang.userId, li.userId] }

  it('reaches who follows, and its result is told', async () => {
    const { client, control, events } = await world()
    const sent = await client.call('message/mass/send', { ...toBoth, clientmsgid: 'm1' })
    expect(sent).toMatchObject({ errcode: 0 })
    expect(await events()).toMatchObject([
      { Event: 'MASSSENDJOBFINISH', FromUserName: 'mphelper', Status: 'send success', TotalCount: '2', SentCount: '1' },
    ])
    expect([control.chat(wang).length, control.chat(li).length]).toEqual([1, 0])
    expect(await client.call('message/mass/send', { ...toBoth, clientmsgid: 'm1' })).toMatchObject({ errcode: 45065 })
    expect(await client.call('message/mass/send', { ...toBoth, clientmsgid: 'm'.repeat(33) })).toMatchObject({
      errcode: 45067,
    })
    expect(await client.call('message/mass/get', { msg_id: 1 })).toMatchObject({ errcode: 40035 })
  })

  it('reaches each four times a month, of a subscription account once a day', async () => {
    const { client, control } = await world()
    const all = () => client.call('message/mass/sendall', { ...text, filter: { is_to_all: true } })
    for (let nth = 0; nth < 5; nth++) await all()
    expect(control.chat(wang)).toHaveLength(4)
    control.setRights(appId, { kind: 'subscription' })
    expect(await client.call('message/mass/send', toBoth)).toMatchObject({ errcode: 48001 })
    for (let nth = 0; nth < 2; nth++) await all()
    expect(control.chat(wang)).toHaveLength(5)
    control.clock({ advanceMs: DAY })
    await all()
    expect(control.chat(wang)).toHaveLength(6)
  })

  it('is shown to one before, and refused where it cannot be', async () => {
    const { client, control } = await world({ accountQuotas: { 'message/mass/preview': 1 } })
    const preview = () => client.call('message/mass/preview', { ...text, touser: wang.userId })
    expect([(await preview())['errcode'], (await preview())['errcode']]).toEqual([0, 45009])
    expect(control.chat(wang)).toHaveLength(1)
    expect(await client.call('message/mass/send', { ...text, touser: [wang.userId] })).toMatchObject({ errcode: 40032 })
    expect(await client.call('message/mass/sendall', text)).toMatchObject({ errcode: 45159 })
    expect(await client.call('message/mass/send', { ...toBoth, msgtype: 'voice' })).toMatchObject({ errcode: 40008 })
    const codes = new Set<unknown>()
    for (let nth = 0; nth < 61; nth++) codes.add((await client.call('message/mass/send', toBoth))['errcode'])
    expect(codes).toEqual(new Set([0, 45011]))
  })
})

describe('the calls about calls', () => {
  it('tell and clear what was used', async () => {
    const emulator = await startWorld({
      clock: { freeze: '2026-03-01T00:00:00Z' },
      settings: { accountQuotas: { 'menu/get': 1 } },
    })
    open.push(emulator)
    const client = clientOf(emulator)
    const used = () => client.call('menu/get')
    const quota = (cgi_path: string) => client.call('openapi/quota/get', { cgi_path })
    expect([(await used())['errcode'], (await used())['errcode']]).toEqual([46003, 45009])
    expect(await quota('/cgi-bin/menu/get')).toMatchObject({ quota: { daily_limit: 1, used: 1, remain: 0 } })
    expect(await quota('/cgi-bin/none')).toMatchObject({ errcode: 76021 })
    expect(await quota('/sns/userinfo')).toMatchObject({ errcode: 76022 })
    expect(await client.call('openapi/quota/clear', { cgi_path: '/cgi-bin/menu/get' })).toMatchObject({ errcode: 0 })
    expect(await used()).toMatchObject({ errcode: 46003 })
    expect(await client.call('clear_quota', { appid: 'wx0' })).toMatchObject({ errcode: 40013 })
    const clear = () => client.call('clear_quota', { appid: appId })
    for (let nth = 0; nth < 10; nth++) expect(await clear()).toMatchObject({ errcode: 0 })
    expect(await used()).toMatchObject({ errcode: 46003 })
    expect(await clear()).toMatchObject({ errcode: 48006 })
    emulator.control.clock({ set: '2026-03-31T16:00:00Z' })
    expect(await clear()).toMatchObject({ errcode: 0 })
  })

  it('tell what was refused under a rid', async () => {
    const { client, control } = await world()
    const ridOf = ({ errmsg }: { errmsg?: string }) => /rid: (\S+)$/.exec(errmsg!)![1]
    const get = (rid: unknown) => client.call('openapi/rid/get', { rid })
    const rid = ridOf(await client.send({}))
    expect(await get(rid)).toMatchObject({ errcode: 0, request: { request_url: 'message/custom/send' } })
    expect(await get('no rid')).toMatchObject({ errcode: 76002 })
    expect(await get('00000000-00000000-00000000')).toMatchObject({ errcode: 76001 })
    expect(await get(ridOf(await client.get('menu/get')))).toMatchObject({ errcode: 76003 })
    control.clock({ advanceMs: 7 * DAY + 1 })
    expect(await get(rid)).toMatchObject({ errcode: 76004 })
  })

  it('tell addresses and check the network', async () => {
    const { client } = await world()
    expect(await client.call('get_api_domain_ip')).toEqual({ ip_list: ['127.0.0.1'] })
    expect(await client.call('getcallbackip')).toEqual({ ip_list: ['127.0.0.1'] })
    const check = (action: string) => client.call('callback/check', { action, check_operator: 'DEFAULT' })
    expect(Object.keys(await check('all')).toSorted()).toEqual(['dns', 'ping'])
    expect(Object.keys(await check('dns'))).toEqual(['dns'])
    expect(await check('none')).toMatchObject({ errcode: 40035 })
  })
})
