import { describe, expect, it } from '@jest/globals'
import { aForm } from '../forms/a-form.js'
import { formNamed, talk } from './talk.js'

const form = formNamed('training.v1')
const answered = (kind: string, ...rest: string[]) => {
  const chat = talk(form)
  for (const text of [kind, '6月20日', '6月21日', '高安志愿者培训', ...rest]) chat.say(text)
  return chat
}

describe('skip logic', () => {
  it('keeps an answer that is no longer asked for, and counts it again when it is', () => {
    const chat = answered('培训', '李老师', '25人', '跳过')
    expect(chat.say('改 1')).toContain('【1/7】')
    const gone = chat.say('走访')
    expect(gone).toContain('「讲师」现在不用填了')
    expect(gone).not.toContain('李老师')
    expect(chat.session.answers['trainer']).toMatchObject({ value: '李老师' })
    chat.say('改 1')
    expect(chat.say('培训')).toContain('5. 讲师：李老师')
  })

  it('counts by the numbers of the summary, which stay while the condition does', () => {
    const chat = answered('走访', '12人', '跳过')
    expect(chat.say('预览')).toContain('5. 人数：12人')
    expect(chat.say('改 5')).toContain('【5/6】有多少人参加')
    chat.say('13人')
    expect(chat.say('改 7')).toContain('没有第 7 题，一共 6 题')
  })

  it('asks what an answer to an earlier question brings up, and only that', () => {
    const chat = answered('走访', '12人', '跳过')
    chat.say('改 1')
    expect(chat.say('培训')).toContain('【5/7】谁来讲的')
    expect(chat.say('李老师')).toContain('都对吗')
  })

  it('asks for what was skipped once it is required, and submits nothing before', () => {
    const chat = answered('培训', '李老师', '25人', '跳过')
    chat.say('改 6')
    expect(chat.say('60人')).toMatch(/「签到情况」也要填一下。\n【7\/7】/)
    expect(chat.say('跳过')).toContain('要填了才能提交')
    expect(chat.say('提交')).toContain('还差第 7 题「签到情况」')
    chat.say('上一步')
    chat.say('改 6')
    expect(chat.say('25人')).toContain('都对吗')
    chat.say('1')
    expect(chat.effects).toEqual([{ type: 'file_record' }])
  })

  it('goes back over what is not asked', () => {
    const chat = answered('走访')
    expect(chat.say('上一步')).toContain('【4/6】')
    expect(answered('培训', '李老师').say('上一步')).toContain('【5/7】谁来讲的')
  })

  it('tells how many questions there are without a promise', () => {
    expect(talk(form).open()).toContain('大约 6 题')
    expect(answered('走访').say('要多久')).toContain('大约 6 题')
    expect(talk(formNamed('activity.v1')).open()).toContain('一共 6 题')
  })

  it('goes on where a question that was being asked is asked no more', () => {
    const chat = answered('培训')
    const { answers } = chat.session
    const moved = talk(form)
    Object.assign(moved.session, { ...chat.session, answers: { ...answers, kind: { value: 'visit', from: [] } } })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'trainer' })
    expect(moved.say('继续')).toContain('【5/6】有多少人参加')
  })

  it('keeps what becomes of a picture in a question that is not asked at present, and says nothing of it', () => {
    const album = aForm(`
- { key: kind, kind: choice, label: 类别, choices: [{ key: training, label: 培训 }, { key: visit, label: 走访 }] }
- { key: photos, kind: photos, label: 照片, when: { field: kind, is: training } }
- { key: story, kind: text, label: 故事 }
`)
    const chat = talk(album)
    chat.say('培训')
    chat.photo()
    chat.find('photos', { type: 'woken', why: 'album' })
    chat.say('好了')
    chat.say('改 1')
    chat.say('走访')
    expect(chat.find('photos', { type: 'picture_lost', photo: 'm2', code: 'media.gone' })).toBeNull()
    expect(JSON.stringify(chat.session.answers['photos'])).toContain('lost')
    chat.say('改 1')
    chat.say('培训')
    expect(chat.say('故事很长')).toContain('第 1 张照片没有取到')
  })
})

it('pictures for a question that is required just now are answered where they are asked for', () => {
  const chat = talk(
    aForm(`
- { key: kind, kind: choice, label: 类别, choices: [{ key: training, label: 培训 }, { key: visit, label: 走访 }] }
- { key: photos, kind: photos, label: 照片, required_when: { field: kind, is: training } }
`),
  )
  expect(chat.say('培训')).not.toContain('跳过')
  expect(chat.photo()).toBeNull()
  const told = chat.find('photos', { type: 'woken', why: 'album' })
  expect(told).toContain('收到 1 张')
  expect(told).not.toContain('先放在')
  expect(chat.say('跳过')).toContain('都对吗')
})

describe('a check between two answers', () => {
  it('keeps all from being submitted until one of them is mended, and says which', () => {
    const chat = answered('走访', '12人', '跳过')
    chat.say('改 3')
    expect(chat.say('6月2日')).toContain(
      '结束日期早于开始日期（第 2 题「开始日期」、第 3 题「结束日期」），改好就能提交',
    )
    expect(chat.say('提交')).toContain('要是第 2 题写错了，就回复 改 2')
    expect(chat.effects).toEqual([])
    expect(chat.say('6月25日')).toContain('都对吗')
    chat.say('1')
    expect(chat.effects).toEqual([{ type: 'file_record' }])
  })

  it('is told before the summary, too, when she would submit from a question', () => {
    const chat = answered('走访')
    chat.say('改 3')
    chat.say('6月2日')
    chat.say('12人')
    expect(chat.say('提交')).toMatch(/^结束日期早于开始日期.*\n【3\/6】/)
  })

  it('looks at no answer that is not asked for', () => {
    const costs = aForm(
      `
- { key: paid, kind: choice, label: 花钱, choices: [{ key: yes_, label: 花了 }, { key: no_, label: 没花 }] }
- { key: sum, kind: money, label: 金额, when: { field: paid, is: yes_ } }
- { key: most, kind: money, label: 上限 }
`,
      'checks:\n  - { at_most: [sum, most] }\n',
    )
    const chat = talk(costs)
    for (const text of ['花了', '500元', '300元']) chat.say(text)
    expect(chat.say('预览')).toContain('「金额」不能比「上限」多（第 2 题「金额」、第 3 题「上限」）')
    chat.say('改 1')
    expect(chat.say('没花')).toContain('都对吗')
  })
})
