import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { findChromium } from './chromium.js'
import { type DemoPhones, demoPhones } from './demo-phones.js'
import type { Phone } from './phone.js'

const chromium = findChromium()
const DONE =
  '在高安、萍乡和上犹各办了一次志愿者培训，每次先走访再定内容；学员回去后自己办起了读书会，每个月一次，互相出主意。'

;(chromium === undefined ? describe.skip : describe)('a whole brief on a phone, with the service itself', () => {
  let phones: DemoPhones
  let phone: Phone
  const last = () => phone.fromBot().last().textContent()
  beforeAll(async () => {
    phones = await demoPhones(chromium!)
    phone = await phones.phoneOf('pingxiang-maitian')
  }, 60_000)
  afterAll(() => phones?.close())

  it('is filled in, with nine photos behind it', async () => {
    await phone.say('工作简报')
    await phone.shot('brief-1-begun')
    await phone.say('2014年1月到3月')
    await phone.say(DONE)
    await phone.shot('brief-2-done')
    await phone.say('3月22日 高安志愿者培训 高安 签到25人，完')
    await phone.shot('brief-3-rows')
    await phone.say('场地费 500元，完')
    await phone.say('志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访。')
    await phone.page.getByLabel('更多').click()
    await phone.page.getByRole('button', { name: '示例相册' }).click()
    const album = phone.page.getByRole('dialog', { name: '示例相册' })
    const boxes = album.getByRole('checkbox')
    await boxes.nth(11).waitFor()
    for (let i = 0; i < 9; i += 1) await boxes.nth(i).click()
    await album.getByRole('button', { name: '发送 (9)' }).click()
    await phone.fromBot().getByText('收到 9 张').waitFor()
    await phone.shot('brief-4-album')
    await phone.say('3-5 分组讨论')
    await phone.shot('brief-5-captions')
    await phone.say('完')
    await phone.shot('brief-6-consent')
    await phone.say('1')
    await phone.shot('brief-7-summary')
    expect(await last()).toMatch(/照片：9 张[^]*1 提交/)
  }, 60_000)

  it('two answers are changed at once, and it is filed', async () => {
    await phone.say('改 2、4')
    await phone.shot('brief-8-change')
    await phone.say(`${DONE}下个月再去回访。`)
    await phone.shot('brief-9-changed-2')
    await phone.say('改 1 人数 28人')
    await phone.shot('brief-10-changed-4')
    await phone.say('完')
    await phone.shot('brief-11-summary')
    expect(await last()).toMatch(/1 提交/)
    await phone.say('1')
    await phone.shot('brief-12-filed')
    expect(await last()).toContain('已提交')
  }, 60_000)

  it('one question comes back, is answered at once, and corrected after it was accepted', async () => {
    const before = await phone.fromBot().count()
    await phones.says('hub-exchange')
    await phones.says('hub-exchange', '退回 1：第5题 场地费有没有发票', '1')
    await phone.fromBot().nth(before).waitFor()
    await phone.shot('brief-13-returned')
    await phone.say('场地费 520元')
    await phone.shot('brief-14-answered')
    await phone.say('完')
    await phone.shot('brief-15-again')
    await phone.say('1')
    await phone.shot('brief-16-resubmitted')
    const filed = await phone.fromBot().count()
    await phones.says('hub-exchange', '待审', '通过 1')
    await phone.fromBot().nth(filed).waitFor()
    await phone.shot('brief-17-accepted')
    await phone.say('我的填报')
    await phone.shot('brief-18-list')
    await phone.say('更正 1')
    await phone.shot('brief-19-correcting')
    await phone.say('场地费改成530元')
    await phone.shot('brief-20-corrected')
    await phone.say('1')
    await phone.shot('brief-21-why')
    await phone.say('发票上是530元')
    await phone.shot('brief-22-done')
    expect(await last()).toContain('更正记下了')
    expect([phones.problems, phones.emulator.control.violations()]).toEqual([[], []])
  }, 60_000)
})
