import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Say } from '../../../src/kernel/message.js'
import { platformServer, savedAnswers, type PlatformServer, type Told } from '../platform-server.js'
import { handClock, JPEG } from '../wecom-app/app.js'
import { accountAt, APP_ID, OPENID, to, TOKEN } from './account.js'

const SEND = '/cgi-bin/message/custom/send'
const UPLOAD = '/cgi-bin/media/upload'
const OK = { body: { errcode: 0, errmsg: 'ok' } }
const errcode = (code: number): Told => ({ body: { errcode: code, errmsg: 'said differently each time' } })
const hello: Say = { type: 'text', text: '您好' }

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens(TOKEN)
  platform.tell(SEND, OK)
})
afterEach(() => platform.close())

const sentBodies = (): unknown[] => platform.asked(SEND).map(({ body }) => JSON.parse(body.toString()) as unknown)

describe('what the platform says of a message', () => {
  it.each(savedAnswers('wechat-oa/answers'))('$name', async ({ answer }) => {
    platform.tell(SEND, answer)
    expect(await accountAt(platform.url).send({ to, say: hello })).toEqual(answer.means)
    expect(platform.asked(SEND)).toHaveLength(1)
  })
})

describe('what goes out', () => {
  it.each<[Say, object]>([
    [hello, { msgtype: 'text', text: { content: '您好' } }],
    [
      {
        type: 'menu',
        text: '您要做什么？',
        choices: [
          { key: 'brief:new', label: '工作简报' },
          { key: 'help', label: '帮助' },
        ],
      },
      {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: '您要做什么？',
          list: [
            { id: 'brief:new', content: '工作简报' },
            { id: 'help', content: '帮助' },
          ],
        },
      },
    ],
  ])('%j', async (say, content) => {
    expect(await accountAt(platform.url).send({ to, say })).toEqual({ type: 'sent', id: '' })
    expect(sentBodies()).toEqual([{ touser: OPENID, ...content }])
    expect(platform.asked(SEND)[0]).toMatchObject({ method: 'POST', query: { access_token: 'T1' } })
  })

  it('is UTF-8 without codes, whatever stands in it', async () => {
    const text = '三月\u0000 “引号” \u{1F44F} \ud83d 完\u001F'
    await accountAt(platform.url).send({ to, say: { type: 'text', text } })
    expect(platform.asked(SEND)[0]!.body.toString()).toBe(
      `{"touser":"${OPENID}","msgtype":"text","text":{"content":"三月 “引号” \u{1F44F}  完"}}`,
    )
  })

  it.each<[string, Say, string]>([
    ['a text over 2000 bytes', { type: 'text', text: '中'.repeat(667) }, 'text.too_long'],
    ['a menu over 2000 bytes', { type: 'menu', text: '中'.repeat(667), choices: [] }, 'text.too_long'],
    ['a file: there is no such message', { type: 'file', blob: 'b1', name: '三月.xlsx' }, 'file.unsupported'],
  ])('is never %s', async (_name, say, code) => {
    expect(await accountAt(platform.url).send({ to, say })).toEqual({ type: 'refused', code, scope: 'message' })
    expect(platform.requests).toEqual([])
  })

  it.each(['service', 'subscription'] as const)('is nothing from a %s account that is not verified', async (kind) => {
    const result = await accountAt(platform.url, { kind, verified: false }).send({ to, say: hello })
    expect(result).toEqual({ type: 'refused', code: 'rights', scope: 'rights' })
    expect(platform.requests).toEqual([])
  })
})

describe('a picture', () => {
  const picture: Say = { type: 'image', blob: 'b1' }
  const uploaded = (id: string): Told => ({ body: { type: 'image', media_id: id, created_at: 1763600000 } })

  it('is uploaded and sent by the id it got', async () => {
    platform.tell(UPLOAD, uploaded('M1'))
    expect(await accountAt(platform.url).send({ to, say: picture })).toEqual({ type: 'sent', id: '' })
    const [upload] = platform.asked(UPLOAD)
    expect(upload!.query).toEqual({ access_token: 'T1', type: 'image' })
    expect(upload!.body.toString('latin1')).toContain('name="media"; filename="photo.jpg"')
    expect(upload!.body.includes(JPEG)).toBe(true)
    expect(sentBodies()).toEqual([{ touser: OPENID, msgtype: 'image', image: { media_id: 'M1' } }])
  })

  it('is uploaded once more when the platform lost it', async () => {
    platform.tell(UPLOAD, uploaded('M1'), uploaded('M2'))
    platform.tell(SEND, errcode(40007), OK)
    expect(await accountAt(platform.url).send({ to, say: picture })).toEqual({ type: 'sent', id: '' })
    expect(sentBodies()).toMatchObject([{ image: { media_id: 'M1' } }, { image: { media_id: 'M2' } }])
  })

  it('may have 2 MB and no byte more', async () => {
    platform.tell(UPLOAD, uploaded('M1'))
    const send = (bytes: number) =>
      accountAt(platform.url, { picture: Buffer.alloc(bytes, 7) }).send({ to, say: picture })
    expect(await send(2 * 1024 * 1024)).toMatchObject({ type: 'sent' })
    expect(await send(2 * 1024 * 1024 + 1)).toEqual({ type: 'refused', code: 'media.too_big', scope: 'message' })
    expect(platform.asked(UPLOAD)).toHaveLength(1)
  })
})

describe('the token', () => {
  /** A machine with much else to do answers a thousand messages late, but answers. */
  const patient = { timeouts: { call: 60_000 } }
  const many = (account: ReturnType<typeof accountAt>, count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => account.send({ to: { ...to, user: `o${i}` }, say: hello })))
  const asked = () => platform.asked(TOKEN).map(({ body }) => JSON.parse(body.toString()) as { force_refresh: boolean })

  it('is asked for with a post, and one request serves a thousand messages at once', async () => {
    const results = await many(accountAt(platform.url, patient), 1_000)
    expect(results.filter(({ type }) => type === 'sent')).toHaveLength(1_000)
    expect(platform.asked(SEND)).toHaveLength(1_000)
    expect(platform.asked(TOKEN)).toMatchObject([{ method: 'POST', query: {} }])
    expect(asked()).toEqual([
      { grant_type: 'client_credential', appid: APP_ID, secret: 'the-secret', force_refresh: false },
    ])
  })

  it.each([
    [40001, 100],
    [40014, 50],
    [42001, 50],
  ])('that dies (%d) under %d messages is replaced by one request', async (code, count) => {
    const account = accountAt(platform.url, patient)
    await account.send({ to, say: hello })
    platform.tell(SEND, (res, req) => {
      const dead = req.url!.includes('access_token=T1')
      res.end(JSON.stringify(dead ? { errcode: code, errmsg: 'x' } : OK.body))
    })
    const results = await many(account, count)
    expect(results.filter(({ type }) => type === 'sent')).toHaveLength(count)
    expect(asked()).toHaveLength(2)
  })

  describe('that the platform calls dead and hands out again', () => {
    /** As the stable token: the same one, until somebody forces another. */
    const stable = (most = Infinity) => {
      let made = 1
      platform.tell(TOKEN, (res) => {
        const { force_refresh } = asked().at(-1)!
        if (force_refresh && made < most) made++
        res.end(JSON.stringify({ access_token: `T${made}`, expires_in: 7200 }))
      })
    }
    const accepts = (token: string | null): void =>
      platform.tell(SEND, (res, req) => {
        const right = token !== null && req.url!.includes(`access_token=${token}`)
        res.end(JSON.stringify(right ? OK.body : { errcode: 40001, errmsg: 'x' }))
      })

    it('is forced to be another, once for all', async () => {
      stable()
      accepts('T2')
      const results = await many(accountAt(platform.url), 50)
      expect(results.filter(({ type }) => type === 'sent')).toHaveLength(50)
      expect(asked().map(({ force_refresh }) => force_refresh)).toEqual([false, false, true])
    })

    it('is not forced again within 30 s, nor when that brings nothing', async () => {
      stable(1)
      accepts(null)
      const account = accountAt(platform.url)
      expect(await account.send({ to, say: hello })).toMatchObject({ type: 'later', code: 'token.dead', after: 30_000 })
      expect(await account.send({ to, say: hello })).toMatchObject({ type: 'later', code: 'token.dead' })
      expect(asked().filter(({ force_refresh }) => force_refresh)).toHaveLength(1)
    })
  })

  it('is forced at most twenty times a day', async () => {
    const clock = handClock()
    let made = 0
    // Each is dead at once, and given again until another is forced.
    platform.tell(TOKEN, (res) => {
      if (made === 0 || asked().at(-1)!.force_refresh) made++
      res.end(JSON.stringify({ access_token: `T${made}`, expires_in: 7200 }))
    })
    platform.tell(SEND, errcode(40001))
    const account = accountAt(platform.url, { clock })
    for (let minute = 0; minute < 60; minute++) {
      expect((await account.send({ to, say: hello })).type).toBe('later')
      clock.move(61_000)
    }
    expect(asked().filter(({ force_refresh }) => force_refresh)).toHaveLength(20)
    clock.move(24 * 3600_000)
    await account.send({ to, say: hello })
    expect(asked().filter(({ force_refresh }) => force_refresh)).toHaveLength(21)
  })

  it.each([40001, 40013, 40125, 40164])('that cannot be had (%d) concerns the account', async (code) => {
    platform.tell(TOKEN, errcode(code))
    const refused = { type: 'refused', code: `errcode.${code}`, scope: 'account' }
    expect(await accountAt(platform.url).send({ to, say: hello })).toEqual(refused)
    expect(platform.asked(TOKEN)).toHaveLength(1)
  })
})

it('knows its names', () => {
  expect(accountAt('http://127.0.0.1:1')).toMatchObject({ name: 'wechat_oa', account: APP_ID, path: '/wechat/demo' })
})
