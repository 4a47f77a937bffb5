import { expect, it } from '@jest/globals'
import { saysCounting } from '../../src/kernel/basis-words.js'
import { isVagueCount } from '../../src/kernel/vague-count.js'

it.each(['几百人', '好几百人', '来的人不多', '来的人也不少', '人数不多', '好几十个孩子', '来了很多人'])(
  'that some came is said, and not how many: %s',
  (text) => expect(isVagueCount(text)).toBe(true),
)

it.each([
  '人人图书馆',
  '万人广场',
  '老人活动中心',
  '好多鱼书店',
  '百人徒步',
  '几百步公园',
  '多功能厅',
  '上千村',
  '二百多人',
])('a place, a title or a count is not vague: %s', (text) => expect(isVagueCount(text)).toBe(false))

it.each(['没签到', '估的', '事后补的', '没签到，估的'])('how people were counted, and nothing else: %s', (text) =>
  expect(saysCounting(text)).toBe(true),
)

it.each(['签到处', '没有围墙的学校', '点心店', '补习班', '读书会'])('no way of counting: %s', (text) =>
  expect(saysCounting(text)).toBe(false),
)
