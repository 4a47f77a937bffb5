import { describe, expect, it } from '@jest/globals'
import { cellsBy, headedTables } from '../../src/forms/headed-tables.js'

const told = (text: string) => headedTables(text).map((table) => table.rows.map((row) => cellsBy(table, row)))

describe('a table with its header', () => {
  const rows = [
    [
      {
        'activity.date': '10月3日',
        'activity.title': '亲子读书会',
        'activity.place': '高安',
        'activity.headcount': '32人',
      },
      { 'activity.date': '10月11日', 'activity.title': '青年沙龙第一期', 'activity.headcount': '约20人' },
    ],
  ]
  it.each([
    ['by tabs', '日期\t活动名称\t地点\t人数\n10月3日\t亲子读书会\t高安\t32人\n10月11日\t青年沙龙第一期\t\t约20'],
    [
      'in another order',
      '序号\t参加人数\t活动\t活动地点\t时间\n1\t32\t亲子读书会\t高安\t10月3日\n2\t约20\t青年沙龙第一期\t-\t10月11日',
    ],
    [
      'by bars',
      '| 时间 | 活动内容 | 地点 | 人数 |\n| --- | --- | --- | --- |\n| 10月3日 | 亲子读书会 | 高安 | 32 |\n| 10月11日 | 青年沙龙第一期 | / | 约20 |',
    ],
    ['a cell a line', '日期\n内容\n地点\n人数\n10月3日\n亲子读书会\n高安\n32\n10月11日\n青年沙龙第一期\n无\n约20'],
    ['by spaces', '日期 内容 地点 人数\n10月3日 亲子读书会 高安 32\n10月11日 青年沙龙第一期 - 约20'],
    [
      'between sentences',
      '活动如下\n日期\t活动\t地点\t人数\n10月3日\t亲子读书会\t高安\t32\n10月11日\t青年沙龙第一期\t\t约20\n合计\t\t\t52\n大家都说好。',
    ],
  ])('is read %s', (_, text) => expect(told(text)).toEqual(rows))

  it('says what its numbers count', () => {
    expect(told('日期\t活动\t人数（人次）\t花费（万元）\n10月3日\t义诊\t32\t1.2')).toEqual([
      [
        {
          'activity.date': '10月3日',
          'activity.title': '义诊',
          'activity.headcount': '32人次',
          'expense.amount': '1.2万元',
        },
      ],
    ])
  })
  it('may be of spending, and its total is no row', () => {
    const [table] = headedTables('项目\t预算\t金额（元）\n图书\t3000\t2350\n场地\t900\t1200.50\n合计\t3900\t3550.50')
    expect(table?.rows.map((row) => cellsBy(table, row))).toEqual([
      { 'expense.item': '图书', 'expense.amount': '2350元' },
      { 'expense.item': '场地', 'expense.amount': '1200.50元' },
    ])
    expect(table?.total && cellsBy(table, table.total)['expense.amount']).toBe('3550.50元')
  })
  it.each([
    '10月3日 读书会 高安 32人\n10月4日 义诊 高安 20人',
    '活动内容：读书会\n地点：高安\n人数：32',
    '活动时间 地点 人数都写在这里\n10月3日我们在高安办了读书会，来了32人',
    '姓名\t电话\n小禾\t没有',
    '我们统计了人数，\n也问了日期。',
  ])('is none: %s', (text) => expect(headedTables(text)).toEqual([]))
  it('is found in a long text', () => {
    const text = '日期 内容 地点 人数\n'.repeat(500) + '3月2日 读书会 高安 20人\n' + '，'.repeat(5000)
    const [table, ...others] = headedTables(text)
    expect(others).toEqual([])
    expect(table?.rows).toHaveLength(1)
  })
})
