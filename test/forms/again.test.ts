import { describe, expect, it } from '@jest/globals'
import { isSame, offersFor } from '../../src/forms/again.js'
import { decodeForm } from '../../src/forms/form-file.js'
import type { Json } from '../../src/kernel/json.js'
import { formNamed, talk } from '../engine/talk.js'

const routine = formNamed('routine.v1')
const days = (from: string, to: string) => ({ from, to })
const year = { programmeFrom: '2014-01-01', programmeTo: '2014-12-31' }

describe('同上', () => {
  it.each([
    '同上',
    '同上。',
    '同一地点',
    '同一个地方',
    '与上次相同',
    '和上次一样',
    '跟上次一样的',
    '和上一场一样',
    '还是上次那个',
    '照旧',
    '老地方',
    '一样',
    '地点同上',
    '地点：和上次一样',
    'same as last time',
    'ditto',
  ])('%s', (said) => {
    expect(isSame(said, '地点')).toBe(true)
  })
  it.each(['同上次相比好多了', '上次在高安', '一样的培训办了三次', '和麦田一起', '上次'])('%s is none', (said) => {
    expect(isSame(said, '地点')).toBe(false)
  })
})

describe('what is offered', () => {
  const period = (last: Json | null, grant: typeof year | null, today: string) =>
    offersFor(routine, { last: last === null ? null : { period: last }, grant, today })['period']

  it.each([
    ['the quarter after a quarter', days('2014-01-01', '2014-03-31'), '2014-07-02', days('2014-04-01', '2014-06-30')],
    ['the month after a month', days('2014-02-01', '2014-02-28'), '2014-04-01', days('2014-03-01', '2014-03-31')],
    ['over the end of a year', days('2013-10-01', '2013-12-31'), '2014-04-01', days('2014-01-01', '2014-03-31')],
    ['as many days', days('2014-03-05', '2014-03-18'), '2014-04-10', days('2014-03-19', '2014-04-01')],
    ['shortly before its end', days('2014-01-01', '2014-03-31'), '2014-06-25', days('2014-04-01', '2014-06-30')],
    [
      'long before its end what is past',
      days('2014-01-01', '2014-06-30'),
      '2014-10-02',
      days('2014-07-01', '2014-09-30'),
    ],
    [
      'a quarter that is not over, and no month of it',
      days('2014-07-01', '2014-09-30'),
      '2014-11-27',
      days('2014-10-01', '2014-12-31'),
    ],
    ['until the programme ends', days('2014-09-01', '2014-10-31'), '2015-02-01', days('2014-11-01', '2014-12-31')],
  ])('for the period: %s', (_what, last, today, next) => {
    expect(period(last, year, today)).toEqual({ value: next, source: 'last' })
  })

  it('for the first report: from the beginning of the programme to the last whole month', () => {
    expect(period(null, year, '2014-04-03')).toEqual({ value: days('2014-01-01', '2014-03-31'), source: 'grant' })
    expect(period(null, year, '2015-03-03')).toEqual({ value: days('2014-01-01', '2014-12-31'), source: 'grant' })
    expect(period(null, year, '2014-01-20')).toBeUndefined()
    expect(period(null, null, '2014-04-03')).toBeUndefined()
  })

  it('no quarter that has hardly begun: it is asked', () => {
    expect(period(days('2014-04-01', '2014-06-30'), year, '2014-08-05')).toBeUndefined()
  })

  it('no period that has not begun', () => {
    expect(period(days('2014-04-01', '2014-06-30'), year, '2014-06-28')).toBeUndefined()
  })

  it('what was answered to questions and columns that say so, and nothing else', () => {
    const activities = { rows: [{ cells: { date: days('2014-03-01', '2014-03-01'), place: '高安' }, from: [] }] }
    const last = { category: 'training', partner: null, next_steps: '再办一次', activities }
    expect(offersFor(routine, { last, grant: null, today: '2014-07-02' })).toEqual({
      category: { value: 'training', source: 'last' },
      'activities.place': { value: '高安', source: 'last' },
    })
    expect(offersFor(formNamed('work-brief.v1'), { last, grant: year, today: '2014-07-02' })).toEqual({})
  })

  it('a whole table is never', () => {
    const text = `id: x
version: 1
title: 表
menu: 1
fields:
  - key: rows
    kind: table
    label: 行
    again: true
    columns: [{ key: a, kind: text, label: 甲 }]`
    const decoded = decodeForm('x.yaml', text)
    expect(decoded.ok ? [] : decoded.faults.map(({ message }) => message)).toEqual([
      'fields.0.again: table 不能「同上」，里面的各项可以 / it cannot be the same again, its columns can',
    ])
  })
})

describe('同上 in a row', () => {
  const offers = { 'activities.place': { value: '上犹', source: 'last' as const } }
  const atActivities = (how: Parameters<typeof talk>[4]) => {
    const chat = talk(routine, undefined, undefined, true, how)
    chat.open()
    for (const said of ['1月到6月', '培训', '跳过']) chat.say(said)
    return chat
  }
  it.each([
    ['3月22日 培训 同上 25人', '培训 · 上犹 · 25人'],
    ['3月22日 培训 地点同上 25人', '培训 · 上犹 · 25人'],
    ['3月1日 走访 高安 8人\n3月22日 培训 同上 25人', '培训 · 高安 · 25人'],
    ['3月1日 走访 高安 8人；3月22日 培训 同上 25人', '培训 · 高安 · 25人'],
    ['日期：3月22日 内容：培训 地点：同上 人数：25', '培训 · 上犹 · 25人'],
  ])('%s', (said, row) => {
    expect(atActivities({ offers }).say(said)).toContain(row)
  })
  it('is as in the row before the one that is changed', () => {
    const chat = atActivities({})
    chat.say('3月1日 走访 高安 8人\n3月22日 培训 萍乡 25人\n4月1日 回访 上犹 9人')
    expect(chat.say('改 2 地点 同上')).toContain('培训 · 高安 · 25人（原来是：萍乡）')
  })
  it('where nothing is above is asked for', () => {
    const chat = atActivities({})
    expect(chat.say('3月22日 培训 同上 25人')).toContain('前面没有填过地点')
    expect(chat.session.partials).toEqual({})
  })
})
