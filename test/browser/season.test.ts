import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { seasonStage, type Season } from '../journeys/season-stage.js'
import { findChromium, startChromium } from './chromium.js'
import { PHONE_PAGE } from './demo-phones.js'
import { openPhone, type Phone } from './phone.js'

const path = findChromium()

;(path === undefined ? describe.skip : describe)('a season on two phones', () => {
  let season: Season
  let browser: Browser
  const problems: string[] = []
  beforeAll(async () => {
    if (!existsSync(join(PHONE_PAGE, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
    season = await seasonStage({ from: '2026-10-07', phoneDir: PHONE_PAGE })
    await season.bind('小禾', '小舟', '小满')
    browser = await startChromium(path!)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await season?.close()
  })

  const phoneOf = (name: string): Promise<Phone> => {
    const { corpId, agentId, userId } = season.who(name).who
    return openPhone(browser, `${season.emulator.url}/#/${corpId}/${agentId}/${userId}`, problems)
  }

  it('a reminder says what is owed until when, and one tap opens it with its period filled in', async () => {
    const phone = await phoneOf('小禾')
    await season.days('2026-10-07', '2026-10-08')
    await phone.fromBot().getByText('还有 7 天，2026年10月15日截止').waitFor()
    await phone.shot('season-reminder')
    await phone.page.getByRole('group', { name: '快捷回复' }).getByRole('button', { name: /^1/ }).first().click()
    await phone.fromBot().getByText('【2/7】').waitFor()
    await phone.shot('season-opened')
  })

  it('staff see in the morning who is due and who is to be called, and the rest with one word', async () => {
    const phone = await phoneOf('小满')
    await season.days('2026-10-09', '2026-10-20')
    await phone.fromBot().getByText('请打个电话').first().waitFor()
    await phone.shot('season-digest')
    await phone.say('应交')
    await phone
      .fromBot()
      .getByText(/一共 \d+ 家、\d+ 份应交/)
      .waitFor()
    await phone.shot('season-owed')
    expect(problems).toEqual([])
  })
})
