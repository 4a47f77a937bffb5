import { describe, expect, it } from '@jest/globals'
import { readBasis } from '../../src/kernel/basis-words.js'
import { sumOfParts } from '../../src/kernel/breakdown.js'
import { findHeadcount, readHeadcount, showHeadcount } from '../../src/kernel/headcount-words.js'
import type { Headcount } from '../../src/kernel/quantity.js'
import { readQuantity, showQuantity, showSum, sumQuantities, withBasis } from '../../src/kernel/quantity-words.js'
import { UNITS } from './units.js'

const read = (text: string, unit = '人'): Headcount => {
  const headcount = readHeadcount(text, unit)
  if (!headcount) throw new Error(`${text} is no headcount`)
  return headcount
}

describe('a number comes back in the words it was said in', () => {
  it.each([
    // said, from, to, unit, hedge, shown
    ['二百多人次', 201, 299, '人次', '多', '二百多人次'],
    ['二百多', 201, 299, '人', '多', '二百多人'],
    ['近百', 90, 100, '人', '近', '近百人'],
    ['近百家', 90, 100, '家', '近', '近百家'],
    ['7万余', 70_001, 79_999, '人', '余', '7万余人'],
    ['50+', 50, 59, '人', '+', '50+人'],
    ['170+', 170, 179, '人', '+', '170+人'],
    ['6–7家', 6, 7, '家', '–', '6–7家'],
    ['3–4', 3, 4, '人', '–', '3–4人'],
    ['小一百人', 90, 100, '人', '小', '小一百人'],
    ['三十来个', 27, 33, '人', '来', '三十来个人'],
    ['十多家', 11, 19, '家', '多', '十多家'],
    ['10 多家', 11, 19, '家', '多', '10多家'],
    ['上万人次', 10_000, 19_999, '人次', '上', '上万人次'],
    ['2 千多人次', 2001, 2999, '人次', '多', '2千多人次'],
    ['2千多', 2001, 2999, '人', '多', '2千多人'],
    ['百名', 90, 110, '人', '约', '百名'],
    ['百名团干', 90, 110, '人', '约', '百名团干'],
    ['二十余名', 21, 29, '人', '余', '二十余名'],
    ['七八十', 70, 80, '人', '–', '七八十人'],
    ['大几十', 60, 99, '人', '–', '大几十人'],
    ['大几百人次', 600, 999, '人次', '–', '大几百人次'],
    ['百十来人', 100, 110, '人', '–', '百十来人'],
    ['百八十号人', 80, 100, '人', '–', '百八十号人'],
    ['十几二十人', 11, 20, '人', '–', '十几二十人'],
    ['千把人', 900, 1100, '人', '把', '千把人'],
    ['百余户', 101, 199, '户', '余', '百余户'],
    ['三十多号人', 31, 39, '人', '多', '三十多号人'],
    ['30人多', 31, 39, '人', '多', '30人多'],
    ['五十不到', 44, 49, '人', '不到', '五十人不到'],
    ['不超过50人', 45, 50, '人', '不超过', '不超过50人'],
    ['50人以内', 45, 50, '人', '以内', '50人以内'],
    ['顶多三十', 27, 30, '人', '顶多', '顶多三十人'],
    ['少说也有五十', 50, 59, '人', '少说', '少说也有五十人'],
    ['100往上', 101, 199, '人', '往上', '100人往上'],
    ['近四十位家长', 36, 40, '人', '近', '近四十位家长'],
    ['五十多个孩子', 51, 59, '人', '多', '五十多个孩子'],
    ['约1000人次', 900, 1100, '人次', '约', '约1000人次'],
  ])('%s', (said, min, max, unit, qualifier, shown) => {
    const headcount = read(said)
    expect(headcount.quantity).toMatchObject({ min, max, unit, qualifier, basis: 'estimate' })
    expect(showHeadcount(headcount)).toBe(shown)
    expect(read(shown).quantity).toMatchObject({ min, max, unit })
  })

  it.each([
    ['40人/次', 40, '人次'],
    ['15对亲子', 15, '户'],
    ['12组家庭', 12, '户'],
    ['35户次', 35, '户次'],
    ['多达200人', 200, '人'],
    ['满打满算40', 40, '人'],
    ['30个村民', 30, '人'],
    ['4家机构', 4, '家'],
    ['11个地市', 11, '个'],
  ])('%s is exactly %d %s', (said, count, unit) => {
    expect(read(said).quantity).toMatchObject({ min: count, max: count, unit, qualifier: null, basis: null })
    expect(read(showHeadcount(read(said))).quantity).toMatchObject({ min: count, unit })
  })

  it.each(UNITS)('of %s, too, and its bare number where that is asked for', (unit) => {
    for (const [said, min, max] of [
      [`12${unit}`, 12, 12],
      [`十多${unit}`, 11, 19],
      [`6–7${unit}`, 6, 7],
    ] as const) {
      expect(readQuantity(said)).toMatchObject({ min, max, unit })
      expect(showQuantity(readQuantity(said)!)).toBe(said)
      expect(showHeadcount(read(said, unit))).toBe(said)
    }
    expect(readQuantity('五十多', unit)).toMatchObject({ min: 51, max: 59, unit })
  })

  it.each(['几十人', '数百人', '成百上千', '很多人'])('%s says too little', (said) => {
    expect(readHeadcount(said)).toBeNull()
  })
})

describe('how it was counted', () => {
  it.each([
    ['签到32人', 'sign_in', 32, 32],
    ['按签到表是32人', 'sign_in', 32, 32],
    ['32人（签到）', 'sign_in', 32, 32],
    ['32人，其中志愿者5个（签到）', 'sign_in', 32, 32],
    ['点名32人', 'sign_in', 32, 32],
    ['二百多人次，签到表上的', 'sign_in', 201, 299],
    ['现场数了32个', 'count', 32, 32],
    ['32人，现场点数', 'count', 32, 32],
    ['实到38人', 'count', 38, 38],
    ['清点过，38人', 'count', 38, 38],
    ['大概30人', 'estimate', 27, 33],
    ['目测30人', 'estimate', 27, 33],
    // A number is as wide as its word, before or behind it.
    ['30人（估计）', 'estimate', 27, 33],
    ['30人，估的', 'estimate', 27, 33],
    ['记得有38人', 'recalled', 38, 38],
    ['38人，事后补记', 'recalled', 38, 38],
    ['凭印象38人', 'recalled', 38, 38],
    ['32人', null, 32, 32],
  ])('%s: %s', (said, basis, min, max) => {
    expect(read(said).quantity).toMatchObject({ basis, min, max })
  })

  it.each([
    ['培训 高安 25人（签到）', '25人（签到）', 'sign_in'],
    ['培训 25人，签到', '25人，签到', 'sign_in'],
    ['培训 现场数了25人', '现场数了25人', 'count'],
    ['培训 25人（事后补记）', '25人（事后补记）', 'recalled'],
    ['签到培训 25人', '25人', null],
  ])('is read beside the number alone: %s', (row, words, basis) => {
    const found = findHeadcount(row)!
    expect([row.slice(found.start, found.end), found.headcount.quantity.basis]).toEqual([words, basis])
  })

  it.each([
    ['签到表', 'sign_in'],
    ['有签到', 'sign_in'],
    ['现场点的', 'count'],
    ['挨个数的', 'count'],
    ['估的', 'estimate'],
    ['大概', 'estimate'],
    ['没签到，估的', 'estimate'],
    ['后来补的', 'recalled'],
    ['凭记忆', 'recalled'],
    ['没有签到表', null],
    ['35人签到', null],
    ['大家都很开心', null],
    ['两次都是签到', 'sign_in'],
    ['老师数的', 'count'],
    ['人数都是数的', 'count'],
  ])('alone, %s is %s', (said, basis) => {
    expect(readBasis(said)).toBe(basis)
  })

  it('an estimate of an exact number is a range until it is counted after all', () => {
    const said = read('200人').quantity
    const estimated = withBasis(said, 'estimate')
    expect(estimated).toMatchObject({ min: 180, max: 220, basis: 'estimate', wording: '200人' })
    expect(showQuantity(estimated)).toBe('估计200人')
    expect(withBasis(estimated, 'sign_in')).toEqual({ ...said, basis: 'sign_in' })
    expect(withBasis(read('二百多人').quantity, 'sign_in')).toMatchObject({ min: 201, max: 299, basis: 'sign_in' })
  })
})

describe('parts and total', () => {
  it.each([
    ['儿童20家长18志愿者5，共45', '20+18+5=43人'],
    ['共45人，儿童20 家长18 志愿者5', '20+18+5=43人'],
    ['45人（儿童20、家长18、志愿者5）', '20+18+5=43人'],
    ['儿童20 家长18 志愿者5 共40人', '20+18+5=43人'],
    ['30人，其中学生50个', '学生50人'],
    ['80名（男30、女40）', '30+40=70人'],
    ['近百人，大人80多 孩子五十来个', '80多+五十来个=126–144人'],
    ['60人次，儿童40人次 家长15人次', '40人次+15人次=55人次'],
  ])('%s contradict each other: %s', (said, shown) => {
    expect(read(said).doubt).toBe(true)
    expect(sumOfParts(read(said)).shown).toBe(shown)
  })

  it.each([
    ['儿童20家长18志愿者5，共43', 'add up'],
    ['45人，其中儿童20、家长18', '其中 names only some'],
    ['45人，志愿者5，社工3', 'few are named'],
    ['45人 男20女25 志愿者5', 'told in two ways'],
    ['45人，女40，党员3', 'one sex alone'],
    ['30人，另有志愿者50人', 'others came besides'],
    ['上午20人下午18人，共30人', 'the same people, perhaps'],
    ['45人次，儿童20人 家长18人', 'people are no attendances'],
    ['3家，志愿者5人', 'people are no organisations'],
    ['近百人，大人30多 孩子五十来个', 'may add up'],
  ])('%s do not: %s', (said) => {
    expect(read(said).doubt).toBeUndefined()
  })

  it.each([
    ['近百人，其中志愿者十来个', '近百人（志愿者十来个）'],
    ['48人次，其中志愿者5人', '48人次（志愿者5人）'],
    ['15户（低保9户）', '15户（低保9户）'],
  ])('a part keeps its words and its unit: %s', (said, shown) => {
    expect(showHeadcount(read(said))).toBe(shown)
    expect(read(shown).breakdown).toEqual(read(said).breakdown)
  })
})

describe('sums', () => {
  it('are of one kind of thing each, whichever two kinds there are', () => {
    for (const one of UNITS)
      for (const other of UNITS.filter((unit) => unit !== one)) {
        const counts = [`12${one}`, `20${other}`, `3${one}`].map((text) => readQuantity(text)!)
        expect(showSum(sumQuantities(counts))).toBe(`15${one}、20${other}`)
        // Nor does a breakdown in two kinds have a total; 个 of a person is 人.
        const mixed = readHeadcount(`大人12${one} 小孩20${other}`)
        if (`${one}${other}` !== '人个' && `${one}${other}` !== '个人') expect(mixed?.quantity.min ?? 0).not.toBe(32)
      }
  })

  it('with anything hedged in them are never one exact number', () => {
    for (const hedged of ['二百多人', '近百人', '50+', '三十来个人', '6–7人', '大几十人', '30人（估计）'])
      expect(showSum(sumQuantities([read('140人').quantity, read(hedged).quantity]))).toMatch(/^\d+–\d+人$/)
  })
})
