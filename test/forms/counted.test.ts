import { describe, expect, it } from '@jest/globals'
import { decodeHeadcount } from '../../src/forms/kinds/headcount.js'
import { formNamed, talk } from '../engine/talk.js'

/** A record of a salon at its headcount, which is to say how they were counted. */
function atHeadcount() {
  const chat = talk(formNamed('salon.v1'), undefined, '2017-10-11T02:00:00.000Z')
  chat.open()
  chat.say('9月25日')
  return {
    chat,
    say: (text: string) => chat.say(text) ?? '',
    get kept() {
      const value = chat.session.answers['headcount']?.value
      return value ? decodeHeadcount(value) : null
    },
  }
}

const ASKED = /怎么来的？\n1 签到\n2 现场点数\n3 估计\n4 事后补记/

describe('how a headcount was counted', () => {
  it.each([
    ['1', 'sign_in', '32人（签到）'],
    ['２', 'count', '32人（现场点数）'],
    ['四', 'recalled', '32人（事后补记）'],
    ['4 事后补记', 'recalled', '32人（事后补记）'],
    ['签到表', 'sign_in', '32人（签到）'],
    ['现场数的', 'count', '32人（现场点数）'],
    ['没签到，估的', 'estimate', '估计32人'],
    ['跳过', null, '32人'],
    ['不知道', null, '32人'],
    ['记不清了', null, '32人'],
    ['没有', null, '32人'],
    ['完', null, '32人'],
    ['下一步', null, '32人'],
  ])('is asked once, and %s answers it', (said, basis, shown) => {
    const at = atHeadcount()
    expect(at.say('32人')).toMatch(ASKED)
    expect(at.say(said)).toMatch(/【3\/4】/)
    expect(at.kept?.quantity.basis).toBe(basis)
    expect(at.say('预览')).toContain(`人数：${shown}\n`)
    // Neither going back to the question nor the end of it asks again.
    at.say('上一步')
    expect(at.say('不变')).not.toMatch(ASKED)
  })

  it('is answered by a tap', () => {
    const at = atHeadcount()
    at.say('32人')
    expect(at.chat.hear({ type: 'choice', key: '2' })).toContain('记下了：32人（现场点数）')
  })

  it.each(['签到32人', '32人（现场点数）', '约30人', '二百多人次', '三十来个', '没有人', '大家估计有三十人'])(
    'is not asked of %s',
    (said) => {
      const at = atHeadcount()
      expect(at.say(said)).toMatch(/【3\/4】/)
    },
  )

  it('is not asked where the form does not want it', () => {
    const at = atHeadcount()
    at.say('32人')
    at.say('1')
    expect(at.say('120人次')).toMatch(/【4\/4】/)
  })

  it('leaves forms that know nothing of it as they were stored', () => {
    const field = formNamed('activity.v1').fields.find(({ key }) => key === 'headcount')
    expect(field?.options).toStrictEqual({ unit: '人', most: 100_000 })
  })

  it('is not asked of a number that cannot be', () => {
    const at = atHeadcount()
    expect(at.say('1000000人')).toContain('人数太大了')
  })

  it('lets her correct the number instead', () => {
    const at = atHeadcount()
    at.say('32人')
    expect(at.say('35人')).toMatch(/^35人，这个人数是怎么来的/)
    expect(at.say('36人签到')).toContain('记下了：36人（签到）')
  })

  it('leaves nobody stuck', () => {
    const at = atHeadcount()
    at.say('32人')
    expect(at.say('大家都很高兴')).toMatch(ASKED)
    expect(at.say('天气也好')).toMatch(/跳过，先填后面的。$/)
    expect(at.say('上一步')).toMatch(/^来了多少人？/)
    expect(at.kept).toBeNull()
    at.say('33人')
    expect(at.say('预览')).toContain('人数：33人\n')
    at.say('暂停')
    expect(at.say('我回来了')).toMatch(ASKED)
    at.chat.wait(24 * 3_600_000)
    expect(at.say('1')).toContain('记下了：33人（签到）')
  })

  it('does not keep her from sending the whole off', () => {
    const at = atHeadcount()
    at.say('32人')
    expect(at.say('提交')).toMatch(/2\. 人数：32人\n[^]*1 提交/)
    expect(at.say('1')).toContain('已提交')
    expect(at.kept?.quantity.basis).toBeNull()
  })

  it('can be told later for the number that stays', () => {
    const at = atHeadcount()
    for (const said of ['32人，其中志愿者5个', '跳过', '跳过', '跳过']) at.say(said)
    at.say('改 2')
    expect(at.say('签到')).toContain('32人（志愿者5；签到）')
  })

  it('stays with a new number, but is asked again where the old one was an estimate', () => {
    const at = atHeadcount()
    for (const said of ['32人', '1', '跳过', '跳过', '改 2', '40人']) at.say(said)
    expect(at.kept?.quantity).toMatchObject({ min: 40, basis: 'sign_in' })
    for (const said of ['改 2', '估计50人', '改 2']) at.say(said)
    expect(at.say('45人')).toMatch(ASKED)
    at.say('不变')
    expect(at.kept?.quantity).toMatchObject({ min: 45, basis: null })
  })

  it('waits while another question is changed', () => {
    const at = atHeadcount()
    at.say('32人')
    at.say('改 1')
    expect(at.say('9月26日')).toMatch(ASKED)
    expect(at.say('1')).toContain('32人（签到）')
  })
})

describe('parts that contradict their total', () => {
  it.each([
    ['1', 45, '45人'],
    ['总数', 45, '45人'],
    ['45人', 45, '45人'],
    ['2', 43, '43人'],
    ['相加的对', 43, '43人'],
    ['43', 43, '43人'],
    ['总数错了', 43, '43人'],
    ['跳过', 45, '45人'],
    ['不知道', 45, '45人'],
  ])('are asked about, and %s makes it %d', (said, count, shown) => {
    const at = atHeadcount()
    const asked = at.say('儿童20 家长18 志愿者5，共45')
    expect(asked).toMatch(/20\+18\+5=43人，与总数 45人 不一致，哪个对？\n1 总数 45人\n2 各部分相加 43人\n/)
    expect(at.say(said)).toMatch(new RegExp(`^${shown}（儿童20、家长18、志愿者5），这个人数是怎么来的`))
    at.say('1')
    expect(at.kept).toEqual({
      quantity: expect.objectContaining({ min: count, max: count, basis: 'sign_in' }) as unknown,
      breakdown: [
        { role: '儿童', count: 20 },
        { role: '家长', count: 18 },
        { role: '志愿者', count: 5 },
      ],
    })
  })

  it('may be written once more, and what she sends off is settled', () => {
    const at = atHeadcount()
    at.say('30人，其中学生50个')
    expect(at.say('哪个呀')).toMatch(/没看出哪个数对[^]*【2\/4】其中 学生50人，与总数 30人 不一致/)
    expect(at.say('60人，其中学生50个，签到')).toContain('记下了：60人（学生50；签到）')
    at.say('改 2')
    at.say('30人，其中学生50个')
    at.say('提交')
    at.say('1')
    expect(at.chat.session.at.type).toBe('filed')
    expect(at.kept).toMatchObject({ quantity: { min: 30 } })
    expect(at.kept).not.toHaveProperty('doubt')
  })
})
