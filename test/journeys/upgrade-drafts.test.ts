import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import type { Session } from '../../src/engine/session.js'
import { kinds } from '../contracts/databases.js'
import { keptOf } from '../database/release.js'
import { release020 } from '../database/release-0-2-0.js'
import { album, eventually } from './stage.js'
import { upgraded, type Upgraded } from './upgraded.js'

const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'
/** What is left of a brief behind its table of activities. */
const REST = ['完', '跳过', '跳过', NEXT]
const REST_WITHOUT_PHOTOS = [...REST, '跳过', '1']

const THROWN_AWAY = 'shenqingzhe2'

interface Draft {
  /** Where it stood when the machine was switched off. */
  state: string
  who: string
  /** What she says from there on to the end; a number is so many pictures. */
  says: (string | number)[]
  /** What the first answer shows of where she was. */
  first: RegExp
  /** The activities of the record: day, title, place, least count. */
  activities: string[]
  photos?: number
}

const drafts: Draft[] = [
  {
    state: 'at a question, after an answer that was none',
    who: 'xiaozhou',
    says: ['永新', '34人', '3', '跳过', '1'],
    first: /永新[^]*【4\/6】/,
    activities: ['2014-10-25 永新志愿者培训 永新 34'],
  },
  {
    state: 'changing an answer of the summary',
    who: 'xiaohe',
    says: ['18人', '1'],
    first: /人数：18人/,
    activities: ['2014-11-02 性别议题读书会 南昌 18'],
  },
  {
    state: 'changing a table of the summary',
    who: 'xiaosui',
    says: ['10月14日 南昌大学公益培训 南昌大学 120人', '完', '1'],
    first: /第 3 条：2014年10月14日/,
    activities: [
      '2014-10-12 吉安志愿者培训 吉安 12',
      '2014-10-21 江西师大IDOR分享 江西师大 103',
      '2014-10-14 南昌大学公益培训 南昌大学 120',
    ],
  },
  {
    state: 'at the summary',
    who: 'xiaoyu',
    says: ['1'],
    first: /已提交/,
    activities: ['2014-09-26 校园剧场 井冈山大学 30'],
  },
  {
    state: 'asked which answer to change',
    who: 'xiaolu',
    says: ['4', '9人', '1'],
    first: /【4\/6】[^]*8人/,
    activities: ['2014-08-22 留守儿童故事会 吉安 9'],
  },
  {
    state: 'asked at another address whether to throw all away, in a table',
    who: 'oFuwuhao_luguo_000000000004',
    says: ['2', ...REST_WITHOUT_PHOTOS],
    first: /【4\/8】[^]*管理层培训/,
    activities: ['2014-03-23 管理层培训 南昌 9'],
  },
  {
    state: 'asked whether to empty an answer',
    who: 'xiaoqing',
    says: ['1', '7人', '4', '跳过', '1'],
    first: /【4\/6】/,
    activities: ['2014-06-10 定位咨询 - 7'],
  },
  {
    state: 'paused',
    who: 'xiaoshu',
    says: ['你好', '交通不便，志愿者周末才有空，有两场只好改期。', NEXT, '跳过', '1'],
    first: /第 6 题「困难」/,
    activities: ['2014-01-20 学生家长活动 - 20'],
  },
  {
    state: 'asked for what a row lacks',
    who: 'xiaomai',
    says: ['80人', ...REST_WITHOUT_PHOTOS],
    first: /第 3 条：2014年6月10日 · 麦田十周年 · 80人/,
    activities: [
      '2014-04-06 萍乡志愿者培训 萍乡 8',
      '2014-04-29 福田镇志愿者培训 福田镇 120',
      '2014-06-10 麦田十周年 - 80',
    ],
  },
  {
    state: 'changing one thing of a row',
    who: 'xiaozhu',
    says: ['26人', ...REST_WITHOUT_PHOTOS],
    first: /第 2 条改好了[^]*26人/,
    activities: ['2014-05-03 爱心烛光社志愿者培训 上饶 35', '2014-06-22 管理层培训第二期 - 26'],
  },
  {
    state: 'changing a row',
    who: 'xiaonuan',
    says: ['地点 江西财大', ...REST_WITHOUT_PHOTOS],
    first: /第 1 条改好了[^]*江西财大/,
    activities: ['2014-04-12 财大会议 江西财大 50'],
  },
  {
    state: 'in the middle of a long text, a picture of a moment ago beside it',
    who: 'oFuwuhao_xiaofan_0000000001',
    says: [
      '开学以后我们把照片和签到表都整理好了，也和学校一起说定了明年的三次活动。',
      '1',
      '8月3日 暑期沙龙 知行空间 21人',
      ...REST,
      1,
      '1 沙龙现场',
      '完',
      '1',
    ],
    first: /【3\/8】/,
    activities: ['2014-08-03 暑期沙龙 知行空间 21'],
    photos: 1,
  },
  {
    state: 'at an album with a caption, a lost picture and one that was still coming',
    who: 'oFuwuhao_xiaomiao_000000002',
    says: ['删 2', 1, '完', '1'],
    first: /删掉了第 2 张，还有 2 张/,
    activities: ['2014-11-30 公益组织沙龙 南昌 18'],
    photos: 2,
  },
  {
    state: 'in the middle of an album where we may only answer, with a text that waits to be said',
    who: 'oDingyue_xiaomao_0000000002',
    says: ['好了', '删 1', '说明 分享会', '完', '1'],
    first: /^第 1 张照片的格式打不开[^]*收到 2 张，第 1 张/,
    activities: ['2014-10-07 戏剧分享会 宜春 24'],
    photos: 2,
  },
  {
    state: 'with the rest of a long answer that she was told to ask for',
    who: 'oDingyue_xiaohui_0000000001',
    says: ['继续', '继续', ...REST_WITHOUT_PHOTOS],
    first: /^16\. [^]*29\. 2014年7月29日/,
    activities: Array.from(
      { length: 30 },
      (_, i) =>
        `2014-07-${String(i + 1).padStart(2, '0')} 第${i + 1}次流浪动物救助，请各地伙伴机构的志愿者一起来帮忙 南昌市救助站 ${i + 3}`,
    ),
  },
  {
    state: 'told which captions are missing',
    who: 'xiaoman',
    says: ['完', '1'],
    first: /照片：3 张/,
    activities: ['2014-11-02 公益组织沙龙 南昌 26'],
    photos: 3,
  },
  {
    state: 'with pictures and no form yet',
    who: 'oFuwuhao_xiaoyan_0000000003',
    // The form is the present one, which asks two more things.
    says: ['活动记录', '2014年12月6日', '暖冬行动', '南昌', '57人', '签到', '4', 2, '完', '没有', '1'],
    first: /【1\/6】/,
    activities: ['2014-12-06 暖冬行动 南昌 57'],
    photos: 2,
  },
]

describe.each(kinds)('what was under way in release 0.2.0 on %s', (kind) => {
  let at: Upgraded
  beforeAll(async () => {
    at = await upgraded(kind, release020)
    // What the platform does not have any more is found out first.
    await noneComing()
  }, 60_000)
  afterAll(() => at.close())

  const noneComing = () =>
    eventually('no picture is under way', async () => {
      at.stage.passes(3_000)
      return (await at.rows("SELECT 1 FROM photos WHERE state = 'coming'")).length === 0
    })
  const openOf = (user: string) =>
    at.rows<{ id: string }>(
      'SELECT s.id FROM sessions s JOIN addresses a ON a.contactId = s.openFor WHERE a.user = ?',
      [user],
    )
  async function says(who: string, what: string | number): Promise<string> {
    if (typeof what === 'string') return at.stage.say(who, what)
    const [heard] = await at.stage.act(who, await album(what, who))
    await noneComing()
    return heard?.reply ?? ''
  }

  it.each(drafts)('a draft $state goes on from there to its end', async ({ who, says: lines, first, ...filed }) => {
    const before = await openOf(who)
    const replies: string[] = []
    for (const line of lines) replies.push(await says(who, line))
    expect(replies[0]).toMatch(first)
    expect(replies.at(-1)).toContain('已提交')
    expect(await openOf(who)).toEqual([])

    const [record] = await at.rows<{ id: string; sessionId: string }>(
      `SELECT r.id, r.sessionId FROM records r JOIN addresses a ON a.contactId = r.contactId WHERE a.user = ?
       ORDER BY r.filedAt DESC`,
      [who],
    )
    if (before[0]) expect(record?.sessionId).toBe(before[0].id)
    const rows = await at.rows<{ day: string; title: string; place: string | null; n: number }>(
      'SELECT startsOn AS day, title, place, headcountMin AS n FROM activities WHERE recordId = ? ORDER BY position',
      [record!.id],
    )
    expect(rows.map(({ day, title, place, n }) => `${day} ${title} ${place ?? '-'} ${n}`)).toEqual(filed.activities)
    const photos = await at.rows<{ state: string }>(
      'SELECT state FROM photos JOIN record_photos ON photoId = id WHERE recordId = ?',
      [record!.id],
    )
    expect(photos.map(({ state }) => state)).toEqual(Array(filed.photos ?? 0).fill('kept'))
  })

  it('a draft that was to be thrown away is, when she says so', async () => {
    const [draft] = await openOf(THROWN_AWAY)
    expect(await at.stage.say(THROWN_AWAY, '1')).toContain('已经取消')
    expect(await at.rows('SELECT state FROM sessions WHERE id = ?', [draft!.id])).toEqual([{ state: 'cancelled' }])
    expect(await openOf(THROWN_AWAY)).toEqual([])
  })

  it('a text of several messages is whole, those before the upgrade first', async () => {
    const [record] = await at.rows<{ answers: string }>(
      `SELECT answers FROM records WHERE form = 'work-brief' AND contactId IN
       (SELECT contactId FROM addresses WHERE user = 'oFuwuhao_xiaofan_0000000001')`,
    )
    expect(JSON.parse(record!.answers)).toMatchObject({
      done: '暑期办了三次沙龙，来的多是大学生。\n开学以后我们把照片和签到表都整理好了，也和学校一起说定了明年的三次活动。',
    })
  })

  it('a picture of a filed record that does not come is asked for, and takes its place', async () => {
    expect(at.stage.active('xiaomao').join()).toContain('第 1 张照片没有取到')
    expect(await says('xiaomao', 1)).toContain('补上')
    expect(
      await at.rows(
        `SELECT p.state FROM photos p JOIN record_photos x ON x.photoId = p.id JOIN activities a ON a.recordId = x.recordId
         WHERE a.title = '犬舍开放日'`,
      ),
    ).toEqual([{ state: 'kept' }])
  })

  it('what was just leaving is not said twice, what waited is said', async () => {
    const texts = `SELECT 1 FROM outbox WHERE code = 'interrupted' AND payload LIKE '%"type":"text"%'`
    expect(await at.rows(texts)).toHaveLength(2)
    const heard = ['xiaosui', 'oFuwuhao_xiaomiao_000000002'].map((who) =>
      at.stage.control
        .chat(at.stage.who(who))
        .flatMap(({ text }) => text ?? [])
        .join(),
    )
    expect(heard[0]).toContain('暂时发不出去')
    expect(heard[1]).not.toContain('收到 3 张')
  })

  it('who was being known is asked on, codes work or were used, and staff are what they were', async () => {
    const { stage } = at
    expect(await stage.say('xiaole', '1')).toContain('义工骨干小乐')
    expect(await stage.say('xinpengyou', 'YARG3275')).toContain('已经用过')
    const [own] = await at.rows<{ code: string }>(
      'SELECT code FROM invitations WHERE madeAt IS NOT NULL AND usedAt IS NULL',
    )
    expect(await stage.say('xinpengyou', own!.code)).toContain('义工骨干小联')
    expect(await stage.sayAll('xiaochen', 'CHEN6283', '1')).toContain('课程专员小晨')
    expect(await stage.say('xiaoman', '看 麦田')).toContain('萍乡麦田')
    expect(await stage.say('xiaonuan', '看 麦田')).toContain('萍乡麦田')
    expect(await stage.say('xiaonuan', '导出')).toMatch(/不能邀请.*导出/)
    expect(stage.violations()).toEqual([])
  })
})

it('no draft of release 0.2.0 is left out, and none of the states a session can be in', () => {
  const { sessions, addresses } = z
    .object({
      sessions: z.array(z.object({ addressId: z.string(), state: z.string(), data: z.string() })),
      addresses: z.array(z.object({ id: z.string(), user: z.string() })),
    })
    .parse(keptOf('0.2.0'))
  const open = sessions.filter(({ state }) => state === 'open')
  const users = open.map(({ addressId }) => addresses.find(({ id }) => id === addressId)?.user ?? '')
  const told = [...drafts.map(({ who }) => who), THROWN_AWAY]
  expect(users.filter((user) => !told.includes(user))).toEqual([])
  expect([...new Set(sessions.map(({ data }) => (JSON.parse(data) as Session).at.type))].toSorted()).toEqual([
    'asking',
    'cancelled',
    'changing',
    'choosing',
    'confirming_cancel',
    'confirming_clear',
    'filed',
    'summary',
  ])
})
