import type { Field } from '../../src/forms/form.js'
import type { Json } from '../../src/kernel/json.js'
import { askedIn } from './draft.js'
import { currentOf, type Version } from './lives.js'
import type { Person } from './person.js'
import { heard, hears, numberIn } from './sentences.js'

/** What the hub's staff wrote must reach her word for word, at its question, with the answer that it is about: what is wrong with that in a text, or null. */
export const notesAmiss = (me: Person, text: string): string | null => listAmiss(me, text) ?? questionAmiss(me, text)

/** That something came back was said to her, or went out to her: at its questions, or in one line. */
export function tellsOfReturned(me: Person, text: string): void {
  const inShort = IN_SHORT.some((key) => hears(text, key))
  for (const { told, returns } of me.organisation.lives.flat())
    if (told?.who === me && (inShort || [...(returns.at(-1)?.values() ?? [])].some((note) => text.includes(note))))
      told.yes = true
}
const IN_SHORT = ['beside', 'beside_change', 'short', 'waits', 'wait'].map((key) => `returned.${key}`)

/** What is still returned at the end, and was never said to her, who spoke since. */
export const returnedUnheard = (me: Person, unsaid: string[]): string[] => {
  for (const text of unsaid) tellsOfReturned(me, text)
  const mine = me.organisation.lives
    .map(currentOf)
    .filter(({ state, told }) => state === 'returned' && told?.who === me)
  // Of several she hears one after the other: the next when the first is settled.
  if (mine.some(({ told }) => told?.yes)) return []
  return mine.flatMap(({ stateAt, freeAt = stateAt, draft }) => {
    // Who heard nothing while a colleague was at it hears of it after that.
    const since = freeAt > stateAt ? freeAt : stateAt
    const spoke = me.said.some(({ message: { said }, at }) => said.type === 'text' && at > since)
    return spoke ? [`she never heard that 「${draft.form.title}」 came back`] : []
  })
}

/** What came back, all questions of it. */
function listAmiss({ organisation: { lives } }: Person, text: string): string | null {
  for (const key of ['returned.offer', 'revision.returned_meanwhile']) {
    const count = numberIn(text, key, 'count')
    if (count === null || GOES_ON.test(text)) continue
    const lists = lives.flat().flatMap((version) => version.returns.map((notes) => linesOf(version, notes)))
    // What she is at may count its questions otherwise (本期无活动).
    const read = `${text}\n`.replaceAll(NUMBER, '')
    const isOne = (lines: string[]) => lines.length === count && read.includes(`\n${lines.join('\n')}\n`)
    if (!lists.some(isOne)) return `what the hub said to ${count} questions was said otherwise`
  }
  return null
}
/** It is a part of a long answer, or its rest is to come. */
const GOES_ON = /\(\d+\/\d+\)$/

const linesOf = ({ draft }: Version, notes: Map<string, string>): string[] =>
  askedIn(draft).flatMap(({ key, label }) => (notes.has(key) ? [`${label}：${notes.get(key)!}`] : []))
const NUMBER = /^第 \d+ 题 (?=\S+：)/gmu

/** A question that came back, or one that did not. */
function questionAmiss({ draft, where, organisation }: Person, text: string): string | null {
  const revises = draft?.revises
  const mark = [...text.matchAll(/【\d+\/\d+】/g)].at(-1)
  if (!revises || where.type !== 'asking' || !mark || organisation.acting > 1) return null
  const { key, label } = where.field
  const body = text.slice(mark.index + mark[0].length)
  const [first = ''] = body.split('\n')
  const said = heard(first, 'revision.note')?.gaps['note'] ?? null
  const note = revises.notes.get(key) ?? null
  if (said !== note) return `to 「${label}」 the hub said 「${String(note)}」, and she read 「${String(said)}」`
  // What is taken back is known to be so once this is read.
  if (hears(text, 'undo.done')) return null
  const filed = revises.of.answers.get(key) ?? null
  const isOld = note !== null && filed !== null && draft.answers.get(key) === filed && where.inside === null
  const missing =
    isOld && !draft.pieces.get(key)?.length && shownOf(where.field, filed).find((part) => !body.includes(part))
  return missing ? `「${label}」 was asked again without what it was, ${missing}` : null
}

/** Of an answer what must stand in every way to show it: the first words, the year, an exact number. */
function shownOf({ options }: Field, answer: Json): string[] {
  const { choices } = options as { choices?: { key: string; label: string }[] }
  const keys = Array.isArray(answer) ? answer : [answer]
  if (choices) return choices.flatMap(({ key, label }) => (keys.includes(key) ? [label] : []))
  if (typeof answer === 'string') return [answer.slice(0, 8).split('\n')[0]!]
  if (typeof answer === 'number') return [String(answer)]
  const { from, min, max, unit } = answer as { from?: string; min?: number; max?: number; unit?: string }
  if (from) return [from.slice(0, 4)]
  return unit !== undefined && min === max ? [`${min}${unit}`] : []
}
