import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { callbackSnapshot } from './callback-snapshot.js'
import type { Bubble } from './chats.js'
import { accountSnapshot, keptAccount, restoredAccount } from './official-account/account-snapshot.js'
import type { World } from './world.js'

const member = z.object({
  userId: z.string(),
  name: z.string(),
  organisation: z.string(),
  role: z.string(),
  hint: z.string(),
  visible: z.boolean(),
  active: z.boolean(),
})

/** What outlives a restart: who is there, their chats. Tokens, limits, faults and the log begin anew. */
const snapshot = z.object({
  version: z.literal(1),
  corps: z.array(
    z.object({
      corpId: z.string(),
      name: z.string(),
      apps: z.array(
        z.object({ agentId: z.number(), name: z.string(), secret: z.string(), callback: callbackSnapshot.nullable() }),
      ),
      members: z.array(member),
    }),
  ),
  // Snapshots of earlier releases have none.
  accounts: z.array(accountSnapshot).default([]),
  chats: z.array(z.tuple([z.string(), z.array(z.custom<Bubble>((value) => typeof value === 'object'))])),
})
export type Snapshot = z.infer<typeof snapshot>

export const takeSnapshot = (world: World): Snapshot => ({
  version: 1,
  corps: [...world.corps.values()].map((corp) => ({
    ...corp,
    apps: [...corp.apps.values()],
    members: [...corp.members.values()],
  })),
  accounts: [...world.accounts.values()].map(keptAccount),
  chats: [...world.chats],
})

/** Puts a snapshot in the place of what the world holds; what was on its way when it was taken has failed. */
export function restoreSnapshot(world: World, value: unknown): void {
  const { corps, accounts, chats } = snapshot.parse(value)
  world.corps = new Map(
    corps.map((corp) => [
      corp.corpId,
      {
        ...corp,
        apps: new Map(corp.apps.map((app) => [app.agentId, app])),
        members: new Map(corp.members.map((one) => [one.userId.toLowerCase(), one])),
      },
    ]),
  )
  world.accounts = new Map(accounts.map((account) => [account.appId, restoredAccount(account)]))
  world.chats = new Map(chats)
  for (const chat of world.chats.values())
    for (const bubble of chat) if (bubble.state === 'delivering') bubble.state = 'failed'
}

export async function loadFrom(world: World, file: string): Promise<void> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    // The first start has none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  restoreSnapshot(world, JSON.parse(text))
}

/** Whole or not at all: a kill in the middle leaves the file before. */
export async function saveTo(world: World, file: string): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(takeSnapshot(world)))
  await rename(`${file}.new`, file)
}
