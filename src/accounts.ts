import type { Blobs, Channel } from './channels/channel.js'
import { pacing } from './channels/tencent/pace.js'
import { wechatOa } from './channels/wechat-oa/channel.js'
import { wecomApp } from './channels/wecom-app/channel.js'
import type { Clock } from './kernel/clock.js'
import type { Settings } from './settings.js'

/** One account of the settings and the channel that speaks for it. */
export interface Account {
  channel: Channel
  /** The name of the hub it belongs to. */
  hub: string
  /** Its name in the settings: what the operator calls it. */
  name: string
  /** What people see it called, where the settings say so. */
  title: string | null
  /** Where it stands in the settings, `wecom.apps.0`. */
  at: string
}

/** A channel for every account of the settings, in their order: nothing is asked of a platform before one is used. A new channel is a line here. */
export function accountsOf({ wecom, wechat }: Settings, { clock, blobs }: { clock: Clock; blobs: Blobs }): Account[] {
  const pace = pacing(clock.now())
  return [
    ...wecom.apps.map((app, i) => ({
      channel: wecomApp(app, { clock, blobs, pace }),
      hub: app.hub,
      name: app.name,
      title: app.title ?? null,
      at: `wecom.apps.${i}`,
    })),
    ...wechat.accounts.map((account, i) => ({
      channel: wechatOa(account, { clock, blobs }),
      hub: account.hub,
      name: account.name,
      title: account.title ?? null,
      at: `wechat.accounts.${i}`,
    })),
  ]
}
