import type { Blobs, Channel } from './channels/channel.js'
import { companyPacing } from './channels/tencent/company-pace.js'
import { pacing } from './channels/tencent/pace.js'
import { wechatOa } from './channels/wechat-oa/channel.js'
import { wecomApp } from './channels/wecom-app/channel.js'
import { wecomRobot } from './channels/wecom-robot/robot.js'
import type { Clock } from './kernel/clock.js'
import type { Address } from './kernel/message.js'
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
  const company = companyPacing(clock.now())
  return [
    ...wecom.apps.map((app, i) => ({
      channel: wecomApp(app, { clock, blobs, pace, company }),
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

type Of = Pick<Address, 'channel' | 'account'>

export const accountOf = (accounts: Account[], of: Of): Account | undefined =>
  accounts.find(({ channel }) => channel.name === of.channel && channel.account === of.account)

/** The rules of all these accounts about writing to people, each for its own; an address of another account is closed. */
export function rulesOf(accounts: Account[]): Pick<Channel, 'reach' | 'ways'> & {
  permission(of: Of, ...about: Parameters<Channel['permission']>): ReturnType<Channel['permission']>
} {
  const channelOf = (of: Of) => accountOf(accounts, of)?.channel
  return {
    reach: (standing, now) =>
      channelOf(standing.address)?.reach(standing, now) ?? { type: 'closed', reason: 'not_configured' },
    ways: (standing, kind, now) => channelOf(standing.address)?.ways(standing, kind, now) ?? [],
    permission: (of, kind) => channelOf(of)?.permission(kind) ?? null,
  }
}

/** The robots that post in the groups of a hub. */
export function robotsOf(
  { wecom }: Settings,
  deps: { clock: Clock; blobs: Blobs },
  hubs: { id: string; name: string }[],
) {
  const robots = (wecom.robots ?? []).map((robot) => ({ name: robot.name, hub: robot.hub, ...wecomRobot(robot, deps) }))
  return (hubId: string) => robots.filter(({ hub }) => hubs.some(({ id, name }) => id === hubId && name === hub))
}

/** Where a text may be sent again within so long without being said twice, each channel once. */
export const repeatsOf = (accounts: Account[]): { channel: string; withinMs: number }[] => [
  ...new Map(
    accounts.flatMap(({ channel: { name: channel, onceWithinMs: withinMs } }) =>
      withinMs === null ? [] : [[channel, { channel, withinMs }] as const],
    ),
  ).values(),
]
