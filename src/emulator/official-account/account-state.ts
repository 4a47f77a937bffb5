import type { World } from '../world.js'
import { menuOf } from './menu.js'
import { windowOf } from './permits.js'
import { qrsOf } from './qr.js'

/** The official accounts as the phone page shows them. */
export const accountsOf = (world: World) =>
  [...world.accounts.values()].map((account) => ({
    appId: account.appId,
    originalId: account.originalId,
    name: account.name,
    kind: account.kind,
    verified: account.verified,
    mode: account.mode,
    callback: account.callback && {
      url: account.callback.url,
      verified: account.callback.verified,
      reason: account.callback.reason,
    },
    menu: menuOf(account),
    followers: [...account.followers.values()].map((one) => ({
      openId: one.openId,
      name: one.name,
      organisation: one.organisation,
      role: one.role,
      hint: one.hint,
      unionId: one.unionId,
      following: one.following,
      window: windowOf(one.permits, world.clock.now()),
    })),
    qrs: qrsOf(account),
  }))
