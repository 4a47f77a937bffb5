import { APIUserAbortError, type OpenAI } from 'openai'
import { z } from 'zod'
import { failureOf, openaiClient } from './client.js'

export interface CompletionSettings {
  baseUrl: string
  apiKey: string
  model: string
  /** ms for one answer, with all tries. */
  timeout: number
}

/** What came back, or why nothing did: the codes of `failureOf`, `answer` for a body that is no completion. */
export type Completion = { ok: true; content: string } | { ok: false; code: string }

const TRIES = 3
const completed = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
})

/**
 * Asks `chat/completions` with what the model is told and one message of a user, of text or of text and pictures. Whoever knows no schemas is asked in words alone from then on.
 * Three tries within the time where another may help.
 */
export function completions(
  settings: CompletionSettings,
  { system, format }: { system: string; format: OpenAI.ResponseFormatJSONSchema },
): (user: string | OpenAI.ChatCompletionContentPart[]) => Promise<Completion> {
  const client = openaiClient(settings)
  let holdsToSchema = true
  return async (user) => {
    const signal = AbortSignal.timeout(settings.timeout)
    const ask = (schema: boolean) =>
      client.chat.completions.create(
        {
          model: settings.model,
          temperature: 0,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: user },
          ],
          ...(schema && { response_format: format }),
        },
        // The client waits longer from try to try, and as long as a server asks for.
        { signal, timeout: settings.timeout, maxRetries: TRIES - 1 },
      )
    try {
      const told = await within(signal, () =>
        ask(holdsToSchema).catch((error: unknown) => {
          if (!holdsToSchema || !/^http_4(?:00|22)$/.test(failureOf(error).code)) throw error
          // Many servers know no schemas: from now on it is asked for in words alone.
          holdsToSchema = false
          return ask(false)
        }),
      )
      const read = completed.safeParse(told)
      return read.success ? { ok: true, content: read.data.choices[0].message.content } : { ok: false, code: 'answer' }
    } catch (error) {
      return { ok: false, code: failureOf(error).code }
    }
  }
}

/** The client's own waiting between tries hears no signal. */
const within = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new APIUserAbortError()), { once: true })
    work().then(resolve, reject)
  })
