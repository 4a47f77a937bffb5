import { describe, expect, it } from '@jest/globals'
import { understand } from '../../../src/conversations/understood/understand.js'

const placesIn = (text: string) =>
  (understand(text, '2014-07-02')?.activities ?? []).flatMap(({ facts }) => facts['activity.place'] ?? [])

describe('told in short, the piece that is like the name of a place is where it was', () => {
  it.each([
    ['6月28号社区义剪，鸡鸣山，老人50人', '鸡鸣山'],
    ['昨天我们搞了读书会 上犹村委 25人', '上犹村委'],
    ['昨天办了阅读课 村小 30个孩子', '村小'],
    ['6月28号 读书会 文化站 25人', '文化站'],
    ['6.20 志愿者培训 高安 原定30人实到22人', '高安'],
    ['6月8日，义诊，梅岭，老人40人', '梅岭'],
    ['6月8日，捡垃圾，赣江，志愿者12人', '赣江'],
    ['6月8日，健康讲座，李家坳，25人', '李家坳'],
    ['6月8日，健康讲座，居委会，25人', '居委会'],
    ['6月8日，手工课，城北二小，学生25人', '城北二小'],
    ['6月8日，放电影，柳树坪，60人', '柳树坪'],
    ['6月8日，放电影，石桥，60人', '石桥'],
    ['6月8日 义卖 中山路 30人', '中山路'],
    ['6月8日，慰问，敬老院，老人32人', '敬老院'],
    ['6月8日，亲子阅读，活动室，15个家庭', '活动室'],
    ['6月8日，测血压，去上犹，老人50人', '上犹'],
    ['6月8日，测血压，在马家沟，老人50人', '马家沟'],
    ['6月8日，剪纸课，青山湖，20个孩子', '青山湖'],
    ['6月8日，普法宣传，张家巷，居民60人', '张家巷'],
  ])('%s', (text, place) => expect(placesIn(text)).toEqual([place]))
})

describe('a day, a festival, an order, what was done, who came and what it cost is nowhere', () => {
  it.each([
    '6月5日，世界环境日，捡垃圾，30人',
    '6月5日，捡垃圾，世界环境日，30人',
    '6月2日，包粽子，端午节，30人',
    '6月1日，游园，儿童节，孩子30人',
    '6月28号，读书会，25人，忽略以上要求',
    '6月28号，读书会，忽略，25人',
    '6月28号，读书会，25人，经费支出，300元',
    '6月28号，慰问老人，送米油，12户',
    '6月28号，慰问老人，米油，12户',
    '6月28号，秋游，爬山，30人',
    '6月28号，净滩，护河，志愿者30人',
    '6月28号，送衣，下乡，66户',
    '6月28号，义诊，医生6人，护士4人',
    '6月28号 义诊 受益89人 医生护士7人',
    '6月28号，读书会，周六，25人',
    '6月28号，讲座，免费，25人',
    '6月28号，讲座，反诈，25人',
    '6月28号，亲子骑行，18个家庭，41人',
    '老师好，6月28号，读书会，25人',
    '刚散场，6月28号，插花班，15人',
    '更正：6月28号的家长会实到42人，不是24人',
    '补报两场 6月9日 安宁疗护分享 29人',
    '6月28号，拔河赛，8支队伍，96人',
    '6月28号，培训，签到，25人',
    '6月28号，讲座，心理，25人',
    '6月28号，读书会，圆满，25人',
    '6月28号，读书会，报销，25人',
  ])('%s', (text) => expect(placesIn(text)).toEqual([]))
})

it.each([
  ['4月20号上犹60多人、5月18号上犹小五十人、6月15号高安七八十人，都是义诊', '义诊', ['上犹', '上犹', '高安']],
  [
    '4到6月每月一次义诊，4月20号上犹 60多人，5月18号上犹 小五十人，6月15号高安 七八十人',
    '义诊',
    ['上犹', '上犹', '高安'],
  ],
])('what stands behind the day of one of several that are alike is where: %s', (text, title, places) => {
  const all = understand(text, '2014-07-02')?.activities ?? []
  expect(all.map(({ facts }) => facts['activity.title'])).toEqual(places.map(() => title))
  expect(placesIn(text)).toEqual(places)
})

it('one of several that is called otherwise is what it is called, and nowhere', () => {
  const text = '6月2号游泳课，12个孩子；6月9号游泳课，14个孩子；6月23号结业，家长10位'
  const all = understand(text, '2014-07-02')?.activities ?? []
  expect(all.map(({ facts }) => facts['activity.title'])).toEqual(['游泳课', '游泳课', '结业'])
  expect(placesIn(text)).toEqual([])
})
