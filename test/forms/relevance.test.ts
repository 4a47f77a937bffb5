import { describe, expect, it } from '@jest/globals'
import { askedAnswers, askedFields, askedForm, isAsked, isFixed } from '../../src/forms/relevance.js'
import { formNamed } from '../engine/talk.js'
import { aForm } from './a-form.js'

const form = aForm(
  `
- { key: kind, kind: choice, label: 类别, choices: [{ key: training, label: 培训 }, { key: visit, label: 走访 }] }
- { key: trainer, kind: text, label: 讲师, when: { field: kind, is: training } }
- { key: praise, kind: text, label: 评价, required: false, when: { field: trainer, answered: true } }
- { key: count, kind: headcount, label: 人数, required: false }
- { key: list, kind: text, label: 签到, required_when: { field: count, at_least: 50 } }
- { key: story, kind: text, label: 故事 }
`,
  'idle: [kind, story]',
)
const people = (count: number) => ({
  quantity: { min: count, max: count, unit: '人', qualifier: null, basis: null, wording: `${count}人` },
  breakdown: [],
})
const given = (values: Record<string, string | object | null>, idle?: boolean) => ({
  answers: Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value: value as string, from: [] }]),
  ),
  ...(idle === undefined ? {} : { idle }),
})
const keys = (...args: Parameters<typeof given>) => askedFields(form, given(...args)).map(({ key }) => key)

describe('the questions that are asked', () => {
  it('are those whose condition holds', () => {
    expect(keys({})).toEqual(['kind', 'count', 'list', 'story'])
    expect(keys({ kind: 'visit' })).toEqual(['kind', 'count', 'list', 'story'])
    expect(keys({ kind: 'training' })).toEqual(['kind', 'trainer', 'count', 'list', 'story'])
    expect(keys({ kind: 'training', trainer: '李老师' })).toEqual([
      'kind',
      'trainer',
      'praise',
      'count',
      'list',
      'story',
    ])
  })

  it('take no account of answers to questions that are not asked', () => {
    expect(keys({ kind: 'visit', trainer: '李老师' })).toEqual(['kind', 'count', 'list', 'story'])
  })

  it('count a skipped question as not answered', () => {
    expect(keys({ kind: 'training', trainer: null })).toEqual(['kind', 'trainer', 'count', 'list', 'story'])
  })

  it('are required while their condition says so, and the form itself stays as it is', () => {
    const required = (count: number) =>
      askedFields(form, given({ count: people(count) })).find(({ key }) => key === 'list')?.required
    expect([required(49), required(50)]).toEqual([false, true])
    expect(form.fields.find(({ key }) => key === 'list')?.required).toBe(false)
  })

  it('are few when there was nothing to report, in forms that say which', () => {
    expect(keys({}, true)).toEqual(['kind', 'story'])
    expect(keys({ kind: 'training' }, true)).toEqual(['kind', 'story'])
    const brief = formNamed('work-brief.v1')
    expect(askedForm(brief, given({}, true))).toBe(brief)
  })

  it('change with the answers and with nothing to report, also when asked again', () => {
    const one = given({ kind: 'training' })
    expect(askedForm(form, one)).toBe(askedForm(form, one))
    expect(askedFields(form, one)).toHaveLength(5)
    expect(askedFields(form, { ...one, idle: true })).toHaveLength(2)
    expect(askedFields(form, one)).toHaveLength(5)
  })

  it('are told one by one', () => {
    expect([isAsked(form, 'trainer', given({})), isAsked(form, 'story', given({}))]).toEqual([false, true])
    expect([isFixed(form), isFixed(formNamed('work-brief.v1'))]).toEqual([false, true])
  })
})

describe('what is filed', () => {
  it('are the answers to questions that are asked', () => {
    const all = given({ kind: 'visit', trainer: '李老师', story: '走访' })
    expect(Object.keys(askedAnswers(form, all))).toEqual(['kind', 'story'])
    expect(Object.keys(all.answers)).toEqual(['kind', 'trainer', 'story'])
  })
})
