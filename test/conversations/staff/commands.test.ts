import { expect, it } from '@jest/globals'
import { staffCommandIn } from '../../../src/conversations/staff/commands.js'

const TODAY = '2026-11-20'
const year = (n: number) => ({ from: `${n}-01-01`, to: `${n}-12-31` })

it.each([
  ['汇总 2025', { type: 'totals', period: year(2025) }],
  ['汇总2025', { type: 'totals', period: year(2025) }],
  ['导出2014', { type: 'export', period: year(2014), public: false }],
  ['汇总 2025年', { type: 'totals', period: year(2025) }],
])('a bare year is a period: %s', (text, command) => {
  expect(staffCommandIn(text, TODAY)).toEqual(command)
})

it.each([
  ['导出 公开', year(2026)],
  ['导出公开版', year(2026)],
  ['公开导出', year(2026)],
  ['导出 公开 2025', year(2025)],
  ['导出 2025 公开', year(2025)],
  ['导出 2025年公开版', year(2025)],
  ['导出 公开 全部', null],
  ['export public', year(2026)],
  ['export public last year', year(2025)],
])('for the public: %s', (text, period) => {
  expect(staffCommandIn(text, TODAY)).toEqual({ type: 'export', period, public: true })
})

it.each([
  ['导出 知行', true],
  ['汇总 知行', true],
  ['汇总了全年的数据', false],
])('%s names no period; that it can be nothing else is %s', (text, plain) => {
  expect(staffCommandIn(text, TODAY)).toMatchObject({ type: 'unclear_period', plain })
})

it('a name may be as long as the list allows', () => {
  const name = '鸡鸣山社区亲子阅读推广与乡村儿童陪伴成长志愿服务中心'.repeat(3)
  expect(staffCommandIn(`邀请 ${name}`, TODAY)).toEqual({ type: 'invite', name, spaced: true })
})
