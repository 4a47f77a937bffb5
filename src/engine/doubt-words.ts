import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { bare, quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { withNumber } from './commands.js'
import type { Session } from './session.js'
import type { Turn } from './turn.js'

export type Doubting = Session['at'] & { type: 'doubting' }

const OLDER =
  /^(?:1|一|是的?|对的?|嗯+)$|^(?:前面|上面|之前|上一?[题个]|那一?[题个]|前一?[题个]|接上去?|接着|接在?后面).{0,4}$/u
const HERE = /^(?:2|二|不|不是|都不是|新的)$|^(?:这一?题|本题)|^(?:这一?个|当前).{0,3}$/u
/** 「改 2 用途 茶歇」, 「第3条改成28人」 name their row, and are no word about what was said before. */
export const CHANGES =
  /^(?:(?:改|修改|更改|删|补)\s*第?\s*[\d一二三四五六七八九十]|第[\d一二三四五六七八九十]+[条场行笔次个].{0,12}?(?:改|换|应该|不对|错|删|去掉|不要))/u
/** 「本期无活动」 names 活动, and says that there was none. */
const NONE = /[无没不]/u
/** So long a text is an answer itself, not a word about the one before. */
const WORD = 16
/** With more than this beside the name of a question it says something itself. */
const MORE = 6
/** Whether what is asked is that a row is to go. */
export const takesOut = ({ row, text }: Doubting): boolean => row !== undefined && text === `删 ${row}`

/** 「25人」是给第 4 题「人数」的，还是这一题的？ */
export function doubtAsked({ form, asking: { words } }: Turn, at: Doubting): string {
  const [here, older] = [at.field, at.older].map((key) => form.fields.find((one) => one.key === key))
  if (!here || !older) throw new Error(`form ${form.id}/${form.version} has no question ${at.field} or ${at.older}`)
  const whose = { number: form.fields.indexOf(older) + 1, label: older.label, row: at.row ?? 0 }
  const place = words.say(at.row ? 'late.place_row' : 'late.place', whose)
  const values = { said: quote(at.said), place, number: whose.number, here: here.label }
  if (takesOut(at)) return words.say(at.misread ? 'late.doubt_gone_only' : 'late.doubt_gone', values)
  return words.say(at.more ? 'late.doubt_more' : at.misread ? 'late.doubt_only' : 'late.doubt', values)
}

/** What the doubt was about is not noted, and she did not say that it is none: with how to say it after all. */
export function bringBack({ form, asking: { words } }: Turn, at: Doubting): string {
  const { said, older, row } = at
  if (takesOut(at)) return words.say('late.say_again', { said: quote(said) })
  const number = form.fields.findIndex(({ key }) => key === older) + 1
  const how = words.say(row === undefined ? 'late.bring' : 'late.bring_row', { number, row: row ?? 0 })
  return words.say('late.waiting', { said: quote(said), number, how })
}

/** Whether a text at a choice is meant for another question: it cannot be one of these. */
export const isForAnother = (reading: Reading<unknown> | null): boolean =>
  reading?.type === 'misread' && reading.problem.code === 'choice.too_much'

/** Who writes in short bursts has the question above already: what is kept besides, and how to answer it, in one line. */
export const keptToo = ({ form, asking: { words } }: Turn, { said: first, older }: Doubting, said: string): string => {
  const number = form.fields.findIndex(({ key }) => key === older) + 1
  return words.say('late.kept_too', { said: quote(said), first: quote(first), number })
}

/** What was said and is not noted, each once; of several with what to do. */
export function notTaken({ asking: { words } }: Turn, said: string[]): string {
  const each = [...new Set(said.map((one) => quote(one)))]
  return words.say(said.length > 1 ? 'late.not_taken' : 'late.dropped', { said: each.join('」「') })
}

/** The same once more is no answer to whether it is meant for that question. */
export function repeats(text: string, said: string): boolean {
  const [now, before] = [text, said].map((one) => one.replace(/[\s\p{P}]+/gu, '')) as [string, string]
  return now.length >= AGAIN && (now.includes(before) || before.includes(now))
}
/** Shorter is a word about it. */
const AGAIN = 6

/** Which of the two questions a short word means. */
export function meantBy(fields: Field[], text: string, older: Field, here: Field): Field | null {
  const { number, said: word } = withNumber(text)
  if (number !== null) {
    const meant = meantBy(fields, word, older, here)
    return meant === (number === 1 ? older : here) ? meant : null
  }
  const said = bare(text).replace(/^(?:就?是|算|给|属于|填)+(?=..)/u, '')
  if (said.length >= WORD || CHANGES.test(said)) return null
  const [, digits = ''] = /第\s*([\d一二三四五六七八九十]{1,3})\s*题/u.exec(said) ?? []
  const named = fields[(readNumber(digits) ?? 0) - 1]
  if (named === here || named === older) return named
  const { columns = [] } = older.options as { columns?: Field[] }
  const labels = NONE.test(said) ? [] : [older, ...columns].map(({ label }) => label)
  if (OLDER.test(said) || labels.some((label) => said.includes(label) && said.length <= label.length + MORE))
    return older
  return HERE.test(said) ? here : null
}
