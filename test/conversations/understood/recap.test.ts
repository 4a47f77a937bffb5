import { describe, expect, it } from '@jest/globals'
import { recapIn } from '../../../src/conversations/understood/recap.js'
import { understand } from '../../../src/conversations/understood/understand.js'

const rows = (text: string) => recapIn(text).spending.map(({ item, amount }) => `${item} ${amount}`)

describe('a list of what was spent', () => {
  it.each([
    ['经费支出：场地费500元，印刷费240元，合计740元', ['场地费 500元', '印刷费 240元']],
    ['经费方面：图书2350、交通860、餐费1,180.5、合计4390.5', ['图书 2350', '交通 860', '餐费 1,180.5']],
    ['二、经费\n图书 2350元\n交通 860元\n共计3210元', ['图书 2350元', '交通 860元']],
    ['花费如下：1、图书2350；2、交通860', ['图书 2350', '交通 860']],
    ['支出：1.图书2350元\n2.交通860元', ['图书 2350元', '交通 860元']],
    ['经费：图书 2350 交通 860 合计 3210', ['图书 2350', '交通 860']],
    ['一共花了740元，其中场地费500元，印刷费240元', ['场地费 500元', '印刷费 240元']],
    ['8月3日培训，26人。场地费500元，印刷费240元', ['场地费 500元', '印刷费 240元']],
    ['买了水果五十块、蛋糕一百二十元', ['水果 五十块', '蛋糕 一百二十元']],
    ['资金使用情况：场地费约500元、都有发票、茶歇300多元', ['场地费 约500元', '茶歇 300多元']],
  ])('%j', (text, found) => {
    expect(rows(text)).toEqual(found)
  })

  it.each([
    '8月3日读书会，学生20人，家长15人',
    '男生20、女生30、合计50',
    '义卖收入500元，捐款300元',
    '预算：场地费500元、茶歇300元',
    '慰问金每户150元，每人发50元',
    '8月3日培训，26人，场地费500元',
    '下一步打算：场地费省500元，印刷费省240元',
    `${'1'.repeat(9000)}元`,
    '经费'.repeat(4000),
  ])('is none: %.30s', (text) => {
    expect(rows(text)).toEqual([])
  })

  it('is held against its total', () => {
    expect(recapIn('支出：场地费500元，印刷费240元，合计740元').differs).toBeUndefined()
    expect(recapIn('支出：场地费500元，印刷费240元，合计750元').differs).toEqual({ said: '750元', sum: '740元' })
    expect(recapIn('支出：场地费约500元，印刷费240元，合计750元').differs).toBeUndefined()
  })
})

describe('difficulties and what is next', () => {
  it.each([
    [
      '7月1日办了读书会。困难是周末来的人少；书也旧了。下一步想改到周五。经费：图书50元、车费20元。',
      '困难是周末来的人少；书也旧了。\n下一步想改到周五。',
    ],
    [
      '三、存在的问题\n人手不够。\n场地难借。\n四、下一步\n再找一间教室。',
      '存在的问题：人手不够。\n场地难借。\n下一步：再找一间教室。',
    ],
    ['【困难】志愿者排班排不开\n【经费】图书50元、车费20元', '困难】志愿者排班排不开'],
    ['孩子们克服困难，走完了全程。7月9日办了读书会。', undefined],
    ['我们和家长谈了问题。', undefined],
  ])('%j', (text, plans) => {
    expect(recapIn(text).plans).toBe(plans)
  })
})

const facts = (text: string) => understand(text, '2014-11-20')?.activities.map((one) => one.facts)

describe('a recap', () => {
  it('makes no activity of a complaint, and none of a list of spending', () => {
    expect(
      facts(
        '7月12日读书会来了30人。遇到的困难：周末活动常常只有两三个人；另外图书角的书被翻坏了。经费：图书2350、交通860',
      ),
    ).toMatchObject([{ 'activity.title': '读书会' }])
    expect(facts('7月12日读书会来了30人。周末活动常常只有两三个人；另外图书角的书被翻坏了')).toHaveLength(1)
  })

  it('keeps one among difficulties that has its own day, name and number', () => {
    expect(facts('困难：9月10日在高安办的读书会只来了3个人')).toMatchObject([{ 'activity.headcount': '3个人' }])
  })

  it('tells what is planned and did not take place among difficulties and plans', () => {
    const told = understand(
      '7月12日读书会来了30人。困难：8月20日的义诊因为台风取消了。下一步：12月5日计划办培训',
      '2014-11-20',
    )
    expect(told).toMatchObject({ activities: [{}], planned: [expect.stringContaining('培训')], cancelled: [{}] })
  })

  it('knows 同一地点, and says what is about so many', () => {
    const told = facts(
      '7月12日在文港小学办了读书会，30人。7月19日在同一地点办了手工课，20人。8月1日到5日夏令营，每天约40人，共5天',
    )
    expect(told?.map((one) => [one['activity.place'], one['activity.headcount']])).toEqual([
      ['文港小学', '30人'],
      ['文港小学', '20人'],
      [undefined, '约200人次'],
    ])
  })
})
