import type { Captioner } from '../captions.js'
import type { Model } from '../extractor.js'
import type { Writer } from '../narrative.js'
import { openaiCaptioner } from './captioner.js'
import { type Calls, type ModelSettings, openaiModel } from './model.js'
import { openaiWriter } from './writer.js'

/** What the settings have a language model for: to read, to write, and where they name one that sees, to look at pictures. */
export function modelsOf(
  settings: ModelSettings | undefined,
  calls: Calls,
): { model: Model | null; writer: Writer | null; captioner: Captioner | null } {
  if (!settings) return { model: null, writer: null, captioner: null }
  const { pictureModel, ...rest } = settings
  return {
    model: openaiModel(rest, calls),
    writer: openaiWriter(rest, calls),
    captioner: pictureModel === undefined ? null : openaiCaptioner({ ...rest, model: pictureModel }, calls),
  }
}
