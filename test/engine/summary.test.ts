import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const story =
  '在高安和萍乡各办了一次志愿者培训，每次先走访再定内容；学员回去以后自己办起了读书会，每个月一次，来的人比去年多。'
const rows = Array.from({ length: 12 }, (_, i) => `4月${i + 10}日 志愿者培训 高安 签到${i + 20}人`)

/** A brief with so many activities, up to its summary. */
const summed = (activities: string[]) => {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ['4月到6月', story, [...activities, '完'].join('\n'), '场地费 500元，资料 120元', story])
    chat.say(said)
  return { chat, summary: chat.say('跳过') ?? '' }
}

describe('the summary before all is submitted', () => {
  it.each([1, 5, 12])(
    'fits a phone with %i activities, and each is looked at by the number of the question',
    (count) => {
      const { chat, summary } = summed(rows.slice(0, count))
      expect(summary).toMatch(/\n4\. 活动：共 \d+ 条（合计 \d+人/u)
      expect(summary).toContain('5. 支出：共 2 条（合计 620元）；1. 场地费 · 500元；2. 资料 · 120元')
      expect(summary).toMatch(/都对吗？回复 1 提交，2 修改。$/)
      expect(summary.split('\n').length).toBeLessThanOrEqual(15)
      expect(summary.includes('回复 看 4，看每一条')).toBe(count > 5)
      const looked = chat.say('看 4') ?? ''
      expect(looked).toMatch(/都对吗？回复 1 提交，2 修改。$/)
      expect(looked.match(/志愿者培训/gu)).toHaveLength(count)
      expect(chat.say('预览')?.match(/ · 志愿者培训/gu)).toHaveLength(count)
    },
  )

  it('still says which days are outside of the period', () => {
    const { summary } = summed([...rows.slice(0, 3), '2月3日 志愿者培训 高安 签到9人'])
    expect(summary).toContain('第 4 条的日期不在2014年4—6月里')
  })
})
