import { describe, expect, it } from '@jest/globals'
import { readShown, whoObjects } from '../../src/forms/not-shown.js'

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
    '孩子家长不同意公开照片了',
    '有个家长现在不同意公开孩子的照片了',
    '家长反悔了，照片不要用了',
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
    ['第 2 张不公开', { 2: 'not_given' }, null],
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
    '有的家长不同意公开照片，所以我们只拍了背影',
    '拍了很多照片，家长都同意公开',
    '家长不同意参加',
  ])('%s says nothing of it', (said) => {
    expect(readShown(said)).toBeNull()
  })
})

describe('who of them does not want it', () => {
  it.each([
    ['王老师不同意公开了', '王老师'],
    ['王老师说不想把自己的照片公开', '王老师'],
    ['小明妈妈不同意公开照片了', '小明'],
  ])('%s: %s', (said, who) => {
    expect(whoObjects(said)).toBe(who)
  })

  it.each(['家长不同意公开了', '我们不想公开了', '照片不让公开', '王老师不同意参加', '王老师讲公开课'])(
    '%s names nobody',
    (said) => {
      expect(whoObjects(said)).toBeNull()
    },
  )
})
