import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { shown } from './summary.js'
import { cue, currentField, heldOf, numberOf, question, type Step, summaryEnd, type Turn } from './turn.js'

const LOOK =
  /^(?:我|想|要|再|先|给我)*(?:查看|看看|看一下|看下|看|show(?: me)?)\s*(?:(?:第|question)?\s*(?<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s*题?|(?<label>\S.{0,20}?))(?:的?(?:答案|内容))?$/iu
const PICTURES = /^(?:照片|图片|photos?|pictures?)$/iu

/** 「看第4题」, 「看照片」: the answer of one question to its end, and then what is to be done now; null when it is nothing of the kind. */
export function lookAt(turn: Turn, text: string): Step | null {
  if (text.length > 30 || !/看|show/iu.test(text)) return null
  const found = LOOK.exec(bare(text))?.groups
  if (!found) return null
  const { form, session, asking } = turn
  const { words } = asking
  const field = lookedAt(form.fields, found['n'], found['label'])
  const next = () => (session.at.type === 'summary' ? summaryEnd(turn) : cue(turn))
  const say = (lead: string): Step => ({ session, reply: `${lead}\n${next()}`, effects: [] })
  if (field === undefined) return null
  if (field === null)
    return say(
      words.say('engine.no_such_question', { number: readNumber(found['n'] ?? '') ?? 0, total: form.fields.length }),
    )
  // Pictures are asked for with the list of what there is.
  if (field === currentField(turn) && kindOf(field).hears === 'image')
    return { session, reply: question(turn, field), effects: [] }
  const label = words.say('difference.question', { number: numberOf(form, field), label: field.label })
  return say(words.say('engine.line', { label, value: wholeOf(turn, field) }))
}

/** The question by its number (null where there is none) or by its name (undefined where none is called so). */
function lookedAt(fields: Field[], n: string | undefined, label = ''): Field | null | undefined {
  if (n !== undefined) return fields[(readNumber(n) ?? 0) - 1] ?? null
  const named = fields.find((field) => field.label === label)
  return named ?? (PICTURES.test(label) ? fields.find((field) => kindOf(field).hears === 'image') : undefined)
}

/** A text in all its length, anything else as it is shown. */
function wholeOf(turn: Turn, field: Field): string {
  const { partial, old } = heldOf(turn, field)
  const told = kindOf(field).free ? (partial?.value ?? old) : null
  return typeof told === 'string' ? told : shown(field, turn.session, turn.asking.words)
}
