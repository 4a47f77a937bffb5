import { z } from 'zod'
import { callTimeouts, callbackName, callbackSecrets } from '../tencent/callback-secrets.js'

/** One self-built app of one corp, as an entry of the settings file. */
export const wecomAppSettings = z.strictObject({
  /** Names its callback address, `/wecom/<name>`. */
  name: callbackName,
  /** What people see it called in their phones, for the texts that tell them where to write. */
  title: z.string().trim().min(1).max(30).optional(),
  corpId: z.string().regex(/^w[wx][0-9A-Za-z]{6,62}$/, '以 ww 或 wx 开头 / begins with ww or wx'),
  agentId: z.int().positive(),
  /** Of this app, not of the corp's contacts. */
  secret: z.string().min(1),
  ...callbackSecrets,
  /** The callback's secrets before the last change in the console; still believed while they stand here. */
  previous: z.strictObject(callbackSecrets).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
  timeouts: callTimeouts,
})

export type WecomAppSettings = z.infer<typeof wecomAppSettings>
