import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { seasonStage, type Season } from '../journeys/season-stage.js'
import { findChromium, openPage, startChromium } from './chromium.js'

const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))
/** Where pictures of the screen go; without it none are taken. */
const shots = process.env['JIANBAO_SCREENSHOTS']

;(path === undefined ? describe.skip : describe)('a season on two phones', () => {
  let season: Season
  let browser: Browser
  const problems: string[] = []
  beforeAll(async () => {
    if (!existsSync(join(phoneDir, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
    season = await seasonStage({ from: '2026-10-07', phoneDir })
    await season.bind('小禾', '小舟', '小满')
    browser = await startChromium(path!)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await season?.close()
  })

  const phoneOf = (name: string): Promise<Page> => {
    const { corpId, agentId, userId } = season.who(name).who
    const url = `${season.emulator.url}/#/${corpId}/${agentId}/${userId}`
    return openPage(browser, url, { width: 390, height: 844 }, problems)
  }
  const fromBot = (page: Page) => page.locator('[data-from=bot]')
  const shot = async (page: Page, name: string) => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
  }

  it('a reminder says what is owed until when, and one tap opens it with its period filled in', async () => {
    const page = await phoneOf('小禾')
    await season.days('2026-10-07', '2026-10-08')
    await fromBot(page).getByText('还有 7 天，2026年10月15日截止').waitFor()
    await shot(page, 'season-reminder')
    await page.getByRole('group', { name: '快捷回复' }).getByRole('button', { name: /^1/ }).first().click()
    await fromBot(page).getByText('【2/7】').waitFor()
    await shot(page, 'season-opened')
  })

  it('staff see in the morning who is due and who is to be called, and the rest with one word', async () => {
    const page = await phoneOf('小满')
    await season.days('2026-10-09', '2026-10-20')
    await fromBot(page).getByText('请打个电话').first().waitFor()
    await shot(page, 'season-digest')
    await page.getByLabel('输入消息').fill('应交')
    await page.getByLabel('输入消息').press('Enter')
    await fromBot(page)
      .getByText(/一共 \d+ 家、\d+ 份应交/)
      .waitFor()
    await shot(page, 'season-owed')
    expect(problems).toEqual([])
  })
})
