import { z } from 'zod'
import { fieldOf } from './field-schema.js'
import type { Form } from './form.js'
import { kinds } from './kinds.js'
import { type Decoded, type Fault, yamlFile } from './yaml-file.js'

const LANGUAGES = ['zh-CN', 'en']

const schema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is written like-this'),
  version: z.int().min(1),
  title: z.string().min(1).max(30),
  aliases: z.array(z.string().min(1)).default([]),
  menu: z.int().min(1),
  intro: z.string().min(1).max(300).optional(),
  fields: z.array(fieldOf(kinds)).min(1).max(20),
})

/**
 * A form file (`config/forms/work-brief.v1.yaml`). Any sentence in it may be one text, or one a language: `{zh-CN: …, en: …}`; the form is
 * decoded in Chinese, with its other languages beside it. Otherwise all faults, each with its line.
 */
export function decodeForm(file: string, text: string): Decoded<'form', Form> {
  const yaml = yamlFile(file, text)
  if (yaml.faults.length > 0) return { ok: false, faults: yaml.faults }
  const [main, ...others] = LANGUAGES.map((language) => decodeIn(language, yaml))
  if (!main?.form) return { ok: false, faults: main?.faults ?? [] }
  const faults = others.flatMap((other) => other.faults)
  if (faults.length > 0) return { ok: false, faults }
  const languages = Object.fromEntries(
    others.flatMap(({ form }, i) => (form ? [[LANGUAGES[i + 1] as string, form]] : [])),
  )
  return { ok: true, form: { ...main.form, languages } }
}

function decodeIn(language: string, yaml: ReturnType<typeof yamlFile>): { form: Form | null; faults: Fault[] } {
  const decoded = schema.safeParse(inLanguage(yaml.data, language))
  if (!decoded.success) return { form: null, faults: yaml.faultsOf(decoded.error) }
  const { intro, fields, ...rest } = decoded.data
  const faults = fields.flatMap(({ key, options }, i) => {
    const { least, most } = options as { least?: number; most?: number }
    return [
      ...(fields.findIndex((other) => other.key === key) < i
        ? [yaml.fault(['fields', i, 'key'], `fields.${i}.key: ${key} stands twice`)]
        : []),
      // Nobody could answer it, and nobody could submit.
      ...(least !== undefined && most !== undefined && least > most
        ? [yaml.fault(['fields', i, 'least'], `fields.${i}.least: ${least} is more than most, ${most}`)]
        : []),
    ]
  })
  return { form: faults.length > 0 ? null : { ...rest, fields, ...(intro === undefined ? {} : { intro }) }, faults }
}

/** The data with every `{zh-CN: …, en: …}` replaced by the one of this language, or its first. */
function inLanguage(data: unknown, language: string): unknown {
  if (Array.isArray(data)) return data.map((part) => inLanguage(part, language))
  if (data === null || typeof data !== 'object') return data
  const entries = Object.entries(data)
  if (entries.length > 0 && entries.every(([key]) => LANGUAGES.includes(key))) {
    return (data as Record<string, unknown>)[language] ?? entries[0]?.[1]
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, inLanguage(value, language)]))
}
