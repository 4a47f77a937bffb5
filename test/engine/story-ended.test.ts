import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const TOLD =
  '上半年在高安办了三次志愿者培训，每次先走访再定内容，学员回去后自己办起了读书会，每个月一次，还请来了县里的老师讲课。'

function told(form: string, ...said: string[]): Talk {
  const chat = talk(formNamed(form))
  chat.open()
  for (const one of said) chat.say(one)
  return chat
}

describe('完 right behind a story that was whole', () => {
  it.each(['完', '写好了', '写完了', '完了。', '就这些', '好了'])('leaves the next question asked: %s', (said) => {
    const chat = told('work-brief.v2', '1月到6月', TOLD)
    const reply = chat.say(said)
    expect(reply).toContain('好，「做了什么」记完了。')
    expect(reply).toContain('【4/7】办了哪些活动？')
    expect(chat.session.answers['activities']).toBeUndefined()
    expect(chat.say('3月22日 培训 高安 25人')).toContain('记下第 1 条')
  })

  it('said again is of that question', () => {
    const chat = told('work-brief.v2', '1月到6月', TOLD, '完')
    expect(chat.say('完')).toContain('好，「活动」先空着。')
  })

  it('「没有了」 is of that question', () => {
    expect(told('work-brief.v2', '1月到6月', TOLD).say('没有了')).toContain('好，「活动」先空着。')
  })

  it('does so at each story', () => {
    const chat = told('work-brief.v1', '1月到6月', TOLD, '培训', '3月22日 培训 高安 25人，完', '场地费 500，完')
    chat.say('志愿者周末才有空，两场只好改期，场地也常常借不到。')
    expect(chat.say('写完了')).toContain('好，「困难」记完了。')
    chat.say('下半年再办两次培训，每次之前先走访，结束一个月后打电话回访大家。')
    expect(chat.say('完')).toContain('好，「下一步打算」记完了。')
    expect(chat.say('完')).toContain('好，「照片」先空着。')
  })

  it('behind a story that was ended with it it is of the next question', () => {
    expect(told('activity.v2', '昨天', '培训').say('完')).not.toContain('记完了')
  })
})

describe('the rest of a story that she is asked about', () => {
  const REST = '课后还互相监督，村里的老人也慢慢愿意来了，大家都说这样的课很有用。'
  const rows = ['3月22日 读书会 高安 25人', '4月22日 读书会 高安 26人'] as const

  it('waits behind one row, and is named with how to bring it back behind the second', () => {
    const chat = told('work-brief.v2', '1月到6月', TOLD)
    expect(chat.say(REST)).toContain('接在第 2 题「做了什么」后面的吗？')
    expect(chat.say(rows[0])).toMatch(/记下第 1 条[^]*接在第 2 题「做了什么」后面的吗？/u)
    const reply = chat.say(rows[1])
    expect(reply).toMatch(/」没有记。要记到第 2 题，就回复 补 2，后面加上这句话。\n记下第 2 条/u)
    expect(chat.say(`补 2 ${REST}`)).toContain('第 2 题「做了什么」接上了')
    expect(chat.session.answers['done']?.value).toBe(`${TOLD}\n${REST}`)
  })

  it.each(['提交', '上一步', '改 1'])('so it is where she goes elsewhere: %s', (command) => {
    const chat = told('work-brief.v2', '1月到6月', TOLD, REST)
    expect(chat.say(command)).toContain('就回复 补 2，后面加上这句话。')
  })

  it('a value is taken by the same word', () => {
    const chat = told('activity.v2', '昨天', '3月22日')
    expect(chat.say('提交')).toContain('要记到第 1 题，就回复 补 1，后面加上这句话。')
    expect(chat.say('补 1 3月22日')).toContain('3月22日')
    expect(chat.session.answers['date']?.value).toMatchObject({ from: '2014-03-22' })
  })
})

describe('a story in more parts than it needed', () => {
  const parts = [
    '上半年在高安办了三次志愿者培训，每次来了二十多人。',
    '每次先走访再定内容，学员回去后自己办起了读书会，还请来了老师讲课。',
    '村里的老人也慢慢愿意来了 大家都说这样的课很有用 盼着下一次',
    '孩子们最喜欢讲故事',
  ]

  it('goes on with each part that comes at once, behind one question', () => {
    const chat = told('work-brief.v2', '1月到6月', ...parts.slice(0, 2))
    expect(chat.say(parts[2]!)).toContain('接在第 2 题「做了什么」后面的吗？')
    expect(chat.say(parts[3]!)).toContain('先留着')
    expect(chat.say('1')).toContain('第 2 题「做了什么」接上了')
    expect(chat.session.answers['done']).toMatchObject({ value: parts.join('\n'), from: ['m2', 'm3', 'm4', 'm5'] })
    expect(chat.say('3月22日 培训 高安 25人')).toContain('记下第 1 条')
  })

  it('is asked about also where any words are an answer', () => {
    const difficult = ['场地难借，', '志愿者周末才有空，两场只好改期，车也不好找。']
    const plans = '下半年再办两次培训，每次之前先走访，结束一个月后打电话回访大家。'
    const chat = told('work-brief.v1', '1月到6月', TOLD, '培训', '跳过', '跳过', ...difficult)
    expect(chat.say(plans)).toContain('接在第 6 题「困难」后面的吗？')
    expect(chat.say('2')).toContain('【8/8】')
    expect(chat.session.answers['next_steps']?.value).toBe(plans)
    const ended = told('work-brief.v1', '1月到6月', TOLD, '培训', '跳过', '跳过', difficult.join(''))
    expect(ended.say(plans)).toContain('【8/8】')
  })
})

describe('完 at the end of a story', () => {
  const stored = (said: string) => {
    const chat = told('work-brief.v2', '1月到6月', said)
    return chat.session.answers['done']?.value
  }

  it.each([
    [`${TOLD} 完`, TOLD],
    [`${TOLD}　写完了`, TOLD],
    [`${TOLD}。完`, `${TOLD}。`],
    [`${TOLD}！ 完。`, `${TOLD}！`],
    [`${TOLD}\n完`, TOLD],
    // A last word of the text itself.
    [`${TOLD}，活动办完`, `${TOLD}，活动办完`],
    [`${TOLD}，活动顺利 完成`, `${TOLD}，活动顺利 完成`],
    [`${TOLD}，都办完了。`, `${TOLD}，都办完了。`],
    [`${TOLD}，天亮才 结束`, `${TOLD}，天亮才 结束`],
    [`${TOLD} until the end`, `${TOLD} until the end`],
  ])('%s is kept as %s', (said, kept) => {
    expect(stored(said)).toBe(kept)
  })

  it('too short it is told how much is missing, and nothing of 完 is counted', () => {
    const chat = told('work-brief.v2', '1月到6月')
    expect(chat.say(`${'字'.repeat(30)} 完`)).toContain('已写 30 字，还差 20 字')
    expect(chat.say(`${'字'.repeat(25)} 完`)).toMatch(/^记下了，共 55 字。\n/)
  })
})
