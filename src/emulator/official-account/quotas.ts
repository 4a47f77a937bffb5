import type { World } from '../world.js'
import type { Account } from './accounts.js'

/**
 * Calls a day. Documented: `stable_token`, template messages. The rest is what integrators tell of verified accounts
 * (assumed): the console and `openapi/quota/get` have the numbers of one's own.
 */
const DAILY: Record<string, number> = {
  token: 2000,
  stable_token: 500_000,
  'message/template/send': 100_000,
  'message/custom/send': 500_000,
  'media/upload': 100_000,
  'media/get': 200_000,
  'menu/create': 1000,
  'menu/get': 10_000,
  'menu/delete': 1000,
  'qrcode/create': 100_000,
  'user/info': 5_000_000,
  'user/get': 500,
  'message/mass/sendall': 100,
  'message/mass/preview': 100,
}
const OTHERS = 100_000

const ZONE = 8 * 3600_000

const dayKey = (world: World, { appId }: Account, path: string) =>
  `${appId}/${path}/${Math.floor((world.clock.now() + ZONE) / (24 * 3600_000))}`

export const limitOf = (world: World, path: string): number =>
  world.settings.accountQuotas[path] ?? DAILY[path] ?? OTHERS

export const usedToday = (world: World, account: Account, path: string): number =>
  world.sentOn.get(dayKey(world, account, path)) ?? 0

/** Counts one more call of today (in Beijing) and says whether it is one too many. */
export function overDay(world: World, account: Account, path: string): boolean {
  const used = usedToday(world, account, path)
  if (used >= limitOf(world, path)) return true
  world.sentOn.set(dayKey(world, account, path), used + 1)
  return false
}

/** Begins the day anew: for one endpoint, or for all. */
export function clearDay(world: World, account: Account, path?: string): void {
  for (const key of world.sentOn.keys())
    if (
      path === undefined
        ? key.startsWith(`${account.appId}/`) && !key.includes('/clear')
        : key === dayKey(world, account, path)
    )
      world.sentOn.delete(key)
}

/** Counts one more reset of this month (in Beijing) and says whether it is one too many. */
export function overMonth(world: World, { appId }: Account, what: string, limit: number): boolean {
  const month = new Date(world.clock.now() + ZONE).toISOString().slice(0, 7)
  const key = `${appId}/clear/${what}/${month}`
  const used = world.sentOn.get(key) ?? 0
  if (used >= limit) return true
  world.sentOn.set(key, used + 1)
  return false
}
