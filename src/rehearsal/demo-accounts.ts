import { wechatOaSettings } from '../channels/wechat-oa/settings.js'
import { wecomAppSettings } from '../channels/wecom-app/settings.js'
import type { Settings } from '../settings.js'
import type { DemoHub } from './demo-data.js'

export interface Secrets {
  secret: string
  token: string
  encodingAesKey: string
}

/** What the demo's service account can remind people by. */
const REMINDERS = {
  deadline: {
    subscription: {
      id: 'demo-reminder',
      askUrl: 'https://mp.weixin.qq.com/s/demo-reminder',
      fields: { thing1: 'what', time2: 'when', thing3: 'note' },
    },
  },
}

/** The demo hub's app and official accounts as the service knows them; `secretsOf` an account by its name, of the app by `secrets`. */
export async function demoAccounts(
  hub: DemoHub,
  secretsOf: (name: string) => Promise<Secrets>,
  emulatorUrl: string,
): Promise<Pick<Settings, 'wecom' | 'wechat'>> {
  const { corpId, agentId } = hub.wecom
  const app = wecomAppSettings.parse({
    name: 'demo',
    corpId,
    agentId,
    ...(await secretsOf('secrets')),
    baseUrl: emulatorUrl,
  })
  const accounts = await Promise.all(
    hub.wechat.accounts.map(async ({ name, appId, originalId, kind, verified, mode }) => {
      const secrets = await secretsOf(`secrets-${name}`)
      const urls = { baseUrl: emulatorUrl, qrBaseUrl: emulatorUrl }
      const notices = verified && kind === 'service' ? REMINDERS : {}
      const account = { name, appId, originalId, kind, verified, mode, notices, ...secrets, ...urls }
      return { ...wechatOaSettings.parse(account), hub: hub.hub.name }
    }),
  )
  return { wecom: { apps: [{ ...app, hub: hub.hub.name }] }, wechat: { accounts } }
}
