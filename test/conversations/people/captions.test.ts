import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { picture } from '../../../scripts/replay.js'
import { captionsLater, proposeCaptions } from '../../../src/conversations/captions/propose-job.js'
import { formsOf } from '../../../src/conversations/forms.js'
import { keepPicture } from '../../../src/conversations/keep-picture.js'
import { tellWithin, wake } from '../../../src/conversations/tell.js'
import { openaiCaptioner } from '../../../src/extraction/llm/captioner.js'
import { decodeAlbum } from '../../../src/forms/album.js'
import type { Session } from '../../../src/engine/session.js'
import { examinePicture, smallCopy } from '../../../src/storage/pictures.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { formNamed } from '../../engine/talk.js'
import { type Behaviour, fakeModel } from '../../extraction/llm/fake-model.js'
import { aTeam, teamData } from './a-team.js'

const SECOND = 1_000
const says = (caption: string | null): Behaviour => ({ type: 'answer', content: () => JSON.stringify({ caption }) })

onEachDatabase('captions for photos by a model', (database) => {
  let model: Awaited<ReturnType<typeof fakeModel>>
  beforeEach(async () => {
    model = await fakeModel()
    model.state.usual = says('分组讨论')
  })
  afterEach(() => model.close())

  /** Somebody at five photos that came; `hub` is what her hub said of pictures. */
  const begun = async (hub: object = { proposesCaptions: true }) => {
    const data = teamData()
    const team = await aTeam(database(), { ...data, hub: { ...data.hub, ...hub } })
    const { shell } = team
    Object.assign(shell, { forms: formsOf([formNamed('gathering.v1')]) })
    const codes: string[] = []
    const captioner = openaiCaptioner(
      { baseUrl: model.url, apiKey: 'k', model: 'm', timeout: 700, callsPerDay: 100 },
      { clock: shell.clock, noticed: ({ code }) => codes.push(code) },
    )
    const kept = new Map<string, Uint8Array>()
    const blobs = {
      put(bytes: Uint8Array) {
        const name = `b${kept.size}`
        kept.set(name, bytes)
        return Promise.resolve(name)
      },
      read: (name: string) => Promise.resolve(kept.get(name)!),
    }
    const fetching = keepPicture({
      transact: database().transact,
      channelOf: () => ({
        fetchMedia: async ({ id }) => ({
          type: 'fetched',
          bytes: await picture(id),
          name: null,
          contentType: 'image/jpeg',
        }),
      }),
      blobs,
      examine: examinePicture,
      tell: tellWithin(shell),
      kept: captionsLater(shell),
      clock: shell.clock,
      nudge: () => {},
    })
    const proposing = proposeCaptions(shell, { blobs, small: smallCopy, captioner })
    const xiaohe = await team.somebody('xiaohe')
    const waiting = async (kind: string) =>
      (
        await team.rows<{ payload: string }>(
          "SELECT payload FROM outbox WHERE kind = ? AND state = 'waiting' ORDER BY position",
          [kind],
        )
      ).map(({ payload }) => JSON.parse(payload) as Record<string, string>)
    const job = { id: '1', key: 'k', attempts: 0, createdAt: shell.clock.now() }
    await xiaohe.sayAll('活动照片', '高安读书会')
    const session = async () => {
      const held = await database().transact(({ people }) => people.holdById(xiaohe.addressId))
      return held!.draft!
    }
    const draftId = (await session()).id
    const ofHers = async (kind: string) => (await waiting(kind)).filter(({ sessionId }) => sessionId === draftId)
    /** Pictures come, are fetched, and she hears how many; `allowed`: she says at once that they show nobody to be asked. */
    const sends = async (count: number, allowed = true) => {
      const ids: string[] = []
      for (let i = 0; i < count; i++) {
        const before = await session()
        await xiaohe.picture()
        const after = await session()
        ids.push(
          ...photosOf(after.session).flatMap(({ photo }) =>
            photosOf(before.session).some((one) => one.photo === photo) ? [] : [photo],
          ),
        )
      }
      for (const photoId of ids) await fetching.run({ ...job, payload: { photoId } })
      team.passes(2 * SECOND)
      await wakes()
      return allowed ? xiaohe.say('没有未成年人') : null
    }
    const wakes = async () => {
      for (const payload of await ofHers('wake')) await wake(shell).run({ ...job, payload })
      await database().units((sql) => sql.run("DELETE FROM outbox WHERE kind = 'wake'", []))
    }
    const told = async () => (await xiaohe.deliveries()).map(({ text }) => text)
    return {
      ...team,
      xiaohe,
      codes,
      sends,
      told,
      jobs: () => ofHers('propose_captions'),
      /** The job that looks at them, and what wakes her after it. */
      async looks() {
        const [payload = { sessionId: draftId, field: 'photos' }] = await ofHers('propose_captions')
        const result = await proposing.run({ ...job, payload })
        team.passes(2 * SECOND)
        await wakes()
        return result
      },
      captions: async () => photosOf((await session()).session).map(({ caption }) => caption),
    }
  }
  const photosOf = ({ partials, answers }: Session) => {
    const value = partials['photos']?.value ?? answers['photos']?.value ?? null
    return value === null ? [] : decodeAlbum(value).photos
  }

  it('are proposed with their numbers a moment after she was answered, and taken when she says so', async () => {
    const { xiaohe, sends, looks, told, captions, codes } = await begun()
    await sends(5)
    expect(model.state.asked).toEqual([])
    expect(await told()).toEqual([expect.stringMatching(/^收到 5 张；给照片写说明/)])
    expect(await looks()).toEqual({ type: 'done' })
    const [, said = ''] = await told()
    expect(said).toMatch(/^图说建议（电脑看图写的，请核对）：\n1 分组讨论\n2 分组讨论[^]*\n5 分组讨论\n回复 用，/)
    expect(await captions()).toEqual([null, null, null, null, null])
    expect(await xiaohe.say('用')).toMatch(/^5 张的说明都记下了：分组讨论。\n还有照片就接着发；都好了回复 完/)
    expect(await captions()).toEqual(Array.from({ length: 5 }, () => '分组讨论'))
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'model.captioned'))
    expect(model.state.asked.map(({ activities }) => activities)).toEqual(
      Array.from({ length: 5 }, () => ['高安读书会']),
    )
    expect(model.state.asked[0]!.body).not.toMatch(/小禾|青云社/)
  })

  it.each([
    ['has not agreed to it', {}],
    ['has taken that back', { proposesCaptions: false }],
    ['lets nothing leave the machine', { proposesCaptions: true, rulesOnly: true }],
  ])('are nothing for a hub that %s', async (_why, hub) => {
    const { sends, jobs, looks, told } = await begun(hub)
    await sends(5)
    expect(await jobs()).toEqual([])
    await looks()
    expect(model.state.asked).toEqual([])
    expect(await told()).toHaveLength(1)
  })

  it('are for no picture before she has said whom they show, and never for one that she said nothing of', async () => {
    const { xiaohe, sends, looks, jobs, told } = await begun()
    await sends(5, false)
    await looks()
    expect(await xiaohe.say('1 合影')).toMatch(/^第 1 张的说明记下了/)
    await looks()
    expect([model.state.asked.length, (await told()).length]).toEqual([0, 1])
    await xiaohe.say('2、3 都同意公开')
    expect(await jobs()).toHaveLength(1)
    await looks()
    expect(model.state.asked).toHaveLength(2)
    expect((await told()).at(-1)).toMatch(/：\n2 分组讨论\n3 分组讨论\n回复 用/)
  })

  it('are looked for no more once the hub has changed its mind', async () => {
    const { hubId, sends, jobs, looks } = await begun()
    await sends(5)
    expect(await jobs()).toHaveLength(1)
    await database().units((sql) => sql.run('UPDATE hubs SET proposesCaptions = 0 WHERE id = ?', [hubId]))
    await looks()
    expect(model.state.asked).toEqual([])
  })

  it('are for none that must not be shown, that has one, or that was taken out', async () => {
    const { xiaohe, sends, looks, told } = await begun()
    await sends(8)
    await xiaohe.say('1 不公开')
    await xiaohe.say('2 说不准能不能公开，先不公开')
    await xiaohe.say('3 合影')
    await xiaohe.say('删 4')
    await looks()
    expect(model.state.asked).toHaveLength(4)
    const said = (await told()).at(-1)!
    expect(said).toMatch(/：\n5 分组讨论\n6 分组讨论\n7 分组讨论\n8 分组讨论\n回复 用/)
  })

  it.each([
    ['slow', { type: 'slow', ms: 3_000, content: () => '{"caption":"合影"}' }],
    ['busy', { type: 'status', status: 429, headers: { 'retry-after-ms': '1' } }],
    ['down', { type: 'status', status: 500, headers: { 'retry-after-ms': '1' } }],
    ['talking nonsense', { type: 'answer', content: () => '好的，这是图说：合影' }],
    ['inventing', says('王小明等80人合影')],
  ] satisfies [string, Behaviour][])('are not missed where the service is %s', async (_how, behaviour) => {
    model.state.usual = behaviour
    const { xiaohe, sends, looks, told, captions } = await begun()
    await sends(5)
    expect(await looks()).toEqual({ type: 'done', code: 'captions.none' })
    expect(await told()).toHaveLength(1)
    expect(await xiaohe.say('全部说明 读书会')).toMatch(/^5 张的说明都记下了：读书会。/)
    expect(await captions()).toEqual(Array.from({ length: 5 }, () => '读书会'))
    // One that fails is not asked for all the others.
    expect(model.state.asked.length).toBeLessThan(10)
  })

  it('that come when she has written her own, or has gone on, are never heard of', async () => {
    const { xiaohe, sends, looks, told } = await begun()
    await sends(5)
    await xiaohe.say('全部说明 读书会')
    await looks()
    expect(await told()).toHaveLength(1)
    expect(model.state.asked).toEqual([])
    expect(await xiaohe.say('完')).toContain('【3/3】')
    await looks()
    expect(await told()).toHaveLength(1)
  })

  it('wait for her next word where the account only answers, and are shown before they are taken', async () => {
    const { xiaohe, sends, looks, told, captions, passiveOnly } = await begun()
    passiveOnly()
    await sends(5)
    await looks()
    expect(await told()).toEqual([])
    expect(await xiaohe.say('用')).toMatch(/^图说建议[^]*\n5 分组讨论/)
    expect(await captions()).toEqual([null, null, null, null, null])
    expect(await xiaohe.say('用')).toMatch(/^5 张的说明都记下了/)
  })

  it('that nobody took are in no record', async () => {
    const { xiaohe, hubId, sends, looks, rows } = await begun()
    await sends(5)
    await looks()
    expect(await xiaohe.sayAll('完', '完', '跳过', '1')).toMatch(/已提交/)
    const [record] = await rows<{ answers: string }>('SELECT answers FROM records WHERE hubId = ?', [hubId])
    expect(JSON.stringify(record)).toMatch(/高安读书会/)
    expect(JSON.stringify(record)).not.toMatch(/分组讨论|proposed/)
  })
})
