import { describe, expect, it } from '@jest/globals'
import { yesOrNo } from '../../src/engine/commands.js'

describe('1 是, 2 不是', () => {
  it.each(['1', '是', '是我', '嗯是我', '对是我', '对，是我', '我就是', '是的呀', '好吧', '嗯嗯'])(
    '%s is yes',
    (said) => {
      expect(yesOrNo(said)).toBe(true)
    },
  )
  it.each(['2', '不是', '不是我啊', '不，不是我', '嗯不是', '不对', '认错人了', '不了'])('%s is no', (said) => {
    expect(yesOrNo(said)).toBe(false)
  })
  it.each(['是不是我', '是我妹妹', '我不是很清楚', '10'])('%s is neither', (said) => {
    expect(yesOrNo(said)).toBeNull()
  })
})
