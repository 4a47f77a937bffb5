import type { Day } from '../kernel/day.js'
import type { ExtractedActivity } from './activity.js'
import { combine } from './combine.js'
import { extract } from './rules/extract.js'

/** What is known about a message besides its words. */
export interface ExtractionContext {
  /** Whose budget a model is asked on. */
  hubId: string
  /** Names of people that the hub knows (contacts): they do not leave the machine. */
  names: readonly string[]
  /** Names that it knows to be places: for the rules. */
  places: readonly string[]
  /** The hub lets nothing leave the machine: rules alone. */
  rulesOnly: boolean
}

/** Reads activities out of a message that was sent on a day. Never rejects for a model's sake: where it is of no use the rules are the answer. */
export interface Extractor {
  extract(text: string, sentOn: Day, context?: Partial<ExtractionContext>): Promise<ExtractedActivity[]>
}

/** What a model read, everything in it found in the text; or why there is nothing of it: `model.timeout`, `model.http_429`, `model.budget` … */
export type ModelReading = { ok: true; activities: ExtractedActivity[] } | { ok: false; code: string }
export interface Model {
  read(text: string, sentOn: Day, context: ExtractionContext): Promise<ModelReading>
}

const ALONE: ExtractionContext = { hubId: '', names: [], places: [], rulesOnly: false }

/**
 * Rules, and a model where there is one: what both read is surer, what they read differently is below `SURE` with the other reading beside it.
 * `model`: the model's word alone, for trying it.
 */
export const extractorOf = (model: Model | null, engine: 'model' | 'both' = 'both'): Extractor => ({
  async extract(text, sentOn, context = {}) {
    const about = { ...ALONE, ...context }
    if (engine === 'model' && model) {
      const alone = await model.read(text, sentOn, about)
      return alone.ok ? alone.activities : []
    }
    const ruled = extract(text, sentOn, about.places)
    if (!model || about.rulesOnly || text.trim() === '') return ruled
    const read = await model.read(text, sentOn, about)
    return read.ok ? combine(ruled, read.activities) : ruled
  },
})
