import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { type Emulator, startEmulator } from '../../src/emulator/emulator.js'
import { appId, clientOf, key, originalId, secret, startAccount, token } from '../emulator/account.js'
import * as wecom from '../emulator/bot.js'
import { findChromium, openPage, startChromium } from './chromium.js'
const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))

const newcomer = 'oNewcomerOpenId0000000000001'
const reader = 'oReaderOpenId000000000000002'
const officer = { openId: 'oOfficerOpenId00000000000004', name: '枢纽专员', role: '枢纽机构', hint: '530917' }
const quiet = { appId: 'wxfedcba0987654321', openId: 'oQuietOpenId0000000000000003' }

const MENU = {
  button: [
    { type: 'click', name: '填简报', key: 'brief' },
    {
      name: '我的',
      sub_button: [
        { type: 'click', name: '看进度', key: 'progress' },
        { type: 'view', name: '使用说明', url: 'https://example.org/help' },
      ],
    },
  ],
}

const answer = ({ Event, Content, EventKey }: Record<string, string>): wecom.Says => {
  if (Event === 'subscribe') return `欢迎${EventKey ? `，您带着 ${EventKey} 来` : ''}`
  if (Event === 'SCAN') return `扫了 ${EventKey}`
  if (Event === 'CLICK') return `点了 ${EventKey}`
  if (Content === '坏') return { raw: '{"errcode":0}' }
  return Content === undefined ? null : `你说：${Content}`
}

;(path === undefined ? describe.skip : describe)('phone page, official accounts', () => {
  let app: wecom.Bot
  let server: Awaited<ReturnType<typeof startAccount>>
  let emulator: Emulator
  let browser: Browser
  let page: Page
  const problems: string[] = []

  const open = (openId: string, width = 1440, height = 900, withWhom = `${appId}/0`) =>
    openPage(browser, `${emulator.url}/#/${withWhom}/${openId}`, { width, height }, problems)
  const become = async (...who: Parameters<typeof open>) => {
    await page?.context().close()
    page = await open(...who)
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const said = (text: string) => page.locator('[data-from=bot]').getByText(text, { exact: true })
  const say = async (text: string) => {
    await page.getByLabel('输入消息').fill(text)
    await page.getByLabel('输入消息').press('Enter')
  }
  const people = () => page.getByRole('complementary', { name: '人员' })
  const events = () => server.heard.map(({ fields }) => [fields['Event'], fields['EventKey']])

  beforeAll(async () => {
    if (!existsSync(`${phoneDir}/index.html`)) throw new Error('the page is not built: npm run build:phone')
    app = await wecom.startBot(({ fields }) => (fields['Content'] ? `应用听到：${fields['Content']}` : null))
    server = await startAccount('plain', ({ fields }) => answer(fields))
    emulator = await startEmulator({ port: 0, phoneDir, settings: { retryAfterMs: [20, 20, 20] } })
    const { control } = emulator
    control.putCorp({ corpId: wecom.corpId, name: '示例枢纽' })
    control.putApp({ ...wecom.inApp, name: '简报助手', secret: wecom.secret })
    control.putMember({ corpId: wecom.corpId, userId: 'u1', name: '项目官员一', organisation: '示例机构一' })
    await control.saveCallback({ ...wecom.inApp, url: app.url, token: wecom.token, encodingAesKey: wecom.key })
    control.putAccount({
      appId,
      originalId,
      name: '示例公众号',
      secret,
      kind: 'service',
      verified: true,
    })
    control.putFollower({ appId, openId: newcomer, name: '项目官员二', organisation: '示例机构二', hint: '120486' })
    control.putFollower({ appId, openId: reader, name: '项目官员三', organisation: '示例机构三', following: true })
    control.putFollower({ appId, ...officer })
    await control.saveAccountCallback({
      appId,
      mode: 'plain',
      url: server.url,
      token,
      encodingAesKey: key,
    })
    control.putAccount({
      appId: quiet.appId,
      originalId: 'gh_0987654321ba',
      name: '示例订阅号',
      secret: 'secret-of-the-quiet-one',
      kind: 'subscription',
      verified: false,
    })
    control.putFollower({ ...quiet, name: '项目官员四', role: '还没有邀请码' })
    browser = await startChromium(path!)
  })
  afterAll(async () => {
    await browser?.close()
    await emulator?.close()
    await server?.close()
    await app?.close()
  })
  beforeEach(() => {
    server.heard.length = 0
  })

  it('groups people by corp and account, and says what an account is and who does not follow', async () => {
    await become('u1', 1440, 900, `${wecom.corpId}/${wecom.agentId}`)
    await people().getByRole('heading', { name: '示例公众号 公众号 · 服务号 · 已认证' }).waitFor()
    await people().getByRole('heading', { name: '示例订阅号 公众号 · 订阅号 · 未认证' }).waitFor()
    await people()
      .getByRole('button', { name: /项目官员二 示例机构二 还没关注：点这里，再点「关注」/ })
      .click()
    await people().getByRole('heading', { name: '示例枢纽 企业微信' }).waitFor()
    expect(new URL(page.url()).hash).toBe(`#/${appId}/0/${newcomer}`)
    await people().getByText('没有关注，什么都发不了').waitFor()
  })

  it('lets nobody write who does not follow; says how an invitation is made while there is none', async () => {
    await become(newcomer)
    await page.getByText('关注以后才能发消息', { exact: true }).waitFor()
    expect(await page.getByLabel('输入消息').count()).toBe(0)
    await button('扫邀请码').click()
    await page
      .getByRole('dialog')
      .getByText(/jianbao invite.*邀请 机构名/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.textContent')).toBe('扫邀请码')
  })

  it('tells staff what they can ask, and a grantee how to file, before they follow and after', async () => {
    await become(newcomer)
    await page.getByText('再照提示回复，一题一题填').waitFor()
    await become(officer.openId)
    for (const following of [false, true]) {
      emulator.control.putFollower({ appId, ...officer, following })
      await (following ? page.getByLabel('输入消息') : button('关注公众号')).waitFor()
      await page.getByText('再这样问：「谁还没交」「汇总」「看 机构名」「邀请 机构名」「导出」').waitFor()
    }
    expect(await page.getByText('再照提示回复，一题一题填').count()).toBe(0)
  })

  it('follows by scanning the picture of an invitation', async () => {
    await clientOf(emulator).call('qrcode/create', {
      expire_seconds: 86_400,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'jb_120486' } },
    })
    await become(newcomer)
    await button('扫邀请码').click()
    const code = button('扫这个码 jb_120486')
    await code.getByText(/^有效至 \d\d-\d\d \d\d:\d\d$/).waitFor()
    await page.waitForFunction('document.querySelector("[role=dialog] img").naturalWidth > 100')
    await code.click()
    await said('欢迎，您带着 qrscene_jb_120486 来').waitFor()
    expect(events()).toEqual([['subscribe', 'qrscene_jb_120486']])
    await people()
      .getByText(/^1 分钟内 3 条，至 \d\d:\d\d:\d\d$/)
      .waitFor()
    await page.getByLabel('输入消息').waitFor()
  })

  it('scans a pasted scene, also one that nobody made', async () => {
    await become(newcomer)
    for (const scene of ['jb_120486', 'made-up']) {
      await button('扫邀请码').click()
      await page.getByLabel('或粘贴场景值').fill(scene)
      await page.getByLabel('或粘贴场景值').press('Enter')
      await said(`扫了 ${scene}`).waitFor()
    }
    expect(events()).toEqual([
      ['SCAN', 'jb_120486'],
      ['SCAN', 'made-up'],
    ])
  })

  it('says by which way a message came and what the account may still send', async () => {
    await become(reader)
    await people().getByText('只能被动回复：等对方先发消息').waitFor()
    await say('在吗')
    await said('你说：在吗').waitFor()
    await people()
      .getByText(/^还可主动发 5 条，至 \d\d-\d\d \d\d:\d\d$/)
      .waitFor()
    await clientOf(emulator).call('message/custom/send', {
      touser: reader,
      msgtype: 'text',
      text: { content: '别忘了' },
    })
    await said('别忘了').waitFor()
    await page.getByRole('log').getByText('客服消息 · 还可发 4 条').waitFor()
    const ways = page.getByRole('log').getByText(/^(被动回复|客服消息)/)
    expect((await ways.allTextContents()).map((text) => text.trim())).toEqual(['被动回复', '客服消息 · 还可发 4 条'])
    await people().getByText('消息是怎么来的').click()
    await people().getByText('随着对方的消息当场回，不占条数').waitFor()
    await page.getByLabel('在手机上标出').uncheck()
    expect(await ways.count()).toBe(0)
  })

  it('has the menu of the account in the place of the keyboard, and back', async () => {
    await clientOf(emulator).call('menu/create', MENU)
    await become(reader)
    await button('填简报').click()
    await said('点了 brief').waitFor()
    await button('我的').click()
    expect(await page.getByRole('link', { name: '使用说明' }).getAttribute('href')).toBe('https://example.org/help')
    await button('看进度').click()
    await said('点了 progress').waitFor()
    expect(await button('看进度').count()).toBe(0)
    expect(events()).toEqual([
      ['CLICK', 'brief'],
      ['CLICK', 'progress'],
    ])
    await page.context().setOffline(true)
    await button('填简报').click()
    await page.getByText(/^没有成功：/).waitFor()
    await page.context().setOffline(false)
    await button('键盘').click()
    await say('打字')
    await said('你说：打字').waitFor()
    await button('菜单').click()
    await button('填简报').waitFor()
  })

  it('sends the item of a menu message that is tapped', async () => {
    await become(reader)
    await clientOf(emulator).call('message/custom/send', {
      touser: reader,
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '想做什么？',
        list: [
          { id: 'brief', content: '填写工作简报' },
          { id: 'activity', content: '记录一次活动' },
        ],
        tail_content: '点一下就行',
      },
    })
    const bubble = page.locator('[data-type=menu]')
    await bubble.getByText('想做什么？').waitFor()
    await bubble.getByText('点一下就行').waitFor()
    await bubble.getByRole('button', { name: '记录一次活动' }).click()
    await said('你说：记录一次活动').waitFor()
    expect(await page.locator('[data-from=me]').getByText('记录一次活动', { exact: true }).count()).toBe(1)
    expect(server.heard.map(({ fields }) => fields)).toMatchObject([
      { MsgType: 'text', Content: '记录一次活动', bizmsgmenuid: 'activity' },
    ])
  })

  it('shows what the platform says when the account does not answer as it must', async () => {
    await become(reader)
    await button('键盘').click()
    await say('坏')
    await page.getByRole('log').getByText('该公众号提供的服务出现故障，请稍后再试').waitFor()
  })

  it('tries WeCom and the account side by side: each chat its own, and what arrives elsewhere is counted', async () => {
    await become(reader)
    await page
      .getByRole('button', { name: /^文字消息/ })
      .first()
      .waitFor() // the stream is open: the page has read all
    await wecom.clientOf(emulator).send({ touser: 'u1', msgtype: 'text', text: { content: '给成员的提醒' } })
    const other = people().getByRole('button', { name: /项目官员一/ })
    await other.getByText('1', { exact: true }).waitFor()
    await other.click()
    await said('给成员的提醒').waitFor()
    await page.getByRole('log').getByText('应用消息').waitFor()
    expect(await button('扫邀请码').count()).toBe(0)
    await say('我在企业微信')
    await said('应用听到：我在企业微信').waitFor()
    expect(server.heard).toEqual([])
    await people()
      .getByRole('button', { name: /项目官员三/ })
      .click()
    await button('已关注').waitFor()
    expect(await said('应用听到：我在企业微信').count()).toBe(0)
  })

  it('accepts a subscription notice by a tap on its link and another on 允许, and shows the notice that comes', async () => {
    const { control } = emulator
    const url = 'https://mp.weixin.qq.com/s/remind'
    control.putTemplate(appId, { id: 'TPL', kind: 'one_time', title: '交简报提醒', keys: ['thing1'] })
    control.putArticle(appId, { url, title: '开启提醒', templateIds: ['TPL'] })
    await become(reader)
    await clientOf(emulator).call('message/custom/send', {
      touser: reader,
      msgtype: 'text',
      text: { content: `提醒你一次，可以吗？<a href="${url}">同意提醒</a>` },
    })
    const sheet = page.getByRole('dialog', { name: '开启提醒' })
    for (const choice of ['取消', '允许']) {
      await page.getByRole('link', { name: '同意提醒' }).click()
      await sheet.getByText('交简报提醒', { exact: true }).waitFor()
      await sheet.getByRole('button', { name: choice, exact: true }).click()
      await sheet.waitFor({ state: 'detached' })
    }
    await page.getByText('你同意了订阅通知').waitFor()
    await people().getByText('订阅通知：还能收 1 次').waitFor()
    const sent = await clientOf(emulator).call('message/subscribe/bizsend', {
      touser: reader,
      template_id: 'TPL',
      data: { thing1: { value: '工作简报' } },
    })
    expect(sent).toMatchObject({ errcode: 0 })
    await page.locator('[data-type=textcard]').getByText('工作简报').waitFor()
    await page.getByRole('log').getByText('订阅通知', { exact: true }).waitFor()
    await people().getByText('订阅通知：还能收').waitFor({ state: 'detached' })
    await control.idle()
    expect(events().map(([event]) => event)).toEqual([
      'subscribe_msg_popup_event',
      'subscribe_msg_popup_event',
      'subscribe_msg_sent_event',
    ])
  })

  it('unfollows after asking, and follows again', async () => {
    await become(reader)
    await button('已关注').click()
    await page.getByRole('dialog', { name: '取消关注' }).getByRole('button', { name: '取消', exact: true }).click()
    await button('已关注').click()
    await page.getByRole('dialog').getByRole('button', { name: '取消关注' }).click()
    await page.getByText('关注以后才能发消息、用菜单').waitFor()
    await people().getByText('没有关注，什么都发不了').waitFor()
    await button('关注公众号').click()
    await said('欢迎').waitFor()
    await button('填简报').waitFor()
    expect(events()).toEqual([
      ['unsubscribe', expect.anything()],
      ['subscribe', expect.anything()],
    ])
  })

  it('knows that an account without verification can only answer', async () => {
    await become(quiet.openId, 1440, 900, `${quiet.appId}/0`)
    await page.getByText('这种公众号没有二维码，发消息就行').waitFor()
    await page.getByText('关注以后才能发消息', { exact: true }).waitFor()
    expect(await button(/扫邀请码/).count()).toBe(0)
    await button('关注公众号').click()
    await people().getByText('只能被动回复：这个号没有认证').waitFor()
    await page.getByLabel('输入消息').waitFor()
    expect(await button('菜单').count()).toBe(0)
    expect(await button(/扫邀请码/).count()).toBe(0)
    await people().getByText('还没有邀请码', { exact: true }).waitFor()
    await people().getByRole('button', { name: 'EN' }).click()
    await page
      .getByRole('complementary', { name: 'People' })
      .getByText('No invitation code yet', { exact: true })
      .waitFor()
  })

  it('fills a phone: nothing reaches beyond the screen, with menu and codes open', async () => {
    await become(reader, 390, 844)
    await button('我的').click()
    const inside = async (selector: string) => {
      const { x, width } = (await page.locator(selector).boundingBox())!
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(390)
    }
    await inside('.slot ul')
    await button('扫邀请码').click()
    await inside('[role=dialog]')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  it('made no mistake in the browser', () => {
    expect(problems).toEqual([])
  })
})
