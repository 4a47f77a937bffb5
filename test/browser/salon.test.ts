import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays, partsOf } from '../../src/kernel/day.js'
import { dayIn } from '../../src/kernel/zone.js'
import { type DemoPhones, demoPhones } from './demo-phones.js'
import { findChromium } from './chromium.js'
import type { Phone } from './phone.js'

const chromium = findChromium()

;(chromium === undefined ? describe.skip : describe)('a salon on two phones, with the service itself', () => {
  let phones: DemoPhones
  let grantee: Phone
  let staff: Phone
  beforeAll(async () => {
    phones = await demoPhones(chromium!)
    grantee = await phones.phoneOf('zhixing')
    staff = await phones.phoneOf('hub-exchange')
    await phones.says('zaiyiqi')
    await phones.says('yugongyi')
  }, 60_000)
  afterAll(() => phones?.close())

  it('comes with its facts and three answers to tap', async () => {
    const [, month, date] = partsOf(addDays(dayIn(phones.emulator.control.state().now, 'Asia/Shanghai'), 9))
    await staff.say(`沙龙：${month}月${date}日下午2点到4点 鸡鸣山社区 主题 志愿者怎么留住 嘉宾 某老师 名额30`)
    await staff.fromBot().getByText('伙伴会看到').waitFor()
    await staff.say('1')
    await grantee.fromBot().getByText('邀请你们来沙龙').waitFor()
    expect(await grantee.chips()).toEqual(expect.arrayContaining(['1 参加', '2 不参加', '3 待定']))
    await grantee.shot('salon-invitation')
  })

  it('is answered by a tap and a number, and staff see who comes', async () => {
    await grantee.tap('1 参加')
    await grantee.say('2')
    await grantee.fromBot().getByText('参加 2 人').waitFor()
    await grantee.shot('salon-grantee')
    await phones.says('zaiyiqi', '去不了')
    await phones.says('yugongyi', '再看看')
    await staff.say('沙龙 名单')
    await staff.fromBot().getByText('知行创新空间（2 人）').waitFor()
    await staff.shot('salon-staff')
    expect(phones.problems).toEqual([])
  })
})
