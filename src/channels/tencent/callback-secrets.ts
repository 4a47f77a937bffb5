import { z } from 'zod'

/** The two secrets of a callback address, as an entry of the settings file holds them. */
export const callbackSecrets = {
  /** Token of the callback, from the console. */
  token: z.string().regex(/^[A-Za-z0-9]{1,32}$/, '只能是字母和数字，最多 32 位 / letters and digits, at most 32'),
  encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$/, '正好 43 位字母和数字 / exactly 43 letters and digits'),
}

/** Names a callback address, `/wecom/<name>`. */
export const callbackName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '只用小写字母、数字和连字符，最多 32 个 / lower-case letters, digits and hyphens')

/** ms for a call; for an upload or a block of a download. */
export const callTimeouts = z
  .strictObject({ call: z.int().positive().default(15_000), media: z.int().positive().default(60_000) })
  .prefault({})
