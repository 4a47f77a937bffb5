import { z } from 'zod'
import { type ActResult, background, sendAll, toMessage } from './deliveries.js'
import { memberActs } from './member-acts.js'
import { followerActs } from './official-account/follower-acts.js'
import { type SentMessage, action } from './said.js'
import type { World } from './world.js'

export const actRequest = z.object({
  corpId: z.string(),
  agentId: z.number(),
  userId: z.string(),
  action,
  /** Seconds; now, if not given. */
  createTime: z.number().int().optional(),
  /** The MsgId of each message, for who says the same message again after a restart; made by chance, if not given. */
  msgIds: z.array(z.string().regex(/^\d{1,19}$/)).optional(),
  deliver: z
    .object({
      /** Delivered this many times at once, as if the platform had lost count. */
      copies: z.number().int().min(1).max(4).optional(),
      delayMs: z.number().int().min(0).optional(),
      sameEnvelope: z.boolean().optional(),
    })
    .optional(),
})
export type ActRequest = z.input<typeof actRequest>

/**
 * Lets a person do something on the phone. The messages are under way when this resolves; `results` follow when each was
 * judged. Throws when app or account or person do not exist, or the person cannot do that: a member outside the visible
 * range, one who does not follow.
 */
export async function act(
  world: World,
  request: ActRequest,
): Promise<{ messages: SentMessage[]; results: Promise<ActResult[]> }> {
  const { action: done, createTime: given, msgIds, deliver: how = {}, ...asked } = actRequest.parse(request)
  const createTime = given ?? Math.floor(world.clock.now() / 1000)
  const { who, parts } = world.accounts.has(asked.corpId)
    ? await followerActs(world, asked, done, createTime)
    : await memberActs(world, asked, done)
  const messages = parts.map((part, i) => toMessage(world, who, part, createTime, msgIds?.[i]))
  const results = sendAll(world, messages, how)
  background(world, results)
  return { messages, results }
}
