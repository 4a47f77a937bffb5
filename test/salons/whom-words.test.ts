import { describe, expect, it } from '@jest/globals'
import { EVERYBODY } from '../../src/broadcasts/audience.js'
import { takeWhom } from '../../src/salons/whom-words.js'

const programme = { id: 'p1', name: '青年计划' }
const choosable = {
  people: [],
  organisations: [],
  programmes: [programme],
  regions: ['宜春'],
  tags: ['环保'],
  salon: null,
  reports: true,
}

describe('whom to invite, among what staff say of a salon', () => {
  it.each([
    ['请宜春的', { regions: ['宜春'] }, ''],
    ['下周三晚上7点 主题 财务 请宜春的', { regions: ['宜春'] }, '下周三晚上7点 主题 财务'],
    ['请宜春的 没交的 主题 财务', { regions: ['宜春'], report: 'owed' }, '主题 财务'],
    [
      '主题 财务，请青年计划里环保的来参加，名额 20',
      { programmes: [programme], tags: ['环保'] },
      '主题 财务，，名额 20',
    ],
    ['请大家', {}, ''],
  ])('%s', (text, expected, rest) => {
    expect(takeWhom(text, choosable)).toEqual({ audience: { ...EVERYBODY, ...expected }, unclear: null, rest })
  })

  it.each(['请某老师来讲', '主题 怎么请志愿者', '地点 邀请函上写的书店'])('%s says nothing of it', (text) => {
    expect(takeWhom(text, choosable)).toEqual({ audience: null, unclear: null, rest: text })
  })

  it('a place that the hub does not have is named', () => {
    expect(takeWhom('请抚州的', choosable)).toMatchObject({ audience: null, unclear: '抚州的' })
  })
})
