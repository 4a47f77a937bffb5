import { describe, expect, it } from '@jest/globals'
import { decodeHeadcount } from '../../src/forms/kinds/headcount.js'
import { decodeDraft } from '../../src/forms/table-draft.js'
import { formNamed, talk } from '../engine/talk.js'

/** A season at its table of sessions, whose headcounts are to say how they were counted. */
function atRows(...rows: string[]) {
  const chat = talk(formNamed('season.v1'), undefined, '2017-10-11T02:00:00.000Z')
  chat.open()
  const say = (text: string) => chat.say(text) ?? ''
  if (rows.length > 0) say(rows.join('\n'))
  return {
    chat,
    say,
    get headcounts() {
      const rows = decodeDraft(chat.session.answers['activities']?.value ?? { rows: [] }).rows
      return rows.map(({ cells }) => (cells['headcount'] ? decodeHeadcount(cells['headcount']) : null))
    },
    get bases() {
      return this.headcounts.map((one) => one?.quantity.basis)
    },
  }
}

const [FIRST, SECOND, THIRD] = ['7月1日 沙龙第一期 26人', '7月15日 沙龙第二期 18人', '8月5日 沙龙第三期 三十来人']

describe('how the rows of a table were counted', () => {
  it('is asked once for all of them, when they are done', () => {
    const at = atRows(FIRST, SECOND)
    expect(at.say('完')).toMatch(/^这 2 条的人数是怎么数的？\n1 签到\n2 现场点数\n3 估计\n4 事后补记\n/)
    expect(at.say('2')).toMatch(/^好，共 2 条。\n【2\/2】/)
    expect(at.bases).toEqual(['count', 'count'])
    // What she said about them is kept as one of the messages the rows came from.
    expect(at.chat.session.answers['activities']?.value).toMatchObject({ rows: [{ from: ['m1', 'm3'] }, {}] })
  })

  it('is asked only of those that do not say it', () => {
    const at = atRows(FIRST, THIRD, '8月6日 走访 5人 签到', '8月7日 走访 没统计', SECOND)
    expect(at.say('完')).toMatch(/^第 1、5 条的人数是怎么数的？/)
    at.say('签到')
    expect(at.bases).toEqual(['sign_in', 'estimate', 'sign_in', undefined, 'sign_in'])
    expect(atRows(THIRD).say('完')).toMatch(/^好，共 1 条/)
    expect(atRows(FIRST, THIRD).say('完')).toMatch(/^第 1 条的人数/)
  })

  it.each(['跳过', '不知道', '完', '没有', '下一步'])('may stay open, %s goes on and it is not asked again', (said) => {
    const at = atRows(FIRST, SECOND)
    at.say('完')
    expect(at.say(said)).toMatch(/^好，共 2 条。\n【2\/2】/)
    expect(at.bases).toEqual([null, null])
    at.say('上一步')
    expect(at.say('完')).toMatch(/^好，共 2 条/)
    // A row that comes later is.
    at.say('上一步')
    at.say('9月1日 沙龙第四期 20人')
    expect(at.say('完')).toMatch(/^第 3 条的人数/)
  })

  it('can differ by row, before and after', () => {
    const at = atRows(FIRST, SECOND, '8月1日 走访 9人')
    expect(at.say('完')).toContain('哪一条不一样，先回复 改 1 人数 估计。')
    expect(at.say('改 2 人数 估计')).toMatch(/估计18人（原来是：18人）\n第 1、3 条的人数是怎么数的/)
    at.say('1')
    expect(at.bases).toEqual(['sign_in', 'estimate', 'sign_in'])
    at.say('改 1')
    expect(at.say('改 2 人数 现场点数')).toContain('18人（现场点数）')
    expect(at.say('改 3 人数 12')).toContain('12人（签到）')
    expect(at.say('完')).toContain('共 3 条')
    expect(at.bases).toEqual(['sign_in', 'count', 'sign_in'])
    expect(at.headcounts[1]?.quantity).toMatchObject({ min: 18, max: 18 })
  })

  it('waits while she adds, looks, or goes back', () => {
    const at = atRows(FIRST)
    at.say('完')
    expect(at.say('看')).toMatch(/已记下 1 条[^]*第 1 条的人数是怎么数的/)
    expect(at.say(SECOND)).toMatch(/记下第 2 条[^]*这 2 条的人数是怎么数的/)
    expect(at.say('9月1日 沙龙第四期')).toMatch(/第 3 条[^]*有多少人参加/)
    expect(at.say('没统计')).toMatch(/第 1、2 条的人数是怎么数的/)
    expect(at.say('天气很好')).toMatch(/「天气很好」里没看出是怎么数的。\n【1\/2】第 1、2 条/)
    expect(at.say('天气真好')).toMatch(/第 1、2 条[^]*跳过，先填后面的。$/)
    expect(at.say('上一步')).toContain('还有就接着写；')
    expect(at.say('删 1')).toContain('现在有 2 条')
    // The ways stand behind the rows: 跳过 leaves it open.
    expect(at.say('跳过')).toContain('【2/2】')
    expect(at.say('提交')).toMatch(/1\. 活动：共 2 条/)
    expect(at.bases).toEqual([null, undefined])
  })

  it('is answered by a tap', () => {
    const at = atRows(FIRST, SECOND)
    at.say('完')
    at.chat.hear({ type: 'choice', key: '3' })
    expect(at.headcounts.map((one) => one?.quantity)).toMatchObject([
      { min: 24, max: 28, basis: 'estimate', wording: '26人' },
      { min: 17, max: 19, basis: 'estimate' },
    ])
  })
})

describe('a row whose parts contradict its total', () => {
  const ROW = '8月5日 志愿者培训 45人 儿童20 家长18 志愿者5'

  it.each([
    ['1', '45人（儿童20、家长18、志愿者5）'],
    ['2', '43人（儿童20、家长18、志愿者5）'],
    ['完', '45人（儿童20、家长18、志愿者5）'],
    ['跳过', '45人（儿童20、家长18、志愿者5）'],
    ['儿童20 家长18 志愿者7', '45人（儿童20、家长18、志愿者7）'],
    ['改 2 人数 44', '44人'],
  ])('is asked about before it is kept: %s', (said, shown) => {
    const at = atRows(FIRST)
    expect(at.say(`${ROW}\n${SECOND}`)).toMatch(/^第 2 条：[^]*20\+18\+5=43人，与总数 45人 不一致/)
    expect(at.say(said)).toContain(`志愿者培训 · ${shown}\n`)
    at.say('完')
    at.say('跳过')
    expect(at.headcounts).toHaveLength(3)
    for (const headcount of at.headcounts) expect(headcount).not.toHaveProperty('doubt')
  })

  it('stays as said when other rows follow, and goes when she does not want it', () => {
    const at = atRows(ROW)
    const reply = at.say(SECOND)
    expect(reply).toContain('先记下第 1 条：2017年8月5日 · 志愿者培训 · 45人（儿童20、家长18、志愿者5）')
    expect(reply).toContain('改 1 人数')
    expect(reply).toContain('记下第 2 条')
    at.say(ROW)
    expect(at.say('删')).toContain('这一条不记了')
    at.say('完')
    at.say('1')
    expect(at.headcounts).toHaveLength(2)
  })

  it('is asked about when it comes by a change, too', () => {
    const at = atRows(FIRST, SECOND)
    expect(at.say('改 2 人数 30人，其中学生50个')).toMatch(/其中 学生50人，与总数 30人 不一致/)
    expect(at.say('哪个')).toMatch(/没看出哪个数对/)
    expect(at.say('2')).toContain('第 2 条改好了：2017年7月15日 · 沙龙第二期 · 50人（学生50）')
    at.say('改 1 人数 30人，其中学生50个')
    expect(at.say('不改了')).toMatch(/^好，第 1 条就这样。/)
    at.say('提交')
    expect(at.headcounts.map((one) => one?.quantity.min)).toEqual([30, 50])
    expect(at.headcounts[0]).not.toHaveProperty('doubt')
  })
})

describe('what the rows come to', () => {
  it('is a range when a number in it is, her words where nothing is added, and says that it goes by session', () => {
    const at = atRows(FIRST, '7月8日 发布会 二百多人', '7月9日 走访 十多家', '7月10日 传播 上万人次')
    for (const said of ['完', '1', '约40个不同的人']) at.say(said)
    const filed = at.say('1')
    expect(filed).toContain('活动：共 4 条（合计 227–325人、十多家、上万人次，按场次相加）')
    expect(filed).toContain('不同的人：约40个人')
  })

  it('says nothing of sessions where there is only one, or what is counted cannot come twice', () => {
    const at = atRows(FIRST, '7月10日 传播 上万人次')
    for (const said of ['完', '1', '跳过']) at.say(said)
    expect(at.say('1')).toContain('（合计 26人、上万人次）')
  })
})

describe('different people', () => {
  it('are people, not attendances', () => {
    const at = atRows(FIRST)
    for (const said of ['完', '1']) at.say(said)
    expect(at.say('120人次')).toMatch(/^「120人次」是来的次数.*不同的人有多少个？.*不知道就回复 跳过/)
    expect(at.say('去重后40人')).toMatch(/^40人（120人次），这个人数是怎么来的/)
    expect(at.say('1')).toContain('记下了：40人（120人次；签到）')
  })

  it.each(['跳过', '不知道', '没统计'])('who does not know how many (%s) leaves it empty', (said) => {
    const at = atRows(FIRST)
    for (const one of ['完', '1', '120人次']) at.say(one)
    if (said === '不知道') at.say('跳过')
    else expect(at.say(said)).toContain('「不同的人」先空着')
    expect(at.chat.session.answers['people']?.value).toBeNull()
  })

  it('among so many attendances are the answer, in their own words', () => {
    const at = atRows(FIRST)
    for (const one of ['完', '1']) at.say(one)
    expect(at.say('一百多人次，三十来人')).toContain('记下了：三十来人（一百多人次）')
  })

  it('are not more than came', () => {
    const at = atRows(FIRST)
    for (const one of ['完', '1', '120人次']) at.say(one)
    expect(at.say('签到200人')).toContain('记下了：200人（签到）')
  })
})
