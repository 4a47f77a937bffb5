import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import type { NewFault } from '../../src/emulator/faults.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const STAFF = ['xiaoman', 'xiaonuan']

describe('trouble of an official account', () => {
  let stage: Stage
  let app: App
  beforeEach(async () => {
    stage = await makeStage({ accounts: [{}, { kind: 'service', verified: true }] })
    app = await serve(stage)
    for (const staff of STAFF) await stage.bind(staff)
  })
  afterEach(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const account = (nth: number) => stage.hub.wechat.accounts[nth]!
  const person = (nth: number) => account(nth).followers[0]!.openId
  const sends = () => stage.control.log().filter(({ title }) => title === 'message/custom/send')
  const news = (what: RegExp) =>
    STAFF.flatMap((staff) => stage.active(staff).flatMap((text) => (what.test(text) ? [staff] : [])))
  const lost = () => news(/不能主动给大家发消息了/)
  const back = () => news(/又能主动发消息了/)
  const quiet = () =>
    eventually('no job is due', async () => {
      stage.passes(3_000)
      const now = stage.control.state().now
      const due = "state = 'running' OR (state = 'waiting' AND dueAt <= ?)"
      return (await stage.rows(`SELECT 1 FROM outbox WHERE ${due}`, [now])).length === 0
    })
  /** Opens a form up to the question for photos. */
  async function atThePhotos(openId: string): Promise<void> {
    await stage.sayAll(openId, '活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人', '1')
    expect(await stage.say(openId, '3')).toContain('【6/6】')
  }
  const follows = async (openId: string) => {
    await stage.act(openId, { type: 'subscribe' })
    await stage.bind(openId)
  }

  it.each([
    ['it is verified no more (48001)', { verified: false }, { verified: true }],
    ['its API is banned (48004)', { banned: true }, { banned: false }],
  ])('%s: staff hear it once, filing goes on, and it is asked again a day later', async (_what, taken, given) => {
    const she = person(0)
    const all = account(0).followers.map(({ openId }) => openId)
    for (const openId of all) {
      await follows(openId)
      await atThePhotos(openId)
    }
    stage.control.setRights(account(0).appId, taken)
    // What is on its way to several people at that moment is refused for each.
    const heard = await Promise.all(all.map(async (openId) => stage.act(openId, await album(2, openId))))
    expect(heard.flat().every(({ reply, delivered }) => delivered && reply === null)).toBe(true)
    await eventually('staff hear of it', () => {
      stage.passes(3_000)
      return lost().length > 0
    })
    await quiet()
    expect(lost()).toEqual(STAFF)
    const first = sends().length
    expect(first).toBeLessThanOrEqual(all.length)

    // What could not be said comes with her next answer, and from now on she is answered as one who can only be answered.
    expect(await stage.say(she, '完')).toMatch(/收到 2 张/)
    expect(await stage.sayAll(she, '1', '1')).toContain('已提交')
    await atThePhotos(she)
    const more = await stage.act(she, await album(3, 'second'))
    expect(more.filter(({ reply }) => reply !== null)).toHaveLength(1)
    expect(await stage.sayAll(she, '好了', '1', '1', '2', '上下午两场')).toContain('已提交')
    await quiet()
    expect(sends()).toHaveLength(first)
    const kept = await stage.rows("SELECT 1 FROM photos JOIN record_photos ON photoId = id WHERE state = 'kept'")
    expect([await stage.count('records'), kept.length]).toEqual([2, 2 + 3])

    // The next day it is tried again: one request, and no more news.
    stage.passes(24 * HOUR)
    await stage.act(she, await album(1, 'third'))
    await eventually('it is tried again', () => {
      stage.passes(3_000)
      return sends().length === first + 1
    })
    await quiet()
    expect(await stage.say(she, '谢谢')).toMatch(/照片先替你留着/)
    stage.passes(HOUR)
    await stage.act(she, await album(1, 'fourth'))
    await quiet()
    expect([sends().length, lost()]).toEqual([first + 1, STAFF])

    stage.control.setRights(account(0).appId, given)
    stage.passes(24 * HOUR)
    await stage.act(she, await album(1, 'fifth'))
    await eventually('staff hear that it is over', () => {
      stage.passes(3_000)
      return back().length > 0
    })
    await stage.act(she, await album(1, 'sixth'))
    await quiet()
    expect([lost(), back()]).toEqual([STAFF, STAFF])
    expect(stage.active(she).length).toBeGreaterThan(0)
  })

  it('our address falls off its list in the middle of an album (40164): who speaks hears all, to who waits it comes when that is mended', async () => {
    const [speaks, waits] = account(0).followers.map(({ openId }) => openId) as [string, string]
    for (const openId of [speaks, waits]) {
      await follows(openId)
      await atThePhotos(openId)
    }
    const fault = stage.control.addFault({
      endpoint: 'message/custom/send',
      corpId: account(0).appId,
      action: { type: 'errcode', errcode: 40164 },
    })
    for (const openId of [speaks, waits]) {
      const heard = await stage.act(openId, await album(3, openId))
      expect(heard.every(({ reply, delivered }) => delivered && reply === null)).toBe(true)
    }
    const refused = () => news(/暂时发不出去[^]*（代码 errcode\.40164）/)
    await eventually('staff hear of it', () => {
      stage.passes(3_000)
      return refused().length === STAFF.length
    })
    await quiet()
    expect(await stage.say(speaks, '完')).toMatch(/^收到 3 张[^]*有没有未成年人/)
    expect(await stage.sayAll(speaks, '1', '1')).toContain('已提交')

    stage.control.removeFault(fault)
    await eventually('the other hears of her album', () => {
      stage.passes(60_000)
      return stage.active(waits).length > 0
    })
    await quiet()
    expect([stage.active(speaks), stage.active(waits)]).toEqual([[], [expect.stringContaining('收到 3 张')]])
    expect([refused(), back()]).toEqual([STAFF, STAFF])
    expect(await stage.sayAll(waits, '完', '1', '1')).toContain('已提交')
  })

  const dead: [string, NewFault][] = [
    ['its API cannot be reached', { endpoint: '*', action: { type: 'reset', at: 'start' } }],
    ['its API never answers', { endpoint: '*', action: { type: 'no_answer', acted: false } }],
    [
      'our address is not on its list (40164)',
      { endpoint: ['token', 'stable_token'], action: { type: 'errcode', errcode: 40164 } },
    ],
  ]
  it.each(dead)(
    'of two accounts one is dead, %s: the other works, and this one answers',
    async (_what, fault) => {
      const broken = stage.control.addFault({ ...fault, corpId: account(0).appId })
      const [ill, well] = [person(0), person(1)]
      for (const openId of [ill, well]) await follows(openId)
      for (const openId of [ill, well]) await atThePhotos(openId)
      const replies = await Promise.all([ill, well].map(async (openId) => stage.act(openId, await album(9, openId))))
      expect(replies.flat().every(({ delivered }) => delivered)).toBe(true)
      const kept = async (nth: number) =>
        (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept' AND account = ?", [account(nth).appId])).length
      await eventually('the pictures and the answer of the one that works', async () => {
        stage.passes(1_000)
        return (await kept(1)) === 9 && stage.active(well).some((text) => text.includes('收到 9 张'))
      })
      for (const openId of [ill, well]) {
        expect(await stage.sayAll(openId, '完', '1')).toContain('1 提交')
        expect(await stage.say(openId, '1')).toContain('已提交')
      }
      await eventually('the pictures of the other, from where they lie open', async () => {
        stage.passes(1_000)
        return (await kept(0)) === 9
      })
      expect([stage.active(ill), lost()]).toEqual([[], []])

      stage.control.removeFault(broken)
      stage.passes(HOUR)
      await quiet()
      expect(new Set(stage.active(ill)).size).toBe(stage.active(ill).length)
    },
    30_000,
  )
})
