import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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
