import { expect, it } from '@jest/globals'
import { playShell } from '../shell-chat.js'

const HALVES = ['延期', '免交', '要补', '回', '走访', '电话', '合并', '回来', '催一下']

it('of a command of which staff say the first word alone they hear what belongs behind it', async () => {
  const said = HALVES.map((half) => `小满: ${half}`)
  const played = await playShell(
    ['# 半句', '> shell zh-CN', '> 工作人员小满', '> 小禾 青云社', '@ 2014-07-02 10:00', ...said].join('\n') + '\n',
  )
  const answers = played.split('\n').filter((line) => line.startsWith('简报→小满: '))
  expect(answers).toHaveLength(HALVES.length)
  for (const answer of answers) {
    expect(answer).toMatch(/比如|回复/)
    expect(answer).not.toContain('没听懂')
  }
})
