import type { Emulator } from '../emulator/emulator.js'
import type { Control } from '../emulator/control.js'
import type { Settings } from '../settings.js'
import type { Secrets } from './demo-accounts.js'
import type { Dice } from './dice.js'

/** What a reminder by template is called at the platform. */
const DUE = '交简报提醒'

/** Puts an app and its corp on the platform's side, without anybody in it. */
export function putApp(
  control: Control,
  { corpId, agentId, secret }: Settings['wecom']['apps'][number],
  names: { corp: string; app: string },
): void {
  control.putCorp({ corpId, name: names.corp })
  control.putApp({ corpId, agentId, name: names.app, secret })
}

/** Puts an official account there, with its templates and the article in which notices are accepted. */
export function putAccount(control: Control, account: Settings['wechat']['accounts'][number], name: string): void {
  const { appId, originalId, secret, kind, verified } = account
  control.putAccount({ appId, originalId, name, secret, kind, verified })
  for (const { subscription, template } of Object.values(account.notices)) {
    const keysOf = ({ fields }: { fields: object }) => Object.keys(fields)
    if (template) control.putTemplate(appId, { id: template.id, kind: 'service', title: DUE, keys: keysOf(template) })
    if (subscription) {
      const { id, askUrl: url } = subscription
      control.putTemplate(appId, { id, kind: 'one_time', title: DUE, keys: keysOf(subscription) })
      control.putArticle(appId, { url, title: '开启交简报提醒', templateIds: [id] })
    }
  }
}

/** Saves the address of each app and official account at the emulator, whose verification it must pass. */
export async function saveCallbacks(settings: Settings, { control }: Emulator, url: string): Promise<void> {
  for (const { name, corpId, agentId, token, encodingAesKey } of settings.wecom.apps) {
    const saved = await control.saveCallback({ corpId, agentId, url: `${url}/wecom/${name}`, token, encodingAesKey })
    if (!saved.ok) throw new Error(`the emulator refused the callback: ${saved.reason}`)
  }
  for (const { name, appId, mode, token, encodingAesKey } of settings.wechat.accounts) {
    const wanted = { appId, mode, url: `${url}/wechat/${name}`, token, encodingAesKey }
    const saved = await control.saveAccountCallback(wanted)
    if (!saved.ok) throw new Error(`the emulator refused the callback of ${name}: ${saved.reason}`)
  }
}

export const secretsFrom = ({ letters }: Pick<Dice, 'letters'>): Secrets => ({
  secret: letters(43),
  token: letters(24),
  encodingAesKey: `${letters(42)}A`,
})

/**
 * The accounts of these settings as they are at the emulator, and nothing that leads elsewhere: other addresses and other secrets. Whatever
 * the service does with them stays on this machine.
 */
export const atEmulator = (
  { wecom, wechat }: Pick<Settings, 'wecom' | 'wechat'>,
  baseUrl: string,
  dice: Dice,
): Pick<Settings, 'wecom' | 'wechat'> => ({
  wecom: { apps: wecom.apps.map((app) => ({ ...app, ...secretsFrom(dice), previous: undefined, baseUrl })) },
  wechat: {
    accounts: wechat.accounts.map((account) => ({
      ...account,
      ...secretsFrom(dice),
      previous: undefined,
      baseUrl,
      qrBaseUrl: baseUrl,
    })),
  },
})
