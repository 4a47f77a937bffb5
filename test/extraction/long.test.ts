import { expect, it } from '@jest/globals'
import type { ExtractedActivity } from '../../src/extraction/activity.js'
import { extract } from '../../src/extraction/rules/extract.js'

const TODAY = '2026-11-26'
/** ms of this process's own time. */
function timed(text: string): number {
  const from = process.cpuUsage()
  extract(text, TODAY)
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

// Repeats that make a pattern begin everywhere and end nowhere.
it.each([
  '，',
  '。5',
  '5月',
  '3月5日',
  '志愿者5人，',
  '未来',
  '改成',
  '不是',
  '「5',
  '家5',
  '3人2人',
  '一百',
  '读书会5',
  '\n-5',
])('%j over and over: four times as long takes about four times the time', (unit) => {
  timed(filled(unit, 10_000))
  const short = timed(filled(unit, 10_000))
  expect(timed(filled(unit, 40_000))).toBeLessThan(12 * Math.max(short, 40))
})

it('ten times as long takes about ten times the time, up to 100,000 characters', () => {
  const short = timed(filled('志愿者5人，', 10_000))
  expect(timed(filled('志愿者5人，', 100_000))).toBeLessThan(30 * Math.max(short, 40))
})

it('a sign at the end of a long text makes nothing look back over all of it', () => {
  for (const unit of ['未来', '成立', '听说', 'a'])
    expect(timed(`${filled(unit, 99_990)}5不用报？`)).toBeLessThan(5_000)
})

it('reads a long text to its end, each value where it stands', () => {
  const text = `${filled('天气不错，大家都好。\n', 60_000)}昨天读书会来了32个人，花了860块`
  const [found, ...more]: ExtractedActivity[] = extract(text, TODAY)
  expect(more).toEqual([])
  expect(found?.attendance?.value.count).toBe(32)
  const { start, end } = found?.attendance?.span ?? { start: 0, end: 0 }
  expect(text.slice(start, end)).toBe('32个人')
})
