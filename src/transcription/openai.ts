import OpenAI, { APIConnectionError, APIError, APIUserAbortError, toFile } from 'openai'
import { z } from 'zod'

/** What the service that writes down voice messages is called with. */
export const transcriberSettings = z.strictObject({
  /** Up to and including the version, as for OpenAI's own clients: `https://api.openai.com/v1`. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1),
  model: z.string().min(1),
  /** ms for one voice message. */
  timeout: z.int().min(1_000).max(300_000).default(60_000),
})
export type TranscriberSettings = z.infer<typeof transcriberSettings>

type Transcription =
  { type: 'heard'; text: string } | { type: 'later'; code: string } | { type: 'failed'; code: string }

const answer = z.object({ text: z.string() })

/** What is said in a minute, and as much as one message can read back (2000 bytes). */
const MOST_CHARACTERS = 600

/**
 * A service that speaks as OpenAI's `audio/transcriptions` does. `later`: it was not there, too slow, busy or broken (`transcriber.timeout`,
 * `transcriber.unreachable`, `transcriber.http_503`); `failed`: it refused (`transcriber.http_401`), heard nothing (`transcriber.empty`) or
 * answered with something else (`transcriber.answer`). Nothing of it is logged.
 */
export function openaiTranscriber({ baseUrl, apiKey, model, timeout }: TranscriberSettings) {
  // Whatever stands in the environment for other programs is not for this one; the jobs decide what is tried again.
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  })
  return async ({ bytes, name }: { bytes: Uint8Array; name: string }): Promise<Transcription> => {
    let told: unknown
    try {
      const file = await toFile(bytes, name)
      const signal = AbortSignal.timeout(timeout)
      told = await client.audio.transcriptions.create({ file, model, response_format: 'json' }, { signal, timeout })
    } catch (error) {
      return failure(error)
    }
    const read = answer.safeParse(told)
    if (!read.success) return { type: 'failed', code: 'transcriber.answer' }
    const text = read.data.text.trim()
    if (text === '') return { type: 'failed', code: 'transcriber.empty' }
    return { type: 'heard', text: Array.from(text).slice(0, MOST_CHARACTERS).join('') }
  }
}

/** What it throws is its own; anything else is a bug and goes on. */
function failure(error: unknown): Transcription {
  if (error instanceof APIUserAbortError) return { type: 'later', code: 'transcriber.timeout' }
  if (error instanceof APIConnectionError) return { type: 'later', code: 'transcriber.unreachable' }
  if (error instanceof APIError) {
    const status = Number(error.status)
    const code = `transcriber.http_${status}`
    return status >= 500 || [408, 409, 425, 429].includes(status) ? { type: 'later', code } : { type: 'failed', code }
  }
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : null
  // A body that is not what its type says; one that did not come to its end in time; one that broke off.
  if (name === 'SyntaxError') return { type: 'failed', code: 'transcriber.answer' }
  if (name === 'AbortError' || name === 'TimeoutError') return { type: 'later', code: 'transcriber.timeout' }
  if (name === 'TypeError') return { type: 'later', code: 'transcriber.unreachable' }
  throw error
}
