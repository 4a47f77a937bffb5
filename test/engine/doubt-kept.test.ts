import { expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月5日 读书会 萍乡 32人'

it('rows said while it is asked of which question the first were follow them, and no part of a text', () => {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ['1月到6月', DONE, '培训', ROWS, '完', '签到', '跳过']) chat.say(said)
  expect(chat.say('场地费五百，印刷费 120块')).toContain('是给第 5 题「支出」')
  for (const said of ['车费260', '完']) chat.say(said)
  chat.say('志愿者太少，周末才有空')
  const reply = chat.say('1')
  expect(reply).toContain('车费 · 260元')
  const held = JSON.stringify([chat.session.answers, chat.session.partials])
  expect(held).toMatch(/场地费.*印刷费.*车费/)
  expect(JSON.stringify([chat.session.answers['plans'], chat.session.partials['plans']])).not.toMatch(/车费|完/)
  expect(JSON.stringify([chat.session.answers['plans'], chat.session.partials['plans']])).toContain('志愿者太少')
})

const LIST: [string[], string[]][] = [
  [
    ['场地费500', '30人', '28人'],
    ['1', '1', '1'],
  ],
  [
    ['场地费500', '1月到5月', '4月8日 讲座 28人'],
    ['1', '1'],
  ],
  [['30人'], ['1']],
]
it.each(LIST)('a list of what to change is not lost behind what waits and is asked about: %j', (waiting, settles) => {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ['1月到6月', DONE, '培训', ROWS, '完', '签到', '跳过']) chat.say(said)
  expect(chat.say('26人')).toContain('是给第 4 题「活动」')
  for (const said of waiting) chat.say(said)
  const reply = chat.say('改 3、5、1')
  expect(reply).toContain('「改 3、5、1」先留着')
  expect(reply).toMatch(/是给第 [45] 题/)
  const last = settles.map((said) => chat.say(said)).at(-1)
  expect(last).toContain('【3/7】')
  expect(chat.session.at).toEqual({ type: 'changing', field: 'category', others: ['spending', 'period'] })
})
