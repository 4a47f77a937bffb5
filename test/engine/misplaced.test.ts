import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const activity = formNamed('activity.v2')

/** An activity record at the question after these answers. */
const after = (...said: string[]) => {
  const chat = talk(activity)
  chat.open()
  for (const one of said) chat.say(one)
  return chat
}

const WHOLE = ['昨天', '读书会', '高安', '签到30人', '培训', '跳过']

describe('a word about what is filed, in a draft', () => {
  it.each(['更正 2', '更正 1', '更正2', '撤回 1', '恢复 1', '恢复第1份', '历史 3', 'correct 2'])(
    '%s changes nothing and is told apart, wherever the draft is',
    (said) => {
      for (let count = 1; count <= WHOLE.length; count++) {
        const chat = after(...WHOLE.slice(0, count))
        const { answers, at } = chat.session
        expect(chat.say(said)).toMatch(/是对交过的说的.*改 2.*我的填报/)
        expect(chat.session).toMatchObject({ answers, at })
      }
    },
  )

  it.each(['更正：32人', '更正一下，应该是32人'])('%s is a correction as before', (said) => {
    const chat = after('昨天', '读书会', '高安', '签到30人')
    expect(chat.say(said)).toContain('32人，这个人数是怎么来的？')
  })
})
