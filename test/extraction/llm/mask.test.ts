import { describe, expect, it } from '@jest/globals'
import { masked } from '../../../src/extraction/llm/mask.js'

describe('what leaves the machine', () => {
  it.each([
    ['昨天王老师来了', '王', '昨天〔人A〕老师来了'],
    ['看望了李淑芬奶奶和赵大爷', '李淑芬', '看望了〔人A〕奶奶和〔人B〕大爷'],
    ['有个叫小明的孩子', '小明', '有个叫〔人A〕的孩子'],
    ['联系人：周晓梅，电话13900001111', '周晓梅', '联系人：〔人B〕，电话〔号A〕'],
    ['来的有陈一平、孙小雨、吴芳', '孙小雨', null],
    ['小王说来了30人', '小王', '〔人A〕说来了30人'],
    ['身份证110101199001011234', '110101199001011234', '身份证〔号A〕'],
    ['座机0571-88886666，手机 139-0000-2222', '88886666', '座机〔号A〕，手机 〔号B〕'],
    ['微信号：lily_2020', 'lily_2020', '微信号：〔号A〕'],
    ['发到 someone@example.org', 'someone@example.org', '发到 〔号A〕'],
  ])('%s: without %s', (text, private_, whole) => {
    const { text: sent, restore } = masked(text, [])
    expect(sent).not.toContain(private_)
    if (whole !== null) expect(sent).toBe(whole)
    expect(restore(sent)).toBe(text)
  })

  it('names that the hub knows go wherever they stand, the same name under the same token', () => {
    const { text, restore } = masked('欧阳小北带队，欧阳小北讲课，来了32人', ['欧阳小北'])
    expect(text).toBe('〔人A〕带队，〔人A〕讲课，来了32人')
    expect(restore('〔人A〕讲课')).toBe('欧阳小北讲课')
  })

  it.each([
    '昨天读书会来了32个人，其中志愿者5个，花了860块',
    '10月18日在南湖社区活动室办了义诊',
    '老师3名、家长20位，小区门口',
  ])('what names nobody stays as it is: %s', (text) => expect(masked(text, []).text).toBe(text))
})
