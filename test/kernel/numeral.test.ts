import { describe, expect, it } from '@jest/globals'
import { findNumbers, normaliseText, readNumber } from '../../src/kernel/numeral.js'

/** Writes a number below 10^8 as one says it; `liang` says 两千 for 二千. */
function inChinese(value: number, liang = false): string {
  const digits = '零一二三四五六七八九'
  const section = (n: number): string => {
    let text = ''
    let gap = false
    for (const [unit, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(n / unit) % 10
      if (digit === 0) {
        gap = text !== ''
        continue
      }
      text += (gap ? '零' : '') + (liang && digit === 2 && unit >= 100 ? '两' : (digits[digit] ?? '')) + name
      gap = false
    }
    return text
  }
  if (value === 0) return '零'
  const [high, low] = [Math.floor(value / 10_000), value % 10_000]
  const text = high ? `${section(high)}万${low && low < 1000 ? '零' : ''}${low ? section(low) : ''}` : section(low)
  return text.replace(/^一十/, '十')
}

describe('readNumber', () => {
  it.each([
    ['35', 35],
    ['３５', 35],
    [' 35 ', 35],
    ['1,234', 1234],
    ['１，２３４', 1234],
    ['1,234,567.5', 1234567.5],
    ['0', 0],
    ['零', 0],
    ['〇', 0],
    ['0.5', 0.5],
    ['十', 10],
    ['三十五', 35],
    ['二十三', 23],
    ['廿三', 23],
    ['卅', 30],
    ['两百', 200],
    ['半百', 50],
    ['一百零五', 105],
    ['一百五', 150],
    ['一百十五', 115],
    ['一千二', 1200],
    ['一千零二', 1002],
    ['一千二百五', 1250],
    ['一万二', 12_000],
    ['一万零八百', 10_800],
    ['二十万三', 203_000],
    ['3千', 3000],
    ['3千5', 3500],
    ['1万2', 12_000],
    ['1万2000', 12_000],
    ['1.2万', 12_000],
    ['2.4w', 24_000],
    ['两千五百万', 25_000_000],
    ['3亿2千万', 320_000_000],
    ['二〇一四', 2014],
    ['二零一四', 2014],
    ['三点五', 3.5],
    ['伍佰', 500],
    ['一萬二', 12_000],
    ['3\u200b5\ufeff', 35],
  ])('reads %s as %d', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })

  it.each([
    '',
    '半',
    '三五',
    '三四十',
    '十十',
    '十12',
    '5百6千',
    '20二十',
    '一百千',
    '1,23',
    '2014.3.22',
    '-5',
    '三点十五',
    '35人',
    '几十',
    '百',
    'abc',
    '9'.repeat(20),
  ])('finds no one number in %j', (text) => {
    expect(readNumber(text)).toBeNull()
  })

  it('reads every number back however it is written', () => {
    const values = [...Array(2500).keys()]
    for (let value = 2500; value < 99_999_999; value = Math.floor(value * 1.013) + 7) values.push(value)
    for (const value of values) {
      const written = [
        String(value),
        value.toLocaleString('en-US'),
        inChinese(value),
        inChinese(value, true),
        inChinese(value).replace(
          /^([一二三四五六七八九][千百十])(?=[一二三四五六七八九]百$|[一二三四五六七八九]十$)/,
          '$1',
        ),
        String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      ]
      // 三千五 for 三千五百: the last unit may go when it is the one after the one before.
      const short = /^(.*[百千万])([一二三四五六七八九])([十百千])$/.exec(inChinese(value))
      const before = { 百: '十', 千: '百', 万: '千' }[short?.[1]?.at(-1) ?? '']
      if (short && before === short[3]) written.push(`${short[1]}${short[2]}`)
      expect([value, ...written.map(readNumber)]).toEqual([value, ...written.map(() => value)])
    }
  })
})

describe('findNumbers', () => {
  it('gives every numeral with its place', () => {
    expect(findNumbers('来了二十七个人，吵了两个多小时，花1,200元')).toEqual([
      { value: 27, start: 2, end: 5, text: '二十七' },
      { value: 2, start: 10, end: 11, text: '两' },
      { value: 1200, start: 17, end: 22, text: '1,200' },
    ])
  })

  it('counts spans in the normalised text', () => {
    const text = '\ufeff共\u200b３５人'
    const [found] = findNumbers(text)
    expect(normaliseText(text).slice(found?.start, found?.end)).toBe('35')
  })

  it('leaves out what is no one number', () => {
    expect(findNumbers('三四十个，12.3.4').map(({ value }) => value)).toEqual([12.3, 4])
  })
})

describe('normaliseText', () => {
  it('leaves Chinese punctuation and line ends alone', () => {
    expect(normaliseText('Ａ１：高安，（２５人）\n￥３．５　元')).toBe('A1：高安，（25人）\n¥3.5 元')
  })

  it('changes nothing the second time', () => {
    const once = normaliseText('\ufeff１，２３４\u3000人\u200d ～')
    expect(normaliseText(once)).toBe(once)
  })
})
