import { describe, expect, it } from '@jest/globals'
import { isIdle } from '../../src/engine/idle-told.js'
import { askedAnswers } from '../../src/forms/relevance.js'
import { formNamed, talk } from './talk.js'

const routine = formNamed('routine.v1')
const offers = {
  period: { value: { from: '2014-04-01', to: '2014-06-30' }, source: 'last' as const },
  category: { value: 'training', source: 'last' as const },
  partner: { value: '麦田公益', source: 'last' as const },
}

describe('本期无活动', () => {
  it.each([
    '本期无活动',
    '没有活动',
    '本期没有活动。',
    '这个季度没有活动',
    '这个月我们没办活动',
    '最近都没有活动',
    '暂时没有活动',
    'no activities',
  ])('%s', (said) => {
    expect(isIdle(said)).toBe(true)
  })
  it.each(['没有活动场地', '没有活动经费', '活动没有人来', '有活动', '没有', '本期无活动经费'])(
    '%s is none',
    (said) => {
      expect(isIdle(said)).toBe(false)
    },
  )

  it('asks only what the form names, is a report, and holds nothing else', () => {
    const chat = talk(routine)
    chat.open()
    chat.say('4月到6月')
    chat.say('培训')
    expect(chat.say('本期无活动')).toContain('回复 1 按无活动报')
    expect(chat.say('1')).toContain('【2/2】')
    expect(chat.say('八月再办')).toContain('本期无活动\n1. 报告时段：2014年4—6月\n2. 下一步打算：八月再办')
    expect(chat.say('1')).toContain('已提交')
    expect(chat.session.idle).toBe(true)
    expect(Object.keys(askedAnswers(routine, chat.session))).toEqual(['period', 'next_steps'])
  })

  it('is taken back by 有活动 or 撤销, with everything as it was', () => {
    const chat = talk(routine)
    chat.open()
    chat.say('4月到6月')
    const { answers } = chat.session
    expect(chat.say('没有活动')).toContain('【2/2】')
    expect(chat.say('撤销')).toContain('【2/7】')
    expect(chat.session.idle).toBeUndefined()
    chat.say('没有活动')
    expect(chat.say('有活动')).toContain('【2/7】')
    expect(chat.session.answers).toEqual(answers)
  })

  it('is an answer in a form that has no such report', () => {
    const chat = talk(formNamed('activity.v1'))
    chat.open()
    chat.say('昨天')
    expect(chat.say('本期无活动')).toContain('记下了：本期无活动')
  })

  it('may be what she came with', () => {
    const chat = talk(routine, undefined, undefined, true, { idle: true, offers })
    expect(chat.open()).toMatch(/只问 2 题[^]*【1\/2】[^]*接着上一份：2014年4—6月/)
  })
})

describe('an offer', () => {
  const opened = () => {
    const chat = talk(routine, undefined, undefined, true, { offers })
    chat.open()
    return chat
  }
  it.each(['1', '对', '是的', '同上', '和上次一样'])('of the period is taken by %s', (said) => {
    const chat = opened()
    expect(chat.say(said)).toContain('记下了：2014年4—6月')
    expect(chat.session.answers['period']?.from).toEqual(['m1'])
  })
  it('is only an offer: another answer is taken as ever', () => {
    const chat = opened()
    expect(chat.say('1月到3月')).toContain('记下了：2014年1—3月')
    // 1 is the first of the list, not a yes.
    expect(chat.say('1')).toContain('记下了：交流分享')
    expect(chat.say('对')).toContain('记下了：对')
  })
  it('is not made again for what is answered', () => {
    const chat = opened()
    chat.say('1')
    chat.say('同上')
    expect(chat.say('上一步')).not.toContain('上次是')
  })
  it.each(['同上', '和上次一样'])('%s leaves what is answered already as it is, offered or not', (said) => {
    const chat = opened()
    for (const each of ['1', '改 1']) chat.say(each)
    expect(chat.say(said)).toContain('「报告时段」保持不变')
    const record = talk(formNamed('activity.v2'))
    record.open()
    for (const each of ['3月22日', '高安志愿者培训', '高安', '改 3']) record.say(each)
    expect(record.say(said)).toContain('「地点」保持不变')
    expect(record.session.answers['place']?.value).toBe('高安')
  })
  it('is no more what 不变 means where she left it empty', () => {
    const place = { value: '吉安社区', source: 'last' as const }
    const chat = talk(formNamed('activity.v2'), undefined, undefined, true, { offers: { place } })
    chat.open()
    for (const each of ['3月22日', '高安志愿者培训', '跳过', '改 3']) chat.say(each)
    expect(chat.say('不变')).toContain('「地点」保持不变')
    expect(chat.session.answers['place']?.value).toBeNull()
    chat.say('改 3')
    expect(chat.say('同上')).toContain('记下了：吉安社区')
  })
  it('after a long silence is shown again before it is taken', () => {
    const chat = opened()
    chat.wait(4 * 3_600_000)
    expect(chat.say('你好')).toContain('接着上一份：2014年4—6月')
    expect(chat.say('1')).toContain('记下了：2014年4—6月')
  })
})

describe('完 at the end of a message', () => {
  const atActivities = () => {
    const chat = talk(formNamed('work-brief.v1'))
    chat.open()
    chat.say('1月到6月')
    chat.say(
      '上半年我们在三个县办了志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。',
    )
    chat.say('培训')
    return chat
  }
  it.each([
    '3月22日 高安志愿者培训 高安 25人\n完',
    '3月22日 高安志愿者培训 高安 25人\n没有了',
    '3月22日 高安志愿者培训 高安 25人 完',
    '3月22日 高安志愿者培训 高安 25人。完。',
    '3月22日 高安志愿者培训 高安 25人，就这些',
  ])('ends the table: %s', (said) => {
    const chat = atActivities()
    expect(chat.say(said)).toMatch(/记下第 1 条：2014年3月22日 · 高安志愿者培训 · 高安 · 25人\n好，共 1 条。\n【5\/8】/)
  })
  it('does not end a row that lacks something', () => {
    const chat = atActivities()
    expect(chat.say('3月22日 高安志愿者培训\n完')).toContain('有多少人参加')
    expect(chat.say('25人 完')).toMatch(/记下第 1 条[^]*【5\/8】/)
  })
  it('is part of a name', () => {
    const chat = atActivities()
    expect(chat.say('3月22日 作业写完 高安 25人')).toContain('作业写完 · 高安 · 25人')
  })
  it('ends an album with its captions', () => {
    const chat = talk(formNamed('activity.v1'))
    chat.open()
    for (const said of ['昨天', '高安志愿者培训', '高安', '25人', '培训']) chat.say(said)
    chat.photo()
    chat.photo()
    chat.find('photos', { type: 'woken', why: 'album' })
    expect(chat.say('1 签到\n2 合影\n完')).toMatch(/说明记下了：第 1 张 签到；第 2 张 合影。[^]*都对吗/)
  })
})

describe('what a filing takes', () => {
  it('is counted: messages, turns (an album is one), and time with pauses left out', () => {
    const chat = talk(formNamed('activity.v1'))
    chat.open()
    expect(chat.session.burden).toEqual({ turns: 1, messages: 1, activeMs: 0 })
    chat.say('昨天')
    chat.wait(60_000)
    chat.say('高安志愿者培训')
    chat.wait(2 * 3_600_000)
    chat.say('高安')
    for (const said of ['25人', '培训']) chat.say(said)
    const { activeMs = 0 } = chat.session.burden ?? {}
    expect([chat.session.burden?.turns, chat.session.burden?.messages]).toEqual([6, 6])
    expect(activeMs).toBeGreaterThan(6 * 60_000)
    expect(activeMs).toBeLessThan(7 * 60_000)
    for (let i = 0; i < 9; i++) chat.photo()
    expect([chat.session.burden?.turns, chat.session.burden?.messages]).toEqual([6, 15])
    chat.find('photos', { type: 'woken', why: 'album' })
    chat.find('photos', { type: 'picture_lost', photo: chat.lastMessage, code: 'gone' })
    expect([chat.session.burden?.turns, chat.session.burden?.messages]).toEqual([7, 15])
  })

  it('of an ordinary brief is nine turns, the one that opens it among them', () => {
    const chat = talk(routine, undefined, undefined, true, { offers })
    chat.open()
    const long =
      '这个季度我们走进三个县办志愿者培训，每次先去走访再定内容，学员回去以后自己办起了读书会，每个月一次；'.repeat(4)
    for (const said of [
      '1',
      '同上',
      '同上',
      '4月12日 志愿者培训 高安 28人\n5月17日 回访 萍乡 9人\n完',
      '场地费 300元。完',
      long,
      '再办一次',
      '1',
    ])
      chat.say(said)
    expect(chat.session.at.type).toBe('filed')
    expect(chat.session.burden).toMatchObject({ turns: 9, messages: 9 })
  })
})

describe('the work brief as it is delivered', () => {
  const brief = formNamed('work-brief.v2')
  const before = {
    period: { value: { from: '2014-04-01', to: '2014-06-30' }, source: 'last' as const },
    category: { value: 'training', source: 'last' as const },
  }
  const told =
    '在高安和萍乡各办了一次志愿者培训，每次先走访再定内容；学员回去以后自己办起了读书会，每个月一次，来的人比去年多。'

  it('begins where the last one ended: what is the same again is filled in, said, and changed by its number', () => {
    const chat = talk(brief, undefined, undefined, true, { offers: before })
    expect(chat.open()).toMatch(/照上一份先填好了：报告时段：2014年4—6月、活动类别：培训。不对就回复 改 1。\n【2\/7】/)
    expect(chat.say('改 1')).toContain('【1/7】')
    expect(chat.say('4月到5月')).toContain('【2/7】')
    expect(chat.session.answers['period']?.value).toEqual({ from: '2014-04-01', to: '2014-05-31' })
  })

  it('of an organisation that files its second one takes eight answers with nine photos, the first two more', () => {
    const filed = (chat: ReturnType<typeof talk>, first: string[]) => {
      chat.open()
      for (const said of first) chat.say(said)
      chat.say('4月12日 志愿者培训 高安 签到28人\n5月17日 回访 萍乡 签到9人\n完')
      for (const said of ['场地费 300元，资料 120元 完', `志愿者周末才有空。${told}`]) chat.say(said)
      for (let i = 0; i < 9; i++) chat.photo()
      chat.find('photos', { type: 'woken', why: 'album' })
      expect(chat.say('说明 开班合影')).toContain('照片里有没有未成年人')
      for (const said of ['1', '1']) chat.say(said)
      expect(chat.session.at.type).toBe('filed')
      // The word that opens it is the first turn.
      return (chat.session.burden?.turns ?? 0) - 1
    }
    const second = talk(brief, undefined, undefined, true, { offers: before })
    expect([filed(second, [told]), filed(talk(brief), ['4月到6月', told, '培训'])]).toEqual([8, 10])
  })

  const plans = '志愿者周末才有空，两场只好改期；下半年再办两次培训，结束一个月后打电话回访。'
  const rows = '4月12日 志愿者培训 高安 28人\n5月17日 志愿者培训 萍乡 19人\n6月7日 回访 上犹 9人'
  const pictures = '[9 张照片]'
  it.each([
    [
      'says the period, has no spending and answers how people were counted with it',
      ['4月到6月', told, rows, '1，没有支出', plans, pictures, '没有未成年人，说明 开班合影', '1'],
    ],
    [
      'writes the story where the period that is offered is right, and ends no list by itself',
      [told, rows, '签到', '没有', plans, pictures, '1-3 开班，4-9 分组讨论，都同意公开', '1'],
    ],
    [
      'has spending, and is asked by itself whom the photos show',
      [told, rows, '点数的，场地费500元，资料120元', plans, pictures, '说明 开班合影', '1', '1'],
    ],
    [
      'says how they were counted below her list',
      [told, `${rows}\n都是签到的`, '没花钱', plans, pictures, '1-9 培训现场', '2', '1'],
    ],
    [
      'says of each how it was counted, and goes on to the spending and the plans without 完',
      [
        '对',
        told,
        rows.replace(/(\d+)人/gu, '签到$1人'),
        '场地费 300元，资料 120元',
        plans,
        pictures,
        '都同意公开，1 签到 2-9 讨论',
        '1',
      ],
    ],
  ])('takes an officer at most eight messages who %s', (_, said) => {
    const grant = { period: { value: { from: '2014-04-01', to: '2014-06-30' }, source: 'grant' as const } }
    const chat = talk(brief, undefined, undefined, true, { offers: grant })
    chat.open()
    for (const one of said) {
      if (one !== pictures) chat.say(one)
      else {
        for (let i = 0; i < 9; i++) chat.photo()
        chat.find('photos', { type: 'woken', why: 'album' })
      }
    }
    const { answers, at, burden } = chat.session
    expect([at.type, said.length <= 8, burden?.turns]).toEqual(['filed', true, said.length + 1])
    expect(answers['activities']?.value).toMatchObject({ rows: [{}, {}, {}] })
    expect(answers['plans']?.value).toBe(plans)
    expect(answers['photos']?.value).toMatchObject({ photos: Array.from({ length: 9 }, () => expect.anything()) })
  })

  it('keeps apart what ends a list, a row of it, and what is of another question', () => {
    const chat = talk(brief, undefined, undefined, true, { offers: before })
    chat.open()
    for (const said of [told, rows]) chat.say(said)
    // A row is one more, though the way people were counted is asked.
    expect(chat.say('6月20日 读书会 高安 12人')).toContain('记下第 4 条')
    expect(chat.say('改 2 人数 20人')).toContain('第 2 条改好了')
    expect(chat.say('场地费 500元，资料 120元')).toMatch(/第 5 题「支出」里，记下 2 条[^]*这 4 条的人数/)
    expect(chat.say('2')).toContain('【6/7】')
    expect(chat.session.answers['spending']?.value).toMatchObject({ rows: [{}, {}] })
    expect(chat.say('撤销')).toContain('人数是怎么数的')
  })

  it('without any activity is one tap, and what she adds is kept', () => {
    const chat = talk(brief, undefined, undefined, true, { offers: before })
    chat.open()
    expect(chat.say('本期无活动')).toContain('1 提交')
    chat.say('1')
    expect([chat.session.at.type, chat.session.idle]).toEqual(['filed', true])

    const other = talk(brief, undefined, undefined, true, { offers: before })
    other.open()
    for (const said of ['本期无活动', '场地在装修，下个季度补办。', '1']) other.say(said)
    expect(other.session.at.type).toBe('filed')
    expect(other.session.answers['plans']?.value).toBe('场地在装修，下个季度补办。')
  })
})

describe('what counts as a character', () => {
  const upTo = (count: number) => '写'.repeat(count)
  const atStory = () => {
    const chat = talk(routine, undefined, undefined, true, { offers })
    chat.open()
    for (const said of ['1', '同上', '同上', '没有', '没有']) chat.say(said)
    return chat
  }
  it.each([
    [upTo(199), '已写 199 字，再写 1 字'],
    [`${upTo(199)}。`, '记下了，共 200 字'],
    [`${upTo(100)} \n ${upTo(100)}`, '记下了，共 200 字'],
    [`${upTo(199)} \u200b`, '已写 199 字'],
    [`${upTo(198)}👨‍👩‍👧，`, '记下了，共 200 字'],
  ])('%#', (said, reply) => {
    expect(atStory().say(said)).toContain(reply)
  })
  it('several messages are one text until 完', () => {
    const chat = atStory()
    chat.say(upTo(150))
    expect(chat.say(upTo(60))).toContain('已写 210 字，够了')
    expect(chat.say('还有一句。')).toContain('已写 215 字')
    expect(chat.say('完')).toContain('【7/7】')
    expect(chat.session.answers['changes']?.from).toHaveLength(4)
  })
  it('what is enough may be handed in without 完', () => {
    for (const ends of ['下一题', '跳过', '提交']) {
      const chat = atStory()
      chat.say(upTo(150))
      chat.say(upTo(60))
      expect([ends, chat.say(ends)]).toEqual([ends, expect.stringContaining('【7/7】')])
    }
  })
})

describe('rows that are not understood at the activities', () => {
  it('are no plans, though 下一步 stands in a title', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    chat.say('2014年1月到3月')
    chat.say(
      '在高安和萍乡各办了一次志愿者培训，每次先走访再定内容；学员回去后自己办起了读书会，每个月一次，来的人比去年多。',
    )
    chat.say('2月10日 返乡学生读书会 安福 五六十人')
    chat.say('昨天 返乡学生分享会 上饶小学\n今天 下一步桌游夜 滕王阁图书馆 95人')
    expect(chat.session.answers['plans']).toBeUndefined()
    expect(chat.session.at).toEqual({ type: 'asking', field: 'activities' })
    chat.say('前天 下一步桌游夜 85人，另有4名志愿者\n3月6日 湘东返乡学生联欢 上饶图书馆')
    expect(chat.session.answers['plans']).toBeUndefined()
    for (const text of ['2', '20人']) chat.say(text)
    chat.say('3月5日 下一步桌游夜 宜春小学 五六十人\n3月8日 赣县志愿者培训 赣县图书馆 104人，另有2名志愿者')
    expect(chat.session.answers['plans']).toBeUndefined()
    expect(chat.session.at).toEqual({ type: 'asking', field: 'activities' })
  })
})
