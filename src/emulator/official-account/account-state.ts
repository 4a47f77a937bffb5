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
      notices: one.notices,
      window: windowOf(one.permits, world.clock.now()),
    })),
    articles: account.articles.map(({ url, title, templateIds }) => ({
      url,
      title,
      notices: templateIds.map((id) => ({ id, title: account.templates.find((each) => each.id === id)?.title ?? id })),
    })),
    qrs: qrsOf(account),
  }))
