import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { kinds } from '../contracts/databases.js'
import { album, eventually, hashesOf, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000

describe.each(kinds)('deliveries on %s', (kind) => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage({ kind })
    app = await serve(stage)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const heard = () => stage.count('inbound_messages')
  /** A person with a brief open at the table of activities. */
  const atTheTable = async (userId: string) => {
    await stage.bind(userId)
    const done = '办了几次活动，参加的人比去年多，大家开始主动约下一次。'.repeat(3)
    expect(await stage.sayAll(userId, '工作简报', '2014年1月到3月', done, '3')).toContain('【4/7】')
  }
  /** The table as far as it goes. */
  const table = (userId: string) => stage.say(userId, '看')

  it('a message delivered up to four times at once has one effect and one answer', async () => {
    await atTheTable('xiaozhou')
    for (const [i, sameEnvelope] of [false, true].entries()) {
      const before = await heard()
      const copies = [4, 3][i]!
      const at = `第 ${i + 1} 条`
      const deliver = { copies, sameEnvelope }
      expect(await stage.say('xiaozhou', `3月2${i}日 高安志愿者培训 高安 2${i}人`, { deliver })).toContain(at)
      expect((await heard()) - before).toBe(1)
    }
    expect(await table('xiaozhou')).toContain('已记下 2 条')
  })

  it('delivered again after a restart and hours later it changes nothing and is answered as before', async () => {
    const [first] = await stage.act('xiaozhou', { type: 'text', text: '3月25日 永新志愿者培训 永新 34人' })
    const before = await heard()
    await app.stop()
    app = await serve(stage)
    expect(await stage.control.redeliver(first!.id)).toMatchObject({ delivered: true, reply: first!.reply })
    stage.passes(9 * HOUR)
    expect(await stage.control.redeliver(first!.id)).toMatchObject({ delivered: true, reply: first!.reply })
    expect(await heard()).toBe(before)
    expect(await table('xiaozhou')).toContain('3 条')
    // The same bytes again hours later are no delivery of the platform.
    expect(await stage.control.redeliver(first!.id, true)).toMatchObject({ delivered: true })
    stage.passes(HOUR)
    expect(await stage.control.redeliver(first!.id, true)).toMatchObject({ delivered: false, attempts: 4 })
    expect(await heard()).toBe(before + 1)
  })

  it('two messages at the same instant are both taken, in whatever order they come', async () => {
    await atTheTable('xiaoyu')
    const createTime = Math.floor(Date.parse(stage.control.state().now) / 1000)
    const rows = ['3月1日 盲童戏剧排练 南昌 12人', '3月2日 盲童戏剧演出 南昌 80人']
    const replies = await Promise.all(rows.map((text) => stage.say('xiaoyu', text, { createTime })))
    expect(
      replies
        .join()
        .match(/第 [12] 条/g)
        ?.sort(),
    ).toEqual(['第 1 条', '第 2 条'])

    stage.control.addFault('swap')
    const swapped = ['3月8日 盲童戏剧交流 南昌 15人', '3月9日 盲童戏剧分享 南昌 16人']
    const [late, early] = swapped.map((text) => stage.say('xiaoyu', text))
    expect(await early).toContain('第 3 条')
    expect(await late).toContain('第 4 条')
    const seen = await table('xiaoyu')
    for (const title of ['盲童戏剧排练', '盲童戏剧演出', '盲童戏剧交流', '盲童戏剧分享']) expect(seen).toContain(title)
    expect(seen).toContain('已记下 4 条')
  })

  it('nine photos within a second, out of order and doubled, are nine photos and one acknowledgement', async () => {
    await stage.bind('xiaolu')
    await stage.sayAll('xiaolu', '活动记录', '2014年3月22日', '故事集工作坊', '跳过', '20人', '1', '4')
    for (const fault of ['shuffle', 'duplicate']) stage.control.addFault(fault)
    const nine = await album(9)
    const sent = await stage.act('xiaolu', nine)
    for (const { id } of stage.control.state().faults) stage.control.removeFault(id)
    expect(sent.every(({ delivered }) => delivered)).toBe(true)
    stage.passes(3_000)
    await eventually('the album is acknowledged', () => stage.active('xiaolu').length > 0)
    expect(stage.active('xiaolu')).toEqual([expect.stringContaining('收到 9 张')])
    expect(await stage.sayAll('xiaolu', '完', '1', '1')).toContain('已提交')
    const photos = await eventually('all photos are kept', async () => {
      const rows = await stage.rows<{ sha256: string; position: number; state: string }>(
        'SELECT sha256, position, state FROM photos JOIN record_photos ON photoId = id ORDER BY position',
      )
      return rows.every(({ state }) => state === 'kept') && rows
    })
    // Number 1 is the one that she chose first, whichever the platform delivered first.
    expect(photos.map(({ sha256 }) => sha256)).toEqual(hashesOf(nine))
    expect(photos.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(stage.active('xiaolu')).toHaveLength(1)
  })

  it('20,000 characters, emoji and invisible characters get a clear answer and lose nothing', async () => {
    await stage.bind('xiaohe')
    await stage.sayAll('xiaohe', '工作简报', '2014年1月到3月')
    const long = '我们走进各地伙伴机构一起办活动。'.repeat(1_250)
    expect(await stage.say('xiaohe', long)).toMatch(/有 20000 字，最多 3000 字/)
    const text = '大家👨‍👩‍👧‍👦一起做🎉𠮷。'.repeat(12)
    expect(await stage.say('xiaohe', text)).toContain('【4/7】')
    expect(await stage.say('xiaohe', '改 3')).toContain('【3/7】')
    // Invisible characters around a number are no part of it.
    expect(await stage.say('xiaohe', '\u200b3\u200d\ufeff')).toContain('【4/7】')
    expect(await stage.say('xiaohe', '👍')).toContain('看不出是一条记录')
    expect(await stage.say('xiaohe', '\u200b\u200b')).not.toBe('')
    expect(await stage.sayAll('xiaohe', '完', '跳过', text, '跳过', '1')).toContain('已提交')
    const [row] = await stage.rows<{ answers: string }>(
      "SELECT answers FROM records WHERE form = 'work-brief' ORDER BY filedAt DESC LIMIT 1",
    )
    const answers = JSON.parse(String(row?.answers)) as { done: string }
    expect(answers.done).toBe(text)
    // Original messages are kept, also those that were no answer.
    const kept = await stage.rows<{ said: string }>('SELECT said FROM inbound_messages WHERE LENGTH(said) > 20000')
    expect(kept.map(({ said }) => JSON.parse(said) as unknown)).toEqual([{ type: 'text', text: long }])
  })
})
