import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { openPage } from './chromium.js'

/** Where pictures of the screen go; without it none are taken. */
const shots = process.env['JIANBAO_SCREENSHOTS']

/** What one person sees and does on her phone: the phone page at the width of a phone. */
export interface Phone {
  page: Page
  fromBot(): Locator
  /** Types it and waits for the answer. */
  say(text: string): Promise<void>
  /** Taps one of the quick replies and waits for the answer. */
  tap(label: string): Promise<void>
  /** The labels of the quick replies, once there are any. */
  chips(): Promise<string[]>
  /** Takes a picture if JIANBAO_SCREENSHOTS names a folder. */
  shot(name: string): Promise<void>
}

/** Opens a phone on the page at `url`; what goes wrong in the page is added to `problems`. */
export async function openPhone(browser: Browser, url: string, problems: string[]): Promise<Phone> {
  const page = await openPage(browser, url, { width: 390, height: 844 }, problems)
  const fromBot = () => page.locator('[data-from=bot]')
  const replies = () => page.getByRole('group', { name: '快捷回复' })
  const answered = async (act: () => Promise<void>) => {
    const before = await fromBot().count()
    await act()
    await fromBot().nth(before).waitFor()
  }
  return {
    page,
    fromBot,
    say: (text) =>
      answered(async () => {
        await page.getByLabel('输入消息').fill(text)
        await page.getByLabel('输入消息').press('Enter')
      }),
    tap: (label) => answered(() => replies().getByRole('button', { name: label, exact: true }).click()),
    chips: async () => {
      await replies().getByRole('button').first().waitFor()
      return replies().getByRole('button').allTextContents()
    },
    shot: async (name) => {
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
    },
  }
}
