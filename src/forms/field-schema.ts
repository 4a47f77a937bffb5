import { z } from 'zod'
import { condition } from './condition.js'
import type { AnyKind } from './field-kind.js'
import { faultOfFeed, feed } from './feeds.js'
import type { Field } from './form.js'
import { inBoth } from './issue-words.js'

/** Leaves room for what stands around a question in a message of 2000 bytes: its number, a note on the last answer, how to skip. */
const QUESTION_BYTES = 1500

const base = z.looseObject({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/, '写成小写字母、数字和 _，如 start_date / a key is written like_this'),
  kind: z.string(),
  label: z.string().min(1).max(30),
  ask: z.string().min(1).optional(),
  hint: z.string().min(1).optional(),
  example: z.string().min(1).optional(),
  required: z.boolean().optional(),
  when: condition.optional(),
  required_when: condition.optional(),
  feeds: feed.optional(),
  again: z.literal(true).optional(),
  prefill: z.literal(true).optional(),
})

/** A question of one of these kinds: its own keys, and beside them the options of its kind. All faults are found at once. */
export function fieldOf(kinds: Record<string, AnyKind>): z.ZodType<Field> {
  return z.unknown().transform((raw, context): Field => {
    const told = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    }
    const read = base.safeParse(raw, inBoth)
    for (const issue of read.error?.issues ?? []) told(issue.path, issue.message)
    const name = (raw as { kind?: unknown } | null)?.kind
    const kind = typeof name === 'string' ? kinds[name] : undefined
    if (!kind) {
      if (typeof name === 'string')
        told(['kind'], `没有「${name}」这种题 / unknown kind, only: ${Object.keys(kinds).join(' ')}`)
      return z.NEVER
    }
    const {
      key: _,
      kind: __,
      label,
      ask,
      hint,
      example,
      required: ___,
      feeds: ____,
      when: _____,
      required_when: ______,
      again: _______,
      prefill: ________,
      ...rest
    } = raw as Record<string, unknown>
    const options = kind.options.safeParse(rest, inBoth)
    for (const issue of options.error?.issues ?? []) {
      if (issue.code !== 'unrecognized_keys') told(issue.path, issue.message)
      else for (const key of issue.keys) told([...issue.path, key], `没有「${key}」这一项 / unknown key ${key}`)
    }
    const bytes = textBytes([label, ask, hint, example, rest['choices']])
    if (bytes > QUESTION_BYTES)
      told(
        ['ask'],
        `这一题的字有 ${bytes} 字节，一条消息里最多 ${QUESTION_BYTES} / the question has so many bytes, too many for a message`,
      )
    const { required: always, required_when: requiredWhen } = read.data ?? {}
    if (requiredWhen && always)
      told(['required_when'], '已经是必填了，required_when 没有用 / the question is required anyway')
    const { feeds: named, again: same, prefill: filled } = raw as Record<string, unknown>
    const misfed = faultOfFeed(feed.safeParse(named).data, kind.name)
    if (misfed) told(['feeds'], misfed)
    if (same === true && kind.part)
      told(['again'], `${kind.name} 不能「同上」，里面的各项可以 / it cannot be the same again, its columns can`)
    if (filled === true && same !== true)
      told(['prefill'], '有 again 才能预填 / only what may be the same again can be filled in')
    if (!read.success || !options.success) return z.NEVER
    const { key, when, feeds, again, prefill } = read.data
    return {
      key,
      kind: kind.name,
      label: read.data.label,
      ...(read.data.ask === undefined ? {} : { ask: read.data.ask }),
      ...(read.data.hint === undefined ? {} : { hint: read.data.hint }),
      ...(read.data.example === undefined ? {} : { example: read.data.example }),
      required: always ?? requiredWhen === undefined,
      ...(when === undefined ? {} : { when }),
      ...(requiredWhen === undefined ? {} : { requiredWhen }),
      ...(feeds === undefined ? {} : { feeds }),
      ...(again === undefined ? {} : { again }),
      ...(prefill === undefined ? {} : { prefill }),
      options: options.data,
    }
  })
}

/** Bytes of UTF-8 of all sentences in a value. */
function textBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce((sum: number, part) => sum + textBytes(part), 0)
}
