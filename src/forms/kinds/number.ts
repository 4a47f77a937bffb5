import { z } from 'zod'
import { readNumber } from '../../kernel/numeral.js'
import type { FieldKind } from '../field-kind.js'
import { isNothing, misread, prompt, quote, textOf } from '../prompt.js'

interface NumberOptions {
  least?: number | undefined
  most?: number | undefined
  /** Only whole numbers. */
  whole?: true | undefined
}

/** 「2次」 where it is asked how often. */
const MEASURE = /\s*[次门节场期](?:课)?$/u
const AT_END =
  /(?<![\d第一二两三四五六七八九十])(?<number>(?:\d{1,5}|[一二两三四五六七八九十]{1,3})\s*[次门节场期](?:课)?)$/u

/** A plain number: 35, ３５, 三十五, 一千二. */
export const number: FieldKind<NumberOptions, number> = {
  name: 'number',
  options: z.strictObject({
    least: z.number().optional(),
    most: z.number().optional(),
    whole: z.literal(true).optional(),
  }),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, { old: old === null ? null : String(old), example: words.say('number.example') }),
  askOtherwise: (_field, _partial, { words }) => words.say('number.otherwise'),
  read(_field, said) {
    const raw = textOf(said)
    if (raw === null) return misread('text.wanted')
    const value = raw.length > 40 ? null : (readNumber(raw) ?? readNumber(raw.replace(MEASURE, '')))
    if (value !== null) return { type: 'answered', value }
    return isNothing(raw) ? { type: 'nothing' } : misread('number.unclear', { said: quote(raw) })
  },
  spot(_field, text) {
    const { number: said } = AT_END.exec(text)?.groups ?? {}
    const value = readNumber(text.trim()) ?? readNumber((said ?? '').replace(MEASURE, '').replace('两', '二'))
    const start = readNumber(text.trim()) === null ? text.length - (said?.length ?? 0) : 0
    return value === null ? null : { value, start, end: text.length }
  },
  check({ options: { least, most, whole } }, value) {
    if (whole && !Number.isInteger(value)) return [{ code: 'number.not_whole' }]
    if (least !== undefined && value < least) return [{ code: 'number.too_small', values: { least } }]
    if (most !== undefined && value > most) return [{ code: 'number.too_big', values: { most } }]
    return []
  },
  show: (_field, value) => String(value),
  cell: (_field, value) => value,
  comparison: { as: 'amount', measure: 'number', of: (value) => ({ least: value, most: value, unit: null }) },
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'number') throw new Error('a stored number is none')
    return json
  },
}
