import { describe, expect, it } from '@jest/globals'
import { overtaken, returnedMeanwhile, type Meanwhile } from '../../src/engine/overtaken.js'
import { isReason } from '../../src/engine/explain.js'
import { valuesOf } from '../../src/engine/revision.js'
import { step } from '../../src/engine/step.js'
import type { Answer } from '../../src/engine/session.js'
import type { Asking } from '../../src/forms/field-kind.js'
import { formNamed, talk, wordsIn } from './talk.js'

const form = formNamed('activity.v1')
const asking: Asking = {
  words: wordsIn('zh-CN'),
  speaksLater: true,
  today: '2014-07-02',
  now: '2014-07-02T02:00:00.000Z',
  messageId: '',
  sentAt: '2014-07-02T02:00:00.000Z',
}

/** An activity as it was filed: 3月22日, 高安, 30 people. */
function filed() {
  const chat = talk(form)
  chat.open()
  for (const text of ['3月22日', '高安志愿者培训', '高安', '30人', '3', '跳过', '1']) chat.say(text)
  expect(chat.session.at).toEqual({ type: 'filed' })
  return chat
}

/** Her revision with these changes, just before 提交; `answers` are those of the record. */
function revising(type: 'edit' | 'correction', ...said: string[]) {
  const chat = filed()
  const { answers } = chat.session
  chat.revise(type)
  for (const text of said) chat.say(text)
  return { chat, answers, session: chat.session }
}

/** What another made of one answer. */
function changed(answers: Record<string, Answer>, ...said: string[]): Record<string, Answer> {
  const other = filed()
  other.revise('edit')
  for (const text of said) other.say(text)
  return { ...answers, ...other.session.answers }
}

describe('a revision', () => {
  it('keeps the messages of what it does not change', () => {
    const { session, answers } = revising('edit', '4', '35人')
    expect(session.answers['place']).toEqual(answers['place'])
    expect(session.answers['headcount']!.from).not.toEqual(answers['headcount']!.from)
    expect(session.revision!.before).toEqual(valuesOf(answers))
  })

  it('asks only what was returned, in the order of the form, and nothing is filed before all of it was seen', () => {
    const chat = filed()
    const first = chat.revise('returned', { photos: '补两张', place: '写到区县' })
    expect(first).toMatch(/要改的有 2 题[^]*【3\/6】支持你们的枢纽机构说：写到区县\n在哪里办的/)
    chat.say('高安筠阳')
    expect(chat.say('提交')).toMatch(/这一题也退回来了[^]*【6\/6】支持你们的枢纽机构说：补两张/)
    expect(chat.say('跳过')).toContain('改了 1 处')
    expect(chat.say('1')).toContain('改好交上去了')
    expect(chat.effects.filter(({ type }) => type === 'file_record')).toHaveLength(2)
  })

  it('goes to the other returned questions after one that was changed by its number', () => {
    const chat = filed()
    chat.revise('returned', { place: '写到区县', headcount: '请核对' })
    expect(chat.say('改 2')).toContain('【2/6】')
    expect(chat.say('高安骨干培训')).toContain('【3/6】支持你们的枢纽机构说')
    expect(chat.say('不变')).toContain('【4/6】支持你们的枢纽机构说')
    expect(chat.say('35人')).toContain('改了 2 处')
  })

  it('is given up without a change, and the words say that nothing is lost', () => {
    const { chat } = revising('edit', '4', '35人')
    expect(chat.say('取消')).toContain('交上去的那份不变')
    expect(chat.say('1')).toContain('还是原来的样子')
    expect(chat.session.at).toEqual({ type: 'cancelled' })
  })

  it('is not filed unchanged, unless the hub asked and hears why', () => {
    const { chat } = revising('edit', '4', '不变')
    expect(chat.say('1')).toContain('一处都还没有改')
    expect(chat.say('提交')).toContain('一处')
    expect(chat.session.at.type).not.toBe('filed')
  })

  it('comes back from the question why to what was changed', () => {
    const { chat } = revising('correction', '4', '35人', '1')
    expect(chat.session.at).toEqual({ type: 'explaining' })
    expect(chat.say('上一步')).toContain('改了 1 处')
    chat.say('1')
    expect(chat.say('1')).toContain('为什么更正')
    expect(chat.say('签到表又找到一页')).toContain('更正记下了')
    expect(chat.session.revision!.reason).toBe('签到表又找到一页')
  })

  it('shows a picture that came beside the question why before it files, and the reason stays', () => {
    const { chat } = revising('correction', '4', '35人', '1')
    chat.photo()
    expect(chat.say('签到表又找到一页')).toMatch(/改了 2 处[^]*加了照片（第 1 张）/)
    expect(chat.say('1')).toMatch(/更正记下了[^]*加了照片/)
    expect(chat.session.answers['photos']?.value).toMatchObject({ photos: [{}] })
    expect(chat.session.revision!.reason).toBe('签到表又找到一页')
  })

  it('says the same in English', () => {
    const chat = talk(form, wordsIn('en'))
    chat.open()
    for (const text of ['2014-03-22', 'Training', 'Gaoan', '30人', '3', 'skip', '1']) chat.say(text)
    expect(chat.revise('returned', { headcount: 'check the sheet' })).toMatch(/came back[^]*says: check the sheet/)
    expect(chat.say('35人')).toMatch(/changed in 1 place[^]*30人 → 35人[^]*1 submit/)
  })

  it.each([
    ['签到表又找到一页', true],
    ['数错了两个人', true],
    ['写错了', false],
    ['改', false],
    ['更正一下', false],
    ['填错了填错了', false],
    ['', false],
  ])('「%s」 says why: %s', (text, says) => {
    expect(isReason(text)).toBe(says)
  })
})

describe('when somebody was quicker', () => {
  const meet = (session: ReturnType<typeof revising>['session'], now: Omit<Meanwhile, 'by'>) =>
    overtaken(form, session, { by: '小荷', ...now }, asking)

  it('what was accepted is corrected, with a reason, and her change is there', () => {
    const { session, answers } = revising('edit', '4', '35人')
    const told = meet(session, { recordId: 'r1', state: 'accepted', answers })
    expect(told.reply).toMatch(/刚刚通过了[^]*为什么更正/)
    expect(told.session).toMatchObject({ at: { type: 'explaining' }, revision: { type: 'correction', reason: null } })
    expect(told.session.answers['headcount']).toEqual(session.answers['headcount'])
    expect(told.effects).toEqual([])
  })

  it('what was withdrawn may be brought back', () => {
    const { session, answers } = revising('edit', '4', '35人')
    const told = meet(session, { recordId: 'r1', state: 'withdrawn', answers })
    expect(told.reply).toMatch(/刚刚被撤回了[^]*30人 → 35人/)
    expect(told.session).toMatchObject({ at: { type: 'summary' }, revision: { type: 'edit', withdrawn: true } })
  })

  it('what was opened again needs no reason', () => {
    const { session, answers } = revising('correction', '4', '35人')
    const told = meet(session, { recordId: 'r1', state: 'open', answers })
    expect(told.reply).toMatch(/刚刚又打开了[^]*30人 → 35人/)
    expect(told.session.revision).toMatchObject({ type: 'edit' })
  })

  it('what another changed stands beside hers, and she sees it', () => {
    const { session, answers } = revising('edit', '4', '35人')
    const theirs = changed(answers, '3', '高安筠阳', '改 4', '31人')
    const told = meet(session, { recordId: 'r2', state: 'open', answers: theirs })
    expect(told.reply).toMatch(
      /被 小荷 改过了[^]*新的改了 2 处：\n第 3 题 地点：高安 → 高安筠阳\n第 4 题 人数：30人 → 31人\n「活动记录」改了 1 处：\n第 4 题 人数：31人 → 35人/,
    )
    expect(told.session.revision).toMatchObject({ recordId: 'r2', before: valuesOf(theirs) })
    expect(told.session.answers['place']).toEqual(theirs['place'])
    expect(told.session.answers['headcount']).toEqual(session.answers['headcount'])
  })

  it('what the hub returns meanwhile is asked in the same conversation', () => {
    const { session } = revising('edit', '4', '35人')
    const told = returnedMeanwhile(form, session, { place: '写到区县' }, asking)
    expect(told.reply).toMatch(/退回来了，有 1 题要改：\n第 3 题 地点：写到区县\n回复 1，从第 3 题改起/)
    expect(told.session).toMatchObject({ at: { type: 'summary' }, revision: { type: 'returned', fields: ['place'] } })
    // What she says before she reads of it is no answer to a question that she has not seen.
    for (const [said, heard] of [
      ['1', '【3/6】支持你们的枢纽机构说：写到区县'],
      ['2', '改哪一题'],
    ] as const)
      expect(step(form, told.session, { type: 'said', said: { type: 'text', text: said } }, asking).reply).toContain(
        heard,
      )
    expect(told.session.answers).toEqual(session.answers)
  })

  it('also a word on a question that is not asked as things stand', () => {
    const brief = formNamed('work-brief.v2')
    const chat = talk(brief)
    chat.open()
    for (const text of ['本期无活动', '2014年1月到3月', '跳过', '1', '1']) chat.say(text)
    expect(chat.session.at).toEqual({ type: 'filed' })
    chat.revise('edit')
    const told = returnedMeanwhile(
      brief,
      { ...chat.session, idle: true },
      { period: '是第二季度吧', activities: '漏了一场' },
      asking,
    )
    expect(told.reply).toContain('有 2 题要改：\n第 1 题 报告时段：是第二季度吧\n活动：漏了一场\n')
  })

  it('without taking her away from the question she is at', () => {
    const { session } = revising('edit', '4')
    const told = returnedMeanwhile(form, session, { place: '写到区县' }, asking)
    expect(told.session.at).toEqual({ type: 'changing', field: 'headcount' })
    expect(told.reply).toMatch(/第 3 题 地点：写到区县\n填到第 4 题/)
  })
})
