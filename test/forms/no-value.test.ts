import { describe, expect, it } from '@jest/globals'
import { isTalk } from '../../src/forms/no-value.js'

describe('what is neither what was done nor where', () => {
  it.each(['照片呢', '照片一会发', '照片等会儿发给你', '签到表在哪里', '签到表8个', '一会发照片', '发票明天补'])(
    '%s is of papers',
    (said) => {
      expect(isTalk(said)).toBe('papers')
    },
  )

  it.each([
    '是的',
    '恩',
    '好的',
    '不是',
    '我要改前面的',
    '改上面的日期',
    '怎么返回',
    '然后呢',
    '你们什么时候要',
    '填错了吗',
  ])('%s is talk', (said) => {
    expect(isTalk(said)).toBe('talk')
  })

  it.each([
    '照片展',
    '老照片分享会',
    '签到处布置',
    '摄影培训',
    '改衣服义卖',
    '看电影',
    '看望老人',
    '补课',
    '写春联',
    '填色画',
    '发票知识讲座',
    '给老人拍照片',
    '好邻居茶话会',
    '是谁的生日会',
    '高安',
    '回龙圩',
    '写字楼大厅',
    '看守所',
    '线上',
    '三楼活动室',
    '怎么陪孩子读书 讲座',
    '我们为什么读书',
    '什么是爱主题班会',
    '行知小学',
    '好利来门口',
    '1号楼',
  ])('%s may be a title or a place', (said) => {
    expect(isTalk(said)).toBeNull()
  })
})
