import { expect, it } from '@jest/globals'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { voiceJobs } from '../../../src/conversations/voice/jobs.js'
import type { Transcribe, Transcription } from '../../../src/conversations/voice/ports.js'
import { SILENCE } from '../../../src/emulator/said.js'
import type { MediaResult } from '../../../src/kernel/message.js'
import { examineVoice } from '../../../src/storage/voices.js'
import { openaiTranscriber } from '../../../src/transcription/openai.js'
import { after, onEachDatabase } from '../../contracts/databases.js'
import { aTeam, type ATeam, teamData } from './a-team.js'

type Somebody = Awaited<ReturnType<ATeam['somebody']>>

const TOLD = '2014年6月20日在高安办了读书会，来了32个人'

const fetched = (bytes: Uint8Array): MediaResult => ({ type: 'fetched', bytes, name: null, contentType: 'audio/amr' })

onEachDatabase('a voice message', (database) => {
  /** A draft at its second question; `media` is what the platform gives, `written` what the transcriber does, null for none. */
  const begun = async (
    written: Transcription[] | Transcribe | null = null,
    media: MediaResult[] = [fetched(SILENCE)],
    data = teamData(),
  ) => {
    const team = await aTeam(database(), data)
    const sent: string[] = []
    const writes: Transcribe | null = Array.isArray(written)
      ? () => Promise.resolve(written.length > 1 ? written.shift()! : written[0]!)
      : written
    Object.assign(team.shell, { transcribes: written !== null })
    const kept: Uint8Array[] = []
    let now = 0
    const jobs = voiceJobs(
      { ...team.shell, clock: { now: () => after(now) } },
      {
        channelOf: () => ({ fetchMedia: () => Promise.resolve(media.length > 1 ? media.shift()! : media[0]!) }),
        blobs: {
          put: (bytes) => Promise.resolve(`hash-${kept.push(bytes)}`),
          read: (name) => Promise.resolve(kept[Number(name.slice(5)) - 1]!),
        },
        examine: examineVoice,
        transcribe:
          writes &&
          ((voice) => {
            sent.push(voice.name)
            return writes(voice)
          }),
      },
    )
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.sayAll('活动记录', '2014年3月22日')
    const rows = () =>
      team.rows<{ [column: string]: string | number | null }>('SELECT * FROM voices WHERE hubId = ? ORDER BY id', [
        team.hubId,
      ])
    /** Runs the job of this kind for the last voice message, as the worker does. */
    const run = async (
      kind: 'fetch_voice' | 'transcribe',
      more: { waited?: number; mark?: string; voice?: string } = {},
    ) => {
      now = more.waited ?? 0
      const voiceId = more.voice ?? String((await rows()).at(-1)!['id'])
      const job = { id: '1', key: 'k', attempts: 0, createdAt: after(0), payload: { voiceId } }
      return jobs[kind].run({ ...job, mark: more.mark ?? null })
    }
    return { ...team, xiaohe, run, voices: rows, kept, sent }
  }
  const speaks = (who: Somebody, transcript?: string) =>
    who.hear({ type: 'media', kind: 'voice', ref: { id: 'm1' }, ...(transcript !== undefined && { transcript }) })
  const told = async (who: Somebody) => (await who.deliveries()).map(({ text }) => text)

  it('is a row at its question from the moment it came, and its file is kept as it is', async () => {
    const { xiaohe, voices, run, kept } = await begun()
    expect(await speaks(xiaohe)).toMatch(/^语音存下了，我还听不懂，麻烦打一行字告诉我就行。\n填到第 2 题/)
    expect(await voices()).toMatchObject([
      { state: 'coming', field: 'title', mediaId: 'm1', transcript: null, transcriptBy: null, sha256: null },
    ])
    expect((await voices())[0]!['sessionId']).not.toBeNull()
    expect(await run('fetch_voice')).toEqual({ type: 'done' })
    expect(await voices()).toMatchObject([{ state: 'kept', sha256: 'hash-1', bytes: SILENCE.length }])
    expect([kept, await run('fetch_voice')]).toEqual([[SILENCE], { type: 'done', code: 'voice.kept' }])
    expect(await told(xiaohe)).toEqual([])
  })

  it('that the platform wrote down is an answer by her tap only, and leads back to the voice message', async () => {
    const { xiaohe, voices, rows, hubId, activity } = await begun()
    expect(await speaks(xiaohe, '高安志愿者培训')).toMatch(
      /^听到的是：「高安志愿者培训」\n回复 1 对，就记这句；2 不对，我打字$/,
    )
    expect(await voices()).toMatchObject([{ transcript: '高安志愿者培训', transcriptBy: 'platform' }])
    expect(await xiaohe.say('1')).toMatch(/记下了：高安志愿者培训\n【3\//)
    await xiaohe.sayAll(...activity.slice(2), '1')
    const sources = await rows<{ said: string }>(
      `SELECT m.said FROM record_sources s JOIN inbound_messages m ON m.id = s.messageId WHERE s.hubId = ? AND s.part LIKE ?`,
      [hubId, '%title%'],
    )
    expect(sources.map(({ said }) => JSON.parse(said) as { type: string })).toMatchObject([
      { type: 'media', kind: 'voice' },
    ])
  })

  it('heard wrong is typed; what she types at once is her answer, too', async () => {
    const { xiaohe } = await begun()
    await speaks(xiaohe, '告案志愿者培训')
    expect(await xiaohe.say('不对')).toMatch(/麻烦打字告诉我，语音也存着。\n填到第 2 题/)
    expect(await xiaohe.say('高安志愿者培训')).toContain('记下了：高安志愿者培训')
    await speaks(xiaohe, '告案')
    expect(await xiaohe.say('高安')).toContain('记下了：高安')
    // What was heard before is no answer to anything any more.
    expect(await xiaohe.say('1')).not.toContain('告案')
  })

  it('is confirmed after hours of silence likewise: she was just here', async () => {
    const { xiaohe, passes } = await begun()
    passes(10 * 3_600_000)
    await speaks(xiaohe, '走访')
    expect(await xiaohe.say('对')).toContain('记下了：走访')
  })

  it('outside of a draft is kept; with what the platform heard it is as if she had typed that', async () => {
    const { somebody, voices } = await begun()
    const xiaozhou = await somebody('xiaozhou')
    expect(await speaks(xiaozhou)).toMatch(/语音存下了[^]*1 工作简报/)
    expect((await voices()).at(-1)).toMatchObject({ sessionId: null, field: null })
    await speaks(xiaozhou, '工作简报')
    expect(await xiaozhou.say('是')).toContain('开始填「工作简报」')
  })

  it('of a stranger is not kept', async () => {
    const { somebody, voices } = await begun()
    const stranger = await somebody()
    await speaks(stranger)
    expect(await voices()).toEqual([])
  })

  it.each([
    ['gone', [{ type: 'gone', code: 'errcode.40007' }], 'errcode.40007'],
    ['a page', [fetched(Buffer.from('<html>'))], 'voice.none'],
    ['a picture', [fetched(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]))], 'voice.none'],
    ['nothing', [fetched(Buffer.alloc(0))], 'voice.empty'],
    ['too much', [fetched(Buffer.concat([SILENCE, Buffer.alloc(6 * 1024 * 1024)]))], 'voice.too_big'],
  ] as const)('that cannot be had is lost by its code, and no more is asked of her: %s', async (_what, media, code) => {
    const { xiaohe, voices, run } = await begun(null, [...media])
    await speaks(xiaohe)
    expect(await run('fetch_voice')).toEqual({ type: 'done', code })
    expect(await voices()).toMatchObject([{ state: 'lost', code }])
    expect(await told(xiaohe)).toEqual([])
  })

  it('is fetched again while the platform is in trouble, for three days', async () => {
    const { xiaohe, voices, run } = await begun(null, [{ type: 'later', code: 'errcode.-1', after: 1 }])
    await speaks(xiaohe)
    expect(await run('fetch_voice')).toMatchObject({ type: 'again', code: 'errcode.-1' })
    expect(await run('fetch_voice', { waited: 73 * 3_600_000 })).toEqual({ type: 'done', code: 'voice.not_fetched' })
    expect(await voices()).toMatchObject([{ state: 'lost', code: 'voice.not_fetched' }])
  })

  it('is written down by the transcriber of the settings: nothing waits for it, and her tap decides', async () => {
    const { xiaohe, voices, run, rows } = await begun([
      { type: 'later', code: 'transcriber.timeout' },
      { type: 'heard', text: '高安志愿者培训' },
    ])
    expect(await speaks(xiaohe)).toContain('我听一听')
    expect(await run('fetch_voice')).toEqual({ type: 'done' })
    expect(
      await rows('SELECT jobKey FROM outbox WHERE jobKey = ?', [`transcribe:${(await voices())[0]!['id']}`]),
    ).toHaveLength(1)
    expect(await run('transcribe')).toMatchObject({ type: 'again', code: 'transcriber.timeout' })
    expect(await told(xiaohe)).toEqual([])
    expect(await run('transcribe')).toEqual({ type: 'done' })
    expect(await told(xiaohe)).toEqual([expect.stringMatching(/^听到的是：「高安志愿者培训」/)])
    expect(await voices()).toMatchObject([{ transcript: '高安志愿者培训', transcriptBy: 'transcriber' }])
    expect(await xiaohe.say('1')).toContain('记下了：高安志愿者培训')
  })

  it('that the transcriber makes nothing of, or not in time, is asked for in words, once', async () => {
    for (const [written, waited] of [
      [{ type: 'failed', code: 'transcriber.empty' }, 0],
      [{ type: 'later', code: 'transcriber.http_503' }, 601_000],
    ] as const) {
      const { xiaohe, run } = await begun([written])
      await speaks(xiaohe)
      await run('fetch_voice')
      expect(await run('transcribe', { waited })).toEqual({ type: 'failed', code: written.code })
      expect(await told(xiaohe)).toEqual([expect.stringMatching(/没有听清。麻烦打两行字。\n填到第 2 题/)])
    }
  })

  it('whose file does not come in time is asked for in words while it is still fetched', async () => {
    const { xiaohe, run } = await begun(
      [{ type: 'heard', text: '高安志愿者培训' }],
      [
        { type: 'later', code: 'errcode.-1', after: 1 },
        { type: 'later', code: 'errcode.-1', after: 1 },
        fetched(SILENCE),
      ],
    )
    await speaks(xiaohe)
    expect(await run('fetch_voice', { waited: 601_000 })).toMatchObject({ type: 'again', mark: 'told' })
    expect(await run('fetch_voice', { waited: 700_000, mark: 'told' })).toMatchObject({ type: 'again', mark: 'told' })
    expect((await told(xiaohe)).filter((text) => text.includes('没有听清'))).toHaveLength(1)
    expect(await run('fetch_voice', { waited: 800_000, mark: 'told' })).toEqual({ type: 'done' })
  })

  it('whose question is answered by now is kept with what was heard, and she is left in peace', async () => {
    const { xiaohe, voices, run } = await begun([{ type: 'heard', text: '高安志愿者培训' }])
    await speaks(xiaohe)
    await xiaohe.say('社区食育课')
    await run('fetch_voice')
    await run('transcribe')
    expect([await told(xiaohe), (await voices())[0]!['transcript']]).toEqual([[], '高安志愿者培训'])
  })

  it('outside of a draft is written down, too, and then read as what she typed', async () => {
    const { somebody, run, voices } = await begun([{ type: 'heard', text: TOLD }])
    const xiaotian = await somebody('xiaotian')
    expect(await speaks(xiaotian)).toContain('我听一听')
    await run('fetch_voice')
    expect(await run('transcribe')).toEqual({ type: 'done' })
    expect(await told(xiaotian)).toEqual([expect.stringMatching(/^听到的是：「2014年6月20日在高安办了/)])
    expect((await voices()).at(-1)).toMatchObject({ sessionId: null, transcript: TOLD, transcriptBy: 'transcriber' })
    expect(await xiaotian.say('1')).toContain('1. 2014年6月20日 · 读书会 · 高安 · 32人')
    expect(await xiaotian.sayAll('1', '1')).toContain('记下了：2014年6月20日 · 读书会 · 高安 · 32人')
  })

  it('outside of a draft is not told who has gone on, and one is listened to at a time', async () => {
    const { somebody, run, voices } = await begun([{ type: 'heard', text: TOLD }])
    const xiaozhou = await somebody('xiaozhou')
    await speaks(xiaozhou)
    await xiaozhou.say('你好')
    await run('fetch_voice')
    await run('transcribe')
    expect([await told(xiaozhou), (await voices()).at(-1)!['transcript']]).toEqual([[], TOLD])
    await speaks(xiaozhou)
    const first = (await voices()).at(-1)!['id']
    expect(await speaks(xiaozhou)).toMatch(/这段也存下了，可是上一段还在听/)
    await run('fetch_voice')
    await run('transcribe')
    expect(await told(xiaozhou)).toEqual([])
    await run('fetch_voice', { voice: String(first) })
    await run('transcribe', { voice: String(first) })
    expect(await told(xiaozhou)).toHaveLength(1)
  })

  it.each([
    ['slow', (_response: ServerResponse) => {}, 'transcriber.timeout'],
    ['broken', (response: ServerResponse) => response.writeHead(500).end('{}'), 'transcriber.http_500'],
  ] as const)('outside of a draft is asked for in two lines where the service is %s', async (_what, does, code) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => does(response))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const { somebody, run } = await begun(openaiTranscriber({ baseUrl, apiKey: 'k', model: 'm', timeout: 300 }))
    const xiaozhou = await somebody('xiaozhou')
    await speaks(xiaozhou)
    await run('fetch_voice')
    expect(await run('transcribe')).toMatchObject({ type: 'again', code })
    expect(await told(xiaozhou)).toEqual([])
    expect(await run('transcribe', { waited: 601_000 })).toEqual({ type: 'failed', code })
    expect(await told(xiaozhou)).toEqual([expect.stringContaining('没有听清。麻烦打两行字：哪天做了什么')])
    expect(await xiaozhou.say(TOLD)).toContain('1. 2014年6月20日 · 读书会 · 高安 · 32人')
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('of a hub that lets nothing leave the machine is sent to nobody, also where it says so meanwhile', async () => {
    const data = teamData()
    const heard: Transcription = { type: 'heard', text: TOLD }
    const off = await begun([heard], [fetched(SILENCE)], { ...data, hub: { ...data.hub, rulesOnly: true } })
    expect(await speaks(off.xiaohe)).toMatch(/麻烦打一行字告诉我就行。\n填到第 2 题/)
    expect(await speaks(await off.somebody('xiaozhou'))).toMatch(/语音存下了[^]*1 工作简报/)
    await off.run('fetch_voice')
    expect(await off.run('transcribe')).toEqual({ type: 'failed', code: 'transcriber.rules_only' })
    expect([off.sent, (await off.voices()).at(-1)!['state'], await told(off.xiaohe)]).toEqual([[], 'kept', []])
    expect(
      await off.rows('SELECT jobKey FROM outbox WHERE kind = ? AND payload LIKE ?', [
        'transcribe',
        `%${String((await off.voices()).at(-1)!['id'])}%`,
      ]),
    ).toEqual([])

    const on = await begun([heard])
    await speaks(on.xiaohe)
    await on.run('fetch_voice')
    await database().units((sql) => sql.run('UPDATE hubs SET rulesOnly = 1 WHERE id = ?', [on.hubId]))
    expect(await on.run('transcribe')).toEqual({ type: 'failed', code: 'transcriber.rules_only' })
    expect(on.sent).toEqual([])
    expect(await told(on.xiaohe)).toEqual([expect.stringContaining('没有听清。麻烦打两行字。')])
  })

  it('where she cannot be written to first is asked for in words at once', async () => {
    const { xiaohe, passiveOnly } = await begun([{ type: 'heard', text: '高安志愿者培训' }])
    passiveOnly()
    expect(await speaks(xiaohe)).toContain('麻烦打一行字告诉我')
  })
})
