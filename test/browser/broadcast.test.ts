import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { demoHub, type DemoHub } from '../../src/rehearsal/demo-data.js'
import { demoSettings, loadDemo, peopleTheEmulator, startDemoApp } from '../../scripts/demo-platform.js'
import type { App } from '../../src/app.js'
import { startEmulator, type Emulator } from '../../src/emulator/emulator.js'
import { makeLogger } from '../../src/logging.js'
import { findChromium, openPage, startChromium } from './chromium.js'
import { toMorning } from '../journeys/stage.js'

const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))
/** Where pictures of the screen go; without it none are taken. */
const shots = process.env['JIANBAO_SCREENSHOTS']

;(path === undefined ? describe.skip : describe)('a broadcast on two phones, with the service itself', () => {
  let folder: string
  let hub: DemoHub
  let emulator: Emulator
  let app: App
  let browser: Browser
  let grantee: Page
  let staff: Page
  const problems: string[] = []

  beforeAll(async () => {
    if (!existsSync(join(phoneDir, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
    folder = await mkdtemp(join(tmpdir(), 'jianbao-broadcast-'))
    hub = await demoHub()
    emulator = await startEmulator({ port: 0, phoneDir })
    const settings = await demoSettings(hub, { folder, port: 0, emulatorUrl: emulator.url })
    const inWecom = { ...settings, wechat: { accounts: [] } }
    peopleTheEmulator(emulator, hub, inWecom)
    await loadDemo(inWecom, hub)
    app = await startDemoApp(inWecom, emulator, {
      log: makeLogger('fatal', { write: () => {} }),
      clock: { now: () => emulator.control.state().now },
    })
    toMorning(emulator.control)
    browser = await startChromium(path!)
    grantee = await phoneOf('zhixing')
    staff = await phoneOf('hub-exchange')
    for (const contact of ['zaiyiqi', 'yugongyi']) {
      await says(contact, hub.contacts.find(({ key }) => key === contact)!.invitation)
      await says(contact, '1')
    }
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Somebody else does, on a phone that nobody sees. */
  async function says(contact: string, text: string): Promise<void> {
    const { corpId, agentId, members } = hub.wecom
    const { userid: userId } = members.find((member) => member.contact === contact)!
    await emulator.control.act({ corpId, agentId, userId, action: { type: 'text', text } })
  }
  async function phoneOf(contact: string): Promise<Page> {
    const { corpId, agentId, members } = hub.wecom
    const { userid } = members.find((member) => member.contact === contact)!
    const url = `${emulator.url}/#/${corpId}/${agentId}/${userid}`
    const page = await openPage(browser, url, { width: 390, height: 844 }, problems)
    await say(page, hub.contacts.find(({ key }) => key === contact)!.invitation)
    await say(page, '1')
    return page
  }
  const fromBot = (page: Page) => page.locator('[data-from=bot]')
  /** Says it and waits for the answer. */
  async function say(page: Page, text: string): Promise<void> {
    const before = await fromBot(page).count()
    await page.getByLabel('输入消息').fill(text)
    await page.getByLabel('输入消息').press('Enter')
    await fromBot(page).nth(before).waitFor()
  }
  const shot = async (page: Page, name: string) => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
  }

  it('is shown as people will read it, with what staff may do as buttons, and comes after the grace', async () => {
    await say(staff, '群发')
    await say(staff, '7月5日的资助说明会改到财大图书馆，下午2点，门口有人接。收到请回一句。')
    await say(staff, '所有人')
    await fromBot(staff).getByText('人收得到').waitFor()
    const chips = staff.getByRole('group', { name: '快捷回复' }).getByRole('button')
    await chips.first().waitFor()
    expect(await chips.allTextContents()).toEqual(expect.arrayContaining(['1 现在发', '2 定时', '3 改', '4 不发']))
    await shot(staff, 'broadcast-preview')
    await say(staff, '1')
    await shot(staff, 'broadcast-grace')
    emulator.control.clock({ advanceMs: 31_000 })
    await fromBot(grantee).getByText('改到财大图书馆').waitFor()
    await fromBot(staff).getByText('发完了').waitFor()
    await say(grantee, '收到，我们三个人去')
    await shot(grantee, 'broadcast-grantee')
    await says('zaiyiqi', '退订')
    await say(staff, '群发 结果')
    await fromBot(staff).getByText('我们三个人去').waitFor()
    await shot(staff, 'broadcast-sheet')
    expect(problems).toEqual([])
  })
})
