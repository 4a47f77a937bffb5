import { z } from 'zod'

/** A robot (群机器人, now 消息推送) of one group of WeCom, as an entry of the settings file. */
export const wecomRobotSettings = z.strictObject({
  /** What staff call the group. */
  name: z.string().trim().min(1).max(30),
  /** The address WeCom shows when the robot is made: whoever has it may post there. */
  webhook: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !URL.canParse(url) || new URL(url).searchParams.has('key'), '应带 key= / has key='),
})

export type WecomRobotSettings = z.infer<typeof wecomRobotSettings>
