import { describe, expect, it } from '@jest/globals'
import type { Quantity } from '../../src/kernel/quantity.js'
import { findHeadcount, readHeadcount, showHeadcount } from '../../src/kernel/headcount-words.js'
import { readQuantity, showQuantity, showSum, sumQuantities } from '../../src/kernel/quantity-words.js'

const read = (text: string): Quantity => {
  const quantity = readQuantity(text)
  if (!quantity) throw new Error(`${text} is no quantity`)
  return quantity
}

describe('readQuantity', () => {
  it.each([
    ['32人', 32, '人'],
    ['３２人', 32, '人'],
    ['35', 35, '人'],
    ['三十五人', 35, '人'],
    ['32名', 32, '人'],
    ['32位', 32, '人'],
    ['来了32个人', 32, '人'],
    ['俩人', 2, '人'],
    ['1,200人次', 1200, '人次'],
    ['2.4w人次', 24_000, '人次'],
    ['一千二人次', 1200, '人次'],
    ['15户', 15, '户'],
    ['12组家庭', 12, '户'],
    ['4家', 4, '家'],
    ['6期', 6, '期'],
    ['8个', 8, '个'],
    ['0人', 0, '人'],
  ])('reads %s as exactly %d %s', (text, count, unit) => {
    expect(readQuantity(text)).toMatchObject({ min: count, max: count, unit, qualifier: null, basis: null })
  })

  it.each([
    ['二百多人次', 201, 299, '人次', '多'],
    ['2 千多人次', 2001, 2999, '人次', '多'],
    ['10多家', 11, 19, '家', '多'],
    ['二十余名', 21, 29, '人', '余'],
    ['百余人', 101, 199, '人', '余'],
    ['一百二十多人', 121, 129, '人', '多'],
    ['10多万人次', 100_001, 199_999, '人次', '多'],
    ['十几个', 11, 19, '个', '几'],
    ['六十出头', 61, 69, '人', '出头'],
    ['超过100人', 101, 199, '人', '超过'],
    ['50+', 50, 59, '人', '+'],
    ['35+人', 35, 44, '人', '+'],
    ['上万人次', 10_000, 19_999, '人次', '上'],
    ['100人以上', 100, 199, '人', '以上'],
    ['约40人', 36, 44, '人', '约'],
    ['~40人', 36, 44, '人', '~'],
    ['过百人', 101, 199, '人', '过'],
    ['40人左右', 36, 44, '人', '左右'],
    ['三十来个', 27, 33, '个', '来'],
    ['大概三十人吧', 27, 33, '人', '大概'],
    ['百名', 90, 110, '人', '约'],
    ['近百人', 90, 100, '人', '近'],
    ['小一百人', 90, 100, '人', '小'],
    ['不到20人', 17, 19, '人', '不到'],
    ['6–7家', 6, 7, '家', '–'],
    ['三四十个', 30, 40, '个', '–'],
    ['两百五六十人', 250, 260, '人', '–'],
    ['30人到40人', 30, 40, '人', '–'],
    ['1-2万人次', 10_000, 20_000, '人次', '–'],
    ['约30-40人', 27, 44, '人', '约'],
  ])('reads %s as %d to %d %s', (text, min, max, unit, qualifier) => {
    expect(readQuantity(text)).toMatchObject({ min, max, unit, qualifier, basis: 'estimate' })
  })

  it.each(['几十人', '数十名', '几个', '1.5人', '-5', '5多人', '7万余元', '32人33人', '3月22日', '很多人', ''])(
    'does not guess at %j',
    (text) => {
      expect(readQuantity(text)).toBeNull()
    },
  )

  it.each([
    ['1.2万人次', '1.2万人次'],
    ['半百', '半百人'],
    ['三十二人', '32人'],
    ['1200人', '1200人'],
  ])('gives %s back as %s', (text, shown) => {
    expect(showQuantity(readQuantity(text)!)).toBe(shown)
  })

  it('notes how the number was found out', () => {
    expect(readQuantity('签到32人')?.basis).toBe('sign_in')
    expect(readQuantity('实到38人')?.basis).toBe('count')
    expect(readQuantity('实际数了38人')?.basis).toBe('count')
    expect(readQuantity('实际来了38人')?.basis).toBeNull()
    expect(readQuantity('实际大概80个不同的人')?.basis).toBe('estimate')
    expect(readQuantity('记得有38人')?.basis).toBe('recalled')
  })

  it('takes the unit of the question when none is given', () => {
    expect(readQuantity('50+', '家')).toMatchObject({ min: 50, max: 59, unit: '家' })
  })
})

describe('showQuantity', () => {
  it.each([
    ['二百多人次', '二百多人次'],
    ['来了近百位', '近百位'],
    ['三十二名', '32人'],
    ['50+', '50+人'],
    ['三十左右', '三十人左右'],
  ])('writes %s as %s', (text, shown) => {
    expect(showQuantity(read(text))).toBe(shown)
    expect(readQuantity(shown)).toMatchObject({ min: read(text).min, max: read(text).max, unit: read(text).unit })
  })
})

describe('sums', () => {
  it('adds within a unit only and keeps ranges ranges', () => {
    const sums = sumQuantities(['140人', '25位', '二百多人次', '10人次', '4家'].map(read))
    expect(sums).toEqual([
      { unit: '人', min: 165, max: 165 },
      { unit: '人次', min: 211, max: 309 },
      { unit: '家', min: 4, max: 4 },
    ])
    expect(showSum(sums)).toBe('165人、211–309人次、4家')
    expect(showSum(sumQuantities([]))).toBe('')
  })
})

describe('readHeadcount', () => {
  it.each([
    ['35', '35人'],
    ['三十五', '35人'],
    ['32个', '32人'],
    ['三十来个', '三十来个人'],
    ['32人参加', '32人'],
    ['32人参与', '32人'],
    ['总人数：32', '32人'],
    ['32人，其中志愿者5个', '32人（志愿者5）'],
    ['来了32个人，其中志愿者5个', '32人（志愿者5）'],
    ['32人 志愿者5个', '32人（志愿者5）'],
    ['一个都没少 30', '30人'],
    ['一个没少，30人', '30人'],
    ['都没缺席 来了28人', '28人'],
    ['大人12 小孩20', '32人（大人12、小孩20）'],
    ['大人12小孩20', '32人（大人12、小孩20）'],
    ['男12女20', '32人（男12、女20）'],
    ['大人12+小孩20', '32人（大人12、小孩20）'],
    ['13位妈妈+4位奶奶', '17人（妈妈13、奶奶4）'],
    ['志愿者：5人，儿童：25人', '30人（志愿者5、儿童25）'],
    ['学生 45 人，老师 5 人', '50人（学生45、老师5）'],
    ['５名志愿者和２０名儿童', '25人（志愿者5、儿童20）'],
    ['共三十人(志愿者5、儿童25)', '30人（志愿者5、儿童25）'],
    ['儿童25名，志愿者5名，共30名', '30人（儿童25、志愿者5）'],
    ['一班12人 二班13人', '25人（一班12、二班13）'],
    ['80岁以上老人30人', '30人（80岁以上老人30）'],
    ['近百人，其中志愿者十来个', '近百人（志愿者十来个）'],
    ['大人30多 小孩20', '51–59人（大人30多、小孩20）'],
    ['二百多人次', '二百多人次'],
    ['12户35人', '35人（12户）'],
    ['二十几个娃娃吧', '二十几个娃娃'],
    ['19家机构三十一个人', '31人（19家机构）'],
    ['30户', '30户'],
    ['没有人', '0人'],
  ])('reads %s as %s', (text, shown) => {
    const headcount = readHeadcount(text)
    expect(headcount && showHeadcount(headcount)).toBe(shown)
  })

  it('reads back what it shows', () => {
    for (const text of [
      '32人（志愿者5）',
      '30人（志愿者5、儿童25）',
      '近百人（志愿者十来个）',
      '51–59人（大人30多、小孩20）',
      '0人',
      '30户',
      '35人（12户）',
      '二十几个娃娃',
    ]) {
      const headcount = readHeadcount(text)
      expect(headcount && showHeadcount(headcount)).toBe(text)
    }
  })

  it.each([
    '',
    '我不知道',
    '32人35人',
    '25人 高安',
    '活动很成功，来了32人',
    '3月22号',
    '860元',
    '32人，花了500元',
    '5次',
    '几十人',
    '😀',
  ])('does not guess at %j', (text) => {
    expect(readHeadcount(text)).toBeNull()
  })
})

describe('findHeadcount', () => {
  it.each([
    ['骨干培训 高安 25人', '25人', '25人'],
    ['高安 骨干培训 25', '25', '25人'],
    ['骨干培训（25人）高安', '（25人）', '25人'],
    ['骨干培训来了32个人，其中志愿者5个，在高安', '来了32个人，其中志愿者5个', '32人（志愿者5）'],
    ['敬老月启动 长者58 义工14', '长者58 义工14', '72人（长者58、义工14）'],
    ['带了俩志愿者仨家长去踏青', '俩志愿者仨家长', '5人（志愿者2、家长3）'],
    ['组织32名志愿者去植树', '32名志愿者', '32人（志愿者32）'],
    ['5名志愿者和20名儿童去植树', '5名志愿者和20名儿童', '25人（志愿者5、儿童20）'],
    ['探访老人 30人', '30人', '30人'],
    ['五人制足球赛 32人', '32人', '32人'],
    ['三家村走访 12人', '12人', '12人'],
    ['助浴 9位老人 花费412元', '9位老人', '9人（老人9）'],
    ['小组6节 累计48人次', '48人次', '48人次'],
    ['线上督导 4家机构', '4家机构', '4家机构'],
    ['3月1日20名青年志愿者到服务中心', '20名青年志愿者', '20人（青年志愿者20）'],
    ['协会有30名会员领着自家孩子捡垃圾', '有30名会员', '30人（会员30）'],
    ['一共走了十六家五个志愿者分两组跑的', '十六家五个志愿者', '16家（志愿者5人）'],
    ['入户探访15户（含低保9户）慰问金每户200元', '15户（含低保9户）', '15户（低保9户）'],
    ['智能手机课（第二课）老人16位 大学生一对一陪教', '老人16位', '16人（老人16）'],
    ['妈妈沙龙做完了（13位妈妈+4位奶奶），下次想扩到25人', '（13位妈妈+4位奶奶）', '17人（妈妈13、奶奶4）'],
    ['敬老月启动 长者58 义工14\n10/17 花艺课', '长者58 义工14', '72人（长者58、义工14）'],
    ['培训 十九家机构三十一个人', '三十一个人', '31人'],
    ['夏夜音乐会800人左右', '800人左右', '800人左右'],
    ['面粉花了368元 大人15孩子17', '大人15孩子17', '32人（大人15、孩子17）'],
  ])('finds in %s the words %s', (text, words, shown) => {
    const found = findHeadcount(text)
    expect(text.slice(found?.start, found?.end)).toBe(words)
    expect(found && showHeadcount(found.headcount)).toBe(shown)
  })

  it.each(['第三期培训 高安', '培训 2014', '我们 一起 去', '发放物资100份', '三个工地 每场20人', '花费412元', ''])(
    'finds none in %j',
    (text) => {
      expect(findHeadcount(text)).toBeNull()
    },
  )
})
