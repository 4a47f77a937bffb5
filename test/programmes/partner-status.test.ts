import { describe, expect, it } from '@jest/globals'
import { addDays } from '../../src/kernel/day.js'
import { countStatuses, statusAt, statusesAt, type PartnerChange } from '../../src/programmes/partner-status.js'

const change = (fromOn: string, status: PartnerChange['status'], sourceOfFunds: string | null = null) => ({
  organisationId: 'one',
  fromOn,
  status,
  sourceOfFunds,
  remark: null,
})

describe('how a partner stood', () => {
  const life = [
    change('2018-03-01', 'left'),
    change('2017-01-01', 'interested'),
    change('2017-06-01', 'landed', '壹基金'),
  ]

  it('is what the last change up to the day says, the day itself included', () => {
    const at = (day: string) => statusAt(life, day)?.status ?? null
    expect(['2016-12-31', '2017-01-01', '2017-05-31', '2017-06-01', '2018-02-28', '2018-03-01'].map(at)).toEqual([
      null,
      'interested',
      'interested',
      'landed',
      'landed',
      'left',
    ])
  })

  it('is told of 170 sites at any date', () => {
    const sites = aNetwork()
    for (const day of ['2016-12-31', '2017-01-01', '2017-06-30', '2018-01-15', '2019-12-31', '2026-01-01']) {
      const standing = statusesAt(sites, day)
      const counted = countStatuses(standing)
      expect(counted.reduce((sum, { partners }) => sum + partners, 0)).toBe(standing.length)
      expect(standing.filter(({ status }) => status === 'landed').length).toBe(expected(day))
    }
    expect(statusesAt(sites, '2017-01-01').length).toBe(100)
    expect(countStatuses(statusesAt(sites, '2026-01-01'))).toEqual([
      { status: 'landed', sourceOfFunds: '壹基金', partners: 119 },
      { status: 'landed', sourceOfFunds: '地方民政', partners: 51 },
    ])
  })

  /** 100 are interested on one day; each day one of the 170 lands, and every fourth of the first 60 leaves for a year. */
  function aNetwork(): PartnerChange[] {
    return Array.from({ length: 170 }, (_, i) => {
      const of = (fromOn: string, status: PartnerChange['status'], source: string | null) => ({
        ...change(fromOn, status, source),
        organisationId: `site-${i}`,
      })
      const landsOn = addDays('2017-03-01', i)
      const source = i % 10 < 3 ? '地方民政' : '壹基金'
      return [
        ...(i < 100 ? [of('2017-01-01', 'interested', null)] : []),
        of(landsOn, 'landed', source),
        ...(isAway(i) ? [of('2018-01-01', 'left', null), of('2019-01-01', 'landed', source)] : []),
      ]
    }).flat()
  }
  const isAway = (i: number) => i < 60 && i % 4 === 0
  /** The same without looking at changes. */
  const expected = (day: string) =>
    Array.from({ length: 170 }, (_, i) => i).filter(
      (i) => addDays('2017-03-01', i) <= day && !(isAway(i) && day >= '2018-01-01' && day < '2019-01-01'),
    ).length
})
