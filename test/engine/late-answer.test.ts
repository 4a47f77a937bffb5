import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const activity = formNamed('activity.v1')

/** An activity record at the question after these answers. */
const after = (...said: string[]) => {
  const chat = talk(activity)
  chat.open()
  for (const one of said) chat.say(one)
  return chat
}

describe('an answer to an older question', () => {
  it.each([
    ['a day where a title is asked', ['昨天'], '3月22日', '第 1 题「日期」'],
    ['the headcount after its question', ['昨天', '培训', '高安', '25人'], '35人', '第 4 题「人数」'],
    ['the headcount that was skipped', ['昨天', '培训', '高安', '跳过'], '35人', '第 4 题「人数」'],
    ['the day where a place is asked', ['昨天', '培训'], '3月22日', '第 1 题「日期」'],
    ['by its number', ['昨天', '培训'], '1. 3月22日', '第 1 题「日期」'],
  ])('is asked about: %s', (_what, before, said, question) => {
    const chat = after(...before)
    const { answers } = chat.session
    const reply = chat.say(said)
    expect(reply).toContain(`是给${question}的`)
    expect(chat.session.answers).toEqual(answers)
  })

  it.each(['1', '第1题', '第一题', '是', '对', '前面那题', '上一题', '给日期的', '是给第 1 题的'])(
    '%s: the older one',
    (said) => {
      const chat = after('昨天')
      chat.say('3月22日')
      expect(chat.say(said)).toMatch(/第 1 题「日期」记下了：2014年3月22日（原来是：2014年7月1日）\n填到第 2 题/)
      expect(chat.session.answers['date']).toEqual({ value: { from: '2014-03-22', to: '2014-03-22' }, from: ['m2'] })
    },
  )
  it.each(['2', '这一题', '第2题', '不是', '当前这题', '是这题的'])('%s: this one', (said) => {
    const chat = after('昨天')
    chat.say('3月22日')
    expect(chat.say(said)).toContain('记下了：3月22日')
    expect(chat.session.answers['title']).toEqual({ value: '3月22日', from: ['m2'] })
  })

  it('a further row that ends with 完 is kept without it', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const one of ['2014年1月到3月', '在高安办了志愿者培训'.repeat(6), '培训', '跳过', '场地费 500元', '完'])
      chat.say(one)
    expect(chat.say('资料 120元 完')).toContain('是给第 5 题「支出」的')
    chat.say('1')
    expect(chat.session.answers['spending']?.value).toMatchObject({
      rows: [{ cells: { item: '场地费' } }, { cells: { item: '资料', amount: { wording: '120元' } } }],
    })
  })

  describe('改 with the number of a row, where pictures are asked for', () => {
    const atPictures = () => {
      const chat = talk(formNamed('work-brief.v2'))
      chat.open()
      for (const one of ['2014年1月到3月', '在高安办了志愿者培训'.repeat(6), '培训', '跳过']) chat.say(one)
      for (const one of ['交通费 300元，茶歇 500元。完', '志愿者周末才有空，只好改期，'.repeat(4)]) chat.say(one)
      for (let i = 0; i < 2; i++) chat.photo()
      return chat
    }
    const twoRows = (minFen: number) => ({
      rows: [
        { cells: { item: '交通费', amount: { minFen: 30_000 } } },
        { cells: { item: '茶歇', amount: { minFen } } },
      ],
    })
    const spending = (chat: ReturnType<typeof talk>) => chat.session.answers['spending']?.value

    it('changes that row, and is never one more', () => {
      const chat = atPictures()
      expect(chat.say('改 2 金额 985元')).toContain('是给第 5 题「支出」第 2 条的吗')
      expect(chat.say('1')).toContain('茶歇 · 985元')
      expect(spending(chat)).toMatchObject(twoRows(98_500))
    })

    it('is not said to an earlier one by naming a column: the first is named, and this asked about', () => {
      const chat = atPictures()
      chat.say('改 2 金额 985元')
      expect(chat.say('改 2 用途 场地费')).toMatch(
        /^「改 2 金额 985元」没有记.*改 5\.2[^]*「改 2 用途 场地费」是给第 5 题/,
      )
      expect(spending(chat)).toMatchObject(twoRows(50_000))
    })
  })

  const TITLE = '高安志愿者培训，和当地伙伴一起办的第一次'
  it.each([TITLE, '培训'])('decides nothing when she goes on (%s): it is kept until she has said', (more) => {
    const chat = after('昨天')
    const { answers } = chat.session
    chat.say('3月22日')
    expect(chat.say(more)).toMatch(/先留着，请先说一下：\n「3月22日」是给第 1 题/)
    expect(chat.session.answers).toEqual(answers)
    expect(chat.say('1')).toMatch(/第 1 题「日期」记下了：2014年3月22日[^\n]*\n记下了：[^]*【3\/6】/)
    expect(chat.session.answers['date']?.from).toEqual(['m2'])
    expect(chat.session.answers['title']).toEqual({ value: more, from: ['m3'] })
  })
  it('is told to be lost where it could only be put in a wrong place', () => {
    const chat = after('昨天')
    chat.say('3月22日')
    chat.say('培训')
    expect(chat.say('2')).toMatch(/^「培训」没有记。\n记下了：3月22日\n【3\/6】/)
    const other = after('昨天')
    other.say('3月22日')
    other.say('培训')
    expect(other.say('撤销')).toMatch(/^「3月22日」「培训」没有记，.*再发一次。\n【2\/6】/)
  })
  it.each([
    ['上一步', /^「3月22日」没有记。要记到第 1 题，就回复 补 1，后面加上这句话。\n记下了：培训\n【2\/6】/],
    ['改 1', /^「3月22日」没有记。要记到第 1 题，就回复 补 1，后面加上这句话。\n记下了：培训\n【1\/6】/],
    ['提交', /^「3月22日」没有记。要记到第 1 题，就回复 补 1，后面加上这句话。\n记下了：培训\n/],
    ['跳过', /^「3月22日」没有记。要记到第 1 题，就回复 补 1.*\n记下了：培训\n【3\/6】/],
    ['不变', /^「3月22日」没有记。\n记下了：培训\n【3\/6】/],
  ])('and what waited is taken where %s leaves the doubt', (command, reply) => {
    const chat = after('昨天')
    for (const said of ['3月22日', '培训']) chat.say(said)
    expect(chat.say(command)).toMatch(reply)
    expect(chat.session.answers['title']).toEqual({ value: '培训', from: ['m3'] })
  })
  it('本期无活动 is no word for 活动', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const one of [
      '2014年1月到6月',
      '在高安办了志愿者培训'.repeat(6),
      '培训',
      '没有',
      '没有',
      '3月22日 培训 高安 25人',
    ])
      chat.say(one)
    expect(chat.say('本期无活动')).toContain('先留着')
    expect(chat.session.answers['activities']?.value).toBeNull()
  })
  it.each(['跳过', '不变', '跳过这题'])('%s answers the doubt and skips nothing', (said) => {
    const chat = after('昨天', '培训')
    chat.say('6月5日')
    expect(chat.say(said)).toMatch(/^「6月5日」没有记。.*\n【3\/6】/u)
    expect(chat.session.answers['place']).toBeUndefined()
  })
  it('a story that goes on is put behind what was for this question', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const one of ['2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训', '3月22日 培训 高安 25人', '完', '1'])
      chat.say(one)
    chat.say('跳过')
    chat.say('第一场是45人')
    chat.say('志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访。')
    expect(chat.say('2')).toContain('【7/7】')
    expect(chat.session.answers['plans']?.value).toBe(
      '第一场是45人\n志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访。',
    )
    expect(chat.session.answers['plans']?.from.toSorted()).toEqual(['m8', 'm9'])
  })
  it('that was none here is asked about once more, when the right one follows', () => {
    const chat = after('昨天', '培训', '高安', '25人')
    chat.say('35人')
    expect(chat.say('培训')).toMatch(/^记下了：培训\n「35人」是给第 4 题「人数」的吗？/)
    expect(chat.session.answers['headcount']?.from).toEqual(['m4'])
    expect(chat.say('1')).toMatch(/^第 4 题「人数」记下了：35人（原来是：25人）\n【6\/6】/)
    expect(chat.session.answers['headcount']?.from).toEqual(['m5'])
    expect(chat.session.answers['category']?.from).toEqual(['m6'])
  })
  it('and is none when she says so, or goes on a second time', () => {
    for (const [said, reply] of [
      ['2', /^「35人」没有记。\n【6\/6】/],
      ['跳过', /^「35人」没有记。.*\n【6\/6】/],
    ] as const) {
      const chat = after('昨天', '培训', '高安', '25人')
      chat.say('35人')
      chat.say('培训')
      expect(chat.say(said)).toMatch(reply)
      expect(chat.session.answers['headcount']?.from).toEqual(['m4'])
    }
  })
  it('what else is said is asked about again, and nothing is kept of it unsaid', () => {
    const chat = after('昨天')
    chat.say('3月22日')
    expect(chat.say('什么')).toMatch(/「什么」先没有记，请先说一下：\n「3月22日」是给第 1 题/)
    expect(chat.say('帮助')).toContain('「3月22日」是给第 1 题')
    chat.say('暂停')
    expect(chat.say('我回来了')).toContain('「3月22日」是给第 1 题')
    chat.wait(10 * 3_600_000)
    expect(chat.say('1')).toContain('「3月22日」是给第 1 题')
    expect(chat.say('1')).toContain('第 1 题「日期」记下了')
  })
  it.each(['跳过', '上一步', '改 1', '撤销', '提交'])('%s leaves it, and that is said', (command) => {
    const chat = after('昨天')
    chat.say('3月22日')
    expect(chat.say(command)).toContain('「3月22日」没有记。')
    expect(chat.session.answers['date']?.from).toEqual(['m1'])
  })
  it('is thrown away by 取消 only with the whole', () => {
    const chat = after('昨天')
    chat.say('3月22日')
    chat.say('取消')
    expect(chat.say('2')).toContain('「3月22日」是给第 1 题')
  })

  it('is none where the question being asked understands it', () => {
    expect(after('昨天', '培训', '高安').say('30人')).toContain('记下了：30人')
    expect(after('昨天').say('3月22日高安培训')).toContain('记下了：3月22日高安培训')
    expect(after('昨天').say('三月的培训')).toContain('记下了：三月的培训')
  })
})

describe('the rest of a story', () => {
  const DONE =
    '上半年我们在三个县办了志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
  const MORE = '另外我们还和麦田公益一起办了一次年会，来了不少伙伴，大家约好明年再聚。'
  const told = () => {
    const chat = talk(formNamed('work-brief.v1'))
    chat.open()
    chat.say('1月到6月')
    chat.say(DONE)
    return chat
  }
  it('that comes at the next question is asked about and put behind the rest', () => {
    const chat = told()
    expect(chat.say(MORE)).toContain('接在第 2 题「做了什么」后面')
    expect(chat.say('1')).toContain('第 2 题「做了什么」接上了')
    expect(chat.session.answers['done']).toEqual({ value: `${DONE}\n${MORE}`, from: ['m2', 'm3'] })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'category' })
  })
  it.each([
    ['tells of this question', '这些活动大多数是志愿者培训，也有交流分享，不好分'],
    ['is no sentence', '志愿者培训为主交流分享为辅还有一些陪伴支持'],
  ])('is not asked about what %s', (_what, said) => {
    const chat = told()
    chat.wait(1000)
    expect(chat.say(said)).not.toContain('后面的吗')
  })
  it('is not lost where a choice is asked, however late it comes', () => {
    const chat = told()
    chat.wait(10 * 60_000)
    expect(chat.say(MORE)).toContain('接在第 2 题「做了什么」后面')
  })
  it('nor what tries to be a row, or comes behind a short text', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const one of ['昨天', '培训', '跳过']) chat.say(one)
    expect(chat.say('人还不少，大家都很高兴，没有细数过，回头补')).not.toContain('后面的吗')
    const brief = told()
    for (const one of ['培训', '3月22日 培训 高安 25人', '完', '1']) brief.say(one)
    expect(brief.say('我们用了场地，还有打印的，一共花了多少要问会计')).not.toContain('后面的吗')
  })
  it.each(['8月亲子活动20人', '9月', '10月1日', '8月 高安 培训 30人', '经费500元不够用', '7月5日再办一次读书会 20人'])(
    'plans are told with days and numbers: %s',
    (said) => {
      const chat = talk(formNamed('work-brief.v2'))
      chat.open()
      for (const one of ['2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训', '没有', '没有']) chat.say(one)
      expect(chat.say(said)).toMatch(/^记下了，现在有/u)
    },
  )
  it('or is none', () => {
    const chat = told()
    chat.say(MORE)
    expect(chat.say('2')).toContain('选好以后再发')
    expect(chat.session.answers['done']?.value).toBe(DONE)
  })
  it('is not a row that comes too early: that is for its table', () => {
    const chat = told()
    expect(chat.say('3月22日 高安志愿者培训 高安 25人')).toContain('第 4 题「活动」里，记下第 1 条')
    expect(chat.say('培训')).toContain('【4/8】已记下 1 条')
  })
})
