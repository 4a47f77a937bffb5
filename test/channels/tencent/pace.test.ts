import { describe, expect, it } from '@jest/globals'
import { pacing, type Pace } from '../../../src/channels/tencent/pace.js'
import { instantOf } from '../../../src/kernel/clock.js'

const START = 1763600000_000
const DAY = 24 * 3600_000
/** Sends as fast as it may from ms `from` on; the times of the messages sent until ms `until`. */
function asFastAsItMay(pace: Pace, from: number, until: number): number[] {
  const sent: number[] = []
  for (let at = from; at < until;) {
    const wait = pace.take('a/zhangsan', instantOf(START + at))
    if (wait === 0) sent.push(at)
    at += wait
  }
  return sent
}
const mostWithin = (sent: number[], windowMs: number): number =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + windowMs).length))

describe('pacing', () => {
  it('gives at most 25 in any minute and 900 in any hour', () => {
    const sent = asFastAsItMay(pacing(instantOf(START - DAY)), 0, 3 * 3600_000)
    expect(mostWithin(sent, 60_000)).toBe(25)
    expect(mostWithin(sent, 3600_000)).toBe(900)
    expect(sent.length).toBeGreaterThan(2_500)
  })

  it('after a restart stays below the platform’s 30 and 1000, whatever the process before had sent', () => {
    const before = asFastAsItMay(pacing(instantOf(START - DAY)), 0, 7_000_000)
    const after = asFastAsItMay(pacing(instantOf(START + 7_000_000)), 7_000_000, 3 * 3600_000)
    expect(mostWithin([...before, ...after], 60_000)).toBeLessThanOrEqual(30)
    expect(mostWithin([...before, ...after], 3600_000)).toBeLessThanOrEqual(1000)
    expect(after.length).toBeGreaterThan(0)
  })

  it('counts each person for herself', () => {
    const pace = pacing(instantOf(START - DAY))
    asFastAsItMay(pace, 0, 1)
    expect(pace.take('a/zhangsan', instantOf(START + 1))).toBeGreaterThan(0)
    expect(pace.take('a/lisi', instantOf(START + 1))).toBe(0)
    expect(pace.take('b/zhangsan', instantOf(START + 1))).toBe(0)
  })
})
