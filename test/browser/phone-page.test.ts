import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { type Emulator, startEmulator } from '../../src/emulator/emulator.js'
import { type Bot, type Heard, agentId, clientOf, corpId, key, secret, startBot, token } from '../emulator/bot.js'
import { findChromium, openPage, startChromium } from './chromium.js'

const path = findChromium()
const phoneDir = fileURLToPath(new URL('../../phone', import.meta.url))

const MENU = '想做什么？\n1 填写工作简报\n2 记录一次活动\n随时可以回复「帮助」'

/** A bot that answers by rule; what it heard is kept. */
const answer = async ({ fields }: Heard): Promise<string | null> => {
  if (fields['MsgType'] === 'image') return `收到照片`
  if (fields['MsgType'] !== 'text') return null
  const said = fields['Content']!
  if (said === '慢') await new Promise((resume) => setTimeout(resume, 900))
  if (said === '菜单') return MENU
  return `你说：${said}`
}

;(path === undefined ? describe.skip : describe)('phone page', () => {
  let folder: string
  let bot: Bot
  let emulator: Emulator
  let browser: Browser
  let page: Page
  const problems: string[] = []

  const start = (port: number) =>
    startEmulator({
      port,
      phoneDir,
      stateFile: join(folder, 'emulator.json'),
      settings: { retryAfterMs: [20, 20, 20] },
    })

  const open = (width: number, height: number, hash = '') =>
    openPage(browser, `${emulator.url}/${hash}`, { width, height }, problems)
  const say = async (text: string) => {
    await page.getByLabel('输入消息').fill(text)
    await page.getByLabel('输入消息').press('Enter')
  }
  const bubbles = (from: 'me' | 'bot') => page.locator(`[data-from=${from}]`)
  const title = () => page.getByRole('heading', { level: 1, name: /简报助手|正在输入/ }).textContent()
  const swipeLeft = async (over: Locator) => {
    const { x, y, width, height } = (await over.boundingBox())!
    const touch = await page.context().newCDPSession(page)
    const at = (part: number) => [{ x: x + width * part, y: y + height / 2 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.8) })
    for (const part of [0.7, 0.5, 0.3])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(part) })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const person = (name: string) => page.getByRole('navigation').getByRole('button', { name })
  const heardTexts = () => bot.heard.map(({ fields }) => fields['Content'])

  beforeAll(async () => {
    if (!existsSync(join(phoneDir, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
    folder = await mkdtemp(join(tmpdir(), 'jianbao-phone-'))
    bot = await startBot(answer)
    emulator = await start(0)
    const { control } = emulator
    control.putCorp({ corpId, name: '示例枢纽' })
    control.putApp({ corpId, agentId, name: '简报助手', secret })
    for (const [userId, name, hint] of [
      ['u1', '项目官员一', '482913'],
      ['u2', '项目官员二', '770145'],
      ['u3', '项目官员三', ''],
    ] as const)
      control.putMember({ corpId, userId, name, organisation: `示例机构${userId}`, role: '项目官员', hint })
    const saved = await control.saveCallback({ corpId, agentId, url: bot.url, token, encodingAesKey: key })
    expect(saved).toMatchObject({ ok: true })
    browser = await startChromium(path!)
  })
  afterAll(async () => {
    await browser?.close()
    await emulator?.close()
    await bot?.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    bot.heard.length = 0
    await page?.context().close()
    page = await open(1440, 900)
  })

  it('shows who I am, what to try first, and sends it by Enter', async () => {
    await page.getByRole('heading', { name: '项目官员一' }).waitFor()
    await page.getByRole('button', { name: /先发送邀请码 482913/ }).click()
    expect(await page.getByLabel('输入消息').inputValue()).toBe('482913')
    await page.getByLabel('输入消息').press('Enter')
    await bubbles('me').getByText('482913').waitFor()
    await bubbles('bot').getByText('你说：482913').waitFor()
    expect(await page.getByRole('button', { name: /发送邀请码/ }).count()).toBe(0)
    await page.locator('[data-from=me][data-state=delivered]').waitFor()
    // Both directions of the exchange are on the wire.
    await page.getByRole('button', { name: /文字消息 项目官员一 u1/ }).click()
    await page.getByText('482913', { exact: false }).locator('visible=true').first().waitFor()
  })

  it('changes the person, keeps chats apart and counts what arrives elsewhere', async () => {
    await person('项目官员二').click()
    await page.getByRole('heading', { name: '项目官员二' }).waitFor()
    await page.getByRole('button', { name: /770145/ }).waitFor()
    await say('我是二')
    await bubbles('bot').getByText('你说：我是二').waitFor()
    expect(bot.heard.at(-1)?.fields['FromUserName']).toBe('u2')
    expect(new URL(page.url()).hash).toBe(`#/${corpId}/${agentId}/u2`)

    await clientOf(emulator).send({ touser: 'u3', msgtype: 'text', text: { content: '给三的提醒' } })
    await person('项目官员三').getByText('1', { exact: true }).waitFor()
    await person('项目官员三').click()
    await bubbles('bot').getByText('给三的提醒').waitFor()
    expect(await page.getByRole('log').getByText('我是二').count()).toBe(0)
  })

  it('says that an answer is being written, and Shift+Enter makes a line', async () => {
    await page.getByLabel('输入消息').fill('慢')
    await page.getByLabel('输入消息').press('Shift+Enter')
    expect(await page.getByLabel('输入消息').inputValue()).toBe('慢\n')
    await page.getByLabel('输入消息').press('Enter')
    await page.getByRole('heading', { name: '对方正在输入…' }).waitFor()
    await bubbles('bot').getByText('你说：慢', { exact: true }).waitFor()
    expect(await title()).toBe('简报助手')
  })

  it('offers the choices of the last message as chips, and a tap answers', async () => {
    await say('菜单')
    const chips = page.getByRole('group', { name: '快捷回复' }).getByRole('button')
    await chips.first().waitFor()
    expect(await chips.allTextContents()).toEqual(['1 填写工作简报', '2 记录一次活动', '帮助'])
    await chips.nth(1).click()
    await bubbles('bot').getByText('你说：2', { exact: true }).waitFor()
    expect(heardTexts()).toEqual(['菜单', '2'])
    expect(await chips.count()).toBe(0)
  })

  it('sends nine photos of the album at once, numbered, and not a tenth', async () => {
    await person('项目官员三').click()
    await page.getByLabel('更多').click()
    await page.getByRole('button', { name: '示例相册' }).click()
    const album = page.getByRole('dialog', { name: '示例相册' })
    const boxes = album.getByRole('checkbox')
    await boxes.nth(11).waitFor()
    for (let i = 0; i < 9; i += 1) await boxes.nth(i).click()
    expect((await boxes.allTextContents()).map((text) => text.trim())).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '',
      '',
      '',
    ])
    await boxes.nth(9).click()
    await page.getByText('一次最多选 9 张').waitFor()
    await boxes.nth(0).click()
    expect((await boxes.allTextContents()).slice(0, 3).map((text) => text.trim())).toEqual(['', '1', '2'])
    await boxes.nth(0).click()
    await album.getByRole('button', { name: '发送 (9)' }).click()

    await page.locator('[data-from=me][data-type=image][data-state=delivered]').nth(8).waitFor()
    expect(await page.locator('[data-type=image]').count()).toBe(9)
    const pictures = bot.heard.filter(({ fields }) => fields['MsgType'] === 'image')
    expect(new Set(pictures.map(({ fields }) => fields['MediaId'])).size).toBe(9)
    const bytes = Buffer.from(await (await fetch(pictures[0]!.fields['PicUrl']!)).arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1280, height: 960 })

    const seen = page.locator('.van-image-preview__index')
    const open = page.locator('.van-image-preview__swipe')
    await page.locator('[data-type=image]').nth(2).getByRole('button').click()
    await seen.getByText('3 / 9', { exact: true }).waitFor()
    const shut = (await page.getByRole('button', { name: '关闭' }).last().boundingBox())!
    expect((await seen.boundingBox())!.y).toBeGreaterThan(shut.y)
    await page.keyboard.press('ArrowRight')
    await seen.getByText('4 / 9', { exact: true }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await seen.getByText('3 / 9', { exact: true }).waitFor()
    await swipeLeft(open)
    await seen.getByText('4 / 9', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await open.waitFor({ state: 'detached' })
  })

  it('keeps what is typed and not sent: for each person, and over a reload', async () => {
    await page.getByLabel('输入消息').fill('写到一半\n明天接着写')
    await person('项目官员二').click()
    await page.getByRole('heading', { name: '项目官员二' }).waitFor()
    expect(await page.getByLabel('输入消息').inputValue()).toBe('')
    await person('项目官员一').click()
    await page.reload()
    await page.getByRole('heading', { name: '项目官员一' }).waitFor()
    expect(await page.getByLabel('输入消息').inputValue()).toBe('写到一半\n明天接着写')
    await page.getByLabel('输入消息').press('Enter')
    await bubbles('bot').getByText('你说：写到一半').waitFor()
    await page.reload()
    await bubbles('bot').getByText('你说：写到一半').waitFor()
    expect(await page.getByLabel('输入消息').inputValue()).toBe('')
  })

  it.each([
    [390, 844],
    [1440, 900],
  ])('opens the album over the whole screen of a long chat, on %i × %i', async (width, height) => {
    await page.context().close()
    page = await open(width, height, `#/${corpId}/${agentId}/u3`)
    for (let i = 1; i <= 12; i += 1) {
      await say(`${width} 宽第 ${i} 句\n`.repeat(3))
      await bubbles('bot').getByText(`你说：${width} 宽第 ${i} 句`).waitFor()
    }
    await page.getByLabel('更多').click()
    await page.getByRole('button', { name: '示例相册' }).click()
    const album = page.getByRole('dialog', { name: '示例相册' })
    await album.getByRole('checkbox').nth(11).waitFor()
    await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
    expect(await page.evaluate('document.querySelector(".screen").scrollTop')).toBe(0)
    expect(await album.boundingBox()).toEqual(await page.locator('.screen').boundingBox())
    const cancel = album.getByRole('button', { name: '取消' })
    expect(await page.evaluate('document.activeElement.textContent')).toBe('取消')
    await cancel.click()
    await page.getByLabel('输入消息').waitFor()
  })

  it('takes pictures of the computer: JPEG as it is, others made JPEG, what is none refused', async () => {
    await person('项目官员二').click()
    await page.getByLabel('更多').click()
    const blank = sharp({ create: { width: 64, height: 48, channels: 3, background: '#3a7' } })
    const jpeg = await blank.clone().jpeg().toBuffer()
    const webp = await blank.clone().webp().toBuffer()
    await page.getByRole('button', { name: '示例相册' }).click()
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles([
        { name: '一.jpg', mimeType: 'image/jpeg', buffer: jpeg },
        { name: '二.webp', mimeType: 'image/webp', buffer: webp },
        { name: '三.heic', mimeType: 'image/heic', buffer: Buffer.from('none') },
      ])
    await page.getByText(/浏览器打不开这张图片.*三.heic/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '发送 (2)' }).click()
    await page.locator('[data-type=image][data-state=delivered]').nth(1).waitFor()
    const sent = await Promise.all(
      bot.heard.map(async ({ fields }) => Buffer.from(await (await fetch(fields['PicUrl']!)).arrayBuffer())),
    )
    expect(sent.some((bytes) => bytes.equals(jpeg))).toBe(true)
    expect(await Promise.all(sent.map(async (bytes) => (await sharp(bytes).metadata()).format))).toEqual([
      'jpeg',
      'jpeg',
    ])
  })

  it('shows markup as text; only http and https become links', async () => {
    const evil = `<img src=x onerror="window.hacked=1"><a href="javascript:window.hacked=2">x</a> https://example.org/a`
    await say(evil)
    const reply = bubbles('bot').filter({ hasText: '你说：<img' })
    await reply.waitFor()
    expect(await reply.textContent()).toContain(evil)
    expect(await reply.locator('img').count()).toBe(0)
    const link = reply.locator('a')
    expect(await link.count()).toBe(1)
    expect(await link.getAttribute('href')).toBe('https://example.org/a')
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  it('shows cards, markdown and files that the app sends', async () => {
    const client = clientOf(emulator)
    const { media_id } = await client.upload('file', Buffer.from('日期,人数\n'), '汇总.csv')
    await client.send({ touser: 'u1', msgtype: 'file', file: { media_id } })
    await client.send({
      touser: 'u1',
      msgtype: 'textcard',
      textcard: {
        title: '简报已收到',
        description: '<div class="gray">3月1日</div>编号 42',
        url: 'https://example.org/42',
        btntxt: '查看',
      },
    })
    await client.send({
      touser: 'u1',
      msgtype: 'markdown',
      markdown: { content: '# 进度\n**已交** <font color="info">2 份</font> <b>粗</b>' },
    })
    expect(await page.getByRole('link', { name: /简报已收到/ }).getAttribute('href')).toBe('https://example.org/42')
    expect(await page.getByRole('link', { name: /汇总.csv/ }).getAttribute('download')).toBe('汇总.csv')
    const markdown = page.locator('[data-type=markdown]')
    expect(await markdown.locator('strong').textContent()).toBe('已交')
    expect(await markdown.textContent()).toContain('<b>粗</b>')
  })

  it('says by which way a message came, unless that is switched off', async () => {
    await say('一句')
    await bubbles('bot').getByText('你说：一句').waitFor()
    await clientOf(emulator).send({ touser: 'u1', msgtype: 'text', text: { content: '一个提醒' } })
    await bubbles('bot').getByText('一个提醒').waitFor()
    const ways = page.getByRole('log').getByText(/^(被动回复|应用消息)$/)
    expect((await ways.allTextContents()).slice(-2)).toEqual(['被动回复', '应用消息'])
    await page.getByLabel('在手机上标出').uncheck()
    expect(await ways.count()).toBe(0)
    await page.reload()
    await bubbles('bot').getByText('一个提醒').waitFor()
    expect(await ways.count()).toBe(0)
  })

  it('comes back by itself after the server was away, with all that was said', async () => {
    await say('之前')
    await bubbles('bot').getByText('你说：之前').waitFor()
    await emulator.close()
    await page.getByText('连接断开，正在重新连接…').waitFor()
    await say('断线时')
    const failed = page.getByRole('button', { name: /应用没有收到/ })
    await failed.waitFor()
    emulator = await start(emulator.port)
    await page.getByText('连接断开，正在重新连接…').waitFor({ state: 'hidden' })
    expect(await bubbles('bot').getByText('你说：之前').count()).toBe(1)
    await failed.click()
    await bubbles('bot').getByText('你说：断线时').waitFor()
    expect(await bubbles('me').getByText('断线时').count()).toBe(1)
    expect(heardTexts()).toEqual(['之前', '断线时'])
  })

  it('moves the clock and lets the platform misbehave', async () => {
    await page.getByRole('tab', { name: '故障' }).click()
    const before = Date.parse(emulator.control.state().now)
    await page.getByRole('button', { name: '+1 天' }).click()
    await page.getByText(/^模拟时间 /).waitFor()
    await page.getByRole('button', { name: '触发 重复投递（同时三次）' }).click()
    await page.getByRole('button', { name: '停止 重复投递（同时三次）' }).waitFor()
    expect(Date.parse(emulator.control.state().now) - before).toBeGreaterThanOrEqual(86_400_000)
    await say('三遍')
    await bubbles('bot').getByText('你说：三遍').waitFor()
    await emulator.control.idle()
    await page.getByRole('button', { name: '停止 重复投递（同时三次）' }).click()
    await page.getByRole('button', { name: '触发 重复投递（同时三次）' }).waitFor()
    expect(heardTexts()).toEqual(['三遍', '三遍', '三遍'])
    expect(await bubbles('bot').getByText('你说：三遍').count()).toBe(1)
  })

  it('fills a phone, with people and wire a tap away', async () => {
    await page.context().close()
    page = await open(390, 844, `#/${corpId}/${agentId}/u2`)
    await page.getByLabel('输入消息').waitFor()
    expect(await page.locator('.phone').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await page.getByRole('complementary').count()).toBe(0)
    await page.getByText('我是 项目官员二 · 示例机构u2').waitFor()
    await page.getByRole('button', { name: '换人' }).click()
    await person('项目官员三').click()
    await page.locator('.side.shown').waitFor({ state: 'detached' })
    await say('在手机上')
    await bubbles('bot').getByText('你说：在手机上').waitFor()
    await page.getByRole('button', { name: '通信' }).click()
    await page
      .getByRole('complementary', { name: '通信' })
      .getByRole('button', { name: /文字消息/ })
      .first()
      .waitFor()
  })

  it('speaks English when asked, and remembers it', async () => {
    await page.getByRole('button', { name: 'EN' }).click()
    await page.getByRole('heading', { name: 'Jianbao' }).waitFor()
    await page.reload()
    await page.getByLabel('Message', { exact: true }).waitFor()
    await page.getByLabel('Message', { exact: true }).fill('hello')
    await page.getByLabel('Message', { exact: true }).press('Enter')
    const wire = page.getByRole('complementary', { name: 'Wire' })
    await wire.getByText('u1 · try 1 · reply: 你说：hello').waitFor()
    await page.getByRole('tab', { name: 'Faults' }).click()
    await page.getByRole('button', { name: 'Start Platform busy (-1), three times' }).click()
    await page.getByRole('button', { name: 'Stop Platform busy (-1), three times' }).click()
    await page.getByRole('button', { name: 'Start Platform busy (-1), three times' }).waitFor()
    expect(await page.locator('.side.right').textContent()).not.toMatch(/\p{Script=Han}/u)
  })

  it('counts to 99 what waits elsewhere, and keeps the count clear of the name on every screen, in both languages', async () => {
    const sent = Array.from({ length: 100 }, (_, n) => ({ type: 'text' as const, text: `第${n}句` }))
    await page
      .getByRole('button', { name: /^文字消息/ })
      .first()
      .waitFor() // the page has read all: its stream is open
    await Promise.all(sent.map((action) => emulator.control.act({ corpId, agentId, userId: 'u3', action })))
    await person('项目官员三').getByText('99+', { exact: true }).waitFor()
    const ends = async (selector: string) => {
      const { x, width } = (await page.locator(selector).boundingBox())!
      return { left: x, right: x + width }
    }
    for (const [language, back] of [
      ['中', '换人 99+'],
      ['EN', 'Switch 99+'],
    ] as const) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.getByRole('button', { name: language, exact: true }).click()
      for (const width of [1440, 390, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const button = page.getByRole('button', { name: back, exact: true })
        await button.getByText('99+', { exact: true }).waitFor()
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        expect((await ends('.nav .badge')).right).toBeLessThanOrEqual((await ends('.nav .title')).left)
        expect((await ends('.nav')).left).toBeLessThanOrEqual((await ends('.nav .badge')).left)
      }
    }
  })

  it('made no mistake in the browser, and the app none before the platform', () => {
    expect(problems).toEqual([])
    expect(emulator.control.violations()).toEqual([])
  })
})
