import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Say } from '../../../src/kernel/message.js'
import { platformServer, savedAnswers, type PlatformServer, type Told } from '../platform-server.js'
import { ACCOUNT, appAt, handClock, JPEG, to } from './app.js'
import { unheard } from '../unheard.js'

const SEND = '/cgi-bin/message/send'
const UPLOAD = '/cgi-bin/media/upload'
const TOKEN = '/cgi-bin/gettoken'
const OK = { body: { errcode: 0, errmsg: 'ok', msgid: 'm1' } }
const errcode = (code: number | string): Told => ({ body: { errcode: code, errmsg: 'said differently each time' } })
const hello: Say = { type: 'text', text: '您好' }

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens()
})
afterEach(() => platform.close())

const sentBodies = (): unknown[] => platform.asked(SEND).map(({ body }) => JSON.parse(body.toString()) as unknown)

describe('what the platform says of a message', () => {
  it.each(savedAnswers())('$name', async ({ answer }) => {
    platform.tell(SEND, answer)
    expect(await appAt(platform.url).send({ to, say: hello })).toEqual(answer.means)
    expect(platform.asked(SEND)).toHaveLength(1)
  })
})

describe('what goes out', () => {
  it.each<[Say, object]>([
    [hello, { msgtype: 'text', text: { content: '您好' } }],
    [
      { type: 'menu', text: '是您吗？', choices: [{ key: 'yes', label: '是' }] },
      { msgtype: 'text', text: { content: '是您吗？\n是' } },
    ],
  ])('%j', async (say, content) => {
    platform.tell(SEND, OK)
    expect(await appAt(platform.url).send({ to, say })).toEqual({ type: 'sent', id: 'm1' })
    expect(sentBodies()).toEqual([{ touser: 'zhangsan', agentid: 1000002, ...content }])
    expect(platform.asked(SEND)[0]).toMatchObject({ method: 'POST', query: { access_token: 'T1' } })
    expect(platform.asked(TOKEN)[0]!.query).toEqual({ corpid: 'ww1a2b3c4d5e6f7081', corpsecret: 'the-secret' })
  })

  it('is never a text that the platform would cut', async () => {
    const app = appAt(platform.url)
    platform.tell(SEND, OK)
    const refused = { type: 'refused', code: 'text.too_long', scope: 'message' }
    expect(await app.send({ to, say: { type: 'text', text: `${'中'.repeat(682)}abc` } })).toEqual(refused)
    expect(await app.send({ to, say: { type: 'text', text: `${'中'.repeat(682)}ab` } })).toMatchObject({ type: 'sent' })
    expect(platform.asked(SEND)).toHaveLength(1)
  })
})

describe('pictures and files', () => {
  const picture: Say = { type: 'image', blob: 'b1' }
  const uploaded = (id: string): Told => ({
    body: { errcode: 0, errmsg: '', type: 'image', media_id: id, created_at: '1763600000' },
  })

  it('are uploaded under their name and sent by the id they got', async () => {
    platform.tell(UPLOAD, uploaded('M1'))
    platform.tell(SEND, OK)
    const app = appAt(platform.url)
    const file: Say = { type: 'file', blob: 'b2', name: '三月"简报".xlsx' }
    expect(await app.send({ to, say: picture })).toEqual({ type: 'sent', id: 'm1' })
    expect(await app.send({ to, say: file })).toEqual({ type: 'sent', id: 'm1' })
    const [first, second] = platform.asked(UPLOAD)
    expect(first!.query).toEqual({ access_token: 'T1', type: 'image' })
    expect(first!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    const body = first!.body.toString('latin1')
    expect(body).toContain('name="media"; filename="photo.jpg"')
    expect(body).toContain(JPEG.toString('latin1'))
    expect(second!.body.toString()).toContain('filename="三月%22简报%22.xlsx"')
    expect(sentBodies()).toMatchObject([
      { msgtype: 'image', image: { media_id: 'M1' } },
      { msgtype: 'file', file: { media_id: 'M1' } },
    ])
  })

  it('are not uploaded again while the platform keeps them', async () => {
    const clock = handClock()
    platform.tell(UPLOAD, uploaded('M1'), uploaded('M2'))
    platform.tell(SEND, OK)
    const app = appAt(platform.url, { clock })
    await app.send({ to, say: picture })
    await app.send({ to, say: picture })
    expect(platform.asked(UPLOAD)).toHaveLength(1)
    clock.move(2 * 24 * 3600_000)
    await app.send({ to, say: picture })
    expect(sentBodies()).toMatchObject([
      { image: { media_id: 'M1' } },
      { image: { media_id: 'M1' } },
      { image: { media_id: 'M2' } },
    ])
  })

  it('are uploaded once more when the platform lost them, and only once', async () => {
    platform.tell(UPLOAD, uploaded('M1'), uploaded('M2'), uploaded('M3'))
    platform.tell(SEND, errcode(40007), OK)
    const app = appAt(platform.url)
    expect(await app.send({ to, say: picture })).toEqual({ type: 'sent', id: 'm1' })
    expect(sentBodies()).toMatchObject([{ image: { media_id: 'M1' } }, { image: { media_id: 'M2' } }])

    platform.tell(SEND, errcode(40007))
    const refused = { type: 'refused', code: 'errcode.40007', scope: 'message' }
    expect(await app.send({ to, say: { type: 'image', blob: 'b9' } })).toEqual(refused)
    expect(platform.asked(SEND)).toHaveLength(4)
  })

  it('wait when the upload was not answered: that has told nobody anything', async () => {
    platform.tell(UPLOAD, (res) => res.destroy())
    expect(await appAt(platform.url).send({ to, say: picture })).toMatchObject({ type: 'later' })
    expect(platform.asked(SEND)).toHaveLength(0)
  })

  it('are refused when the platform does not take the file', async () => {
    platform.tell(UPLOAD, errcode(40006))
    const refused = { type: 'refused', code: 'errcode.40006', scope: 'message' }
    expect(await appAt(platform.url).send({ to, say: picture })).toEqual(refused)
  })
})

describe('when the network fails', () => {
  const short = { timeouts: { call: 150, media: 150 } }

  it('before the request could leave, it may be tried again', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    taken.close()
    await once(taken, 'close')
    const app = appAt(`http://127.0.0.1:${port}`)
    expect(await app.send({ to, say: hello })).toEqual({ type: 'later', code: 'net.ECONNREFUSED', after: 5_000 })
  })

  it.each<[string, Told]>([
    ['no answer comes', () => undefined],
    ['the connection is reset instead of an answer', (res) => res.socket!.resetAndDestroy()],
    ['the connection ends instead of an answer', (res) => res.destroy()],
    [
      'it ends within the headers',
      (res) => {
        res.socket!.write('HTTP/1.1 200 OK\r\nContent-')
        res.socket!.destroySoon()
      },
    ],
    [
      'it ends within the body',
      (res) => {
        res.writeHead(200, { 'Content-Length': '100' })
        res.write('{"errcode":0,')
        setTimeout(() => res.destroy(), 20)
      },
    ],
    [
      'the body comes byte by byte',
      (res) => {
        res.writeHead(200, { 'Content-Length': '1000' })
        const drip = setInterval(() => res.write(' '), 20)
        res.on('close', () => clearInterval(drip))
      },
    ],
  ])('after it left, nobody knows, and it is not repeated: %s', async (_name, told) => {
    platform.tell(SEND, told)
    const result = await appAt(platform.url, short).send({ to, say: hello })
    expect(result).toEqual({ type: 'unknown', code: expect.stringMatching(/^net\./) })
    expect(platform.asked(SEND)).toHaveLength(1)
  })

  it('while a token was fetched, nothing has been said yet', async () => {
    for (const told of [
      () => undefined,
      errcode(-1),
      { status: 502, text: '' },
      { text: '<html>' },
      { text: '' },
    ] as Told[]) {
      platform.tell(TOKEN, told)
      expect(await appAt(platform.url, short).send({ to, say: hello })).toMatchObject({ type: 'later' })
    }
    expect(platform.asked(SEND)).toHaveLength(0)
  })
})

describe('the token', () => {
  const many = (app: ReturnType<typeof appAt>) =>
    Promise.all(Array.from({ length: 20 }, (_, i) => app.send({ to: { ...to, user: `member${i}` }, say: hello })))
  const types = (results: { type: string }[]): string[] => [...new Set(results.map(({ type }) => type))]
  /** Accepts only the tokens named. */
  const acceptsOnly =
    (...alive: string[]): Told =>
    (res, req) => {
      const token = new URL(req.url!, 'http://x').searchParams.get('access_token')!
      res.end(JSON.stringify(alive.includes(token) ? OK.body : { errcode: 42001, errmsg: 'expired' }))
    }

  it('is fetched once for all who ask at the same time, and used until it nears its end', async () => {
    const clock = handClock()
    platform.tell(SEND, OK)
    const app = appAt(platform.url, { clock })
    expect(types(await many(app))).toEqual(['sent'])
    clock.move((7200 - 300) * 1000 - 1)
    await app.send({ to, say: hello })
    expect(platform.asked(TOKEN)).toHaveLength(1)
    clock.move(1)
    await app.send({ to, say: hello })
    expect(platform.asked(TOKEN)).toHaveLength(2)
  })

  it.each([42001, 40014])('that dies early (%d) is replaced once for all, and each message sent once', async (code) => {
    platform.tell(SEND, OK)
    const app = appAt(platform.url)
    await app.send({ to, say: hello })
    platform.tell(SEND, (res, req) => {
      const dead = req.url!.includes('access_token=T1')
      res.end(JSON.stringify(dead ? { errcode: code, errmsg: 'x' } : OK.body))
    })
    expect(types(await many(app))).toEqual(['sent'])
    expect(platform.asked(TOKEN)).toHaveLength(2)
  })

  it('that dies again and again makes no storm', async () => {
    const clock = handClock()
    platform.tell(SEND, acceptsOnly())
    const app = appAt(platform.url, { clock })
    for (let round = 0; round < 5; round++) expect(types(await many(app))).toEqual(['later'])
    expect(platform.asked(TOKEN).length).toBeLessThanOrEqual(5)
    // It comes round by itself.
    clock.move(60_000)
    platform.tell(SEND, OK)
    expect(types(await many(app))).toEqual(['sent'])
  })

  it('that cannot be had for a wrong secret concerns the whole account', async () => {
    platform.tell(TOKEN, errcode(40001))
    expect(await appAt(platform.url).send({ to, say: hello })).toEqual({
      type: 'refused',
      code: 'errcode.40001',
      scope: 'account',
    })
  })

  it('of one app is not used for another', async () => {
    platform.tell(SEND, OK)
    const [one, other] = [appAt(platform.url), appAt(platform.url)]
    await one.send({ to, say: hello })
    await other.send({ to, say: hello })
    expect(platform.asked(SEND).map(({ query }) => query['access_token'])).toEqual(['T1', 'T2'])
  })
})

describe('over a frequency limit', () => {
  it('the platform is left alone: a minute, ten, an hour; one success ends it', async () => {
    const clock = handClock()
    const app = appAt(platform.url, { clock })
    const send = () => app.send({ to, say: hello })
    platform.tell(SEND, errcode(45009))
    for (const [i, ms] of [60_000, 600_000, 3_600_000].entries()) {
      expect(await send()).toEqual({ type: 'later', code: 'errcode.45009', after: ms })
      clock.move(ms - 1_000)
      expect(await send()).toEqual({ type: 'later', code: 'errcode.45009', after: 1_000 })
      expect(platform.asked(SEND)).toHaveLength(i + 1)
      clock.move(1_000)
    }
    platform.tell(SEND, OK, errcode(45009))
    expect(await send()).toMatchObject({ type: 'sent' })
    expect(await send()).toMatchObject({ type: 'later', after: 60_000 })
  })

  it('to one person there is none: the 26th message of a minute waits, another person does not', async () => {
    const clock = handClock()
    const app = appAt(platform.url, { clock })
    platform.tell(SEND, OK)
    for (let i = 0; i < 25; i++) {
      expect(await app.send({ to, say: hello })).toMatchObject({ type: 'sent' })
      clock.move(1_000)
    }
    expect(await app.send({ to, say: hello })).toEqual({ type: 'later', code: 'pace', after: 35_000 })
    expect(await app.send({ to: { ...to, user: 'lisi' }, say: hello })).toMatchObject({ type: 'sent' })
    clock.move(35_000)
    expect(await app.send({ to, say: hello })).toMatchObject({ type: 'sent' })
    expect(platform.asked(SEND)).toHaveLength(27)
  })
})

describe('whom we may write to', () => {
  const known = unheard(to)
  const [earlier, now] = ['2025-11-19T00:00:00.000Z', '2025-11-20T00:00:00.000Z']
  const reach = (contact: object) => appAt('http://127.0.0.1:1').reach({ ...known, ...contact }, now)

  it('any member at any time, unless the platform refused her and she has not spoken since', () => {
    const open = { type: 'open', left: null, until: null }
    expect(reach({})).toEqual(open)
    expect(reach({ heardAt: now, refusedAt: earlier, refusal: 'invaliduser' })).toEqual(open)
    const closed = { type: 'closed', reason: 'invaliduser' }
    expect(reach({ refusedAt: earlier, refusal: 'invaliduser' })).toEqual(closed)
    expect(reach({ heardAt: earlier, refusedAt: now, refusal: 'invaliduser' })).toEqual(closed)
  })
})

it('knows its names', () => {
  const app = appAt('http://127.0.0.1:1')
  expect(app).toMatchObject({ name: 'wecom_app', account: ACCOUNT, path: '/wecom/demo' })
})
