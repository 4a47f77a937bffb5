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
const REPEATS = [
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
  '一车4个',
  '为34位老人体检，',
  '老师带队3个',
  '12名组员到了11名，',
  '在向阳、红旗、',
  '每队10人观众',
  '1460里多算了120',
  '6月 走访 6户\n',
  'a|b\n',
  '名中有21',
  '各1次5人、',
  '分别在东和西、',
  '38×5元',
  '+5元',
  '1）2；',
  '都在村，',
  '来自4家机构的',
  '班四十二',
  '个案5、',
  '问卷收回5份',
  '□ 5',
  '周六30个，',
  '志愿者张三、',
]

// A long text is read in stretches of 10,000: what grows faster than its length does so within one.
it.each(REPEATS)('%j over and over: four times as long takes about four times the time', (unit) => {
  timed(filled(unit, 2_250))
  const short = timed(filled(unit, 2_250))
  expect(timed(filled(unit, 9_000))).toBeLessThan(12 * Math.max(short, 10))
})

it.each([
  ['一车4个', '一车4个'],
  ['为34位老人体检，', '为34位老人体检，'],
  ['all of them one behind the other', REPEATS.map((unit) => filled(unit, 90)).join('')],
])('eleven times as long takes about eleven times the time, up to 100,000 characters: %s', (_, unit) => {
  const short = timed(filled(unit, 9_000))
  expect(timed(filled(unit, 100_000))).toBeLessThan(33 * Math.max(short, 40))
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
