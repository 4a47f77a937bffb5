import { toFile } from 'openai'
import { z } from 'zod'
import { failureOf, openaiClient, openaiSettings } from '../openai/client.js'

/** What the service that writes down voice messages is called with. */
export const transcriberSettings = openaiSettings.extend({
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
  // The jobs decide what is tried again.
  const client = openaiClient({ baseUrl, apiKey })
  return async ({ bytes, name }: { bytes: Uint8Array; name: string }): Promise<Transcription> => {
    let told: unknown
    try {
      const file = await toFile(bytes, name)
      const signal = AbortSignal.timeout(timeout)
      told = await client.audio.transcriptions.create({ file, model, response_format: 'json' }, { signal, timeout })
    } catch (error) {
      const { type, code } = failureOf(error)
      return { type, code: `transcriber.${code}` }
    }
    const read = answer.safeParse(told)
    if (!read.success) return { type: 'failed', code: 'transcriber.answer' }
    const text = read.data.text.trim()
    if (text === '') return { type: 'failed', code: 'transcriber.empty' }
    return { type: 'heard', text: Array.from(text).slice(0, MOST_CHARACTERS).join('') }
  }
}
