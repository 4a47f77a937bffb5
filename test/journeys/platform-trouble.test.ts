import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const NINE = 9

describe('trouble at the platform', () => {
  let stage: Stage
  let app: App
  beforeEach(async () => {
    stage = await makeStage()
    app = await serve(stage)
    await stage.bind('xiaozhou')
    await stage.sayAll('xiaozhou', '活动记录', '2014年3月22日', '知行沙龙', '跳过', '20人', '1', '1')
  })
  afterEach(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const photos = () =>
    stage.rows<{ state: string; code: string | null; recordId: string | null }>(
      'SELECT state, code, recordId FROM photos LEFT JOIN record_photos ON photoId = id ORDER BY sentAt, id',
    )
  const states = async () => (await photos()).map(({ state }) => state)
  const open = () => stage.rows("SELECT kind, code FROM outbox WHERE state IN ('waiting', 'running')")
  /** Time passes at a quick pace until nothing waits to be done. */
  const settled = (stepMs = 10_000) =>
    eventually('all jobs have ended', async () => {
      stage.passes(stepMs)
      return (await open()).length === 0
    })

  it.each([
    ['busy three times', ['busy']],
    ['a token that dies early', ['token_expired', 'token_invalid']],
    ['HTML where JSON should be, with 200 and 502', ['html', 'html_502']],
    ['too many calls (45009, 45011, 45033)', ['frequency_day', 'frequency_minute']],
    ['500, 429 and a redirect', ['server_error', 'too_many_requests', 'redirect']],
    ['a broken connection', ['connection_reset', 'reset_in_body', 'reset_in_headers']],
    ['a body at a byte a second', ['slow']],
    ['empty and odd answers', ['empty', 'errcode_as_text', 'wrong_type']],
  ])('%s: the pictures come, and nobody is told anything twice', async (_what, names) => {
    for (const name of names) {
      const { fault } = stage.control.faultCatalogue().find((one) => one.name === name)!
      // First for the downloads and the token, which may be asked for again; sends have their own test.
      if ('endpoint' in fault && fault.endpoint === '*') stage.control.addFault({ ...fault, endpoint: 'media/get' })
      stage.control.addFault(fault)
    }
    const sent = await stage.act('xiaozhou', await album(NINE))
    expect(sent.every(({ delivered }) => delivered)).toBe(true)
    // A whole day of «too many» and more.
    await settled(names.includes('frequency_day') ? 3_600_000 : 10_000)
    expect(await states()).toEqual(Array(NINE).fill('kept'))
    expect(stage.active('xiaozhou').filter((text) => text.includes('收到 9 张')).length).toBeLessThanOrEqual(1)
    expect(new Set(stage.active('xiaozhou')).size).toBe(stage.active('xiaozhou').length)
    expect(await stage.sayAll('xiaozhou', '完', '1', '1')).toMatch(/已提交|1 提交/)
  })

  it.each(['busy', 'token_expired', 'frequency_minute', 'html', 'server_error'])(
    'an acknowledgement waits while the platform refuses (%s), and comes once',
    async (name) => {
      const { fault } = stage.control.faultCatalogue().find((one) => one.name === name)!
      stage.control.addFault('endpoint' in fault ? { ...fault, endpoint: 'message/send' } : fault)
      await stage.act('xiaozhou', await album(2))
      await settled()
      expect(stage.active('xiaozhou')).toEqual([expect.stringContaining('收到 2 张')])
    },
  )

  it('an acknowledgement whose send was not answered is said once more, since nobody knows whether she heard it', async () => {
    stage.control.addFault('timeout_after')
    await stage.act('xiaozhou', await album(2))
    await settled()
    const two = expect.stringContaining('收到 2 张')
    expect(stage.active('xiaozhou')).toEqual([two, two])
    stage.control.addFault('timeout_before')
    await stage.act('xiaozhou', await album(2, 'more'))
    await settled()
    expect(stage.active('xiaozhou')).toEqual([two, two, expect.stringContaining('收到 4 张')])
    for (let i = 0; i < 2; i++) stage.control.addFault('timeout_before')
    await stage.act('xiaozhou', await album(2, 'most'))
    await settled()
    expect(stage.active('xiaozhou')).toHaveLength(3)
    const ended = await stage.rows("SELECT state, code FROM outbox WHERE kind = 'deliver' ORDER BY position")
    expect(ended.at(-1)).toEqual({ state: 'failed', code: 'unknown.net.timeout' })
  })

  it('a platform that is down for hours is waited for', async () => {
    const fault = stage.control.addFault({ endpoint: '*', action: { type: 'reset', at: 'start' } })
    await stage.act('xiaozhou', await album(2))
    for (let hours = 0; hours < 7; hours++) {
      await eventually('another try', async () => {
        const tried = "kind = 'fetch_media' AND state = 'waiting' AND attempts > ?"
        return (await stage.rows(`SELECT 1 FROM outbox WHERE ${tried}`, [hours])).length === 2
      })
      stage.passes(3_600_000)
    }
    expect(await states()).toEqual(['coming', 'coming'])
    stage.control.removeFault(fault)
    stage.passes(3_600_000)
    await eventually('both pictures', async () => (await states()).every((state) => state === 'kept'))
  })

  it.each([
    ['gone (40007)', 'media_gone', 'errcode.40007'],
    ['an error where the picture should be', 'media_is_json', 'errcode.40007'],
    ['not a picture', 'media_is_voice', 'picture.none'],
  ])('a picture that is %s is asked for again, and the record ends with all', async (_what, name, code) => {
    const { fault } = stage.control.faultCatalogue().find((one) => one.name === name)!
    stage.control.addFault({ ...fault, nth: 2, count: 1 })
    await stage.act('xiaozhou', await album(3))
    await settled()
    expect((await photos()).filter(({ state }) => state === 'lost')).toEqual([expect.objectContaining({ code })])
    const asked = stage
      .active('xiaozhou')
      .filter((text) => /第 \d 张(?:照片没有取到，请把这一张再发一次|打不开，不像是照片。请再发一次)/.test(text))
    expect(asked).toHaveLength(1)
    expect(await stage.say('xiaozhou', '完')).toMatch(/第 \d 张照片(?:没有取到|打不开)，请再发一次/)
    await stage.act('xiaozhou', await album(1, 'again'))
    await settled()
    expect(await stage.sayAll('xiaozhou', '完', '1', '1')).toContain('已提交')
    const filed = (await photos()).filter(({ recordId }) => recordId !== null)
    expect(filed.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
  })

  it('a picture that is cut off on its way is fetched once more, and nobody is asked', async () => {
    const { fault } = stage.control.faultCatalogue().find((one) => one.name === 'media_short')!
    stage.control.addFault({ ...fault, nth: 2, count: 1 })
    await stage.act('xiaozhou', await album(3))
    await settled()
    expect(await states()).toEqual(['kept', 'kept', 'kept'])
    expect(stage.active('xiaozhou').filter((text) => text.includes('没有取到'))).toEqual([])
  })

  it('a picture that turns out to be gone after the filing is asked for and takes its place', async () => {
    const fault = stage.control.addFault({ endpoint: 'media/get', action: { type: 'status', status: 503 } })
    await stage.act('xiaozhou', await album(2))
    stage.passes(3_000)
    await eventually('the acknowledgement', () => stage.active('xiaozhou').length > 0)
    expect(await stage.sayAll('xiaozhou', '完', '1', '1')).toContain('已提交')
    stage.control.removeFault(fault)
    stage.control.addFault({ endpoint: 'media/get', action: { type: 'errcode', errcode: 40007 }, count: 1 })
    await settled()
    expect((await states()).sort()).toEqual(['kept', 'lost'])
    expect(stage.active('xiaozhou').at(-1)).toMatch(/第 \d 张照片没有取到，请把那一张再发给我一次/)

    const [again] = await stage.act('xiaozhou', await album(1, 'again'))
    expect(again?.reply).toContain('补上那张照片了')
    await settled()
    expect(await photos()).toEqual(
      Array(2).fill(expect.objectContaining({ state: 'kept', recordId: expect.any(String) })),
    )
  })

  it('a person the platform calls invalid is left in peace until she speaks again', async () => {
    stage.control.addFault('partial')
    const refusal = async () => (await stage.rows("SELECT refusal FROM addresses WHERE user = 'xiaozhou'"))[0]
    await stage.act('xiaozhou', await album(1))
    await settled()
    expect(await refusal()).toEqual({ refusal: 'invaliduser' })
    expect(stage.active('xiaozhou')).toEqual([])
    // Her next word comes a moment later: it is proof enough that she is there.
    await stage.act('xiaozhou', await album(1, 'second'))
    await settled()
    expect(stage.active('xiaozhou')).toHaveLength(1)
    expect(await refusal()).toEqual({ refusal: null })
  })
})
