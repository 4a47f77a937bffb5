import { describe, expect, it } from '@jest/globals'
import { companyPacing, type CompanyPace } from '../../../src/channels/tencent/company-pace.js'
import { instantOf } from '../../../src/kernel/clock.js'

const START = 1763600000_000
const HOUR = 3600_000

/** Sends so many as fast as it may from ms `from` on; the ms of each. */
function sends(pace: CompanyPace, count: number, from: number, bulk = true): number[] {
  const sent: number[] = []
  for (let at = from; sent.length < count;) {
    const wait = pace.take('ww1', instantOf(START + at), bulk)
    if (wait === 0) sent.push(at)
    at += wait
  }
  return sent
}
const most = (sent: number[], windowMs: number): number => {
  let [first, found] = [0, 0]
  for (const [last, at] of sent.entries()) {
    while (sent[first]! <= at - windowMs) first++
    found = Math.max(found, last - first + 1)
  }
  return found
}

describe('what a company sends', () => {
  it('stays below 10 000 in any minute, and 100 000 take hardly longer than the platform itself would need', () => {
    const sent = sends(companyPacing(instantOf(START - HOUR)), 100_000, 0)
    expect(most(sent, 60_000)).toBeLessThan(10_000)
    expect(sent.at(-1)! / 600_000).toBeLessThan(1.1)
  })

  it('stays below 150 000 in any hour', () => {
    const sent = sends(companyPacing(instantOf(START - HOUR)), 200_000, 0)
    expect(most(sent, HOUR)).toBeLessThan(150_000)
  })

  it('leaves room for what somebody waits for', () => {
    const pace = companyPacing(instantOf(START - HOUR))
    sends(pace, 9_600, 0)
    expect(pace.take('ww1', instantOf(START + 59_900), true)).toBeGreaterThan(0)
    expect(pace.take('ww1', instantOf(START + 59_900), false)).toBe(0)
  })

  it('takes into account that a process before it may have sent as much', () => {
    const sent = sends(companyPacing(instantOf(START)), 1_000, 0)
    expect(sent.filter((at) => at < 60_000)).toHaveLength(400)
  })

  it('counts each company by itself', () => {
    const pace = companyPacing(instantOf(START - HOUR))
    sends(pace, 160, 0)
    expect(pace.take('ww1', instantOf(START), true)).toBe(1000)
    expect(pace.take('ww2', instantOf(START), true)).toBe(0)
  })
})
