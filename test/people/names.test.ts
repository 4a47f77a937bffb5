import { describe, expect, it } from '@jest/globals'
import { meantBy, perhaps } from '../../src/people/names.js'

const alike = (a: string, b: string) => {
  const one = (name: string) => [{ id: 'x', name }]
  expect(perhaps(one(b), a).length).toBe(perhaps(one(a), b).length)
  return perhaps(one(a), b).length > 0
}

describe('a name that may be another one of the same organisation', () => {
  it.each([
    ['青苗', '青苗社工'],
    ['青苗社工', '青苗社工服务中心'],
    ['麦田', '麦田公益'],
    ['星语家园', '银川星语家园儿童孤独症康复训练中心'],
    ['焦点青少年', '中卫市焦点青少年健康发展服务中心'],
    ['在一起', '江西在一起文化发展中心'],
    ['中华义工联', '南昌中华义工联'],
    ['麦田计划（萍乡）', '麦田计划'],
    ['ＡＢＣ 助学', 'abc助学'],
    ['曙光急救', '曙光急就'],
  ])('%s, %s: is asked', (a, b) => expect(alike(a, b)).toBe(true))

  it.each([
    ['青苗社工服务中心', '青云社工服务中心'],
    ['宜春义工联', '赣州义工联'],
    ['南昌社工协会', '南宁社工协会'],
    ['宜春青年志愿者协会', '宜昌青年志愿者协会'],
    ['公益', '麦田公益'],
    ['儿童之家1号', '儿童之家12号'],
    ['第一社区站', '第二社区站'],
    ['城东站点', '城西站点'],
    ['益路阳光', '渔公益'],
  ])('%s, %s: is not', (a, b) => expect(alike(a, b)).toBe(false))

  it('asks about aliases too', () => {
    expect(perhaps([{ id: 'x', name: '中卫市社会工作服务中心', aliases: ['青苗社工'] }], '青苗')).toHaveLength(1)
  })
})

describe('whom of an organisation staff name', () => {
  const all = [
    { id: 'a', name: '南昌小动物保护协会', aliases: ['小动物协会'], people: ['救助专员小毛', '志愿者小灰'] },
    { id: 'b', name: '益路阳光', people: ['项目专员小路', '项目专员小燕'] },
    { id: 'c', name: '小路读书社', people: ['小满'] },
    { id: 'd', name: '知行', people: ['空间伙伴小帆', '志愿者小灰'] },
  ]
  it.each([
    ['小毛', 'a'],
    ['小毛老师', 'a'],
    ['救助专员小毛', 'a'],
    ['益路阳光的小燕', 'b'],
    ['益路阳光 小燕', 'b'],
    ['小满', 'c'],
    // What an organisation is called comes before what people are.
    ['小路', 'c'],
    ['小灰', 'ad'],
    ['知行小灰', 'd'],
    // Of somebody else, or too little of a name.
    ['知行小路', ''],
    ['毛', ''],
    ['项目专员', ''],
    ['老师', ''],
  ])('%s: %s', (said, ids) => {
    expect(
      meantBy(all, said)
        .map(({ id }) => id)
        .join(''),
    ).toBe(ids)
  })
})
