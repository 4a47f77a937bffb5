import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { PART_LIMIT } from '../../src/channels/tencent/split.js'
import { MESSAGE_BYTES } from '../../src/forms/channel-limits.js'
import { decodeForm } from '../../src/forms/form-file.js'
import { wordsIn } from '../engine/talk.js'
import { aForm, faultsOf, formText } from './a-form.js'

const QUESTIONS = `
- { key: kind, kind: choice, label: 类别, choices: [{ key: training, label: 培训 }, { key: visit, label: 走访 }] }
- { key: count, kind: headcount, label: 人数 }
- { key: day, kind: date, label: 日期 }
- { key: money, kind: money, label: 金额 }
- { key: rows, kind: table, label: 活动, columns: [{ key: what, kind: text, label: 内容 }, { key: sum, kind: money, label: 金额 }] }
- { key: story, kind: text, label: 故事, when: WHEN }
`
/** The condition stands in line 11, the last question. */
const whenFaults = (when: string) => faultsOf(QUESTIONS.replace('WHEN', when)).map((fault) => fault.replace(/^11 /, ''))

describe('a condition in a form file', () => {
  it.each([
    '{ field: kind, is: training }',
    '{ field: kind, one_of: [training, visit] }',
    '{ field: count, at_least: 50 }',
    '{ field: money, more_than: 0.5 }',
    '{ field: day, before: 2014-07-01 }',
    '{ field: rows, answered: true }',
    '{ all: [{ field: kind, is: visit }, { not: { any: [{ field: count, is: 3 }] } }] }',
  ])('may be %s', (when) => {
    expect(whenFaults(when)).toEqual([])
  })

  it.each([
    ['{ field: nothing, is: x }', '没有「nothing」这一题'],
    ['{ field: story, answered: true }', '「story」在后面'],
    ['{ field: kind, is: party }', '「kind」没有选项 party'],
    ['{ field: kind, one_of: [training, party] }', '「kind」没有选项 party'],
    ['{ field: kind, at_least: 3 }', '「kind」不能用 at_least'],
    ['{ field: rows, is: 3 }', '「rows」不能用 is / rows can only be asked: answered'],
    ['{ field: count, is: many }', '「count」是数'],
    ['{ field: count, before: 2014-07-01 }', '「count」不能用 before'],
    ['{ field: day, before: 2014-02-30 }', 'before 后面写得不对'],
    ['{ field: count, at_least: "5" }', 'at_least 后面写得不对'],
    ['{ field: kind, like: x }', '没有「like」这种条件'],
    ['{ field: kind, is: training, is_not: visit }', '一个条件只写一样'],
    ['{ field: kind }', '一个条件只写一样'],
    ['{ is: training }', '条件要写看哪一题'],
    ['{ all: [] }', 'all 后面是一列条件'],
    ['{ all: [{ field: kind, is: visit }], field: kind }', 'all 旁边不能有别的'],
    ['{ not: yes }', '条件写成 {field: …, is: …} 这样'],
    ['"${kind} = \'training\'"', '条件写成 {field: …, is: …} 这样'],
  ])('may not be %s', (when, message) => {
    const faults = whenFaults(when)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(message)
  })

  it('stands in no column, and makes no question required that is required anyway', () => {
    expect(
      faultsOf(`
- { key: kind, kind: text, label: 类别 }
- { key: rows, kind: table, label: 活动, columns: [{ key: what, kind: text, label: 内容, when: { field: kind, answered: true } }] }
- { key: story, kind: text, label: 故事, required: true, required_when: { field: kind, answered: true } }
`),
    ).toEqual([expect.stringMatching(/^8 .*required_when 没有用/), expect.stringMatching(/^7 表里的一项不能有条件/)])
  })
})

describe('checks in a form file', () => {
  const checkFaults = (check: string) =>
    faultsOf(QUESTIONS.replace('WHEN', '{ field: kind, answered: true }'), `checks:\n  - ${check}\n`)

  it.each([
    ['{ before: [day, nowhere] }', '没有「nowhere」这一题'],
    ['{ before: [day, count] }', 'before 比的是日期 / a day，「count」不是'],
    ['{ at_most: [count, story] }', 'at_most 比的是数 / an amount，「story」不是'],
    ['{ at_most: [count, rows] }', '「rows」不是'],
    ['{ at_most: [rows.what, count] }', '「rows.what」不是'],
    ['{ at_most: [rows.nothing, count] }', '没有「rows.nothing」这一题'],
    ['{ at_most: [count, rows.sum] }', '人数和金额不能比'],
    ['{ equal: [money, money] }', '要写两道不同的题'],
    ['{ at_most: [money] }', '写成 {before: [一题, 另一题]'],
    ['{ say: 不对 }', '写成 {before: [一题, 另一题]'],
    ['{ before: [day, day], equal: [money, rows.sum] }', '写成 {before: [一题, 另一题]'],
    ['{ unlike: [money, rows.sum] }', 'unknown key unlike'],
  ])('may not be %s', (check, message) => {
    const faults = checkFaults(check)
    expect(faults.join('\n')).toContain(message)
    expect(faults.every((fault) => fault.startsWith('13 '))).toBe(true)
  })

  it('may compare a sum with another answer', () => {
    expect(checkFaults('{ at_most: [rows.sum, money], say: { zh-CN: 花多了, en: too much } }')).toEqual([])
  })
})

describe('a form file with many faults', () => {
  it('tells those between questions beside those within them, each with its line', () => {
    const faults = faultsOf(
      `
- { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: kind, kind: text, label: 一 }
- { key: two, kind: text, label: 二, leest: 3 }
- { key: three, kind: text, label: 三, when: { field: kind, is: c } }
- { key: four, kind: text, label: 四, when: { field: two, answered: true } }
- { key: five, kind: text, label: 五, when: { field: six, answered: true } }
`,
      'checks:\n  - { before: [three, four] }\nidle: [kind, seven]\n',
    )
    expect(faults.map((fault) => Number(fault.split(' ')[0])).sort((a, b) => a - b)).toEqual([7, 8, 9, 11, 13, 13, 14])
    expect(faults.join('\n')).toMatch(/没有「seven」这一题/)
  })

  it('tells those of conditions in the same round as whatever else is wrong with the question or with the one it is about', () => {
    const faults = faultsOf(`
- { key: kind, kind: choice, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: two, kind: text, label: 二, leest: 3, when: { field: kind, is: c } }
- { key: three, kind: text, label: 三, when: { all: [{ field: kind, like: a }, { field: nothing, is: a }] } }
- { key: four, kind: numbr, label: 四, required_when: { field: kind, at_least: 3 } }
- { key: rows, kind: table, label: 活动, most: 0, columns: [{ key: what, kind: text, label: 内容, when: { field: kind, answered: true } }] }
- { key: six, kind: money, label: 六, feeds: section.money, least: 3 }
- { key: seven, kind: text, label: { zh-CN: 七, en: "" } }
`)
    expect(faults.toSorted((a, b) => Number(a.split(' ')[0]) - Number(b.split(' ')[0]))).toEqual([
      '6 fields.0.label: 没有写，要有文字 / a text, missing',
      '7 fields.1.leest: 没有「leest」这一项 / unknown key leest',
      '7 「kind」没有选项 c / no choice of it, only: a b',
      expect.stringMatching(/^8 fields\.2\.when\.all\.0\.like: 没有「like」这种条件/),
      '8 没有「nothing」这一题 / there is no question nothing',
      expect.stringMatching(/^9 fields\.3\.kind: 没有「numbr」这种题/),
      '9 「kind」不能用 at_least / kind can only be asked: answered is is_not one_of',
      '10 fields.4.most: 最少 1 / at least 1',
      '10 表里的一项不能有条件 / a column has no conditions',
      '11 fields.5.least: 没有「least」这一项 / unknown key least',
      '11 fields.5.feeds: section.money 要 text，不能是 money / is fed by another kind of question',
      '12 fields.6.label: 不能空着 / empty',
    ])
  })

  it('says everything in both languages', () => {
    const faults = [
      ...faultsOf('- { key: A, kind: text, label: 3, most: many, required: yes }', 'version: x\nchecks: 3\nidle: []\n'),
      ...faultsOf('- 3\n- { key: b, kind: choice, label: 二, choices: [] }\n- { key: c, kind: choices }'),
      ...faultsOf('- { key: ：b }\n - ['),
    ]
    expect(faults.length).toBeGreaterThan(6)
    for (const fault of faults) expect(fault).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u)
  })
})

describe('questions without a use', () => {
  const warned = (fields: string, more = '') => {
    const decoded = decodeForm('a.yaml', formText(fields, more))
    return decoded.ok
      ? decoded.warnings.map(({ line, message }) => `${line} ${message.split('，')[0]}`)
      : decoded.faults
  }

  it('are told of, columns too', () => {
    expect(
      warned(`
- { key: story, kind: text, label: 故事, feeds: section.story }
- { key: mood, kind: text, label: 心情 }
- { key: rows, kind: table, label: 活动, feeds: activities, columns: [{ key: what, kind: text, label: 内容 }] }
`),
    ).toEqual(['7 「心情」没有说明用在报告的哪里（feeds）', '8 「内容」没有说明用在报告的哪里（feeds）'])
  })

  it('are none of those that a condition or a check looks at', () => {
    expect(
      warned(
        `
- { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: story, kind: text, label: 故事, when: { field: kind, is: a }, feeds: section.story }
- { key: one, kind: number, label: 一 }
- { key: two, kind: number, label: 二 }
`,
        'checks:\n  - { at_most: [one, two] }\n',
      ),
    ).toEqual([])
  })

  it('feed a section in words, people in heads, and nothing that is not there', () => {
    expect(faultsOf('- { key: a, kind: headcount, label: 人, feeds: people }')).toEqual([])
    expect(faultsOf('- { key: a, kind: money, label: 钱, feeds: section.money }')).toEqual([
      '6 fields.0.feeds: section.money 要 text，不能是 money / is fed by another kind of question',
    ])
    expect(faultsOf('- { key: a, kind: text, label: 字, feeds: story }')).toEqual([
      expect.stringMatching(/^6 .*section\.<name>/),
    ])
  })
})

describe('what runs and can hardly be meant', () => {
  const odd = (fields: string) => {
    const decoded = decodeForm('a.yaml', formText(fields))
    return decoded.ok
      ? decoded.odd.map(({ line, message }) => `${line} ${message.split(' / ')[0]}`)
      : decoded.faults.map(({ message }) => message)
  }

  it('is told of: names that stand twice, in any language, in lists and columns', () => {
    expect(
      odd(`
- { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }, { key: c, label: 甲 }] }
- { key: story, kind: text, label: 类别 }
- { key: rows, kind: table, label: 表, columns: [{ key: x, kind: text, label: 内容 }, { key: y, kind: text, label: 内容 }] }
- { key: one, kind: text, label: { zh-CN: 一, en: same } }
- { key: two, kind: text, label: { zh-CN: 二, en: same } }
`),
    ).toEqual([
      '7 有两题都叫「类别」，分不清',
      '6 有两个选项都叫「甲」，分不清',
      '8 有两题都叫「内容」，分不清',
      '10 有两题都叫「same」，分不清',
    ])
  })

  it('is told of: two answers for one place, but not two albums, nor one of two that are asked in turn', () => {
    expect(
      odd(`
- { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: day, kind: date, label: 日期, feeds: activity.date }
- { key: other, kind: date, label: 另一天, feeds: activity.date }
- { key: place, kind: text, label: 地点, feeds: activity.place }
- { key: else, kind: text, label: 别处, feeds: activity.place, when: { field: kind, is: b } }
- { key: first, kind: photos, label: 照片, feeds: photos }
- { key: second, kind: photos, label: 合影, feeds: photos }
- { key: rows, kind: table, label: 支出, feeds: expenses, columns: [{ key: x, kind: money, label: 金额, feeds: expense.amount }, { key: y, kind: money, label: 另一笔, feeds: expense.amount }] }
`),
    ).toEqual(['8 activity.date 已经是「日期」，只能留一个', '13 expense.amount 已经是「金额」，只能留一个'])
  })

  const asked = (when: string) =>
    odd(`
- { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: many, kind: choices, label: 几种, choices: [{ key: a, label: 甲 }, { key: b, label: 乙 }] }
- { key: count, kind: number, label: 次数, least: 1, most: 10, whole: true }
- { key: people, kind: headcount, label: 人数, most: 500 }
- { key: day, kind: date, label: 日期 }
- { key: story, kind: text, label: 故事, when: ${when} }
`)

  it.each([
    ['{ all: [{ field: kind, is: a }, { field: kind, is: b }] }', 'kind'],
    ['{ all: [{ field: kind, is: a }, { field: kind, is_not: a }] }', 'kind'],
    ['{ all: [{ field: kind, one_of: [a, b] }, { field: kind, is_not: a }, { field: kind, is_not: b }] }', 'kind'],
    ['{ all: [{ field: kind, answered: false }, { field: kind, is: b }] }', 'kind'],
    ['{ all: [{ field: many, is: a }, { field: many, is_not: a }] }', 'many'],
    ['{ field: count, more_than: 10 }', 'count'],
    ['{ field: count, is: 0 }', 'count'],
    ['{ all: [{ field: count, more_than: 3 }, { field: count, less_than: 4 }] }', 'count'],
    ['{ field: people, at_least: 501 }', 'people'],
    ['{ field: people, less_than: 0 }', 'people'],
    ['{ all: [{ field: day, after: 2014-07-01 }, { field: day, before: 2014-07-02 }] }', 'day'],
    ['{ any: [{ field: count, at_least: 11 }, { all: [{ field: kind, is: a }, { field: kind, is: b }] }] }', 'count'],
    ['{ all: [{ field: many, is: a }, { any: [{ field: count, is: 11 }, { field: count, is: 12 }] }] }', 'count'],
  ])('is told of: a question that is never asked, %s', (when, key) => {
    expect(asked(when)).toEqual([`11 「${key}」不可能这样，这一题永远不会问`])
  })

  it.each([
    '{ all: [{ field: many, is: a }, { field: many, is: b }] }',
    '{ any: [{ field: kind, is: a }, { field: kind, is: b }] }',
    '{ all: [{ field: kind, is_not: a }, { field: kind, is_not: b }] }',
    '{ all: [{ field: count, more_than: 9 }, { field: count, at_most: 10 }] }',
    '{ not: { all: [{ field: kind, is: a }, { field: kind, is: b }] } }',
    // Of 20–60人 both may be so.
    '{ all: [{ field: people, at_least: 50 }, { field: people, at_most: 30 }] }',
    '{ all: [{ field: day, after: 2014-07-01 }, { field: day, before: 2014-07-03 }] }',
    '{ any: [{ field: count, at_least: 11 }, { field: kind, is: a }] }',
  ])('is nothing of what may be: %s', (when) => {
    expect(asked(when)).toEqual([])
  })

  it('is none of the forms that come with the program', () => {
    for (const name of ['work-brief.v2', 'activity.v2']) {
      const decoded = decodeForm(name, readFileSync(`config/forms/${name}.yaml`, 'utf8'))
      expect(decoded.ok && decoded.odd).toEqual([])
    }
  })
})

describe('a question as it is put together', () => {
  const faults = (fields: string, more = '') => {
    const decoded = decodeForm('a.yaml', formText(fields, more), wordsIn)
    return decoded.ok ? [] : decoded.faults.map(({ line, message }) => `${line} ${message}`)
  }
  const choices = Array.from({ length: 20 }, (_, i) => `{ key: c${i}, label: 一二三四五六${i} }`).join(', ')
  const question = `- { key: a, kind: choice, label: 一, ask: ${'问'.repeat(330)}, required: false, choices: [${choices}] }`

  it('is held against what every channel sends in one piece', () => {
    expect(MESSAGE_BYTES).toBe(PART_LIMIT)
  })

  it('may be long', () => {
    expect(faults(question)).toEqual([])
    expect(faults(question, `intro: ${'介'.repeat(30)}\n`)).toEqual([])
  })

  it('is refused where no channel takes all that is said with it in one message, in each language', () => {
    const [fault] = faults(question, `intro: { zh-CN: 短, en: ${'介'.repeat(150)} }\n`)
    expect(fault).toMatch(/^6 fields\.0: 这一题连同选项、例子和说明有 \d+ 字节.*\(en\)$/)
    expect(faults(question, `intro: { zh-CN: ${'介'.repeat(150)}, en: short }\n`)).toHaveLength(1)
  })

  it('has choices that fit a button', () => {
    expect(
      faultsOf(
        `- { key: a, kind: choice, label: 一, choices: [{ key: a, label: ${'长'.repeat(43)} }, { key: b, label: 乙 }] }`,
      ),
    ).toEqual([expect.stringMatching(/^6 .*选项最多 128 字节/)])
    expect(
      aForm(
        `- { key: a, kind: choice, label: 一, choices: [{ key: a, label: ${'长'.repeat(42)} }, { key: b, label: 乙 }] }`,
      ).fields,
    ).toHaveLength(1)
  })
})
