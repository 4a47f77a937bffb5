import { describe, expect, it } from '@jest/globals'
import { readShown } from '../../src/forms/not-shown.js'

const read = (said: string) => {
  const shown = readShown(said)
  return shown && { each: Object.fromEntries(shown.each), rest: shown.rest }
}

describe('what is said of showing pictures', () => {
  it.each([
    '小孩的照片别公开',
    '孩子的照片不要公开',
    '都不要公开',
    '照片先别公开',
    '这些照片不要公开，有孩子',
    '照片里有孩子，别公开',
    '有小孩的照片别发出去',
    '别把孩子的照片发到网上',
    '不要公开小孩的照片',
    '能不能不要公开孩子的照片',
    '请不要公开这些照片，谢谢',
    '家长不愿意孩子的照片公开',
    '娃娃的照片不要发朋友圈',
    '拍到脸的不要公开',
    '照片只内部看',
    '照片请保密',
    '孩子照片别外传',
    // Which of them show a child she did not say.
    '小朋友的照片不要公开，其他可以',
    '合影可以公开，孩子的不要公开',
    "please don't make the photos public",
    'the photos should not be public',
  ])('%s: none of them', (said) => {
    expect(read(said)).toEqual({ each: {}, rest: 'not_given' })
  })

  it.each([
    ['第4张和第9张不要公开 其他可以', { 4: 'not_given', 9: 'not_given' }, 'given'],
    ['4、9不要公开，其他的都可以公开', { 4: 'not_given', 9: 'not_given' }, 'given'],
    ['4和9不公开其他没问题', { 4: 'not_given', 9: 'not_given' }, 'given'],
    ['4 9不公开 其余公开', { 4: 'not_given', 9: 'not_given' }, 'given'],
    ['4不公开，其他没有小孩', { 4: 'not_given' }, 'not_needed'],
    ['第4张，第9张不要公开', { 4: 'not_given', 9: 'not_given' }, null],
    ['1-2可以公开，4不公开', { 1: 'given', 2: 'given', 4: 'not_given' }, null],
  ])('%s: by number', (said, each, rest) => {
    expect(read(said)).toEqual({ each, rest })
  })

  it.each([
    '照片会公开吗',
    '照片为什么不公开',
    '公开课不要停',
    '不要',
    '第4张不要',
    '照片不用了',
    '1 开班 2 合影，都同意公开',
    '我们不公开财务',
    '没有公开招募',
    '都同意公开',
    '困难是家长不愿意公开孩子的照片，宣传难做',
  ])('%s says nothing of it', (said) => {
    expect(readShown(said)).toBeNull()
  })
})
