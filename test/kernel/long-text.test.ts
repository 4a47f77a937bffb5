import { describe, expect, it } from '@jest/globals'
import { findDays, readDays } from '../../src/kernel/day-words.js'
import { findHeadcount, readHeadcount } from '../../src/kernel/headcount-words.js'
import { findMoney, readMoney } from '../../src/kernel/money-words.js'
import { findNumbers, normaliseText, readNumber } from '../../src/kernel/numeral.js'
import { readQuantity } from '../../src/kernel/quantity-words.js'

const PIECES = [
  '一',
  '1',
  '三四',
  '1,234',
  '1.',
  '3-',
  '3月',
  '十',
  '百多',
  '零',
  '约',
  '近',
  '人',
  '3人去',
  '志愿者5',
  '志愿者',
  '大人12 ',
  '，',
  '（',
  ' ',
  '花了',
  '5元',
  '每5元',
  '周',
  '上上',
  '上周',
  '2014年',
  '3月22日至',
  '共',
  '女工人员工',
  '😀',
  '\u200b',
  '男女',
  '5个',
  '1+',
  '签到了',
  '是现场数的',
  '3人签到数',
  '不重复的',
]
const READERS: [string, (text: string) => unknown][] = [
  ['normaliseText', normaliseText],
  ['readNumber', readNumber],
  ['findNumbers', findNumbers],
  ['readQuantity', readQuantity],
  ['readHeadcount', readHeadcount],
  ['findHeadcount', findHeadcount],
  ['readDays', (text) => readDays(text, '2014-11-20')],
  ['findDays', (text) => findDays(text, '2014-11-20')],
  ['readMoney', readMoney],
  ['findMoney', findMoney],
]

describe('20,000 characters of one thing', () => {
  it.each(READERS)('%s takes time by length, not by its square', (_, read) => {
    for (const piece of PIECES) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length))
      const before = performance.now()
      read(text)
      expect([piece, performance.now() - before < 5000]).toEqual([piece, true])
    }
  })
})
