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
  ['导出给正荣', '正荣'],
  ['导出 给 基金会', '基金会'],
  ['给正荣公益导出一份', '正荣公益'],
  ['导出本季发给资助方看看', '资助方'],
])('for somebody by name: %s', (text, whom) => {
  expect(staffCommandIn(text, TODAY)).toEqual({ type: 'export_for', whom })
})

it.each([
  ['导出 知行', true],
  ['汇总 知行', true],
  ['汇总了全年的数据', false],
])('%s names no period; that it can be nothing else is %s', (text, plain) => {
  expect(staffCommandIn(text, TODAY)).toMatchObject({ type: 'unclear_period', plain })
})

it.each([
  ['谁没交季报', { from: '2026-07-01', to: '2026-09-30' }, false],
  ['谁没交月报', { from: '2026-10-01', to: '2026-10-31' }, false],
  ['谁还没交年报', year(2025), false],
  ['谁没交二季度季报', { from: '2026-04-01', to: '2026-06-30' }, true],
])('by the cadence of the reports: %s', (text, period, said) => {
  expect(staffCommandIn(text, TODAY)).toEqual({ type: 'missing', period, said, page: 1 })
})

it('a name may be as long as the list allows', () => {
  const name = '鸡鸣山社区亲子阅读推广与乡村儿童陪伴成长志愿服务中心'.repeat(3)
  expect(staffCommandIn(`邀请 ${name}`, TODAY)).toEqual({ type: 'invite', name, spaced: true })
})

it.each([
  ['触达', null],
  ['触达情况', null],
  ['有谁联系不上？', null],
  ['哪几家联系不到', null],
  ['谁会收不到提醒', null],
  ['有几家无法触达', null],
  ['reach', null],
  ['触达 12-25', '2026-12-25'],
  ['触达 12月25日', '2026-12-25'],
  ['触达 到12月25日之前', '2026-12-25'],
  ['到 12 月 25 日有哪几家联系不上？', '2026-12-25'],
  ['到年底哪些机构联系不上', '2026-12-31'],
  ['触达 月底', '2026-11-30'],
  // The next of that date.
  ['触达 1-10', '2027-01-10'],
  ['reach until 12-25', '2026-12-25'],
])('asks who can be reached: %s by %s', (text, until) => {
  expect(staffCommandIn(text, TODAY)).toEqual({ type: 'reach', until })
})

it.each(['触达 昨天', '触达 2025-12-25', '触达 麦田'])('%s is no day to look ahead to', (text) => {
  expect(staffCommandIn(text, TODAY)).toMatchObject({ type: 'unclear_day' })
})

it.each([
  '这次活动触达了三十位老人',
  '触达了三十位老人',
  '触达 30 位老人和他们的家人',
  '触达人数约 200 人次',
  '有两位家长联系不上，改在下周',
  '谁都联系不上的时候我们就上门',
  '我们 reached 30 families',
  '家长说收不到通知',
])('is an answer and no question of staff: %s', (text) => {
  expect(staffCommandIn(text, TODAY)?.type).not.toBe('reach')
})

it.each([
  ['这个月几场活动', { from: '2026-11-01', to: '2026-11-30' }],
  ['上个月一共服务了多少人', { from: '2026-10-01', to: '2026-10-31' }],
  ['今年办了多少场', year(2026)],
  ['10月多少人次', { from: '2026-10-01', to: '2026-10-31' }],
])('the figures of a time are asked for: %s', (text, period) => {
  expect(staffCommandIn(text, TODAY)).toEqual({ type: 'totals', period })
})

it.each(['这次沙龙多少人', '多少人', '几场', '读书会有多少人参加', '来了多少人'])(
  'no figures of a time: %s',
  (text) => {
    expect(staffCommandIn(text, TODAY)).toBeNull()
  },
)
