import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { toMorning } from '../journeys/stage.js'
import { type DemoPhones, demoPhones } from './demo-phones.js'
import { findChromium } from './chromium.js'
import type { Phone } from './phone.js'

const chromium = findChromium()

;(chromium === undefined ? describe.skip : describe)('a broadcast on two phones, with the service itself', () => {
  let phones: DemoPhones
  let grantee: Phone
  let staff: Phone
  beforeAll(async () => {
    phones = await demoPhones(chromium!, { onItsClock: true })
    toMorning(phones.emulator.control)
    grantee = await phones.phoneOf('zhixing')
    staff = await phones.phoneOf('hub-exchange')
    await phones.says('zaiyiqi')
    await phones.says('yugongyi')
  }, 60_000)
  afterAll(() => phones?.close())

  it('is shown as people will read it, with what staff may do as buttons, and comes after the grace', async () => {
    await staff.say('群发')
    await staff.say('7月5日的资助说明会改到财大图书馆，下午2点，门口有人接。收到请回一句。')
    await staff.say('所有人')
    await staff.fromBot().getByText('人收得到').waitFor()
    expect(await staff.chips()).toEqual(expect.arrayContaining(['1 现在发', '2 定时', '3 改', '4 不发']))
    await staff.shot('broadcast-preview')
    await staff.say('1')
    await staff.shot('broadcast-grace')
    phones.emulator.control.clock({ advanceMs: 31_000 })
    await grantee.fromBot().getByText('改到财大图书馆').waitFor()
    await staff.fromBot().getByText('发完了').waitFor()
    await grantee.say('收到，我们三个人去')
    await grantee.shot('broadcast-grantee')
    await phones.says('zaiyiqi', '退订')
    await staff.say('群发 结果')
    await staff.fromBot().getByText('我们三个人去').waitFor()
    await staff.shot('broadcast-sheet')
    expect(phones.problems).toEqual([])
  })
})
