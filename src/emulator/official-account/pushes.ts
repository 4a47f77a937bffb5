import { background, sendAll, toMessage } from '../deliveries.js'
import type { Part } from '../said.js'
import type { World } from '../world.js'
import type { Account } from './accounts.js'
import { addressed } from './follower-acts.js'

/** The result of what was sent is told at most so long after it was taken. */
const TOLD_WITHIN_MS = 2000

/** An event that the platform itself sends, after a while: `from` a follower, or whom it names instead. */
export function pushLater(world: World, account: Account, from: string, part: Part): void {
  const who = { corpId: account.appId, agentId: 0, userId: from }
  const pushed = world.clock.sleep(1 + world.chance.below(TOLD_WITHIN_MS)).then(() => {
    const fields = { ...addressed(account, from), ...part.fields }
    return sendAll(world, [toMessage(world, who, { ...part, fields }, Math.floor(world.clock.now() / 1000))], {})
  })
  background(world, pushed)
}
