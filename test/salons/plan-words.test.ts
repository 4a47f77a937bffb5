import { describe, expect, it } from '@jest/globals'
import { readPlan } from '../../src/salons/plan-words.js'
import { salonCommandIn } from '../../src/salons/staff-words.js'
import { readVisitTold } from '../../src/salons/visit-told.js'
import { readVisit, takesBackVisit, topicIn, visitsAsked } from '../../src/salons/visit-words.js'

const TODAY = '2026-11-26'
const plan = (text: string) => readPlan(text, TODAY, 'Asia/Shanghai')

describe('a salon in one message', () => {
  it('has its time, place, topic, speaker and seats', () => {
    expect(plan('12月5日下午2点 鸡鸣山社区 主题 志愿者怎么留住 嘉宾 某老师 名额30')).toEqual({
      plan: {
        startsAt: '2026-12-05T06:00:00.000Z',
        endsAt: null,
        place: '鸡鸣山社区',
        topic: '志愿者怎么留住',
        guests: '某老师',
        capacity: 30,
      },
      unclear: null,
    })
  })

  it('knows a series by its name and number, the end of a time, and what is not in order', () => {
    expect(plan('木棉沙龙第三期 周六下午2点到4点 在知行空间 主题：怎么写简报，名额20人').plan).toEqual({
      series: '木棉',
      number: 3,
      startsAt: '2026-11-28T06:00:00.000Z',
      endsAt: '2026-11-28T08:00:00.000Z',
      place: '知行空间',
      topic: '怎么写简报',
      capacity: 20,
    })
    expect(plan('第三期 主题 财务制度 下周三晚上7点半 线上').plan).toEqual({
      series: '沙龙',
      number: 3,
      topic: '财务制度',
      startsAt: '2026-12-02T11:30:00.000Z',
      endsAt: null,
      place: '线上',
    })
    expect(plan('木棉系列 主题 财务').plan).toEqual({ series: '木棉', topic: '财务' })
  })

  it('takes a time from behind any label, and says what is none of it', () => {
    expect(plan('主题 筹款 地点 财大 嘉宾 某老师 12月5日下午2点 请带电脑')).toEqual({
      plan: { topic: '筹款', place: '财大', guests: '某老师', startsAt: '2026-12-05T06:00:00.000Z', endsAt: null },
      unclear: null,
      rest: '请带电脑',
    })
  })

  it('is written in lines, or as one says it', () => {
    const lines =
      '主题：志愿者怎么留住\n时间：12月5日（周六）下午2点-4点\n地点：鸡鸣山社区活动室\n嘉宾：某老师\n人数：30人'
    expect(plan(lines).plan).toEqual({
      topic: '志愿者怎么留住',
      startsAt: '2026-12-05T06:00:00.000Z',
      endsAt: '2026-12-05T08:00:00.000Z',
      place: '鸡鸣山社区活动室',
      guests: '某老师',
      capacity: 30,
    })
    expect(plan('12月5日下午2点，鸡鸣山社区，志愿者怎么留住，请某老师来讲，30个人').plan).toMatchObject({
      topic: '志愿者怎么留住',
      place: '鸡鸣山社区',
      guests: '某老师',
      capacity: 30,
    })
    expect(plan('第3期木棉沙龙 12月5日下午2点 财大 主题 筹款').plan).toMatchObject({
      series: '木棉',
      number: 3,
      place: '财大',
    })
    expect(plan('木棉沙龙 12月5日下午2点 财大 主题 筹款').plan).toMatchObject({
      series: '木棉',
      place: '财大',
      topic: '筹款',
    })
    expect(plan('12.5下午2点 主题 第三期读书会怎么办').plan).toMatchObject({ topic: '第三期读书会怎么办' })
  })

  it.each([
    ['地点改到财大', { place: '财大' }],
    ['名额 不限', { capacity: null }],
    ['30人', { capacity: 30 }],
    ['主题 时间管理', { topic: '时间管理' }],
    ['主题 有限资源怎么用', { topic: '有限资源怎么用' }],
    ['改到12月6日上午9:30', { startsAt: '2026-12-06T01:30:00.000Z', endsAt: null }],
  ])('%s says only that', (text, said) => {
    expect(plan(text)).toEqual({ plan: said, unclear: null })
  })

  it.each([
    ['周六下午2点', '2026-11-28T06:00:00.000Z'],
    ['5号下午2点', '2026-12-05T06:00:00.000Z'],
    ['1月8日下午2点', '2027-01-08T06:00:00.000Z'],
    ['明天晚上七点半', '2026-11-27T11:30:00.000Z'],
    ['今天下午3点', '2026-11-26T07:00:00.000Z'],
  ])('%s is to come', (text, startsAt) => {
    expect(plan(text).plan.startsAt).toBe(startsAt)
  })

  it.each([
    ['12月5日下午两点在鸡鸣山社区办一场沙龙，主题是怎么留住人，最多40个人', '鸡鸣山社区', '怎么留住人', null, 40],
    [
      '我们想在12月5日下午2点在财大图书馆办沙龙，主题：筹款，请李老师讲，不超过二十人',
      '财大图书馆',
      '筹款',
      '李老师',
      20,
    ],
    ['12月5日下午2点 线上 主题 在社区办活动的难处 名额30', '线上', '在社区办活动的难处', null, 30],
  ])('is told in a sentence: %s', (text, place, topic, guests, capacity) => {
    const { plan: said, rest } = plan(text)
    expect([said.place, said.topic, said.guests ?? null, said.capacity, rest]).toEqual([
      place,
      topic,
      guests,
      capacity,
      undefined,
    ])
    expect(said.startsAt).toBe('2026-12-05T06:00:00.000Z')
  })

  it('says what of a time is missing', () => {
    expect(plan('12月5日 主题 某事').unclear).toBe('no_time')
    expect(plan('下午2点 主题 某事').unclear).toBe('no_day')
  })
})

describe('what staff want of a salon', () => {
  it.each([
    ['沙龙', 'overview'],
    ['办沙龙', 'plan'],
    ['沙龙：12月5日下午2点 主题 某事', 'plan'],
    ['沙龙 名单', 'list'],
    ['沙龙名单', 'list'],
    ['没来的', 'absent'],
    ['沙龙 回顾', 'recaps'],
    ['沙龙 照片', 'pictures'],
    ['签到', 'door'],
    ['开始签到', 'door'],
    ['结束', 'end'],
    ['结束沙龙 不签到', 'end'],
    ['取消沙龙 老师病了', 'cancel'],
    ['沙龙 改到12月6日下午2点', 'change'],
    ['改沙龙 地点 财大', 'change'],
    ['沙龙 财务 改到7月13日下午3点', 'change'],
    ['沙龙 财务 名单', 'list'],
    ['再办一场沙龙', 'plan'],
    ['发沙龙邀请', 'plan'],
    ['谁报名了', 'list'],
    ['看沙龙名单', 'list'],
    ['沙龙延期到12月6日下午2点', 'change'],
    ['打开签到', 'door'],
    ['麦田签到2人', 'check_in'],
    ['签到2人 麦田', 'check_in'],
    ['签到 麦田 2人', 'check_in'],
    ['取消签到 麦田', 'uncheck'],
  ])('%s is %s', (text, type) => {
    expect(salonCommandIn(text)?.type).toBe(type)
  })

  it.each([
    '沙龙办得不错',
    '签到 4821',
    '签到表在这里',
    '没来的人很多，下次再请',
    '结束语',
    '取消',
    '沙龙上大家聊了很久',
  ])('%s is nothing of the kind', (text) => {
    expect(salonCommandIn(text)).toBeNull()
  })

  it('another time of day, without naming it', () => {
    expect(salonCommandIn('改到12月6日下午3点')).toEqual({ type: 'change', text: '改到12月6日下午3点', named: false })
    expect(salonCommandIn('改到12月6日')).toBeNull()
  })

  it('whom it checks in and how many', () => {
    expect(salonCommandIn('签到 麦田 2人')).toEqual({ type: 'check_in', who: '麦田', people: 2, named: false })
    expect(salonCommandIn('签到：青云社')).toEqual({ type: 'check_in', who: '青云社', people: null, named: false })
    expect(salonCommandIn('签到 其他 三个人')).toEqual({ type: 'check_in', who: '其他', people: 3, named: false })
  })
})

describe('what of a plan cannot be', () => {
  it('a day that there is not is named, and no part of the topic', () => {
    expect(plan('12月32日下午2点 鸡鸣山社区 志愿者怎么留住')).toEqual({
      plan: { topic: '志愿者怎么留住', place: '鸡鸣山社区' },
      unclear: 'no_day',
      noSuchDay: '12月32日',
    })
  })

  it('a town of the hub is a place by itself', () => {
    const said = readPlan('12月5日下午2点 赣州 志愿者怎么留住', TODAY, 'Asia/Shanghai', ['赣州市'])
    expect(said.plan).toMatchObject({ topic: '志愿者怎么留住', place: '赣州' })
  })
})

describe('a visit in one message', () => {
  it('has its kind, organisation, day, topic and number', () => {
    const said = readVisit('辅导 麦田 11月20日 财务制度 第2次', TODAY)
    expect(said).toEqual({
      kind: 'coaching',
      noted: false,
      apart: true,
      words: '麦田 财务制度',
      day: '2026-11-20',
      severalDays: false,
      number: 2,
    })
    expect(topicIn('财务制度')).toBe('财务制度')
    expect(readVisit('走访 青云社 昨天 主题 场地', TODAY)).toMatchObject({ kind: 'visit', day: '2026-11-25' })
    expect(topicIn(' 主题 场地')).toBe('场地')
    expect(readVisit('记咨询 麦田 今天 章程', TODAY)).toMatchObject({ kind: 'consultation', noted: true })
  })

  it('needs its day where the verb does not stand apart', () => {
    expect(readVisit('走访青云社，昨天，场地', TODAY)).toMatchObject({ apart: false, day: '2026-11-25' })
    expect(readVisit('走访青云社', TODAY)).toBeNull()
  })

  it.each(['撤销走访', '删掉刚才的辅导记录', '取消上一次辅导'])('%s takes the last one back', (text) => {
    expect(takesBackVisit(text)).toBe(true)
  })

  it.each(['辅导老师来了', '走访了三家', '我们做了一次辅导 财务', '咨询师'])('%s is none', (text) => {
    expect(readVisit(text, TODAY)).toBeNull()
  })

  it.each([
    ['昨天去麦田辅导，讲了财务制度', 'coaching', '2026-11-25', null, '财务制度'],
    ['上周三走访了青云社，看了场地', 'visit', '2026-11-18', null, '看了场地'],
    ['11月20日给麦田做了第二次辅导，主题是预算', 'coaching', '2026-11-20', 2, '预算'],
    ['前天和同事一起到青云社那边走访', 'visit', '2026-11-24', null, null],
    ['今天上午电话咨询 麦田 发票怎么开', 'consultation', '2026-11-26', null, '发票怎么开'],
    ['麦田来咨询了章程怎么改', 'consultation', null, null, '章程怎么改'],
    ['明天去麦田辅导', 'coaching', '2026-11-27', null, null],
  ])('is told in a sentence: %s', (text, kind, day, number, topic) => {
    expect(readVisitTold(text, TODAY, ['青云社', '麦田'])).toMatchObject({ kind, day, number, topic })
  })

  it.each([
    '昨天麦田办了辅导课，来了三十人',
    '昨天去社区走访了几位老人',
    '昨天去麦田辅导了吗？',
    '打算去麦田辅导一次',
    '麦田昨天办了读书会',
  ])('%s tells of none', (text) => {
    expect(readVisitTold(text, TODAY, ['青云社', '麦田'])).toBeNull()
  })

  it('and the list of them', () => {
    expect(visitsAsked('辅导记录')).toEqual({ name: '' })
    expect(visitsAsked('走访记录 麦田')).toEqual({ name: '麦田' })
    expect(visitsAsked('记录')).toBeNull()
  })
})
