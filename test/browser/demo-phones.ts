import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoSettings, loadDemo, peopleTheEmulator, startDemoApp } from '../../scripts/demo-platform.js'
import { type Emulator, startEmulator } from '../../src/emulator/emulator.js'
import { makeLogger } from '../../src/logging.js'
import { demoHub } from '../../src/rehearsal/demo-data.js'
import { startChromium } from './chromium.js'
import { openPhone, type Phone } from './phone.js'

export const PHONE_PAGE = fileURLToPath(new URL('../../phone', import.meta.url))

export interface DemoPhones {
  emulator: Emulator
  /** What went wrong in any page. */
  problems: string[]
  /** Her phone in the browser, bound with her code. `contact`: her key in the demo's hub. */
  phoneOf(contact: string): Promise<Phone>
  /** Somebody says it on a phone that nobody sees; with no text she binds herself. */
  says(contact: string, ...texts: string[]): Promise<void>
  close(): Promise<void>
}

/** The service itself with the demo's hub in WeCom, and phones of its people. `onItsClock`: the service goes by the emulator's clock. */
export async function demoPhones(chromium: string, { onItsClock = false } = {}): Promise<DemoPhones> {
  if (!existsSync(join(PHONE_PAGE, 'index.html'))) throw new Error('the page is not built: npm run build:phone')
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-phones-'))
  const hub = await demoHub()
  const { corpId, agentId, members } = hub.wecom
  const emulator = await startEmulator({ port: 0, phoneDir: PHONE_PAGE })
  const all = await demoSettings(hub, { folder, port: 0, emulatorUrl: emulator.url })
  const settings = { ...all, wechat: { accounts: [] } }
  peopleTheEmulator(emulator, hub, settings)
  await loadDemo(settings, hub)
  const app = await startDemoApp(settings, emulator, {
    log: makeLogger('fatal', { write: () => {} }),
    ...(onItsClock && { clock: { now: () => emulator.control.state().now } }),
  })
  const browser = await startChromium(chromium)
  const problems: string[] = []
  const userOf = (contact: string) => members.find((member) => member.contact === contact)!.userid
  const bindingOf = (contact: string) => [hub.contacts.find(({ key }) => key === contact)!.invitation, '1']
  return {
    emulator,
    problems,
    phoneOf: async (contact) => {
      const phone = await openPhone(browser, `${emulator.url}/#/${corpId}/${agentId}/${userOf(contact)}`, problems)
      for (const text of bindingOf(contact)) await phone.say(text)
      return phone
    },
    says: async (contact, ...texts) => {
      for (const text of texts.length ? texts : bindingOf(contact))
        await emulator.control.act({ corpId, agentId, userId: userOf(contact), action: { type: 'text', text } })
    },
    close: async () => {
      await browser.close()
      await app.stop()
      await emulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
