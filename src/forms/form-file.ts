import { z } from 'zod'
import type { Words } from '../kernel/words.js'
import { check } from './checks.js'
import { fieldOf } from './field-schema.js'
import { type Finding, findings, unused } from './form-findings.js'
import { oddities } from './form-oddities.js'
import type { Field, Form } from './form.js'
import { inBoth } from './issue-words.js'
import { kinds } from './kinds.js'
import { promptFindings } from './prompt-fit.js'
import { type Fault, issuesOf, yamlFile } from './yaml-file.js'

export const LANGUAGES = ['zh-CN', 'en']

const field = fieldOf(kinds)

/** A question is named by its number (「改 3」), which has two figures at most. */
const MOST_QUESTIONS = 99

const schema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号写成小写字母、数字和 -，如 work-brief / an id is written like-this'),
  version: z.int().min(1),
  title: z.string().min(1).max(30),
  aliases: z.array(z.string().min(1)).default([]),
  menu: z.int().min(1),
  intro: z.string().min(1).max(300).optional(),
  fields: z
    .array(field)
    .min(1, '一题都没有 / no question')
    .max(MOST_QUESTIONS, `最多 ${MOST_QUESTIONS} 题 / at most ${MOST_QUESTIONS} questions`),
  checks: z.array(check).max(MOST_QUESTIONS).optional(),
  idle: z.array(z.string()).min(1).optional(),
  idle_optional: z.array(z.string()).min(1).optional(),
})

/** As much of a form as other parts of it refer to, whatever else is wrong with it. */
const outline = z
  .object({
    fields: z.array(z.unknown()).catch([]),
    checks: z.array(z.unknown()).catch([]),
    idle: z.array(z.string()).catch([]),
    idle_optional: z.array(z.string()).catch([]),
    title: z.string().catch(''),
    intro: z.string().optional().catch(undefined),
  })
  .catch({ fields: [], checks: [], idle: [], idle_optional: [], title: '', intro: undefined })

/** `warnings`: questions of which nobody said what they are for; `odd`: what runs and can hardly be meant. */
export type DecodedForm<F> = { ok: true; form: Form; warnings: F[]; odd: F[] } | { ok: false; faults: F[] }

/**
 * A form file (`config/forms/work-brief.v1.yaml`). Any sentence in it may be one text, or one a language: `{zh-CN: …, en: …}`; the form is
 * decoded in Chinese, with its other languages beside it. Otherwise all faults, each with its line. Whether every question fits a message is
 * seen only with the sentences around it: `wordsOf` gives those of a language.
 */
export function decodeForm(file: string, text: string, wordsOf?: (language: string) => Words): DecodedForm<Fault> {
  const yaml = yamlFile(file, text)
  return yaml.faults.length > 0 ? { ok: false, faults: yaml.faults } : decodeFormData(yaml.data, yaml.fault, wordsOf)
}

/** The same of data from elsewhere; `fault` says where a part of it stands. */
export function decodeFormData<F>(
  data: unknown,
  fault: (path: readonly PropertyKey[], message: string) => F,
  wordsOf?: (language: string) => Words,
): DecodedForm<F> {
  const [main, ...others] = LANGUAGES.map((language) => decodeIn(language, data, wordsOf?.(language)))
  const told = (found: Finding[]) => found.map(({ path, message }) => fault(path, message))
  const found = [main, ...others].flatMap((one) => one?.found ?? [])
  const texts = found.map(({ path, message }) => `${path.map(String).join('.')} ${message}`)
  // What is the same in every language is told once.
  if (!main?.form || found.length > 0)
    return { ok: false, faults: told(found.filter((_, i) => texts.indexOf(texts[i] ?? '') === i)) }
  const languages = Object.fromEntries(
    others.flatMap(({ form }, i) => (form ? [[LANGUAGES[i + 1] as string, form]] : [])),
  )
  const form = { ...main.form, languages }
  return { ok: true, form, warnings: told(unused(form)), odd: told(oddities(form)) }
}

function decodeIn(language: string, data: unknown, words?: Words): { form: Form | null; found: Finding[] } {
  const local = inLanguage(data, language)
  const decoded = schema.safeParse(local, inBoth)
  const rough = outline.parse(local)
  const fields = rough.fields.map(readable)
  const checks = rough.checks.map((raw) => check.safeParse(raw).data ?? null)
  const keys = rough.fields.map(keyOf)
  const found = [
    ...(decoded.error ? issuesOf(decoded.error) : []),
    ...findings({ keys, raws: rough.fields, fields, checks, idle: rough.idle, idleOptional: rough.idle_optional }),
    ...(words ? promptFindings({ ...rough, fields }, words) : []),
  ]
  if (!decoded.success || found.length > 0) return { form: null, found }
  const { intro, checks: rules, idle, idle_optional: idleOptional, ...rest } = decoded.data
  return {
    form: {
      ...rest,
      ...(intro === undefined ? {} : { intro }),
      ...(rules === undefined ? {} : { checks: rules }),
      ...(idle === undefined ? {} : { idle }),
      ...(idleOptional === undefined ? {} : { idleOptional }),
    },
    found,
  }
}

/** A question without what is wrong with it, so that what refers to it is looked at in the same round; null where nothing is left to refer to. */
function readable(raw: unknown): Field | null {
  const read = field.safeParse(raw)
  if (read.success) return read.data
  if (typeof raw !== 'object' || raw === null) return null
  const faulty = new Set(read.error.issues.map(({ path }) => path[0]))
  const sound = Object.entries(raw).filter(([key]) => !faulty.has(key))
  const rest = field.safeParse({ key: 'faulty', label: '？', ...Object.fromEntries(sound) }).data
  return rest ? { ...rest, key: keyOf(raw) ?? '' } : null
}

const keyOf = (raw: unknown): string | null => {
  const key = (raw as { key?: unknown } | null)?.key
  return typeof key === 'string' ? key : null
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
