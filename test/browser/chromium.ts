import { existsSync } from 'node:fs'
import { type Browser, type Page, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where a Chromium is: JIANBAO_CHROMIUM or a usual place. Without one the browser tests are skipped, in CI they fail. */
export function findChromium(): string | undefined {
  const found = [process.env['JIANBAO_CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path))
  if (found === undefined && process.env['CI']) throw new Error('no Chromium: install one or set JIANBAO_CHROMIUM')
  if (found === undefined) console.warn('SKIPPED: no Chromium found; set JIANBAO_CHROMIUM to run the browser tests')
  return found
}

export const startChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS })

/** A window of its own on a page, for a reader in China whose computer stands elsewhere; what goes wrong in it is added to `problems`. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  problems: string[],
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'America/St_Johns' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(url)
  return page
}
