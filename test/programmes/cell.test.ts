import { describe, expect, it } from '@jest/globals'
import {
  readCode,
  readDay,
  readFen,
  readList,
  readOrdinal,
  readPlan,
  type Said,
  type Value,
} from '../../src/programmes/workbook/cell.js'

const valueOf = <T>(said: Said<T>) => (said.ok ? said.value : null)

describe('a day in a cell', () => {
  it.each<[Value, string]>([
    [new Date('2026-03-01T00:00:00Z'), '2026-03-01'],
    [46082, '2026-03-01'],
    [46082.75, '2026-03-01'],
    ['46082', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['2026 年 3 月 1 号', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026.3.1', '2026-03-01'],
    ['２０２６．３．１', '2026-03-01'],
    ['2026-03-01 00:00:00', '2026-03-01'],
    ['2026-03-01 (周日)', '2026-03-01'],
    ['20260301', '2026-03-01'],
    [20260301, '2026-03-01'],
    [' 2026-03-01　', '2026-03-01'],
  ])('%p is that day', (typed, day) => expect(valueOf(readDay(null)(typed))).toBe(day))

  it.each<Value>(['3/1/2026', '2026-02-30', '2026', 2026, '3月1日', '26.3.1', '待定', '2026-3', '-46082', 900000])(
    '%p is none',
    (typed) => expect(readDay(null)(typed)).toMatchObject({ ok: false }),
  )

  it('takes a month where something begins or ends with it', () => {
    expect(valueOf(readDay('first')('2026年2月'))).toBe('2026-02-01')
    expect(valueOf(readDay('last')('2026-2'))).toBe('2026-02-28')
    expect(readDay(null)('2026年2月')).toMatchObject({ fault: expect.stringContaining('请写到日') })
  })
})

describe('money in a cell', () => {
  it.each<[Value, number]>([
    [5000, 500_000],
    [0.1 + 0.2, 30],
    ['5,000元', 500_000],
    ['５，０００', 500_000],
    ['¥5000.50', 500_050],
    ['1.2万', 1_200_000],
    ['１．２万元', 1_200_000],
    ['五千', 500_000],
    [0, 0],
  ])('%p is %p fen', (typed, fen) => expect(valueOf(readFen(typed))).toBe(fen))

  it.each<Value>(['五千多', '3000-5000', '未拨款', -5, '-5', 1.234, 1e9, '5000美元', true, new Date(0)])(
    '%p is none',
    (typed) => expect(readFen(typed)).toMatchObject({ ok: false }),
  )
})

describe('what was planned', () => {
  it.each<[Value, object]>([
    [6, { min: 6, max: 6, unit: null }],
    ['6期', { min: 6, max: 6, unit: '期' }],
    ['5–8 家', { min: 5, max: 8, unit: '家' }],
    ['5-8', { min: 5, max: 8, unit: null }],
    ['二百人次', { min: 200, max: 200, unit: '人次' }],
    ['1,200', { min: 1200, max: 1200, unit: null }],
  ])('%p', (typed, plan) => expect(valueOf(readPlan(typed))).toEqual(plan))

  it.each<Value>(['二百多人次', '10余家', '8-5', '若干', 1.5, -3, '6 期左右', '5 家以上'])('%p is no plan', (typed) =>
    expect(readPlan(typed)).toMatchObject({ ok: false }),
  )
})

describe('an instalment', () => {
  it.each<[Value, number | null]>([
    [1, 1],
    ['第2期', 2],
    ['首期', 1],
    ['首笔款', 1],
    ['第三批', 3],
    ['三', 3],
    ['尾款', null],
    ['0', null],
    [1.5, null],
  ])('%p is %p', (typed, number) => expect(valueOf(readOrdinal(typed))).toBe(number))
})

describe('codes and lists', () => {
  it('knows a code however wide and large it is typed', () => {
    expect(valueOf(readCode(' ＪＸ-００1'))).toBe('jx-001')
    expect(valueOf(readCode(7))).toBe('7')
    expect(readCode('a b')).toMatchObject({ ok: false })
    expect(readCode('x'.repeat(41))).toMatchObject({ ok: false })
  })

  it('splits a list at whatever people put between', () => {
    expect(valueOf(readList(10)('读书会、 鸡鸣山，读书会;社区\n阅读 '))).toEqual(['读书会', '鸡鸣山', '社区', '阅读'])
  })
})
