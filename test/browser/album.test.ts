import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { findChromium } from './chromium.js'
import { type DemoPhones, demoPhones } from './demo-phones.js'
import type { Phone } from './phone.js'

const chromium = findChromium()

;(chromium === undefined ? describe.skip : describe)('an album on a phone, with the service itself', () => {
  let phones: DemoPhones
  let phone: Phone
  beforeAll(async () => {
    phones = await demoPhones(chromium!)
    phone = await phones.phoneOf('pingxiang-maitian')
    for (const text of ['活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人']) await phone.say(text)
  }, 60_000)
  afterAll(() => phones?.close())

  it('how people were counted is one tap', async () => {
    expect(await phone.chips()).toEqual(['1 签到', '2 现场点数', '3 估计', '4 事后补记', '跳过'])
    await phone.tap('1 签到')
    await phone.fromBot().getByText('25人（签到）').last().waitFor()
    await phone.fromBot().getByText('【6/6】').waitFor()
  })

  it('nine photos at once are acknowledged once', async () => {
    const before = await phone.fromBot().count()
    await phone.page.getByLabel('更多').click()
    await phone.page.getByRole('button', { name: '示例相册' }).click()
    const album = phone.page.getByRole('dialog', { name: '示例相册' })
    const boxes = album.getByRole('checkbox')
    await boxes.nth(11).waitFor()
    // On a small screen, too, each picture is seen whole.
    const wide = phone.page.viewportSize()!
    await phone.page.setViewportSize({ width: 360, height: 640 })
    await album.locator('figure').nth(11).scrollIntoViewIfNeeded()
    const boxesOf = await Promise.all((await album.locator('figure').all()).map((tile) => tile.boundingBox()))
    const tiles = boxesOf.flatMap((box) => box ?? [])
    expect(tiles).toHaveLength(12)
    for (const { width, height } of tiles) expect(Math.abs(width - height)).toBeLessThan(1)
    for (const [i, { x, y }] of tiles.entries())
      for (const other of tiles.slice(i + 1))
        expect(
          other.y + 1 >= y + tiles[i]!.height || other.x + 1 >= x + tiles[i]!.width || other.x + other.width <= x + 1,
        ).toBe(true)
    await phone.shot('album-picker')
    await phone.page.setViewportSize(wide)
    for (let i = 0; i < 9; i += 1) await boxes.nth(i).click()
    await album.getByRole('button', { name: '发送 (9)' }).click()
    await phone.page.locator('[data-from=me][data-type=image][data-state=delivered]').nth(8).waitFor()
    await phone.fromBot().getByText('收到 9 张').waitFor()
    expect(await phone.chips()).toContain('完')
    await phone.shot('album')
    // What else was to come would come now: her next word is answered behind it.
    await phone.tap('完')
    expect(await phone.fromBot().count()).toBe(before + 2)
    expect(await phone.fromBot().getByText('收到 9 张').count()).toBe(1)
  })

  it('who is in them is one tap, and then it can be filed', async () => {
    expect(await phone.chips()).toEqual(['1 没有', '2 有，本人或监护人同意公开', '3 有，还没有同意', '4 说不准'])
    await phone.shot('consent')
    await phone.tap('2 有，本人或监护人同意公开')
    expect(await phone.fromBot().last().textContent()).toMatch(/照片一共 9 张。都可以公开[^]*1 提交/)
    await phone.tap('1 提交')
    expect(await phone.fromBot().last().textContent()).toContain('已提交')
    expect([phones.problems, phones.emulator.control.violations()]).toEqual([[], []])
  })

  it('a question that staff return comes with what she had said and what is wanted', async () => {
    const before = await phone.fromBot().count()
    await phones.says('hub-exchange')
    await phones.says('hub-exchange', '退回 1：第4题 签到表上是28人，请核对；第3题 写到镇', '1')
    await phone.fromBot().nth(before).waitFor()
    expect(await phone.chips()).toEqual(['1 现在改', '2 以后再改'])
    await phone.tap('1 现在改')
    await phone.fromBot().getByText('高安（发新的就替换').waitFor()
    await phone.say('高安市八景镇')
    const asked = phone.fromBot().last()
    expect(await asked.textContent()).toMatch(/说：签到表上是28人，请核对[^]*现在是：25人（签到）/)
    await phone.shot('returned')
    await phone.say('签到28人')
    await phone
      .fromBot()
      .getByText(/25人（签到） → 28人（签到）/)
      .waitFor()
    await phone.shot('returned-changed')
    expect([phones.problems, phones.emulator.control.violations()]).toEqual([[], []])
  })
})
