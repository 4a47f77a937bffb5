import { describe, expect, it } from '@jest/globals'
import { findMoney, readMoney, showFen, showMoney } from '../../src/kernel/money-words.js'

describe('readMoney', () => {
  it.each([
    ['五百块', '500元'],
    ['五百块钱', '500元'],
    ['1.2万', '12000元'],
    ['2.4w', '24000元'],
    ['860', '860元'],
    ['８６０元', '860元'],
    ['八百六', '860元'],
    ['3千5', '3500元'],
    ['一千二百块五', '1200.50元'],
    ['12.5元', '12.50元'],
    ['三块五', '3.50元'],
    ['五块二毛五', '5.25元'],
    ['12元5角3分', '12.53元'],
    ['十元零五分', '10.05元'],
    ['5毛', '0.50元'],
    ['1,200.00元', '1200元'],
    ['￥860', '860元'],
    ['人民币860元', '860元'],
    ['860人民币', '860元'],
    ['壹仟贰佰元整', '1200元'],
    ['花了六百二', '620元'],
    ['没花钱', '0元'],
    ['零支出', '0元'],
    ['无', '0元'],
    ['0', '0元'],
  ])('reads %s as %s', (text, shown) => {
    const money = readMoney(text)
    expect(money?.minFen).toBe(money?.maxFen)
    expect(money && showMoney(money)).toBe(shown)
  })

  it.each([
    ['500多块', 50_100, 59_900, '500多块'],
    ['七万余元', 7_000_100, 7_999_900, '七万余元'],
    ['300元左右', 27_000, 33_000, '300元左右'],
    ['近万元', 900_000, 1_000_000, '近万元'],
    ['1-2万元', 1_000_000, 2_000_000, '1-2万元'],
    ['2千出头', 200_100, 299_900, '2千元出头'],
    ['约500', 45_000, 55_000, '约500元'],
  ])('reads %s as %d to %d fen', (text, minFen, maxFen, shown) => {
    const money = readMoney(text)
    expect(money).toMatchObject({ minFen, maxFen })
    expect(money && showMoney(money)).toBe(shown)
  })

  it.each(['', '12.345元', '-50', '35人', '每人50元', '3块展板', '几百块', '不知道', '500元 600元'])(
    'does not guess at %j',
    (text) => {
      expect(readMoney(text)).toBeNull()
    },
  )

  it('reads every amount back that it shows', () => {
    for (let fen = 0; fen < 20_000_000; fen = Math.floor(fen * 1.05) + 1) {
      expect(readMoney(showFen(fen))).toMatchObject({ minFen: fen, maxFen: fen })
    }
  })
})

describe('findMoney', () => {
  it.each([
    ['包汤圆 30余人，花费412元', '花费412元', '412元'],
    ['面粉黄油花了三百六十八块五', '花了三百六十八块五', '368.50元'],
    ['筹得480余元，花了100', '花了100', '100元'],
    ['买包子一百八十块钱', '一百八十块钱', '180元'],
    ['白花了300布置费', '花了300', '300元'],
  ])('finds in %s the words %s', (text, words, shown) => {
    const found = findMoney(text)
    expect(text.slice(found?.start, found?.end)).toBe(words)
    expect(found && showMoney(found.money)).toBe(shown)
  })

  it.each(['花了2天', '一块去玩', '3块展板 25人', '每人50元', '元旦活动', ''])('finds none in %j', (text) => {
    expect(findMoney(text)).toBeNull()
  })
})
