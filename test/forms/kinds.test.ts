import { describe, expect, it } from '@jest/globals'
import type { Asking } from '../../src/forms/field-kind.js'
import type { Field } from '../../src/forms/form.js'
import { kinds } from '../../src/forms/kinds.js'
import { countCharacters } from '../../src/forms/kinds/text.js'
import type { Said } from '../../src/kernel/message.js'
import { wordsIn } from '../engine/talk.js'

const words = wordsIn('zh-CN')
const asking: Asking = {
  words,
  today: '2014-07-02',
  now: '2014-07-02T02:00:00.000Z',
  speaksLater: true,
  messageId: 'm',
  sentAt: '2014-07-02T02:00:00.000Z',
}

const field = (kind: string, options: object = {}, required = true): Field => ({
  key: 'f',
  kind,
  label: '某项',
  required,
  options: kinds[kind]?.options.parse(options) ?? {},
})

/** What an utterance becomes: the line shown for an answer, the code of the problem, or what else. */
function heard(one: Field, said: string | Said): string {
  const kind = kinds[one.kind]
  if (!kind) throw new Error(one.kind)
  const reading = kind.read(one, typeof said === 'string' ? { type: 'text', text: said } : said, null, null, asking)
  if (reading.type === 'misread') return reading.problem.code
  if (reading.type !== 'answered') return reading.type
  const [problem] = kind.check(one, reading.value, asking)
  if (problem) return problem.code
  const stored = JSON.parse(JSON.stringify(kind.encode(reading.value))) as ReturnType<typeof kind.encode>
  expect(kind.decode(stored)).toEqual(reading.value)
  return kind.show(one, reading.value, words)
}

const list = [
  { key: 'exchange', label: '交流分享' },
  { key: 'support', label: '陪伴支持' },
  { key: 'training', label: '培训' },
  { key: 'trainers', label: '培训者培训' },
]

const cases: [Field, [said: string | Said, shown: string][]][] = [
  [
    field('number', { least: 1, most: 100 }),
    [
      ['35', '35'],
      ['３５', '35'],
      ['三十五', '35'],
      ['一千二', 'number.too_big'],
      ['0', 'number.too_small'],
      ['很多', 'number.unclear'],
      ['没统计', 'nothing'],
    ],
  ],
  [
    field('headcount'),
    [
      ['25', '25人'],
      ['大概来了二十几个人吧', '大概二十几个人'],
      ['二百多人次', '二百多人次'],
      ['32人，其中志愿者5个', '32人（志愿者5）'],
      ['没统计', 'nothing'],
      ['3月22日来了25人', 'headcount.unclear'],
      ['1000000人', 'headcount.too_big'],
      ['30人，其中学生50个', 'continued'],
      ['几十个人', 'headcount.vague'],
      ['😀', 'headcount.unclear'],
    ],
  ],
  [
    field('money'),
    [
      ['500元', '500元'],
      ['五百块', '500元'],
      ['1.2万', '12000元'],
      ['没花钱', '0元'],
      ['很贵', 'money.unclear'],
    ],
  ],
  [
    field('date'),
    [
      ['昨天', '2014年7月1日'],
      ['3月22号', '2014年3月22日'],
      ['是3月22日办的', '2014年3月22日'],
      ['4月26日到28日', 'date.several'],
      ['2015年1月1日', 'date.future'],
      ['1914年3月22日', 'date.long_ago'],
      ['2月30日', 'date.no_such_day'],
      ['3月22日和4月6日', 'date.listed'],
    ],
  ],
  [
    field('date_range', { future: true }),
    [
      ['1月到6月', '2014年1—6月'],
      ['第二季度', '2014年4—6月'],
      ['2014-01 to 2014-06', '2014年1—6月'],
      ['最近', 'date_range.unclear'],
    ],
  ],
  [
    field('choice', { choices: list }),
    [
      ['1', '交流分享'],
      ['１', '交流分享'],
      ['一', '交流分享'],
      ['第2个', '陪伴支持'],
      ['培训', '培训'],
      ['3 培训', '培训'],
      ['陪伴', '陪伴支持'],
      ['exchange', '交流分享'],
      ['训', 'choice.several'],
      ['第三类', '培训'],
      ['应该是陪伴吧', '陪伴支持'],
      ['陪伴和交流都有', 'choice.several'],
      ['1和3', 'choice.several'],
      ['6月20日 培训 县城 志愿者8人老师3人', 'choice.too_much'],
      ['这半年我们办了三次培训', 'choice.too_much'],
      ['9', 'choice.unclear'],
      ['不知道', 'choice.unclear'],
    ],
  ],
  [
    field('choices', { choices: list, most: 2 }),
    [
      ['1 3', '交流分享、培训'],
      ['3、1', '交流分享、培训'],
      ['一和三', '交流分享、培训'],
      ['培训', '培训'],
      ['交流，陪伴', '交流分享、陪伴支持'],
      ['全部', 'choices.too_many'],
      ['5', 'choice.unclear'],
      ['没有', 'nothing'],
    ],
  ],
  [
    field('place'),
    [
      ['鸡鸣山社区\n二楼', '鸡鸣山社区 二楼'],
      [{ type: 'location', latitude: 28, longitude: 115, label: '高安市图书馆' }, '高安市图书馆'],
      [{ type: 'location', latitude: 28, longitude: 115, label: '' }, 'place.no_name'],
      ['远'.repeat(61), 'place.too_long'],
      ['\u200b', 'text.empty'],
    ],
  ],
  [
    field('text', { most: 100 }),
    [
      ['  办了三次培训\u0000  ', '办了三次培训'],
      ['\u200b\u200b', 'text.empty'],
      ['字'.repeat(101), 'text.too_long'],
      [{ type: 'link', title: 't', url: 'u' }, 'text.wanted'],
      ['没有', 'nothing'],
      ['完', 'nothing'],
      ['不知道', 'engine.unsure'],
      ['删 7', 'text.no_rows'],
      ['没有困难不代表没有想法', '没有困难不代表没有想法'],
    ],
  ],
  [
    { ...field('text', { least: 10 }, false), label: '困难' },
    [
      ['没有困难', 'nothing'],
      ['没啥困难', 'nothing'],
      ['暂时没有什么特别的困难。', 'nothing'],
      ['没遇到什么困难', 'nothing'],
      ['无', 'nothing'],
      ['没有', 'nothing'],
      ['还没想好', 'engine.unsure'],
    ],
  ],
]

for (const [one, told] of cases) {
  describe(`${one.kind}${one.required ? '' : ', may be skipped'}`, () => {
    it.each(told)('%j', (said, shown) => {
      expect(heard(one, said)).toBe(shown)
    })
  })
}

describe('characters', () => {
  it.each([
    ['高安 志愿者\n培训', 7],
    ['办了三次，很好。', 8],
    ['😀👍🏽👨‍👩‍👧‍👦', 3],
    ['e\u0301\u200b', 1],
    ['', 0],
  ])('%j has %i', (text, count) => {
    expect(countCharacters(text)).toBe(count)
  })
})

describe('every kind', () => {
  it('refuses what is not its own when it reads a stored value', () => {
    for (const kind of Object.values(kinds)) expect(() => kind.decode({ foreign: true })).toThrow()
  })
  it('asks and asks otherwise with all its sentences', () => {
    const options: Record<string, object> = {
      choice: { choices: list },
      choices: { choices: list },
      table: { columns: [{ key: 'a', kind: 'date', label: '日期' }] },
    }
    for (const kind of Object.values(kinds)) {
      const one = field(kind.name, options[kind.name])
      expect(kind.ask(one, null, null, asking)).toContain('某项')
      expect(kind.askOtherwise(one, null, asking).length).toBeGreaterThan(5)
    }
  })
})
