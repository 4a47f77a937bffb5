import { describe, expect, it } from '@jest/globals'
import { quote } from '../../src/forms/prompt.js'

describe('the beginning of what was said', () => {
  it('ends before an address that would be cut in the middle: half of one is a link that leads nowhere', () => {
    expect(quote('推文在这里 https://mp.weixin.qq.com/s/abcdefg 请看', 20)).toBe('推文在这里…')
    expect(quote('https://mp.weixin.qq.com/s/abcdefg', 20)).toBe('mp.weixin.qq…')
    expect(quote('看 https://a.cn/b 里的照片和说明，一共有九张，都发了', 16)).toBe('看 https://a.cn/b…')
  })
})
