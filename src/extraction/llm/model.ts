import type { OpenAI } from 'openai'
import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import { weekday } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { openaiSettings } from '../../openai/client.js'
import { completions } from '../../openai/completion.js'
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
  /** What looks at pictures at the same address, for hubs that let it: without it no captions are proposed. */
  pictureModel: z.string().min(1).optional(),
})
export type ModelSettings = z.infer<typeof modelSettings>

/** Whose days a budget has. */
export const ZONE = 'Asia/Shanghai'
/** Of a longer message the rules read the rest. */
const MOST_CHARS = 6_000

/** What became of a call: a code and how long it took, nothing of what was asked or said. */
export type Noticed = (what: { code: string; ms: number }) => void

/** By what a call is timed, told of and counted. */
export interface Calls {
  clock: Clock
  noticed: Noticed
  budget?: Budget
}

/**
 * A model at any address that speaks as OpenAI's `chat/completions` does. What leaves the machine is the masked text and the day. Codes of what
 * came to nothing: `model.timeout`, `model.unreachable`, `model.http_429` (after three tries within the time), `model.http_401`, `model.answer`
 * (no JSON of the shape), `model.budget`, `model.paused`; `model.long` before anything is sent.
 */
export function openaiModel(settings: ModelSettings, { clock, noticed, budget = ownBudget() }: Calls): Model {
  const completion = completions(settings, { system: PROMPT, format: FORMAT })
  const allowed = breaker(clock)

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
