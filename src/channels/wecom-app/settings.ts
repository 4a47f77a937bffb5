import { z } from 'zod'

const secrets = {
  /** Token of the callback, from the console. */
  token: z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'letters and digits, at most 32'),
  encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$/, 'exactly 43 letters and digits'),
}

/** One self-built app of one corp, as an entry of the settings file. */
export const wecomAppSettings = z.strictObject({
  /** Names its callback address, `/wecom/<name>`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens'),
  corpId: z.string().regex(/^w[wx][0-9A-Za-z]{6,62}$/, 'begins with ww or wx'),
  agentId: z.int().positive(),
  /** Of this app, not of the corp's contacts. */
  secret: z.string().min(1),
  ...secrets,
  /** The callback's secrets before the last change in the console; still believed while they stand here. */
  previous: z.strictObject(secrets).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
  /** ms for a call; for an upload or a block of a download. */
  timeouts: z
    .strictObject({ call: z.int().positive().default(15_000), media: z.int().positive().default(60_000) })
    .prefault({}),
})

export type WecomAppSettings = z.infer<typeof wecomAppSettings>
