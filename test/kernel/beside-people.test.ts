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

describe('of how many organisations, villages or schools who came were, said beside them', () => {
  it.each([
    ['12家单位28人', '28人（12家单位）'],
    ['12家组织共28人', '28人（12家组织）'],
    ['来自12家组织的28人', '28人（12家组织）'],
    ['12家机构的28名代表', '28人（12家机构、代表28）'],
    ['12家社会组织28位负责人参加', '28人（12家社会组织、负责人28）'],
    ['28人，来自12家机构', '28人（12家机构）'],
    ['来自5个村的60人，其中志愿者6人', '60人（5个村、志愿者6）'],
    ['6个社区的志愿者60人', '60人（6个社区、志愿者60）'],
    ['12所学校30人', '30人（12所学校）'],
    ['3支队伍40人', '40人（3支队伍）'],
    ['二十多家机构五十多人', '五十多人（二十多家机构）'],
    ['28 people from twelve organisations', '28人（12家机构）'],
  ])('%s is %s, and reads back', (said, shown) => {
    const read = readHeadcount(said)
    expect(read?.doubt).toBeUndefined()
    expect(read && showHeadcount(read)).toBe(shown)
    const again = readHeadcount(shown)
    expect(again && showHeadcount(again)).toBe(shown)
  })

  it('alone they are what is counted', () => {
    const read = readHeadcount('12家单位')
    expect(read?.quantity).toMatchObject({ min: 12, unit: '家' })
    expect(readHeadcount('12所学校')).toBeNull()
  })
})
