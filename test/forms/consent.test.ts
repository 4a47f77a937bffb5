import { describe, expect, it } from '@jest/globals'
import {
  consentChanged,
  consentInCaption,
  consentRestored,
  consentWithdrawn,
  readConsent,
  showsOnly,
} from '../../src/forms/consent.js'

const read = (text: string) => {
  const said = readConsent(text, 6)
  if (said?.type !== 'consent') return said
  return said.but.size > 0 ? [said.rest, Object.fromEntries(said.but)] : said.rest
}

describe('the answer to whom the pictures show', () => {
  it.each<[string, unknown]>([
    ['都是志愿者自己人，同意的', 'given'],
    ['都是老人家本人同意', 'given'],
    ['有小学生 家长都在场同意的', 'given'],
    ['有孩子的脸，家长都签了同意书', 'given'],
    ['有小孩，没问过', 'not_given'],
    ['有个孩子家长没签字', 'not_given'],
    ['没有未成年人，都是老人家', null],
    ['都同意公开，但第2张有个孩子家长没签字', ['given', { 2: 'not_given' }]],
    ['有小孩，家长不知道', 'unknown'],
    ['全都有娃娃 学校说可以发', null],
    ['没有小孩，都是护士', null],
    ['没有小孩正脸', null],
    ['1', 'not_needed'],
    ['１', 'not_needed'],
    ['一', 'not_needed'],
    ['1 没有', 'not_needed'],
    ['没有', 'not_needed'],
    ['都没有', 'not_needed'],
    ['没有未成年人', 'not_needed'],
    ['照片里没有孩子', null],
    ['没有小孩，也认不出谁', 'not_needed'],
    ['都有家长同意的', 'given'],
    ['小孩家长都同意了', 'given'],
    ['no', null],
    ['nobody', 'not_needed'],
    ['2', 'given'],
    ['2。', 'given'],
    ['2 有，本人或监护人同意公开', null],
    ['都同意了', 'given'],
    ['家长都同意', 'given'],
    ['有，家长都签了字', 'given'],
    ['已经授权', 'given'],
    ['可以公开', 'given'],
    ['3', 'not_given'],
    ['3 有，还没有同意', 'not_given'],
    ['还没问', 'not_given'],
    ['还没同意', 'not_given'],
    ['不同意', 'not_given'],
    ['没同意', 'not_given'],
    ['不公开', 'not_given'],
    ['只存档', 'not_given'],
    ['有未成年人，没有同意书', 'not_given'],
    ['有小孩，还没问家长', 'not_given'],
    ['有孩子，但是家长不同意', 'not_given'],
    ['有孩子，家长都同意', 'given'],
    ['有几个孩子，家长都签了同意书', 'given'],
    ['有残障人士，本人同意公开', 'given'],
    ['都是大人，没问题', 'given'],
    ['有孩子，说不准', 'unknown'],
    ['不知道有没有', 'unknown'],
    ['有几个孩子', null],
    ['都是大人', null],
    ['有孩子，没有大人', null],
    ['拍的是背影', null],
    ['4', 'unknown'],
    ['说不准', 'unknown'],
    ['不确定', 'unknown'],
    ['不知道', 'unknown'],
    ['not sure', 'unknown'],
    ['有', null],
    ['5', null],
    ['2 合影', null],
    ['合影', null],
    ['2 3', null],
    ['12', null],
    ['2 但第 3 张不行', ['given', { 3: 'not_given' }]],
    ['2但3不行', ['given', { 3: 'not_given' }]],
    ['2，第3、5张不行', ['given', { 3: 'not_given', 5: 'not_given' }]],
    ['2，但是3-5张没同意', ['given', { 3: 'not_given', 4: 'not_given', 5: 'not_given' }]],
    ['都同意了，第 3 张说不准', ['given', { 3: 'unknown' }]],
    ['2 除了第3张', ['given', { 3: 'not_given' }]],
    ['2，第 3 张除外', ['given', { 3: 'not_given' }]],
    ['2 except 3', ['given', { 3: 'not_given' }]],
    ['1，就第3张有', ['not_needed', { 3: 'unknown' }]],
    ['1 但第3张有，家长同意了', ['not_needed', { 3: 'given' }]],
    ['没有，除了第 2 张', ['not_needed', { 2: 'unknown' }]],
    ['3 但第 1 张可以', ['not_given', { 1: 'given' }]],
    ['4，第1张没有人', ['unknown', { 1: 'not_needed' }]],
    ['2 但第 9 张不行', { type: 'no_such', number: 9 }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a change of it', () => {
  it.each<[string, unknown]>([
    ['照片 3 撤回同意', { numbers: [3], to: 'not_given' }],
    ['照片3撤回同意', { numbers: [3], to: 'not_given' }],
    ['第3张照片撤回同意', { numbers: [3], to: 'not_given' }],
    ['第 3、4 张撤回公开', { numbers: [3, 4], to: 'not_given' }],
    ['撤回照片 3 的同意', { numbers: [3], to: 'not_given' }],
    ['撤回第3张的同意', { numbers: [3], to: 'not_given' }],
    ['withdraw consent for photo 3', { numbers: [3], to: 'not_given' }],
    ['3 不公开', { numbers: [3], to: 'not_given' }],
    ['第3张不要公开', { numbers: [3], to: 'not_given' }],
    ['第 3 张没有同意', { numbers: [3], to: 'not_given' }],
    ['第 3 张可以公开', { numbers: [3], to: 'given' }],
    ['照片 2 同意公开了', { numbers: [2], to: 'given' }],
    ['照片都不公开', { numbers: null, to: 'not_given' }],
    ['都不公开', { numbers: null, to: 'not_given' }],
    ['都可以公开', { numbers: null, to: 'given' }],
    ['3 公开课', null],
    ['3 合影', null],
    ['3 开班合影', null],
    ['3 不同意见的讨论', null],
    ['撤回', null],
  ])('%s', (text, expected) => {
    expect(consentChanged(text)).toEqual(expected)
  })

  it.each<[string, number[] | null]>([
    ['照片 3 撤回同意', [3]],
    ['3 不公开', null],
    ['撤回', null],
    ['我们撤回了第3张申请表，照片见附件，大家都同意了这个新的安排，下周再交一次', null],
  ])('%s is said of what was given before: %j', (text, numbers) => {
    expect(consentWithdrawn(text)).toEqual(numbers)
  })

  it.each<[string, number[] | null]>([
    ['照片 3 恢复公开', [3]],
    ['恢复照片 3', [3]],
    ['恢复公开 第1、3张', [1, 3]],
    ['第 3 张又同意了', [3]],
    ['照片3可以公开', null],
    ['allow photo 3', [3]],
    ['恢复 3', null],
    ['恢复', null],
    ['照片 3 撤回同意', null],
    ['照片 3 恢复上课', null],
  ])('%s gives it back: %j', (text, numbers) => {
    expect(consentRestored(text)).toEqual(numbers)
  })
})

describe('whom the pictures show', () => {
  it.each([
    ['有', 'people'],
    ['有孩子', 'people'],
    ['有几个小朋友', 'people'],
    ['里面有未成年人', 'people'],
    ['都是大人', 'adults'],
    ['只有志愿者', 'adults'],
    ['都是我们的工作人员', 'adults'],
    ['有孩子，家长都同意', null],
    ['都同意', null],
    ['没有', null],
    ['孩子', 'people'],
    ['都是小朋友', 'people'],
    ['成年人', 'adults'],
    ['孩子们画画', null],
    ['有说明', null],
  ])('%s: %s', (said, shown) => {
    expect(showsOnly(said)).toBe(shown)
  })
})

describe('whom single pictures show', () => {
  it.each([
    ['1、3 都是孩子', { numbers: [1, 3], to: 'unknown', unlessGiven: true }],
    ['第2张有小朋友', { numbers: [2], to: 'unknown', unlessGiven: true }],
    ['2 孩子们画画', null],
    ['3、4有小孩，没问过', { numbers: [3, 4], to: 'not_given' }],
    ['6、7 有小孩，没问过家长', { numbers: [6, 7], to: 'not_given' }],
    ['只有第6张有小孩', { numbers: [6], to: 'unknown', unlessGiven: true }],
    ['3 有学生发言', null],
  ])('%s: %j', (said, changed) => {
    expect(consentChanged(said)).toEqual(changed)
  })

  it.each([
    ['家长还没问', 'not_given'],
    ['家长口头同意', 'given'],
    ['包饺子，家长还没问', 'not_given', '包饺子'],
    ['都是孩子', 'unknown'],
    ['孩子', null, '孩子'],
    ['小朋友', null, '小朋友'],
    ['给家长发问卷', null, '给家长发问卷'],
  ])('%s behind a number: %s', (said, consent, caption = '') => {
    expect(consentInCaption(said)).toEqual({ caption, consent })
  })
})
