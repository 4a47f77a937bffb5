import { afterEach, describe, expect, it } from '@jest/globals'
import { agentId, clientOf, corpId, inApp, jpeg, key, startBot, startPlatform, token, zhang } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function platform(...options: Parameters<typeof startPlatform>) {
  const emulator = await startPlatform(...options)
  open.push(emulator)
  const { control } = emulator
  control.putApp({ corpId, agentId: 1000003, name: '另一个应用', secret: 'secret-of-the-second-app' })
  control.putCorp({ corpId: 'ww2', name: '另一个企业' })
  control.putApp({ corpId: 'ww2', agentId: 1, name: '应用', secret: 'secret-elsewhere' })
  return { emulator, control, client: clientOf(emulator) }
}

const MINUTE = 60_000
const DAY = 24 * 3600_000

describe('message/send', () => {
  const text = { touser: 'zhangsan', msgtype: 'text', text: { content: '提醒' } }
  const card = { title: '简报', description: '已收到', url: 'https://example.org/1' }
  const article = { title: '一', url: 'https://example.org/1' }
  const many = (count: number) => Array.from({ length: count }, (_, nth) => `u${nth}`).join('|')

  it.each([
    [40008, { ...text, msgtype: 'none' }],
    [40008, { touser: 'zhangsan', text: { content: 'x' } }],
    [41011, { ...text, agentid: undefined }],
    [40056, { ...text, agentid: String(agentId) }],
    [40056, { ...text, agentid: 1 }],
    [301002, { ...text, agentid: 1000003 }],
    [82001, { ...text, touser: '' }],
    [82001, { ...text, touser: undefined }],
    [40031, { ...text, touser: ['zhangsan'] }],
    [40032, { ...text, touser: many(1001) }],
    [82002, { ...text, toparty: many(101) }],
    [82003, { ...text, totag: many(101) }],
    [81013, { ...text, touser: 'nobody|noone' }],
    [44004, { ...text, text: { content: ' ' } }],
    [44004, { ...text, text: undefined }],
    [40074, { ...text, safe: 2 }],
    [40074, { ...text, msgtype: 'markdown', markdown: { content: 'x' }, safe: 1 }],
    [40074, { ...text, msgtype: 'news', news: { articles: [article] }, safe: 1 }],
    [44004, { ...text, msgtype: 'markdown', markdown: {} }],
    [45002, { ...text, msgtype: 'markdown', markdown: { content: '字'.repeat(683) } }],
    [41006, { ...text, msgtype: 'image', image: {} }],
    [40007, { ...text, msgtype: 'image', image: { media_id: 'none' } }],
    [40007, { ...text, msgtype: 'file', file: { media_id: 'none' } }],
    [41016, { ...text, msgtype: 'textcard', textcard: { ...card, title: '' } }],
    [41033, { ...text, msgtype: 'textcard', textcard: { ...card, description: '' } }],
    [41010, { ...text, msgtype: 'textcard', textcard: { ...card, url: '' } }],
    [45034, { ...text, msgtype: 'textcard', textcard: { ...card, url: 'example.org' } }],
    [45002, { ...text, msgtype: 'textcard', textcard: { ...card, url: `https://example.org/${'a'.repeat(2048)}` } }],
    [44003, { ...text, msgtype: 'news', news: { articles: [] } }],
    [45008, { ...text, msgtype: 'news', news: { articles: Array.from({ length: 9 }, () => article) } }],
    [41016, { ...text, msgtype: 'news', news: { articles: [{ url: 'https://example.org' }] } }],
    [41010, { ...text, msgtype: 'news', news: { articles: [{ title: '一' }] } }],
    [45034, { ...text, msgtype: 'news', news: { articles: [{ title: '一', url: 'example.org' }] } }],
    [40007, { ...text, msgtype: 'mpnews', mpnews: { articles: [{ title: '一', thumb_media_id: 'none' }] } }],
    [42031, { ...text, msgtype: 'template_card', template_card: { card_type: 'none' } }],
  ])('refuses with %d: %j', async (errcode, message) => {
    const { client, control } = await platform()
    const answer = await client.send(message)
    expect(answer).toMatchObject({ errcode })
    expect(control.chat(zhang)).toEqual([])
  })

  it('refuses what is no JSON, as a violation', async () => {
    const { client, control } = await platform()
    const answer = await client.post(`/cgi-bin/message/send?access_token=${await client.token()}`, '{"touser":')
    expect(answer).toMatchObject({ errcode: 40035, errmsg: expect.stringContaining('Warning: wrong json format.') })
    expect(control.violations()).toMatchObject([{ code: 'request.no_json' }])
  })

  it('shows texts, markdown, cards and news, and cuts what is too long', async () => {
    const { client, control } = await platform()
    await client.send({ ...text, text: { content: '字'.repeat(683) } })
    await client.send({ ...text, msgtype: 'markdown', markdown: { content: '**好**' } })
    await client.send({
      ...text,
      msgtype: 'textcard',
      textcard: { ...card, title: '题'.repeat(129), btntxt: '去看一看吧' },
    })
    await client.send({ ...text, msgtype: 'textcard', textcard: card })
    await client.send({ ...text, msgtype: 'news', news: { articles: [article, { ...article, title: '二' }] } })
    expect(control.chat(zhang)).toMatchObject([
      { type: 'text', text: `${'字'.repeat(682)}\uFFFD` },
      { type: 'markdown', text: '**好**' },
      { type: 'textcard', title: '题'.repeat(128), btntxt: '去看一看' },
      { type: 'textcard', title: '简报', description: '已收到', url: 'https://example.org/1', btntxt: '详情' },
      { type: 'textcard', title: '一' },
      { type: 'textcard', title: '二' },
    ])
  })

  it('sends uploaded pictures and files as long as they live, and only as what they are', async () => {
    const { client, control } = await platform({ clock: { freeze: '2026-03-01T00:00:00Z' } })
    const image = await client.upload('image', jpeg())
    expect(image).toMatchObject({ errcode: 0, type: 'image', created_at: '1772323200' })
    const file = await client.upload('file', Buffer.from('period,people'), '简报.csv')
    expect(await client.send({ ...text, msgtype: 'image', image: { media_id: image['media_id'] } })).toMatchObject({
      errcode: 0,
    })
    expect(await client.send({ ...text, msgtype: 'file', file: { media_id: file['media_id'] } })).toMatchObject({
      errcode: 0,
    })
    expect(await client.send({ ...text, msgtype: 'file', file: { media_id: image['media_id'] } })).toMatchObject({
      errcode: 40007,
    })
    const articles = [{ title: '一', thumb_media_id: image['media_id'], content: '<p>好</p>' }]
    expect(await client.send({ ...text, safe: 2, msgtype: 'mpnews', mpnews: { articles } })).toMatchObject({
      errcode: 0,
    })
    const long = [{ ...articles[0], author: '字'.repeat(22) }]
    expect(await client.send({ ...text, msgtype: 'mpnews', mpnews: { articles: long } })).toMatchObject({
      errcode: 45032,
    })
    expect(control.chat(zhang)).toMatchObject([
      { type: 'image', mediaUrl: `/media/${String(image['media_id'])}` },
      { type: 'file', name: '简报.csv' },
      { type: 'textcard', title: '一' },
    ])
    control.clock({ advanceMs: 3 * DAY })
    expect(await client.send({ ...text, msgtype: 'image', image: { media_id: image['media_id'] } })).toMatchObject({
      errcode: 40007,
    })
  })

  it('names each receiver it could not reach once, in lower case', async () => {
    const { client, control } = await platform()
    control.putMember({ corpId, userId: 'wangwu', name: '王五', visible: false })
    const answer = await client.send({ ...text, touser: 'ZHANGSAN|zhangsan|WangWu|Nobody', toparty: '7', totag: 't' })
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'wangwu|nobody', invalidparty: '7', invalidtag: 't' })
    expect(control.chat(zhang)).toHaveLength(1)
    expect((await client.send({ ...text, touser: '@all' })).errcode).toBe(0)
    expect(control.chat({ ...inApp, userId: 'lisi' })).toHaveLength(1)
    expect(control.chat({ ...inApp, userId: 'wangwu' })).toHaveLength(0)
  })

  it('does not deliver the same request again while told to look for duplicates', async () => {
    const { client, control } = await platform({ clock: { freeze: '2026-03-01T00:00:00Z' } })
    const once = { ...text, enable_duplicate_check: 1, duplicate_check_interval: 600 }
    for (let nth = 0; nth < 2; nth++) expect(await client.send(once)).toMatchObject({ errcode: 0 })
    expect(control.chat(zhang)).toHaveLength(1)
    control.clock({ advanceMs: 600_000 })
    await client.send(once)
    await client.send(text)
    await client.send(text)
    expect(control.chat(zhang)).toHaveLength(4)
  })

  it('drops more than 30 a minute to one member without a word', async () => {
    const { client, control } = await platform({ clock: { freeze: '2026-03-01T00:00:00Z' } })
    for (let nth = 0; nth < 31; nth++)
      expect(await client.send({ ...text, touser: 'zhangsan|lisi' })).toMatchObject({ errcode: 0 })
    expect(control.chat(zhang)).toHaveLength(30)
    expect(control.violations()).toMatchObject([{ code: 'message.too_many' }, { code: 'message.too_many' }])
    control.clock({ advanceMs: MINUTE })
    await client.send(text)
    expect(control.chat(zhang)).toHaveLength(31)
  })

  it('refuses when the messages of the day are used up, until the next day in Beijing', async () => {
    const { client, control } = await platform({ settings: { seats: 0.01 }, clock: { freeze: '2026-03-01T15:59:00Z' } })
    const codes = []
    for (let nth = 0; nth < 3; nth++) codes.push((await client.send(text)).errcode)
    expect(codes).toEqual([0, 0, 45009])
    control.clock({ advanceMs: MINUTE })
    expect(await client.send(text)).toMatchObject({ errcode: 0 })
  })

  it('reports fields it does not know', async () => {
    const { client, control } = await platform()
    await client.send({ ...text, text: { contents: 'x', content: 'y' }, save: 1 })
    expect(control.report().unknownFields).toEqual(['message/send: save', 'message/send text: contents'])
  })

  it('recalls a message of the last day', async () => {
    const { client, control } = await platform({ clock: { freeze: '2026-03-01T00:00:00Z' } })
    const { msgid } = await client.send(text)
    const recall = async (id: unknown) =>
      client.post(`/cgi-bin/message/recall?access_token=${await client.token()}`, { msgid: id })
    expect(await recall('none')).toMatchObject({ errcode: 40035 })
    expect(await recall(msgid)).toMatchObject({ errcode: 0 })
    expect(control.chat(zhang)).toMatchObject([{ type: 'system', text: '应用撤回了一条消息' }])
    const old = await client.send(text)
    control.clock({ advanceMs: DAY + 1 })
    expect(await recall(old['msgid'])).toMatchObject({ errcode: 40035 })
  })

  it('sends cards that can be updated once', async () => {
    const { client, control } = await platform({ clock: { freeze: true } })
    const buttons = {
      card_type: 'button_interaction',
      main_title: { title: '参加吗' },
      button_list: [{ text: '参加', key: 'yes' }],
    }
    const send = (template_card: object) => client.send({ touser: 'zhangsan', msgtype: 'template_card', template_card })
    const update = async (change: object) =>
      client.post(`/cgi-bin/message/update_template_card?access_token=${await client.token()}`, {
        agentid: agentId,
        ...change,
      })
    expect(await send({ ...buttons, task_id: 't1' })).toMatchObject({ errcode: 43012 })
    const bot = await startBot()
    open.push(bot)
    await control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key })
    expect(await send({ ...buttons, main_title: {} })).toMatchObject({ errcode: 41016 })
    expect(await send({ ...buttons, card_type: 'text_notice' })).toMatchObject({ errcode: 42027 })
    expect(await send({ ...buttons, button_list: [] })).toMatchObject({ errcode: 42028 })
    expect(await send({ ...buttons, task_id: '号' })).toMatchObject({ errcode: 42014 })
    const twice = [...buttons.button_list, ...buttons.button_list]
    expect(await send({ ...buttons, task_id: 't1', button_list: twice })).toMatchObject({ errcode: 42051 })
    const { response_code } = await send({ ...buttons, task_id: 't1' })
    expect(await send({ ...buttons, task_id: 't1' })).toMatchObject({ errcode: 42014 })
    expect(await update({ response_code: 'none' })).toMatchObject({ errcode: 60140 })
    expect(await update({ response_code, agentid: 1000003 })).toMatchObject({ errcode: 42015 })
    expect(await update({ response_code })).toMatchObject({ errcode: 0 })
    expect(await update({ response_code })).toMatchObject({ errcode: 60140 })
    const late = await send({ ...buttons, task_id: 't2' })
    control.clock({ advanceMs: 3 * DAY + 1 })
    expect(await update({ response_code: late['response_code'] })).toMatchObject({ errcode: 60140 })
  })
})
