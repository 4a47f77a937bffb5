import { describe, expect, it } from '@jest/globals'
import { reordered } from '../../src/forms/reorder.js'

/** Five pictures, of which the fourth was taken out and the sixth is the same as the second. */
const NUMBERS = [1, 2, 3, 5]
const meant = (number: number) => (number === 6 ? 2 : NUMBERS.includes(number) ? number : null)
const order = (text: string) => {
  const read = reordered(text, NUMBERS, meant)
  return read?.type === 'order' ? read.order : read
}

describe('another order', () => {
  it.each<[string, unknown]>([
    ['把 5 放到最前', [5, 1, 2, 3]],
    ['5 放最前', [5, 1, 2, 3]],
    ['第5张放到最前面', [5, 1, 2, 3]],
    ['把第五张移到第一', [5, 1, 2, 3]],
    ['把 3、5 放到最前面', [3, 5, 1, 2]],
    ['把 1 放到最后', [2, 3, 5, 1]],
    ['1 挪到末尾', [2, 3, 5, 1]],
    ['5 放到 2 前面', [1, 5, 2, 3]],
    ['把第5张放到第2张前面', [1, 5, 2, 3]],
    ['1 放到 3 后面', [2, 3, 1, 5]],
    ['1 放到第 3', [2, 3, 1, 5]],
    ['5 放到 2', [1, 5, 2, 3]],
    ['6 放最前', [2, 1, 3, 5]],
    ['3 放到 3 前面', [1, 2, 3, 5]],
    ['交换 2 和 5', [1, 5, 3, 2]],
    ['2 和 5 换一下', [1, 5, 3, 2]],
    ['2、5换位置', [1, 5, 3, 2]],
    ['第2张跟第5张对调', [1, 5, 3, 2]],
    ['顺序 3 1 2', [3, 1, 2, 5]],
    ['顺序：3、1、2', [3, 1, 2, 5]],
    ['顺序改成 5 3 2 1', [5, 3, 2, 1]],
    ['顺序312', [3, 1, 2, 5]],
    ['move 5 to the front', [5, 1, 2, 3]],
    ['Move 1 to the end', [2, 3, 5, 1]],
    ['move 5 before 2', [1, 5, 2, 3]],
    ['move 1 after 3', [2, 3, 1, 5]],
    ['swap 2 and 5', [1, 5, 3, 2]],
    ['order 3 1 2', [3, 1, 2, 5]],
    ['把 4 放到最前', { type: 'no_such', number: 4 }],
    ['5 放到 9 前面', { type: 'no_such', number: 9 }],
    ['交换 2 和 9', { type: 'no_such', number: 9 }],
    ['顺序 3 9', { type: 'no_such', number: 9 }],
    ['5 放风筝', null],
    ['5 放到桌上', null],
    ['2 换届选举', null],
    ['2 交换礼物', null],
    ['顺序', null],
    ['顺序很好', null],
    ['2 合影', null],
  ])('%s', (text, expected) => {
    expect(order(text)).toEqual(expected)
  })
})
