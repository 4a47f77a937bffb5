import { expect, test } from '@jest/globals'
import { isFor, reportCommandIn } from '../../../src/conversations/reports/words.js'

const TODAY = '2015-01-20'
const build = { type: 'build', kind: null, named: '', public: false }
const of = (from: string, to: string) => ({ from, to })

test.each([
  ['出 2014 年度报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual' }],
  ['出2014年报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual' }],
  ['出 2014 年度报告 公开版', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual', public: true }],
  ['出公开的 2014 年度报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual', public: true }],
  ['帮我编一份去年的年度报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual' }],
  ['出 第二季度 报告', { ...build, period: of('2014-04-01', '2014-06-30'), kind: 'quarterly' }],
  ['出2014年二季度报告', { ...build, period: of('2014-04-01', '2014-06-30'), kind: 'quarterly' }],
  ['生成 2014年第三季度的报告', { ...build, period: of('2014-07-01', '2014-09-30'), kind: 'quarterly' }],
  ['出 上季度 报告', { ...build, period: of('2014-10-01', '2014-12-31'), kind: 'quarterly' }],
  ['出 2014年上半年报告', { ...build, period: of('2014-01-01', '2014-06-30') }],
  ['出 2014年4月到6月的报告', { ...build, period: of('2014-04-01', '2014-06-30'), kind: 'quarterly' }],
  ['出 2014年3月报告', { ...build, period: of('2014-03-01', '2014-03-31') }],
  ['出 2014年1月到12月的报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual' }],
  ['出 2014年3月到2015年2月 结项报告', { ...build, period: of('2014-03-01', '2015-02-28'), kind: 'final' }],
  ['出 微公益 2014 年度报告', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual', named: '微公益' }],
  ['出 微公益 结项报告', { ...build, period: null, kind: 'final', named: '微公益' }],
  ...['2014.1-3', '2014.1—3月', '2014年1-3月', '2014.1-2014.3', '2014.1.1-3.31', '2014/1/1-2014/3/31'].map(
    (days): [string, object] => [
      `出 ${days} 报告`,
      { ...build, period: of('2014-01-01', '2014-03-31'), kind: 'quarterly' },
    ],
  ),
  ['出 2014.3 报告', { ...build, period: of('2014-03-01', '2014-03-31') }],
  ['出报告', { ...build, period: null }],
  ['出第三季度季报', { ...build, period: of('2014-07-01', '2014-09-30'), kind: 'quarterly' }],
  ['出三季度报', { ...build, period: of('2014-07-01', '2014-09-30'), kind: 'quarterly' }],
  ['出2014年年报 公开版', { ...build, period: of('2014-01-01', '2014-12-31'), kind: 'annual', public: true }],
  ['出季报', { ...build, period: null, kind: 'quarterly' }],
])('%s', (text, command) => expect(reportCommandIn(text, TODAY)).toEqual(command))

test.each([
  ['更正说明 3', { type: 'notice', number: 3 }],
  ['更正说明', { type: 'notice', number: null }],
  ['看对账', { type: 'findings', number: null }],
  ['对账', { type: 'findings', number: null }],
  ['对账 看全部', { type: 'findings', number: null }],
  ['看全部对账', { type: 'findings', number: null }],
  ['对账 3', { type: 'findings', number: 3 }],
  ['问 萍乡麦田 缺的', { type: 'ask', name: '萍乡麦田' }],
  ['补问麦田缺什么', { type: 'ask', name: '麦田' }],
  ['问缺的', { type: 'ask', name: '' }],
])('%s', (text, command) => expect(reportCommandIn(text, TODAY)).toEqual(command))

test.each(['我们出了一份报告', '报告', '3月办了一次问卷，缺人手', '出门走访 3 家', '谁还没交报告', '写报告花了两天'])(
  '%s is none of these',
  (text) => expect(reportCommandIn(text, TODAY)).toBeNull(),
)

test('a layout that its name tells nothing of may make any report', () => {
  expect(['annual', 'platform', 'quarterly', '基金会表'].map((name) => isFor(name, 'annual'))).toEqual([
    true,
    true,
    false,
    true,
  ])
  expect(['annual', 'final', '季度表'].map((name) => isFor(name, 'quarterly'))).toEqual([false, false, true])
  expect(isFor('final', null)).toBe(true)
})
