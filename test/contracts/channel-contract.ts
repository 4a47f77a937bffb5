import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { AddressInfo } from 'node:net'
import { Registry } from 'prom-client'
import type { Channel } from '../../src/channels/channel.js'
import { callbacks, listen } from '../../src/channels/http.js'
import { instantOf } from '../../src/kernel/clock.js'
import type { Address, InboundMessage, Say } from '../../src/kernel/message.js'
import { makeLogger } from '../../src/logging.js'
import { noFiles } from '../webhooks/setting.js'
import { unheard } from '../channels/unheard.js'

/** What a member sees of us in her chat, oldest first. */
export interface Seen {
  type: 'text' | 'image' | 'file'
  text: string
  bytes: Buffer | null
}

/** What the platform can be made to do with the next call to send or to fetch. */
export type Trouble =
  | 'busy'
  | 'over_limit'
  | 'token_died'
  | 'not_heard'
  | 'heard_not_answered'
  | 'gateway_page'
  | 'refuses_person'
  | 'account_disabled'
  | 'forgets_upload'
  | 'media_gone'
  | 'media_cut'

/** The platform's side: it plays a member and shows what she sees. */
export interface ChannelDriver {
  member: Address
  nobody: Address
  /** The address of our front is saved in the platform's console: true when the platform is content with it. */
  connect(url: string): Promise<boolean>
  says(text: string): Promise<void>
  sendsPhoto(bytes: Buffer): Promise<void>
  taps(key: string): Promise<void>
  /** Taps a choice that was offered in the chat, where it can be tapped. */
  chooses(key: string): Promise<void>
  /** Accepts one notice by this template. */
  accepts(template: string): Promise<void>
  /** Delivers the last message once more. */
  again(): Promise<void>
  /** Somebody else pretends to be the platform. */
  forged(): Promise<{ status: number }>
  seen(): Promise<Seen[]>
  trouble(kind: Trouble): void
  calm(): Promise<void>
  /** Rules of the platform that we broke. */
  violations(): string[]
  close(): Promise<void>
}

/** What an account can do besides hearing and answering. */
export interface Abilities {
  /** What it may say unasked; null where it may only answer. */
  says: {
    files: boolean
    /** Choices that can be tapped; else they are lines to be answered. */
    menus: boolean
  } | null
  /** Whether it has templates for notices of deadlines: of subscription notices and of template messages. */
  notices: boolean
  /** How pictures come: by a call of the account, by one or else from where they lie open to everybody, or only from there. */
  pictures: 'by_call' | 'by_either' | 'open'
}

/** What every channel owes the rest of the house, whatever its platform. `blobs` are the files that may be sent. */
export function channelContract(
  name: string,
  { says, notices, pictures }: Abilities,
  start: (blobs: Record<string, Buffer>) => Promise<{ channel: Channel; driver: ChannelDriver }>,
): void {
  describe(`a channel: ${name}`, () => {
    const pictureOf = (byte: number) =>
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, byte)])
    const [picture, another] = [pictureOf(7), pictureOf(9)]
    const clock = { now: () => instantOf(Date.now()) }
    const heard: InboundMessage[] = []
    let reply: Say | null
    let channel: Channel
    let driver: ChannelDriver
    let server: Awaited<ReturnType<typeof listen>>

    beforeAll(async () => {
      ;({ channel, driver } = await start({ picture, another, table: Buffer.from('日期,人数\n') }))
      const front = callbacks({
        channels: [channel],
        take: (message) => {
          heard.push(message)
          return Promise.resolve({ reply })
        },
        clock,
        log: makeLogger('silent'),
        metrics: new Registry(),
        ready: () => Promise.resolve({ ok: true, checks: {} }),
        files: noFiles,
      })
      server = await listen(front, 0, '127.0.0.1')
      const { port } = server.address() as AddressInfo
      expect(await driver.connect(`http://127.0.0.1:${port}${channel.path}`)).toBe(true)
    })
    beforeEach(async () => {
      reply = null
      // Whom one may write to only for a while after she spoke has just spoken.
      await driver.says('在吗')
      heard.length = 0
    })
    afterEach(async () => {
      await driver.calm()
      expect(driver.violations()).toEqual([])
    })
    afterAll(async () => {
      server.closeAllConnections()
      server.close()
      await driver.close()
    })

    const send = (say: Say, to: Address = driver.member) => channel.send({ to, say })
    const newlySeen = async (act: () => Promise<unknown>): Promise<Seen[]> => {
      const before = (await driver.seen()).length
      await act()
      return (await driver.seen()).slice(before)
    }

    it('answers the verification of its address as it says itself, byte for byte, and no other', async () => {
      const now = clock.now()
      const { query, answer } = channel.verification(now)
      const received = await channel.receive({ method: 'GET', query, body: '' }, now)
      expect(received).toMatchObject({ type: 'checked', answer: { status: 200, body: answer } })
      const nonce = `${query['nonce']}0`
      expect(await channel.receive({ method: 'GET', query: { ...query, nonce }, body: '' }, now)).toMatchObject({
        type: 'refused',
        status: 403,
      })
    })

    it('hears a member and answers within the same exchange', async () => {
      reply = { type: 'text', text: '收到 ]]> & <b>' }
      const seen = await newlySeen(() => driver.says('3月22号 <活动> ]]> \u{1F44F}'))
      expect(heard).toHaveLength(1)
      const { from, presence, key, sentAt, said } = heard[0]!
      expect(from).toEqual(driver.member)
      expect(from).toMatchObject({ channel: channel.name, account: channel.account })
      expect(presence).toBe('spoke')
      expect(said).toEqual({ type: 'text', text: '3月22号 <活动> ]]> \u{1F44F}' })
      expect(key.length).toBeLessThanOrEqual(190)
      expect(Math.abs(Date.parse(sentAt) - Date.now())).toBeLessThan(60_000)
      expect(seen).toEqual([{ type: 'text', text: '收到 ]]> & <b>', bytes: null }])
    })

    it('may be silent', async () => {
      expect(await newlySeen(() => driver.says('嗯'))).toEqual([])
      expect(heard).toHaveLength(1)
    })

    it('knows a message delivered again, and tells two apart', async () => {
      await driver.says('同样的话')
      await driver.again()
      await driver.says('同样的话')
      const [first, again, other] = heard.map(({ key }) => key)
      expect(again).toBe(first)
      expect(other).not.toBe(first)
    })

    it('hears a tap as a choice', async () => {
      await driver.taps('brief:new')
      expect(heard.map(({ said }) => said)).toEqual([{ type: 'choice', key: 'brief:new' }])
    })

    it('believes nobody but the platform', async () => {
      expect((await driver.forged()).status).toBe(403)
      expect(heard).toEqual([])
    })

    describe('a photo', () => {
      const fetchPhoto = async () => {
        await driver.sendsPhoto(picture)
        const said = heard[0]?.said
        if (said?.type !== 'media') throw new Error('no photo was heard')
        expect(said.kind).toBe('image')
        return () => channel.fetchMedia(said.ref)
      }

      it('is fetched to the byte', async () => {
        const fetch = await fetchPhoto()
        expect(await fetch()).toMatchObject({ type: 'fetched', bytes: picture })
      })

      if (pictures === 'open') return
      const cutOff = pictures === 'by_either' ? 'fetched' : 'later'
      it.each<[Trouble, string]>([
        ['busy', 'later'],
        ['not_heard', cutOff],
        ['gateway_page', 'later'],
        ['account_disabled', cutOff],
        ['media_cut', cutOff],
        ['media_gone', 'gone'],
      ])('with the platform in trouble (%s) is there %s', async (trouble, type) => {
        const fetch = await fetchPhoto()
        driver.trouble(trouble)
        expect((await fetch()).type).toBe(type)
        await driver.calm()
        if (type === 'later') expect((await fetch()).type).toBe('fetched')
      })
    })

    const spokeJustNow = () => {
      const now = clock.now()
      const known = { ...unheard(driver.member), heardAt: now }
      return { known, now }
    }

    const notice = (by: 'subscription' | 'template'): Say => ({
      type: 'notice',
      by,
      kind: 'deadline',
      id: `contract-${Math.random()}`,
      values: {
        what: '工作简报',
        who: '青云社',
        when: '2026-12-25',
        note: '打开公众号，回复 工作简报 就能开始，填到一半可以停',
      },
    })

    if (!notices) {
      it('has no notices, and asks for no permission', async () => {
        const { known, now } = spokeJustNow()
        expect(channel.permission('deadline')).toBeNull()
        expect(channel.ways({ ...known, notices: { any: 1 } }, 'deadline', now).map(({ by }) => by)).toEqual(
          says === null ? [] : ['message'],
        )
        const seen = await newlySeen(async () => {
          for (const by of ['subscription', 'template'] as const)
            expect(await send(notice(by))).toMatchObject({ type: 'refused' })
        })
        expect(seen).toEqual([])
      })
    } else {
      it('sends a notice once for each time she accepted one, and says so when there is none', async () => {
        const { template } = channel.permission('deadline')!
        const { known, now } = spokeJustNow()
        expect(channel.ways(known, 'deadline', now).map(({ by }) => by)).toEqual(['message', 'template'])
        const silent = { ...known, heardAt: null, notices: { [template]: 2 } }
        expect(channel.ways(silent, 'deadline', now)).toEqual([
          { by: 'subscription', template, left: 2 },
          { by: 'template', template: expect.any(String) },
        ])
        const none = { type: 'refused', code: 'errcode.43101', scope: 'person' }
        expect(await send(notice('subscription'))).toEqual(none)
        await driver.accepts(template)
        expect(heard).toMatchObject([
          { presence: 'none', mute: true, said: { type: 'event', event: 'notices', detail: { [template]: 'accept' } } },
        ])
        const seen = await newlySeen(async () => {
          expect(await send(notice('subscription'))).toMatchObject({ type: 'sent' })
          expect(await send(notice('subscription'))).toEqual(none)
        })
        expect(seen).toHaveLength(1)
      })

      it('sends a template message to a member, not to who is none', async () => {
        const seen = await newlySeen(async () => expect(await send(notice('template'))).toMatchObject({ type: 'sent' }))
        expect(seen).toHaveLength(1)
        expect(await send(notice('template'), driver.nobody)).toMatchObject({ type: 'refused', scope: 'person' })
      })

      it.each<[Trouble, object, number]>([
        ['busy', { type: 'later' }, 0],
        ['gateway_page', { type: 'later' }, 0],
        ['token_died', { type: 'sent' }, 1],
        ['heard_not_answered', { type: 'unknown' }, 1],
        ['not_heard', { type: 'unknown' }, 0],
        ['account_disabled', { type: 'refused', scope: 'account' }, 0],
      ])('a notice with the platform in trouble (%s): %j, seen %d times', async (trouble, result, times) => {
        const { template } = channel.permission('deadline')!
        await driver.accepts(template)
        driver.trouble(trouble)
        const seen = await newlySeen(async () => expect(await send(notice('subscription'))).toMatchObject(result))
        expect(seen).toHaveLength(times)
        // What she accepted and did not get would be there for the next test.
        await driver.calm()
        if (times === 0) expect(await send(notice('subscription'))).toMatchObject({ type: 'sent' })
      })
    }

    if (says === null) {
      it('says nothing unasked, and that it may not', async () => {
        const { known, now } = spokeJustNow()
        expect(channel.reach(known, now)).toEqual({ type: 'closed', reason: 'rights' })
        const all: Say[] = [
          { type: 'text', text: '您好' },
          { type: 'image', blob: 'picture' },
          { type: 'file', blob: 'table', name: '三月.csv' },
          { type: 'menu', text: '您要做什么？', choices: [{ key: 'choice:0', label: '工作简报' }] },
        ]
        const seen = await newlySeen(async () => {
          for (const say of all) expect(await send(say)).toMatchObject({ type: 'refused', scope: 'rights' })
        })
        expect(seen).toEqual([])
        expect([channel.sceneQr, channel.identify, channel.setMenu]).toEqual([null, null, null])
      })
      return
    }

    it.each<[Say, Partial<Seen>]>([
      [
        { type: 'text', text: '您好' },
        { type: 'text', text: '您好' },
      ],
      [
        { type: 'image', blob: 'picture' },
        { type: 'image', bytes: picture },
      ],
    ])('sends %j', async (say, shown) => {
      const seen = await newlySeen(async () => expect(await send(say)).toMatchObject({ type: 'sent' }))
      expect(seen).toEqual([expect.objectContaining(shown)])
    })

    it(says.files ? 'sends a file under its name' : 'says that no file can be sent', async () => {
      expect(channel.sendsFiles).toBe(says.files)
      const result = says.files ? { type: 'sent' } : { type: 'refused', scope: 'message' }
      const seen = await newlySeen(async () =>
        expect(await send({ type: 'file', blob: 'table', name: '三月.csv' })).toMatchObject(result),
      )
      const file = { type: 'file', text: '三月.csv', bytes: Buffer.from('日期,人数\n') }
      expect(seen).toEqual(says.files ? [file] : [])
    })

    it('offers choices by their labels', async () => {
      const choices = ['工作简报', '活动记录'].map((label, i) => ({ key: `choice:${i}`, label }))
      const seen = await newlySeen(async () =>
        expect(await send({ type: 'menu', text: '您要做什么？', choices })).toMatchObject({ type: 'sent' }),
      )
      expect(seen).toHaveLength(1)
      for (const words of ['您要做什么？', '工作简报', '活动记录']) expect(seen[0]!.text).toContain(words)
      if (!says.menus) return
      await driver.chooses('choice:1')
      expect(heard.map(({ said }) => said)).toEqual([{ type: 'choice', key: 'choice:1' }])
    })

    it('sends a long text in parts that arrive whole', async () => {
      const text = '活动顺利结束，来了三十五人。'.repeat(200)
      const seen = await newlySeen(async () => {
        for (const part of channel.split(text))
          expect(await send({ type: 'text', text: part })).toMatchObject({ type: 'sent' })
      })
      expect(seen.length).toBeGreaterThan(1)
      expect(seen.map((one) => one.text.replace(/\n\(\d+\/\d+\)$/, '')).join('')).toBe(text)
    })

    it('says that there is no such person', async () => {
      expect(await send({ type: 'text', text: '您好' }, driver.nobody)).toMatchObject({
        type: 'refused',
        scope: 'person',
      })
    })

    it.each<[Trouble, object, number]>([
      ['busy', { type: 'later' }, 0],
      ['over_limit', { type: 'later' }, 0],
      ['gateway_page', { type: 'later' }, 0],
      ['token_died', { type: 'sent' }, 1],
      ['heard_not_answered', { type: 'unknown' }, 1],
      ['not_heard', { type: 'unknown' }, 0],
      ['refuses_person', { type: 'refused', scope: 'person' }, 0],
      ['account_disabled', { type: 'refused', scope: 'account' }, 0],
    ])('with the platform in trouble (%s): %j, seen %d times', async (trouble, result, times) => {
      driver.trouble(trouble)
      const say: Say = { type: 'text', text: `遇到 ${trouble}` }
      const seen = await newlySeen(async () => expect(await send(say)).toMatchObject(result))
      expect(seen).toHaveLength(times)
    })

    it('uploads a picture again that the platform forgot', async () => {
      driver.trouble('forgets_upload')
      const say: Say = { type: 'image', blob: 'another' }
      const seen = await newlySeen(async () => expect(await send(say)).toMatchObject({ type: 'sent' }))
      expect(seen).toMatchObject([{ type: 'image', bytes: another }])
    })

    it('may write to a member, not to one the platform refused since she spoke', () => {
      const { known, now } = spokeJustNow()
      expect(channel.reach(known, now).type).toBe('open')
      expect(channel.reach({ ...known, refusedAt: now, refusal: 'x' }, now)).toEqual({ type: 'closed', reason: 'x' })
    })
  })
}
