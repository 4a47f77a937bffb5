import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'
const MORE = `${DONE}其中高安的学员自己办起了读书会。`
const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'
const STAFF = 'xiaoman'

/** How the hub's words reach her: at any time, for two days after she spoke, or only with an answer. */
const WAYS = [
  { what: 'WeCom', account: null, speaks: true },
  { what: 'a verified service account', account: 0, speaks: true },
  { what: 'an unverified subscription account', account: 1, speaks: false },
]

describe.each(WAYS)('a brief that is returned and corrected, of a grantee in $what', ({ account, speaks }) => {
  let stage: Stage
  let app: App
  let she: string
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}, {}] })
    app = await serve(stage)
    const { wecom, wechat } = stage.hub
    const member = wecom.members.find(({ userid }) => userid === 'xiaochen')!.userid
    she = account === null ? member : wechat.accounts[account]!.followers[0]!.openId
    await stage.bind(STAFF)
    if (account !== null) await stage.act(she, { type: 'subscribe' })
    await stage.bind(she)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const settled = () =>
    eventually('all jobs have ended', async () => {
      stage.passes(3_000)
      return (await stage.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'running')")).length === 0
    })
  const sendsAlbum = async (count: number, seed: string) => {
    await stage.act(she, await album(count, seed))
    await settled()
    if (!speaks) await stage.say(she, '好了')
  }
  const versions = () =>
    stage.rows<{ id: string; version: number; state: string; current: number; reason: string | null }>(
      'SELECT id, version, state, currentOf IS NOT NULL AS current, reason FROM records ORDER BY version',
    )
  /** What staff hear in one message, or in the parts of a long one. */
  const staffHears = async (text: string): Promise<string> => {
    const before = stage.active(STAFF).length
    const reply = await stage.say(STAFF, text)
    await settled()
    return [reply, ...stage.active(STAFF).slice(before)].join('\n')
  }

  it('is filed, and staff see it waiting, whole', async () => {
    await stage.sayAll(she, '工作简报', '2014年1月到3月', DONE, '3', '3月22日 高安志愿者培训 高安 25人签到')
    await stage.sayAll(she, '3月23日 上高志愿者培训 上高 46人签到', '完', '场地费 500元', '完', NEXT)
    await sendsAlbum(2, 'first')
    expect(await stage.sayAll(she, '1 分组讨论\n2 合影', '完', '1', '1')).toContain('已提交')
    await settled()
    expect(await staffHears('待审')).toMatch(/待审 1 份[^]*\n1 .* · 「工作简报」2014年1—3月/)
    const whole = await staffHears('1')
    for (const part of ['高安志愿者培训', '46人', '500元', '2 张', '1 分组讨论']) expect(whole).toContain(part)
  })

  it('returns with a word to each question, and she is asked those alone', async () => {
    const preview = await staffHears('退回：第2题 写一个具体的变化；第4题 第1条的人数和签到表对不上；照片 请再补一张')
    expect(preview).toMatch(/要改 3 题[^]*第 2 题[^]*第 4 题[^]*第 7 题[^]*1 发出/)
    const before = stage.active(she).length
    expect(await staffHears('1')).toContain(speaks ? '已经收到' : '下次来说话就会看到')
    if (speaks) expect(stage.active(she).slice(before).join('\n')).toMatch(/有 3 题要改[^]*1 现在改/)
    else {
      expect(stage.active(she)).toHaveLength(before)
      expect(await stage.say(she, '你好')).toMatch(/有 3 题要改[^]*1 现在改/)
    }
    expect(await stage.say(she, '1')).toMatch(/要改的有 3 题[^]*【2\/7】益心益意说：写一个具体的变化/)
    // All that was there stands in it: nothing is to be asked.
    expect(await stage.say(she, MORE)).toMatch(/记下了，共 \d+ 字[^]*【4\/7】益心益意说：第1条的人数和签到表对不上/)
    await stage.say(she, '改 1 人数 28人签到')
    expect(await stage.say(she, '完')).toMatch(/【7\/7】益心益意说：请再补一张/)
    await sendsAlbum(1, 'second')
    expect(await stage.sayAll(she, '3 读书会', '完', '1')).toMatch(
      /改了 3 处[^]*→ …[^]*读书会[^]*第 1 条「高安志愿者培训」人数：25人（签到） → 28人（签到）[^]*加了照片（第 3 张）/,
    )
    expect(await stage.say(she, '1')).toContain('改好交上去了')
    await settled()
    expect(await versions()).toMatchObject([
      { version: 1, state: 'returned', current: 0 },
      { version: 2, state: 'resubmitted', current: 1 },
    ])
  })

  it('the reviewer sees what was asked for and the difference, and accepts', async () => {
    expect(await staffHears('待审')).toContain('改过')
    const whole = await staffHears('1')
    expect(whole).toMatch(/退回的时候说的是[^]*请再补一张[^]*改了 3 处[^]*25人（签到） → 28人（签到）/)
    expect(await staffHears('通过')).toMatch(/通过了[^]*都审完了/)
    expect(await staffHears('汇总 2014年第一季度')).toMatch(/活动 2 次，[^]*共 74人[^]*照片 3 张/)
    await staffHears('导出 2014年')
    expect(await staffHears('导出记录')).not.toContain('请重新导出')
  })

  it('a correction needs a reason, keeps the accepted version and makes the export stale', async () => {
    stage.passes(HOUR)
    expect(await stage.sayAll(she, '我的填报', '1')).toContain('已通过')
    expect(await stage.say(she, '更正')).toContain('为什么更正')
    await stage.sayAll(she, '4', '改 2 人数 64人签到')
    expect(await stage.say(she, '完')).toMatch(/改了 1 处[^]*46人（签到） → 64人（签到）/)
    expect(await stage.say(she, '1')).toContain('为什么更正')
    expect(await stage.say(she, '写错了')).toContain('写清楚一点')
    const before = stage.active(STAFF).length
    expect(await stage.say(she, '签到表又找到一页，多了 18 人')).toContain('更正记下了')
    await settled()
    expect(stage.active(STAFF).slice(before).join('\n')).toMatch(/更正了「工作简报」[^]*请重新导出/)
    expect(await staffHears('导出记录')).toContain('1 处已更新，请重新导出')
    expect(await staffHears('汇总 2014年第一季度')).toMatch(/共 92人/)
    expect(await staffHears('待审')).toContain('更正')
    expect(await staffHears('1')).toMatch(/原因：签到表又找到一页[^]*46人（签到） → 64人（签到）/)
    expect(await staffHears('通过 1')).toContain('通过了')
    expect(await versions()).toMatchObject([
      { version: 1, state: 'returned', current: 0, reason: null },
      { version: 2, state: 'accepted', current: 0, reason: null },
      { version: 3, state: 'accepted', current: 1, reason: '签到表又找到一页，多了 18 人' },
    ])
  })

  it('every version is whole, every change is written down, and nothing is open', async () => {
    const all = await versions()
    const counts = async (table: string, id: string) =>
      (await stage.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE recordId = ?`, [id]))[0]!.n
    expect(await Promise.all(all.map(({ id }) => counts('record_photos', id)))).toEqual([2, 3, 3])
    expect(await Promise.all(all.map(({ id }) => counts('activities', id)))).toEqual([2, 2, 2])
    const sums = await stage.rows<{ version: number; n: number }>(
      'SELECT r.version, SUM(a.headcountMin) AS n FROM records r JOIN activities a ON a.recordId = r.id GROUP BY r.version ORDER BY r.version',
    )
    expect(sums.map(({ n }) => n)).toEqual([71, 74, 92])
    const events = await stage.rows<{ type: string; messageId: string | null; byContactId: string | null }>(
      'SELECT type, messageId, byContactId FROM record_events',
    )
    const times = (type: string) => events.filter((event) => event.type === type).length
    expect(Object.fromEntries(events.map(({ type }) => [type, times(type)]))).toEqual({
      submitted: 1,
      returned: 3,
      resubmitted: 1,
      accepted: 2,
      corrected: 1,
      changed: 4,
    })
    expect(events.every(({ messageId, byContactId }) => messageId !== null && byContactId !== null)).toBe(true)
    expect(await stage.rows('SELECT id FROM sessions WHERE openFor IS NOT NULL OR revisesOpen IS NOT NULL')).toEqual([])
    expect(await stage.rows("SELECT id FROM photos WHERE state <> 'kept'")).toEqual([])
  })
})
