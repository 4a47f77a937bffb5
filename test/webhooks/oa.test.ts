import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openReply, signatureOf } from '../channels/sealing.js'
import { account as sample } from '../channels/tencent/vectors.js'
import { oaHostile } from './oa-hostile.js'
import { oaCases } from './oa-said.js'
import { ACCOUNT, account, callbackIn, innerOf, MODES, OPENID, oaSeal, pathOf, type Callback } from './oa-setting.js'
import { serialIn } from './said.js'
import { ask, front, SECONDS } from './setting.js'

let service: Awaited<ReturnType<typeof front>>
let reply: string | null
const open = async (...given: Parameters<typeof account>) => {
  service = await front({
    channels: [account(...given)],
    say: () => (reply === null ? null : { type: 'text', text: reply }),
  })
}
beforeEach(() => {
  reply = '收到'
})
afterEach(() => service.close())

const TEXT = innerOf('<MsgType>text</MsgType><Content>绝密的话</Content><MsgId>77</MsgId>')
const post = ({ query, body }: Callback) => ask(service.port, 'POST', pathOf(query), body)
const codes = () => service.logged.map((line) => (JSON.parse(line) as { code: unknown }).code)

describe.each(MODES)('in %s mode', (mode) => {
  beforeEach(() => open(mode))

  it.each(oaCases)('hears $name', async ({ xml, from = OPENID, said, presence, mute, key }) => {
    const answer = await post(callbackIn(mode, innerOf(xml, from), { openid: from }))
    expect(answer.status).toBe(200)
    expect(service.heard).toEqual([
      {
        from: { channel: 'wechat_oa', account: ACCOUNT.appId, user: from },
        presence,
        mute,
        key: `wechat_oa:${ACCOUNT.appId}:${from}:${key}`,
        sentAt: '2025-11-20T00:53:20.000Z',
        said,
        ...serialIn(xml),
      },
    ])
  })

  it('answers as the mode wants, from the account to the person', async () => {
    reply = '第 1 题 ]]> 人数？'
    const { headers, body } = await post(callbackIn(mode, TEXT))
    expect(headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(mode === 'plain' ? body : openReply(body, oaSeal)).toBe(
      `<xml><ToUserName><![CDATA[${OPENID}]]></ToUserName><FromUserName><![CDATA[${ACCOUNT.originalId}]]></FromUserName>` +
        `<CreateTime>${SECONDS}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
        '<Content><![CDATA[第 1 题 ]]]]><![CDATA[> 人数？]]></Content></xml>',
    )
  })

  it('says success when there is nothing to say', async () => {
    reply = null
    expect(await post(callbackIn(mode, TEXT))).toMatchObject({ status: 200, body: 'success' })
  })

  it('knows a message delivered again, in the same envelope and in a new one', async () => {
    for (const nonce of ['11', '11', '12']) expect((await post(callbackIn(mode, TEXT, { nonce }))).status).toBe(200)
    expect(new Set(service.heard.map(({ key }) => key)).size).toBe(1)
    expect(service.heard).toHaveLength(3)
  })

  it('tells two taps of one second apart, and a tap from a tap delivered again', async () => {
    for (const [key, nonce] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ] as const) {
      const tap = `<MsgType>event</MsgType><Event>CLICK</Event><EventKey>${key}</EventKey>`
      await post(callbackIn(mode, innerOf(tap), { nonce }))
    }
    const [first, again, other] = service.heard.map(({ key }) => key)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it.each(oaHostile.filter(({ modes }) => modes?.includes(mode)))('refuses $name', async (one) => {
    const right = callbackIn(mode, one.inner?.(TEXT) ?? TEXT, one.made)
    const { query, body } = one.change?.(right) ?? right
    const path = pathOf(query).replace(`/wechat/${ACCOUNT.name}`, one.path ?? `/wechat/${ACCOUNT.name}`)
    const answer = await ask(service.port, one.method ?? 'POST', path, one.method ? '' : body)
    expect(answer.status).toBe(one.status)
    expect(service.heard).toEqual([])
    expect(['refused', 'Not Found', 'Method Not Allowed', '']).toContain(answer.body)
    expect(codes()).toEqual(one.code === null ? [] : [one.code])
    expect(service.logged.join()).not.toMatch(/绝密|oX7a|T7kq2|jWmYm7/i)
  })

  describe('the check of the address', () => {
    const timestamp = String(SECONDS)
    const echo = (changes: Record<string, string> = {}) => {
      const signature = signatureOf(oaSeal.token, timestamp, '42')
      return ask(
        service.port,
        'GET',
        pathOf({ signature, timestamp, nonce: '42', echostr: '59277824+8/9=', ...changes }),
      )
    }

    it('gets back what it brought, as often as it asks', async () => {
      for (let i = 0; i < 2; i++) expect(await echo()).toMatchObject({ status: 200, body: '59277824+8/9=' })
      expect(service.heard).toEqual([])
    })

    it.each<[string, Record<string, string>, number, string]>([
      ['a wrong signature', { signature: 'x'.repeat(40) }, 403, 'envelope.signature'],
      ['an old timestamp', { timestamp: String(SECONDS - 301) }, 403, 'envelope.stale'],
      ['another nonce', { nonce: '43' }, 403, 'envelope.signature'],
      ['nothing to give back', { echostr: '' }, 400, 'envelope.query'],
    ])('is refused with %s', async (_name, changes, status, code) => {
      expect(await echo(changes)).toMatchObject({ status, body: 'refused' })
      expect(codes()).toEqual([code])
    })
  })

  it('still believes the secrets that were in force until lately', async () => {
    await service.close()
    const { token, encodingAesKey } = sample.seal
    await open(mode, { previous: { token, encodingAesKey } })
    const before = { ...sample.seal, receiveId: ACCOUNT.appId }
    const { status, body } = await post(callbackIn(mode, TEXT, { seal: before }))
    expect(status).toBe(200)
    if (mode !== 'plain') expect(openReply(body, before)).toContain('收到')
  })
})

it.each([
  ['https://mmbiz.qpic.cn/mmbiz_jpg/x/0', { id: 'M1', url: 'https://mmbiz.qpic.cn/mmbiz_jpg/x/0' }],
  ['', { id: 'M1' }],
  ['file:///etc/passwd', { id: 'M1' }],
])('where a picture lies open is taken in, if it is an address: %s', async (address, ref) => {
  await open('safe')
  const xml = `<MsgType>image</MsgType><PicUrl><![CDATA[${address}]]></PicUrl><MediaId>M1</MediaId><MsgId>77</MsgId>`
  await post(callbackIn('safe', innerOf(xml)))
  expect(service.heard).toMatchObject([{ said: { type: 'media', kind: 'image', ref } }])
})

describe('in plain mode, where the signature covers no word', () => {
  beforeEach(() => open('plain'))
  const forged = innerOf('<MsgType>event</MsgType><Event>subscribe</Event><EventKey>qrscene_jb_1</EventKey>')

  it('nothing else can be said with a signature that was used', async () => {
    const right = callbackIn('plain', TEXT)
    expect((await post(right)).status).toBe(200)
    expect((await post({ ...right, body: callbackIn('plain', forged).body })).status).toBe(403)
    expect(codes()).toEqual(['wechat_oa.replayed'])
    expect(service.heard).toHaveLength(1)
  })

  it('nor with timestamp and nonce cut elsewhere', async () => {
    const { query, body } = callbackIn('plain', TEXT, { nonce: '00' })
    expect((await post({ query, body })).status).toBe(200)
    const cut = { ...query, timestamp: `0${SECONDS}`, nonce: '0' }
    expect(signatureOf(oaSeal.token, cut.timestamp, cut.nonce)).toBe(query['signature'])
    expect((await post({ query: cut, body: callbackIn('plain', forged).body })).status).toBe(403)
    expect(codes()).toEqual(['wechat_oa.replayed'])
    expect(service.heard).toHaveLength(1)
  })

  it('nor with the signature of an address check', async () => {
    const right = callbackIn('plain', forged)
    expect((await ask(service.port, 'GET', pathOf({ ...right.query, echostr: '1' }))).status).toBe(200)
    expect((await post(right)).status).toBe(403)
    expect(service.heard).toEqual([])
  })

  it('nor with the signature of a sealed callback', async () => {
    const right = callbackIn('safe', TEXT)
    expect((await post(right)).status).toBe(200)
    expect((await post({ ...right, body: callbackIn('plain', forged).body })).status).toBe(403)
    expect(service.heard).toHaveLength(1)
  })

  it('a console just changed to another mode is heard, and answered as it asked', async () => {
    for (const mode of ['compatible', 'safe'] as const) {
      const { status, body } = await post(callbackIn(mode, TEXT, { nonce: mode }))
      expect(status).toBe(200)
      expect(openReply(body, oaSeal)).toContain('收到')
    }
  })
})
