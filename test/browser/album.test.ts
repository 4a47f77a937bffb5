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

const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))
/** Where pictures of the screen go; without it none are taken. */
const shots = process.env['JIANBAO_SCREENSHOTS']

;(path === undefined ? describe.skip : describe)('an album on a phone, with the service itself', () => {
  let folder: string
  let hub: DemoHub
  let emulator: Emulator
  let app: App
  let browser: Browser
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    if (!existsSync(join(phoneDir, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
    folder = await mkdtemp(join(tmpdir(), 'jianbao-album-'))
    hub = await demoHub()
    emulator = await startEmulator({ port: 0, phoneDir })
    const settings = await demoSettings(hub, { folder, port: 0, emulatorUrl: emulator.url })
    const inWecom = { ...settings, wechat: { accounts: [] } }
    peopleTheEmulator(emulator, hub, inWecom)
    await loadDemo(inWecom, hub)
    app = await startDemoApp(inWecom, emulator, { log: makeLogger('fatal', { write: () => {} }) })
    browser = await startChromium(path!)
    const { corpId, agentId, members } = hub.wecom
    const { userid, contact } = members.find((member) => member.contact === 'pingxiang-maitian')!
    const code = hub.contacts.find(({ key }) => key === contact)!.invitation
    page = await openPage(
      browser,
      `${emulator.url}/#/${corpId}/${agentId}/${userid}`,
      { width: 390, height: 844 },
      problems,
    )
    for (const text of [code, '1', '活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人']) await say(text)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const fromBot = () => page.locator('[data-from=bot]')
  /** Says it and waits for the answer. */
  async function say(text: string): Promise<void> {
    const before = await fromBot().count()
    await page.getByLabel('输入消息').fill(text)
    await page.getByLabel('输入消息').press('Enter')
    await fromBot().nth(before).waitFor()
  }
  const chips = async () => {
    const group = page.getByRole('group', { name: '快捷回复' }).getByRole('button')
    await group.first().waitFor()
    return group.allTextContents()
  }
  const tap = async (label: string) => {
    const before = await fromBot().count()
    await page.getByRole('group', { name: '快捷回复' }).getByRole('button', { name: label, exact: true }).click()
    await fromBot().nth(before).waitFor()
  }
  const shot = async (name: string) => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) })
  }

  it('how people were counted is one tap', async () => {
    expect(await chips()).toEqual(['1 签到', '2 现场点数', '3 估计', '4 事后补记', '跳过'])
    await tap('1 签到')
    await fromBot().getByText('25人（签到）').last().waitFor()
    await fromBot().getByText('【6/6】').waitFor()
  })

  it('nine photos at once are acknowledged once', async () => {
    const before = await fromBot().count()
    await page.getByLabel('更多').click()
    await page.getByRole('button', { name: '示例相册' }).click()
    const album = page.getByRole('dialog', { name: '示例相册' })
    const boxes = album.getByRole('checkbox')
    await boxes.nth(11).waitFor()
    for (let i = 0; i < 9; i += 1) await boxes.nth(i).click()
    await album.getByRole('button', { name: '发送 (9)' }).click()
    await page.locator('[data-from=me][data-type=image][data-state=delivered]').nth(8).waitFor()
    await fromBot().getByText('收到 9 张').waitFor()
    expect(await chips()).toContain('完')
    await shot('album')
    // What else was to come would come now: her next word is answered behind it.
    await tap('完')
    expect(await fromBot().count()).toBe(before + 2)
    expect(await fromBot().getByText('收到 9 张').count()).toBe(1)
  })

  it('who is in them is one tap, and then it can be filed', async () => {
    expect(await chips()).toEqual(['1 没有', '2 有，本人或监护人同意公开', '3 有，还没有同意', '4 说不准'])
    await shot('consent')
    await tap('2 有，本人或监护人同意公开')
    expect(await fromBot().last().textContent()).toMatch(/照片一共 9 张。都可以公开[^]*1 提交/)
    await tap('1 提交')
    expect(await fromBot().last().textContent()).toContain('已提交')
    expect([problems, emulator.control.violations()]).toEqual([[], []])
  })

  it('a question that staff return comes with what she had said and what is wanted', async () => {
    const { corpId, agentId, members } = hub.wecom
    const { userid: userId, contact } = members.find((member) => member.contact === 'hub-exchange')!
    const code = hub.contacts.find(({ key }) => key === contact)!.invitation
    const before = await fromBot().count()
    for (const text of [code, '1', '退回 1：第4题 签到表上是28人，请核对；第3题 写到镇', '1'])
      await emulator.control.act({ corpId, agentId, userId, action: { type: 'text', text } })
    await fromBot().nth(before).waitFor()
    expect(await chips()).toEqual(['1 现在改', '2 以后再改'])
    await tap('1 现在改')
    await fromBot().getByText('高安（发新的就替换').waitFor()
    await say('高安市八景镇')
    const asked = fromBot().last()
    expect(await asked.textContent()).toMatch(/说：签到表上是28人，请核对[^]*现在是：25人（签到）/)
    await shot('returned')
    await say('签到28人')
    await fromBot()
      .getByText(/25人（签到） → 28人（签到）/)
      .waitFor()
    await shot('returned-changed')
    expect([problems, emulator.control.violations()]).toEqual([[], []])
  })
})
