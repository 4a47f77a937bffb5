import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { invitePage, type Card } from '../../src/cli/invite-page.js'
import { findChromium, startChromium } from './chromium.js'

const chromium = findChromium()

/** The width of a sheet of A4 between its margins, in CSS pixels. */
const A4 = Math.floor(((210 - 24) / 25.4) * 96)

;(chromium ? describe : describe.skip)('the page of invitations', () => {
  let browser: Browser
  let page: Page
  let folder: string
  let fetched: string[]
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-cards-'))
    const picture = await sharp({ create: { width: 430, height: 430, channels: 3, background: 'black' } })
      .jpeg()
      .toBuffer()
    const card = (more: Partial<Card>): Card => ({
      organisation: '鸡鸣山社区读书会',
      contact: '项目专员小禾',
      code: 'ABCD2345',
      endsOn: '2026-12-20',
      pictures: [picture],
      ...more,
    })
    const cards = [
      card({ organisation: '某某省某某市某某区某某街道社区公益服务与志愿者发展促进中心（民办非企业单位）'.repeat(3) }),
      card({ contact: '<script>document.title="x"</script><b>"小禾"&amp;' }),
      card({ organisation: 'A'.repeat(100), contact: 'B'.repeat(100), code: 'WWWWWWWW' }),
      card({ pictures: [picture, picture], endsOn: null }),
      ...Array.from({ length: 6 }, () => card({ pictures: [] })),
    ]
    const file = join(folder, 'cards.html')
    await writeFile(file, invitePage('益友中心 & 伙伴', cards, { wecom: true, wechat: true }))
    browser = await startChromium(chromium!)
    page = await browser.newPage()
    fetched = []
    page.on('request', (request) => void fetched.push(request.url().slice(0, 5)))
    await page.goto(pathToFileURL(file).href)
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  it('shows each card whole on A4, however long its names are', async () => {
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: A4, height: 1_000 })
    const measured = await page.evaluate<
      Record<'width' | 'over', number> & Record<'heights' | 'pictures', number[]>
    >(`({
      width: document.documentElement.scrollWidth,
      over: [...document.querySelectorAll('section, section *')].filter((part) => part.scrollWidth > part.clientWidth).length,
      heights: [...document.querySelectorAll('section')].map((card) => card.offsetHeight),
      pictures: [...document.images].map((picture) => picture.naturalWidth),
    })`)
    expect(measured).toMatchObject({ width: A4, over: 0 })
    // No card is taller than a sheet: none is cut between two.
    expect(Math.max(...measured.heights)).toBeLessThan(((297 - 24) / 25.4) * 96)
    expect(measured.pictures).toEqual([430, 430, 430, 430, 430])
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.toString('latin1').match(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/g)!.length).toBeGreaterThan(1)
  })

  it('shows names as they are written, runs nothing and fetches nothing', async () => {
    expect(await page.title()).toBe('益友中心 & 伙伴 邀请码')
    expect(await page.locator('h2').nth(1).textContent()).toBe('<script>document.title="x"</script><b>"小禾"&amp;')
    expect(fetched.filter((url) => url !== 'data:')).toEqual(['file:'])
  })
})
