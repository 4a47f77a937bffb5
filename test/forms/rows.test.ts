import { describe, expect, it } from '@jest/globals'
import type { Asking } from '../../src/forms/field-kind.js'
import type { Field } from '../../src/forms/form.js'
import { kindOf } from '../../src/forms/kinds.js'
import { decodeHeadcount } from '../../src/forms/kinds/headcount.js'
import { readRow } from '../../src/forms/row-reading.js'
import { type Cells, type Column, showRow } from '../../src/forms/rows.js'
import { readRows } from '../../src/forms/rows-reading.js'
import { formNamed, wordsIn } from '../engine/talk.js'
import { accompaniment, exchange, training } from './year-of-activities.js'

const words = wordsIn('zh-CN')
const asking: Asking = {
  words,
  today: '2014-12-20',
  now: '2014-12-20T02:00:00.000Z',
  speaksLater: true,
  messageId: 'm',
  sentAt: '2014-12-20T02:00:00.000Z',
}

const columnsOf = (key: string): Column[] => {
  const options = formNamed('work-brief.v1').fields.find((one) => one.key === key)?.options
  return (options as { columns: Field[] }).columns.map((column) => ({ field: column, kind: kindOf(column) }))
}
const activities = columnsOf('activities')
const spending = columnsOf('spending')

const shown = (columns: Column[], text: string): string[] =>
  readRows(columns, text, asking).rows.map((cells) => showRow(columns, cells, words))

it.each(['阅读角启用', '教室投入使用', '设备试用', '信用讲座'])('%s is a title with its last word', (what) => {
  expect(shown(activities, `4月12日 ${what} 东坡村 32人`)).toStrictEqual([`2014年4月12日 · ${what} · 东坡村 · 32人`])
})

describe('a real year, typed as people type it', () => {
  const count = (cells: Cells | undefined): number | null => {
    const cell = cells?.['headcount']
    return cell === undefined || cell === null ? null : decodeHeadcount(cell).quantity.max
  }
  const styles: [string, (when: string, what: string, count: string) => string][] = [
    ['spaces', (when, what, count) => `${when} ${what} ${count}`],
    ['commas', (when, what, count) => `${when}，${what}，${count}`],
    ['tabs, as pasted from a sheet', (when, what, count) => `${when}\t${what}\t${count}`],
    ['dots', (when, what, count) => `${when}·${what}·${count}`],
    ['names in front', (when, what, count) => `日期：${when} 内容：${what} 人数：${count}`],
    ['almost nothing between', (when, what, count) => `${when}${what}，${count}`],
    ['a sentence', (when, what, count) => `${when}${what}${count === '没统计' ? '，' : '，来了'}${count}`],
  ]
  const tables = { exchange, accompaniment, training }
  for (const [style, write] of styles) {
    it(`with ${style}`, () => {
      for (const [name, rows] of Object.entries(tables)) {
        for (const [when, what, number] of rows) {
          const said = number === null ? write(when, what, '没统计') : write(when, what, `${number}人`)
          const cells = readRow(activities, said, asking)?.cells
          expect([name, said, cells?.['title'], count(cells)]).toEqual([name, said, what, number])
        }
      }
    })
  }
  it('adds up to the totals of the report', () => {
    for (const [rows, total] of [
      [exchange, 221],
      [accompaniment, 404],
      [training, 1462],
    ] as const) {
      const text = rows.map(([when, what, number]) => `${when} ${what} ${number ?? '没统计'}`).join('\n')
      const read = readRows(activities, text, asking)
      expect(read.unread).toEqual([])
      expect(read.rows.length).toBe(rows.length)
      expect(read.rows.reduce((sum, cells) => sum + (count(cells) ?? 0), 0)).toBe(total)
    }
  })
})

describe('signs between numbers', () => {
  it.each([
    ['4月2日 培训 南昌 12，000人', '2014年4月2日 · 培训 · 南昌 · 12000人'],
    ['5.12，120人，讲座，高安', '2014年5月12日 · 讲座 · 高安 · 120人'],
    ['4月26日 - 28日 培训 高安 20人', '2014年4月26日—28日 · 培训 · 高安 · 20人'],
    ['4月20日 培训 -- 高安 - 20人', '2014年4月20日 · 培训 · 高安 · 20人'],
  ])('%s', (text, row) => expect(shown(activities, text)).toEqual([row]))

  it('a minus is no count, and tables are no people', () => {
    expect(readRows(activities, '3月23日 讲座 宜春 -30人', asking)).toMatchObject({
      rows: [],
      problem: { code: 'headcount.negative', values: { said: '-30人' } },
    })
    expect(shown(activities, '3月22日 聚餐 高安 7桌')).toEqual([expect.not.stringMatching(/7人/)])
  })

  it('a full-width comma parts thousands of yuan, too', () => {
    expect(shown(spending, '保险 ￥1，200')).toEqual(['保险 · 1200元'])
  })
})

describe('rows of activities', () => {
  it.each([
    ['3月22日 高安志愿者培训 高安 25人', ['2014年3月22日 · 高安志愿者培训 · 高安 · 25人']],
    ['3月22日 高安志愿者培训 第二期 25人', ['2014年3月22日 · 高安志愿者培训 第二期 · 25人']],
    ['3月22日、高安志愿者培训、高安、25人', ['2014年3月22日 · 高安志愿者培训 · 高安 · 25人']],
    ['3月22日|高安志愿者培训|高安|25', ['2014年3月22日 · 高安志愿者培训 · 高安 · 25人']],
    ['３月２２号　高安志愿者培训　二十五人', ['2014年3月22日 · 高安志愿者培训 · 25人']],
    ['高安志愿者培训 3月22日 25人', ['2014年3月22日 · 高安志愿者培训 · 25人']],
    [
      '昨天下午在鸡鸣山社区搞了第三期读书会，来了32个人，其中志愿者5个',
      ['2014年12月19日 · 第三期读书会 · 鸡鸣山社区 · 32人（志愿者5）'],
    ],
    ['4月26日-28日 志愿者管理层培训第一期 南昌 35人', ['2014年4月26日—28日 · 志愿者管理层培训第一期 · 南昌 · 35人']],
    ['百人徒步 5月4日 滕王阁 八十多人', ['2014年5月4日 · 百人徒步 · 滕王阁 · 八十多人']],
    ['3月22日\n高安志愿者培训\n高安\n25人', ['2014年3月22日 · 高安志愿者培训 · 高安 · 25人']],
    ['日期：3月22日\n内容：高安志愿者培训\n人数：25人', ['2014年3月22日 · 高安志愿者培训 · 25人']],
    [
      '日期 内容 地点 人数\n1、3月22日 高安志愿者培训 高安 25人\n2、4月6日 萍乡志愿者培训 萍乡 8人\n合计 33人',
      ['2014年3月22日 · 高安志愿者培训 · 高安 · 25人', '2014年4月6日 · 萍乡志愿者培训 · 萍乡 · 8人'],
    ],
    [
      '3月22日 高安志愿者培训 25人；4月6日 萍乡志愿者培训 8人',
      ['2014年3月22日 · 高安志愿者培训 · 25人', '2014年4月6日 · 萍乡志愿者培训 · 8人'],
    ],
    ['3月22日 高安培训 25人\n萍乡培训 30人', ['2014年3月22日 · 高安培训 · 25人', '萍乡培训 · 30人']],
    ['10-12月 反歧视项目 没统计', ['2014年10—12月 · 反歧视项目 · 人数没统计']],
    ['5月24 下午3点 陪伴老人 北门社区2楼 205室 20人', ['2014年5月24日 · 陪伴老人 · 北门社区2楼205室 · 20人']],
    ['6月1日 亲子活动 5号楼 12个家庭', ['2014年6月1日 · 亲子活动 · 5号楼 · 12户']],
    ['5.6 沙龙 5栋2单元 12', ['2014年5月6日 · 沙龙 · 5栋2单元 · 12人']],
    ['7.12 助老 敬老院 义工15，老人40', ['2014年7月12日 · 助老 · 敬老院 · 55人（义工15、老人40）']],
    ['7.13 联欢 阳光家园 义工15人，残友22人', ['2014年7月13日 · 联欢 · 阳光家园 · 37人（义工15、残友22）']],
    ['6.1 参观 盲校 志愿者8人、老人20人、家属5人', ['2014年6月1日 · 参观 · 盲校 · 33人（志愿者8、老人20、家属5）']],
    ['6.1 助老 敬老院 8名志愿者，老人20多位', ['2014年6月1日 · 助老 · 敬老院 · 29–37人（志愿者8、老人20多位）']],
    ['9.1 展览 文化馆 参观者约1000人次', ['2014年9月1日 · 展览 · 文化馆 · 参观者约1000人次']],
    ['9.2 支教 小学 大学生志愿者 十五六个', ['2014年9月2日 · 支教 · 小学 · 十五六个大学生志愿者']],
    ['9.3 读书会 图书馆 20 kids', ['2014年9月3日 · 读书会 · 图书馆 · 20人']],
    ['9.4 义诊 广场 上午20人下午18人', ['2014年9月4日 · 义诊 · 广场 · 38人次（上午20人、下午18人）']],
    ['9.5 兴趣班 活动室 每次10人', ['2014年9月5日 · 兴趣班 · 活动室']],
    ['9.6 读书会 大家都很高兴 20人', ['2014年9月6日 · 读书会 大家都很高兴 · 20人']],
    ['9.6 在红谷滩，搞了读书会，20人', ['2014年9月6日 · 读书会 · 红谷滩 · 20人']],
    ['5月3日 读书会 20人 5月10日 采访 15人', ['2014年5月3日 · 读书会 · 20人', '2014年5月10日 · 采访 · 15人']],
    ['5月3日 读书会 15名学生和3名老师', ['2014年5月3日 · 读书会 · 18人（学生15、老师3）']],
    ['5月1日 在一起项目启动 南昌 20人', ['2014年5月1日 · 在一起项目启动 · 南昌 · 20人']],
    ['4月20日 三人行读书会 图书馆 12人', ['2014年4月20日 · 三人行读书会 · 图书馆 · 12人']],
    ['1. 11月14日 手工课 活动室 35人', ['2014年11月14日 · 手工课 · 活动室 · 35人']],
    ['9月25日 沙龙2 咖啡馆 20人', ['2014年9月25日 · 沙龙2 · 咖啡馆 · 20人']],
    ['9月27日 读书会10 书店 15人', ['2014年9月27日 · 读书会10 · 书店 · 15人']],
    ['9月27日，读书会十，15人', ['2014年9月27日 · 读书会十 · 15人']],
    ['9月27日 培训A3 高安 12', ['2014年9月27日 · 培训A3 · 高安 · 12人']],
    ['9月27日 「第3期」 高安 12人', ['2014年9月27日 · 「第3期」 · 高安 · 12人']],
    ['9月27日 2场沙龙 20人', ['2014年9月27日 · 2场沙龙 · 20人']],
    ['9月27日 沙龙2', ['2014年9月27日 · 沙龙2']],
    ['9月27日 沙龙2 咖啡馆 大人12 小孩20', ['2014年9月27日 · 沙龙2 · 咖啡馆 · 32人（大人12、小孩20）']],
    ['8月10 家访 李家村 12户  30人', ['2014年8月10日 · 家访 · 李家村 · 30人（12户）']],
    ['8月10 家访 李家村 12户30人', ['2014年8月10日 · 家访 · 李家村 · 30人（12户）']],
    ['8月10 家访 李家村 12户，其中老人15人', ['2014年8月10日 · 家访 · 李家村 · 12户（老人15人）']],
    ['8月11 夏令营 村小 二十几个娃娃吧', ['2014年8月11日 · 夏令营 · 村小 · 二十几个娃娃']],
  ])('%j', (text, rows) => {
    expect(shown(activities, text)).toEqual(rows)
  })

  it.each(['我们办了很多活动', '你好', '3', '25人', '培训效果很好，大家都说有收获', '长'.repeat(20_000)])(
    'is none: %.20s',
    (text) => {
      const read = readRows(activities, text, asking)
      expect(read.rows).toEqual([])
      expect(read.unread.length).toBe(1)
    },
  )

  it('says why a row cannot be kept', () => {
    expect(readRows(activities, '2015年3月22日 培训 30人', asking).problem?.code).toBe('date.future')
    expect(readRows(activities, `3月22日 ${'很长'.repeat(60)} 30人`, asking).problem?.code).toBe('text.too_long')
  })
})

describe('rows of spending', () => {
  it.each([
    ['场地费 500元', ['场地费 · 500元']],
    ['场地费500', ['场地费 · 500元']],
    ['买书花了三百二', ['买书 · 320元']],
    ['场地费五百，资料印刷120 茶歇大概300多块', ['场地费 · 500元', '资料印刷 · 120元', '茶歇 · 大概300多块']],
    ['场地费五百，资料印刷 120 茶歇 80，车费60', ['场地费 · 500元', '资料印刷 · 120元', '茶歇 · 80元', '车费 · 60元']],
    ['场地费500，A4纸 3包 60元', ['场地费 · 500元', 'A4纸 3包 · 60元']],
    ['场地费 500元，资料印刷 120元、茶水45块5', ['场地费 · 500元', '资料印刷 · 120元', '茶水 · 45.50元']],
    ['场地费：500元\n交通：1,200元', ['场地费 · 500元', '交通 · 1200元']],
    ['场地500 道具860.5 交通320', ['场地 · 500元', '道具 · 860.50元', '交通 · 320元']],
    ['8月 餐费 20人*15元 共300元', ['8月 餐费 · 300元']],
    ['盒饭 20元*5人', ['盒饭 · 100元']],
    ['保险 3元×40人=120元', ['保险 · 120元']],
    ['2000元（场地1200，餐费800）', ['场地 · 1200元', '餐费 · 800元']],
    ['餐费是800', ['餐费 · 800元']],
    ['人民币壹仟贰佰元整 设备', ['设备 · 1200元']],
    ['印刷费：1.2万', ['印刷费 · 12000元']],
    ['物资 0.3万', ['物资 · 3000元']],
    ['8月 餐费 800', ['8月 餐费 · 800元']],
    ['盒饭20份 每份15元 共300元', ['盒饭20份 每份15元 · 300元']],
  ])('%j', (text, rows) => {
    expect(shown(spending, text)).toEqual(rows)
  })

  it.each([
    ['退款 -50元', 'money.back'],
    ['退了200元', 'money.back'],
    ['场地费 退还两百块', 'money.back'],
    ['共计 3000元', 'table.total'],
    ['5.12-5.14 亲子露营 梅岭 12个家庭', 'money.activity'],
    ['男10女15', 'money.activity'],
  ])('is none: %s', (text, code) => {
    const read = readRows(spending, text, asking)
    expect([read.rows, read.problem?.code]).toEqual([[], code])
  })
})
