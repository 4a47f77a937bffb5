import { describe, expect, it } from '@jest/globals'
import type { Asking } from '../../src/forms/field-kind.js'
import type { Field } from '../../src/forms/form.js'
import { kindOf } from '../../src/forms/kinds.js'
import { readRows } from '../../src/forms/rows-reading.js'
import { showRow } from '../../src/forms/rows.js'
import { formNamed, wordsIn } from '../engine/talk.js'

const words = wordsIn('zh-CN')
const now = '2014-12-20T02:00:00.000Z'
const asking: Asking = { words, today: '2014-12-20', now, speaksLater: true, messageId: 'm', sentAt: now }
const { columns } = formNamed('work-brief.v1').fields.find(({ key }) => key === 'activities')!.options as {
  columns: Field[]
}
const activities = columns.map((field) => ({ field, kind: kindOf(field) }))
const shown = (text: string): string[] =>
  readRows(activities, text, asking).rows.map((cells) => showRow(activities, cells, words).replace('2014年', ''))

describe('groups in a row are no headcount', () => {
  it.each([
    ['6月8日 讲座 文化站 两个班40人', '6月8日 · 讲座 两个班 · 文化站 · 40人'],
    ['6月10日 三个班的家长会 学校 60人', '6月10日 · 三个班的家长会 · 学校 · 60人'],
    ['6月11日 三个班家长会 学校 60人', '6月11日 · 三个班家长会 · 学校 · 60人'],
    ['6月11日 家长会，三个班，60人', '6月11日 · 家长会 三个班 · 60人'],
    ['6月11日 家长会 学校 三个班共60人', '6月11日 · 家长会 三个班 · 学校 · 60人'],
    ['6月9日，两个社区的老人茶话会，文化站，签到40人', '6月9日 · 两个社区的老人茶话会 · 文化站 · 40人（签到）'],
    ['6月9日，四个小组分享会，图书馆，28人签到', '6月9日 · 四个小组分享会 · 图书馆 · 28人（签到）'],
    ['6月10日 爱心义卖 5个摊位 人民广场 200多人', '6月10日 · 爱心义卖 5个摊位 · 人民广场 · 200多人'],
    ['6月15日 十个摊位的跳蚤市场 小区广场 一百来人', '6月15日 · 十个摊位的跳蚤市场 · 小区广场 · 一百来人'],
    ['6月11日 茶话会 三个社区 40人', '6月11日 · 茶话会 · 三个社区 · 40人'],
    ['6月11日 培训 镇政府 来自5个村的30名妇女', '6月11日 · 培训 来自5个村 · 镇政府 · 30人（妇女30）'],
    ['5月3日 4个村联合篮球赛 镇里 80人', '5月3日 · 4个村联合篮球赛 · 镇里 · 80人'],
    ['6月11日三个班的家长会，学校，来了60人，其中老师5人', '6月11日 · 三个班的家长会 · 学校 · 60人（老师5）'],
    ['5月3日，三位老师的公开课，二小，家长40人', '5月3日 · 三位老师的公开课 · 二小 · 40人（家长40）'],
    ['6月11日 交流会 南昌 19家机构31人', '6月11日 · 交流会 19家机构 · 南昌 · 31人'],
  ])('%s', (text, row) => expect(shown(text)).toEqual([row]))

  it.each([
    ['6月7日 防溺水讲座 三个村小学 每场50多人', '6月7日 · 防溺水讲座 · 三个村小学'],
    ['6月11日 两位老师的培训 县里', '6月11日 · 两位老师的培训 · 县里'],
    ['5月3日 读书会 两个班各20人', '5月3日 · 读书会 两个班'],
  ])('where nobody else is counted she is asked how many came: %s', (text, row) => expect(shown(text)).toEqual([row]))

  it.each([
    ['6月11日 座谈 8个社区志愿者，20个居民', '6月11日 · 座谈 · 28人（社区志愿者8、居民20）'],
    ['5月3日 培训 南昌 12个小组长', '5月3日 · 培训 · 南昌 · 12人（小组长12）'],
    ['6月15日 读书会 一班30人，二班28人', '6月15日 · 读书会 · 58人（一班30、二班28）'],
    ['6月11日 走访 4个村', '6月11日 · 走访 · 4个村'],
  ])('who was there stays counted: %s', (text, row) => expect(shown(text)).toEqual([row]))
})

it.each([
  ['6月15日 上午培训20人，下午参观18人', '6月15日 · 上午培训，下午参观 · 38人次（上午20人、下午18人）'],
  [
    '6月15日 上午讲座20人，下午义诊18人，文化站',
    '6月15日 · 上午讲座，下午义诊 · 文化站 · 38人次（上午20人、下午18人）',
  ],
])('each half of a day has its own: %s', (text, row) => expect(shown(text)).toEqual([row]))
