import { z } from 'zod'
import type { FieldKind } from '../field-kind.js'
import { readDays } from '../../kernel/day-words.js'
import { isNothing, misread, prompt, quote } from '../prompt.js'

const MOST = 60

/** Where something took place, in words; a shared location gives its name. */
export const place: FieldKind<object, string> = {
  name: 'place',
  free: true,
  hears: 'location',
  options: z.strictObject({}),
  ask: (field, _partial, old, { words }) => prompt(field, words, { old, example: words.say('place.example') }),
  askOtherwise: (_field, _partial, { words }) => words.say('place.otherwise'),
  read(_field, said, _partial, _old, { today }) {
    if (said.type === 'location' && !said.label.trim()) return misread('place.no_name')
    const raw = said.type === 'location' ? said.label : said.type === 'text' ? said.text : ''
    const value = raw
      .slice(0, 1000)
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim()
    if (!value) return misread('text.empty')
    if (isNothing(value)) return { type: 'nothing' }
    if (value.length < 40 && readDays(value, today)) return misread('place.date', { said: quote(value) })
    const count = Array.from(value).length
    if (count > MOST) return misread('place.too_long', { said: quote(value), most: MOST })
    return { type: 'answered', value }
  },
  check: () => [],
  show: (_field, value) => value,
  cell: (_field, value) => value,
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Error('a stored place is no text')
    return json
  },
}
