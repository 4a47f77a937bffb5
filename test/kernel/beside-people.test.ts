import { describe, expect, it } from '@jest/globals'
import { readHeadcount, showHeadcount } from '../../src/kernel/headcount-words.js'

describe('what is handed out, said beside who came', () => {
  it.each([
    ['发了50+份，来了二百多人', '二百多人（发了50+份）'],
    ['来了二百多人，发放资料五十多份', '二百多人（发放资料五十多份）'],
    ['30人，发了30份资料、50+本书', '30人（发了30份资料、50+本书）'],
    ['来了80+人，发出口罩200个', '80+人（发出口罩200个）'],
    ['32人，其中志愿者5人，传单100张', '32人（传单100张、志愿者5）'],
    ['12户，发了12袋米', '12户（发了12袋米）'],
  ])('%s is %s: its own unit, her words, no people, and reads back', (said, shown) => {
    const read = readHeadcount(said)
    expect(read?.doubt).toBeUndefined()
    expect(read && showHeadcount(read)).toBe(shown)
    expect(showHeadcount(readHeadcount(shown) ?? { quantity: { ...read!.quantity, max: -1 }, breakdown: [] })).toBe(
      shown,
    )
  })

  it('alone says of nobody that they came', () => {
    for (const said of ['发了50+份', '50+份', '传单100张', '5期']) expect(readHeadcount(said)).toBeNull()
  })

  it('200个 of what nobody gave away are people', () => {
    expect(readHeadcount('来了200个')?.quantity).toMatchObject({ max: 200, unit: '人' })
    expect(readHeadcount('送老人30个')?.quantity.unit).toBe('人')
  })

  it.each([
    ['一百多人次，三十来个人', '一百多人次（三十来个人）'],
    ['120人次，约40人', '120人次（约40人）'],
    ['十来户，三十人', '30人（十来户）'],
  ])('%s keeps the wording of both ledgers: %s', (said, shown) => {
    const read = readHeadcount(said)
    expect(read && showHeadcount(read)).toBe(shown)
  })
})
