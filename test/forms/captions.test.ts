import { describe, expect, it } from '@jest/globals'
import { numbersToDelete, readCaptions } from '../../src/forms/captions.js'

const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const captions = (text: string, lacking = NINE) => {
  const read = readCaptions(text, NINE, lacking)
  return read?.type === 'captions' ? Object.fromEntries(read.captions) : read
}
const behind = (first: number, caption: string) => Object.fromEntries(NINE.slice(first - 1).map((n) => [n, caption]))

describe('captions', () => {
  it.each([
    ['第一张是开营，第二张是小宇，后面都是汇报演出', { 1: '开营', 2: '小宇', ...behind(3, '汇报演出') }],
    ['1 开营；2 小宇；其余都是汇报演出', { 1: '开营', 2: '小宇', ...behind(3, '汇报演出') }],
    ['第3张是合影，其他都是演出', { ...behind(1, '演出'), 3: '合影' }],
    ['第3张是合影，后面都是演出', { 3: '合影', ...behind(4, '演出') }],
    ['3、4、5都是小宇', { 3: '小宇', 4: '小宇', 5: '小宇' }],
    ['第3张和第4张都是小宇', { 3: '小宇', 4: '小宇' }],
    ['1 开班 2 合影', { 1: '开班', 2: '合影' }],
    ['1开班 2合影', { 1: '开班', 2: '合影' }],
    ['1读书会2合影3沙龙', { 1: '读书会', 2: '合影', 3: '沙龙' }],
    ['1、读书会2、合影3、沙龙', { 1: '读书会', 2: '合影', 3: '沙龙' }],
    ['①读书会②合影③沙龙', { 1: '读书会', 2: '合影', 3: '沙龙' }],
    ['第1张读书会第2张合影', { 1: '读书会', 2: '合影' }],
    ['1读书会来了2个人', { 1: '读书会来了2个人' }],
    ['1培训第2期', { 1: '培训第2期' }],
    ['1读书会4沙龙', { 1: '读书会4沙龙' }],
    ['1-3 分组，4 合影', { 1: '分组', 2: '分组', 3: '分组', 4: '合影' }],
    ['1 开班，3人发言', { 1: '开班，3人发言' }],
    ['1 开班，来了 30 人', { 1: '开班，来了 30 人' }],
    ['2 第1组讨论', { 2: '第1组讨论' }],
    ['1 开班 12 合影', { 1: '开班', 12: '合影' }],
  ])('%s', (text, expected) => {
    expect(captions(text)).toEqual(expected)
  })

  it('后面都是 by itself is for those without one', () => {
    expect(captions('后面都是演出', [4, 5])).toEqual({ 4: '演出', 5: '演出' })
  })
})

describe('numbers to delete', () => {
  it.each([
    ['删 2', [2]],
    ['删除3', [3]],
    ['发错了，删掉第3张', [3]],
    ['第4张不要', [4]],
    ['第4张不要了', [4]],
    ['把第三张删掉', [3]],
    ['不要第 2 张', [2]],
    ['第2张和第3张删了', [2, 3]],
    ['删 2-4', [2, 3, 4]],
    ['删繁就简', null],
    ['第4张不要紧', null],
    ['发错了', null],
  ])('%s', (text, expected) => {
    expect(numbersToDelete(text)).toEqual(expected)
  })
})
