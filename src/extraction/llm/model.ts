import { APIUserAbortError, type OpenAI } from 'openai'
import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import { weekday } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { failureOf, openaiClient, openaiSettings } from '../../openai/client.js'
import type { Model, ModelReading } from '../extractor.js'
import { breaker, ownBudget, type Budget } from './allowance.js'
import { answered, answerSchema } from './answer.js'
import { grounded } from './ground.js'
import { masked } from './mask.js'
import { asked, PROMPT } from './prompt.js'

/** What a language model is called with. */
export const modelSettings = openaiSettings.extend({
  /** ms for one message, with all tries. */
  timeout: z.int().min(500).max(120_000).default(10_000),
  /** Messages a day for each hub; beyond it the rules go on alone. */
  callsPerDay: z.int().min(0).max(1_000_000).default(500),
})
export type ModelSettings = z.infer<typeof modelSettings>

/** Whose days a budget has. */
const ZONE = 'Asia/Shanghai'
/** Of a longer message the rules read the rest. */
const MOST_CHARS = 6_000
const TRIES = 3

/** What became of a call: a code and how long it took, nothing of what was asked or said. */
export type Noticed = (what: { code: string; ms: number }) => void

/**
 * A model at any address that speaks as OpenAI's `chat/completions` does. What leaves the machine is the masked text and the day. Codes of what
 * came to nothing: `model.timeout`, `model.unreachable`, `model.http_429` (after three tries within the time), `model.http_401`, `model.answer`
 * (no JSON of the shape), `model.budget`, `model.paused`; `model.long` before anything is sent.
 */
export function openaiModel(
  settings: ModelSettings,
  { clock, noticed, budget = ownBudget() }: { clock: Clock; noticed: Noticed; budget?: Budget },
): Model {
  const client = openaiClient(settings)
  const allowed = breaker(clock)
  let holdsToSchema = true

  async function completion(user: string): Promise<{ ok: true; content: string } | { ok: false; code: string }> {
    const signal = AbortSignal.timeout(settings.timeout)
    const ask = (schema: boolean) =>
      client.chat.completions.create(
        {
          model: settings.model,
          temperature: 0,
          messages: [
            { role: 'system', content: PROMPT },
            { role: 'user', content: user },
          ],
          ...(schema && { response_format: FORMAT }),
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

  return {
    async read(text, sentOn, { hubId, names }) {
      const from = Date.parse(clock.now())
      const end = (code: string, reading: ModelReading): ModelReading => {
        noticed({ code, ms: Date.parse(clock.now()) - from })
        return reading
      }
      const useless = (code: string) => end(code, { ok: false, code })
      if (text.length > MOST_CHARS) return useless('model.long')
      if (!allowed.lets()) return useless('model.paused')
      if (!(await budget.take(hubId, dayIn(clock.now(), ZONE), settings.callsPerDay))) return useless('model.budget')
      const mask = masked(text, names)
      const told = await completion(asked(mask.text, sentOn, weekday(sentOn)))
      const activities = told.ok ? answered(told.content) : null
      allowed.ended(activities !== null)
      if (!told.ok) return useless(`model.${told.code}`)
      if (!activities) return useless('model.answer')
      return end('model.read', { ok: true, activities: grounded(activities, text, sentOn, mask.restore) })
    },
  }
}

const FORMAT: OpenAI.ResponseFormatJSONSchema = {
  type: 'json_schema',
  json_schema: { name: 'activities', strict: true, schema: answerSchema },
}
const completed = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
})

/** The client's own waiting between tries hears no signal. */
const within = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new APIUserAbortError()), { once: true })
    work().then(resolve, reject)
  })
