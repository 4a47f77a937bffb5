import { describe, expect, it } from '@jest/globals'
import { yesOrNo } from '../../src/engine/commands.js'
import { atActivities, atHeadcount, wordsIn, formNamed, talk } from './talk.js'

describe('1 是, 2 不是', () => {
  it.each(['1', '是', '是我', '嗯是我', '对是我', '对，是我', '我就是', '是的呀', '好吧', '嗯嗯'])(
    '%s is yes',
    (said) => {
      expect(yesOrNo(said)).toBe(true)
    },
  )
  it.each(['2', '不是', '不是我啊', '不，不是我', '嗯不是', '不对', '认错人了', '不了'])('%s is no', (said) => {
    expect(yesOrNo(said)).toBe(false)
  })
  it.each(['是不是我', '是我妹妹', '我不是很清楚', '10'])('%s is neither', (said) => {
    expect(yesOrNo(said)).toBeNull()
  })
})

describe('看第4题', () => {
  it.each([
    ['看第2题', /^第 2 题 做了什么：(?:在高安办了志愿者培训){6}\n填到第 4 题「活动」/u],
    ['看看第 1 题', /^第 1 题 报告时段：2014年1—6月\n填到第 4 题/u],
    ['看活动类别', /^第 3 题 活动类别：培训\n填到第 4 题/u],
    ['看照片', /^第 7 题 照片：（还没填）\n填到第 4 题/u],
    ['看第9题', /^没有第 9 题，一共 7 题。\n填到第 4 题/u],
  ])('%s shows the answer to its end, and what is to be done next', (said, expected) => {
    const chat = atActivities()
    const { answers, at } = chat.session
    expect(chat.say(said)).toMatch(expected)
    expect(chat.session).toMatchObject({ answers, at })
  })

  it('at the summary ends with what can be done there', () => {
    const chat = atHeadcount('25人', '1', '跳过')
    expect(chat.session.at.type).toBe('summary')
    expect(chat.say('看第4题')).toMatch(/^第 4 题 人数：25人（签到）\n都对吗？回复 1 提交/u)
  })

  it('in English', () => {
    const chat = talk(formNamed('activity.v2'), wordsIn('en'))
    chat.open()
    chat.say('2014-07-01')
    expect(chat.say('show 1')).toMatch(/2014[^]*2/u)
    expect(chat.session.at).toEqual({ type: 'asking', field: 'title' })
  })
})
