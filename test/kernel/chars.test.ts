import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { between, Chars, Kinds, matches } from '../../src/kernel/chars.js'
import { RULES, signsAt } from '../../src/kernel/day-rules.js'
import { plainText } from '../../src/kernel/numeral.js'

const texts = readFileSync('test/extraction/set.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => plainText((JSON.parse(line) as { text: string }).text))

describe('characters that are looked up', () => {
  const numerals = new Chars(`${between('0', '9')}一二三`)

  it('are found where they stand, and not beyond the ends', () => {
    expect(numerals.at('来了3人', 2)).toBe(true)
    expect([-1, 0, 4, 99].map((place) => numerals.at('来了3人', place))).toEqual([false, false, false, false])
    expect(numerals.at('', 0)).toBe(false)
  })

  it('are looked for from one place on and before another', () => {
    const text = '3人，一起来'
    expect([numerals.find(text), numerals.find(text, 1), numerals.find(text, 4)]).toEqual([0, 3, -1])
    expect([numerals.in(text, 1, 3), numerals.in(text, 1, 4), numerals.in(text, 4, 99)]).toEqual([false, true, false])
  })

  it('are told by kind in one walk', () => {
    const kinds = new Kinds(['年', '月', '日号'])
    expect(kinds.in('3月2号', 0, 99)).toBe(kinds.of('月') | kinds.of('日'))
    expect([kinds.in('3月2号', 2, 3), kinds.of('天'), kinds.of('')]).toEqual([0, 0, 0])
    expect(kinds.of('日')).toBe(kinds.of('号'))
  })
})

describe('all that a pattern finds', () => {
  it('is what matchAll finds, from the beginning each time', () => {
    for (const pattern of [/\d+/g, /(?<name>[^，]{2})来/g, /(?=来)/g, /没有的/g])
      for (const text of ['', '来了3人，走了12人', ...texts.slice(0, 50)]) {
        pattern.lastIndex = 3
        const all = [...text.matchAll(new RegExp(pattern, 'g'))].map(({ 0: said, index }) => [said, index])
        expect(matches(pattern, text).map(({ 0: said, index }) => [said, index])).toEqual(all)
      }
  })
})

describe('the rules for days', () => {
  const said = [
    '2014年3月22日，2014-3-22，20140322，2014.3-6，2014Q1，Q2 2014，2014/3',
    '2014年九、十月，七八月，1 、 2 、 3 、 4 、 5 、 6 、 7 、 8 、 9 、 10 、 11 、 12 月，两三个月，第一、二季度，一季度到二季度',
    '3—5月，6月、7月，三四个月，三月上旬，3月底，3月22、23日，3月5，12月，第三季度，Q3，上半年，去年，2013年全年，全年，上季度，下个月15号',
    '11月第二个周六，三天前，昨天，今日，明儿，今早，大前天，周六日，上周六周日两天，下周三，星期天，本周，10-12日，10日至12日，3.5，3-5号，25号',
  ]

  it('stand behind their sign: none would find anything where it is not tried', () => {
    const found = new Set<string>()
    for (const text of [...said, ...texts])
      for (let at = 0; at < text.length; at++)
        for (const { needs, pattern } of RULES) {
          pattern.lastIndex = at
          if (!pattern.test(text)) continue
          found.add(pattern.source)
          if ((signsAt(text, at) & needs) !== needs)
            throw new Error(`${text.slice(at)} without its sign: ${pattern.source}`)
        }
    expect(RULES.map(({ pattern }) => pattern.source).filter((source) => !found.has(source))).toEqual([])
  })
})
