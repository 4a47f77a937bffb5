import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const TOLD =
  '上半年在高安办了三次志愿者培训，每次先走访再定内容，学员回去后自己办起了读书会，每个月一次，还请来了县里的老师讲课。'
const STORIES = [
  '下半年想找高校的社团合作，请大学生来带孩子们做手工，也想把读书会办到村里去。',
  '第三季度我们打算先走访再定内容，志愿者周末才有空。',
  '今年3月开始在高安办了培训，来的人比去年多了不少。',
  '从8月起孩子们放假了，来的人多了一倍',
]

/** The period once more, after all is told. */
function atPeriod() {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ['1月到6月', TOLD, '3月22日 培训 高安 签到25人，完', '场地费 300，完']) chat.say(said)
  chat.say('改 1、2')
  return chat
}

describe('a period that is there', () => {
  it.each(STORIES)('does not become another by a story: %s', (said) => {
    const chat = atPeriod()
    expect(chat.say(said)).toMatch(/没有记。这里只问报告时段，现在是 2014年1—6月|没看/u)
    expect(chat.session.answers['period']?.value).toEqual({ from: '2014-01-01', to: '2014-06-30' })
    expect(chat.say('不变')).toContain('【2/7】')
  })

  it.each(['2月到6月', '改成第二季度', '应该是4月到6月', '是第二季度（4-6月）'])(
    'becomes what she says in so many words: %s',
    (said) => {
      const chat = atPeriod()
      expect(chat.say(said)).toContain('记下了：')
      expect(chat.session.answers['period']?.value).toMatchObject({ to: '2014-06-30' })
    },
  )
})

it('what is to be done says nothing of the period, also where none is there', () => {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  expect(chat.say(STORIES[0]!)).not.toContain('记下了')
  expect(chat.session.answers['period']).toBeUndefined()
})
