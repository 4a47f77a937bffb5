import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'

/** Where a service that speaks as OpenAI's does is found, and what it is called with. */
export const openaiSettings = z.strictObject({
  /** Up to and including the version, as for OpenAI's own clients: `https://api.openai.com/v1`. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1),
  model: z.string().min(1),
})

/** A client that knows nothing but its settings: whatever stands in the environment for other programs is not for this one. Nothing is logged. */
export const openaiClient = ({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): OpenAI =>
  new OpenAI({
    baseURL: baseUrl,
    apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  })

/**
 * Why a call failed. `later`: another try may help (`timeout`, `unreachable`, `http_503`); `failed`: none will (`http_401`, `answer`: a body that is
 * not what it says). Anything else is a bug and is thrown on.
 */
export function failureOf(error: unknown): { type: 'later' | 'failed'; code: string } {
  if (error instanceof APIUserAbortError) return { type: 'later', code: 'timeout' }
  if (error instanceof APIConnectionError) return { type: 'later', code: 'unreachable' }
  if (error instanceof APIError) {
    const status = Number(error.status)
    const later = status >= 500 || [408, 409, 425, 429].includes(status)
    return { type: later ? 'later' : 'failed', code: `http_${status}` }
  }
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : null
  // A body that is not what its type says; one that did not come to its end in time; one that broke off.
  if (name === 'SyntaxError') return { type: 'failed', code: 'answer' }
  if (name === 'AbortError' || name === 'TimeoutError') return { type: 'later', code: 'timeout' }
  if (name === 'TypeError') return { type: 'later', code: 'unreachable' }
  throw error
}
