import { z } from 'zod'
import { callbackSnapshot } from '../callback-snapshot.js'
import type { Account } from './accounts.js'
import { menuButton } from './menu.js'

const permit = z.object({ since: z.number(), sent: z.number() }).nullable()

const follower = z.object({
  openId: z.string(),
  name: z.string(),
  organisation: z.string(),
  role: z.string(),
  hint: z.string(),
  unionId: z.string().nullable(),
  following: z.boolean(),
  followedAt: z.number().nullable(),
  followedBy: z.string().nullable(),
  refuses: z.boolean(),
  permits: z.object({ message: permit, act: permit }),
  notices: z.record(z.string(), z.number()),
  exchangedAt: z.number().nullable(),
  seesTyping: z.boolean(),
})

/** An official account as a snapshot keeps it: windows and QRs outlive a restart. */
export const accountSnapshot = z.object({
  appId: z.string(),
  originalId: z.string(),
  name: z.string(),
  secret: z.string(),
  kind: z.enum(['service', 'subscription']),
  verified: z.boolean(),
  banned: z.boolean(),
  mode: z.enum(['plain', 'compatible', 'safe']),
  callback: callbackSnapshot.nullable(),
  menu: z.array(menuButton).nullable(),
  followers: z.array(follower),
  qrs: z.array(z.object({ ticket: z.string(), scene: z.string(), until: z.number().nullable() })),
  templates: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['service', 'one_time', 'long_term']),
      title: z.string(),
      keys: z.array(z.string()),
    }),
  ),
  articles: z.array(z.object({ url: z.string(), title: z.string(), templateIds: z.array(z.string()) })).default([]),
})
type AccountSnapshot = z.infer<typeof accountSnapshot>

export const keptAccount = (account: Account): AccountSnapshot => ({
  ...account,
  followers: [...account.followers.values()],
})

export const restoredAccount = (account: AccountSnapshot): Account => ({
  ...account,
  followers: new Map(account.followers.map((one) => [one.openId, one])),
})
