import { z } from 'zod'

/** Callback settings as a snapshot keeps them. */
export const callbackSnapshot = z.object({
  url: z.string(),
  token: z.string(),
  encodingAesKey: z.string(),
  verified: z.boolean(),
  reason: z.string().nullable(),
})
