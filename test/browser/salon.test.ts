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
import { addDays, partsOf } from '../../src/kernel/day.js'
import { dayIn } from '../../src/kernel/zone.js'
import { makeLogger } from '../../src/logging.js'
import { findChromium, openPage, startChromium } from './chromium.js'

const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))
/** Where pictures of the screen go; without it none are taken. */
const shots = process.env['JIANBAO_SCREENSHOTS']

;(path === undefined ? describe.skip : describe)('a salon on two phones, with the service itself', () => {
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
    folder = await mkdtemp(join(tmpdir(), 'jianbao-salon-'))
    hub = await demoHub()
    emulator = await startEmulator({ port: 0, phoneDir })
    const settings = await demoSettings(hub, { folder, port: 0, emulatorUrl: emulator.url })
    const inWecom = { ...settings, wechat: { accounts: [] } }
    peopleTheEmulator(emulator, hub, inWecom)
    await loadDemo(inWecom, hub)
    app = await startDemoApp(inWecom, emulator, { log: makeLogger('fatal', { write: () => {} }) })
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

  it('comes with its facts and three answers to tap', async () => {
    const [, month, date] = partsOf(addDays(dayIn(emulator.control.state().now, 'Asia/Shanghai'), 9))
    await say(staff, `沙龙：${month}月${date}日下午2点到4点 鸡鸣山社区 主题 志愿者怎么留住 嘉宾 某老师 名额30`)
    await fromBot(staff).getByText('伙伴会看到').waitFor()
    await say(staff, '1')
    await fromBot(grantee).getByText('邀请你们来沙龙').waitFor()
    const chips = grantee.getByRole('group', { name: '快捷回复' }).getByRole('button')
    await chips.first().waitFor()
    expect(await chips.allTextContents()).toEqual(expect.arrayContaining(['1 参加', '2 不参加', '3 待定']))
    await shot(grantee, 'salon-invitation')
  })

  it('is answered by a tap and a number, and staff see who comes', async () => {
    const before = await fromBot(grantee).count()
    await grantee.getByRole('group', { name: '快捷回复' }).getByRole('button', { name: '1 参加', exact: true }).click()
    await fromBot(grantee).nth(before).waitFor()
    await say(grantee, '2')
    await fromBot(grantee).getByText('参加 2 人').waitFor()
    await shot(grantee, 'salon-grantee')
    await says('zaiyiqi', '去不了')
    await says('yugongyi', '再看看')
    await say(staff, '沙龙 名单')
    await fromBot(staff).getByText('知行创新空间（2 人）').waitFor()
    await shot(staff, 'salon-staff')
    expect(problems).toEqual([])
  })
})
