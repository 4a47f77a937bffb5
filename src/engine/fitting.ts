import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { withoutLeadIn } from '../forms/lead-in.js'
import { mayBeRow, mayBeValue } from '../forms/looks.js'
import { isNothing } from '../forms/prompt.js'
import { normaliseText } from '../kernel/numeral.js'
import { PERSON } from '../kernel/person-words.js'
import { askingAt } from './answer.js'
import { mayGuess } from './guesses.js'
import { currentField, heldOf, type Turn } from './turn.js'

/** What a text that is said later would make of an answer that was given. */
export interface Fit {
  field: Field
  reading: Reading<unknown>
}

type Meant = { was: string | null; rows: boolean }

/** Longer is no name of a choice. */
const LABEL = 20

/** So many questions away nobody answers one by mistake. */
const RECENT = 8

/** Longer is more than one value. */
const LONGEST = 40

/**
 * The latest answer that a text fits by its kind: as a whole other answer, or as a part of it (`FieldKind.afterwards`). The question being
 * asked is none of them. `rows`: a further row fits too.
 */
export function fitting(turn: Turn, text: string, meant: Meant, ahead = false): Fit | null {
  const said = text.trim()
  const lines = said.split('\n')
  if (!said || lines.some(({ length }) => length > LONGEST) || isNothing(said)) return null
  const most = meant.was === null && meant.rows ? RECENT : Infinity
  for (const field of [...givenFields(turn, most), ...(ahead ? openFields(turn).slice(0, RECENT) : [])]) {
    const { part, spot, afterwards } = kindOf(field)
    // Several lines are several rows, or a story.
    if (lines.length > 1 && !(afterwards && meant.rows)) continue
    const may =
      meant.was !== null ||
      (part || spot ? mayBeValue(said) || (ahead && (mayBeRow(said) || tellsOf(field, said))) : said.length <= LABEL) ||
      (part && meant.rows && mayBeRow(said))
    const reading = may ? fitsAt(turn, field, said, meant) : null
    if (reading) return { field, reading }
  }
  return null
}

/** A table that was not asked yet, and whose rows these can only be: 「3月22日 高安志愿者培训 高安 25人」. */
export function rowsAhead(turn: Turn, text: string): Fit | null {
  if (/[。！；]/u.test(text) || !mayBeRow(text)) return null
  for (const field of openFields(turn)) {
    const sums = field.feeds === 'expenses' && areSums(text)
    if (/，/u.test(text) && !sums) continue
    const own = kindOf(field).afterwards ? fitsAt(turn, field, text, { was: null, rows: true }) : null
    const reading = own ?? (sums ? rowsOf(turn, field, text) : null)
    if (reading) return { field, reading }
  }
  return null
}

const PEOPLE = new RegExp(`[\\d一二三四五六七八九十百][多余来几]*个?(?:[人名位户]|${PERSON})`, 'u')

/** 200人, 三十来个孩子: no period has any. */
export const hasPeople = (text: string): boolean => PEOPLE.test(text)

/** 「打印120，水50 交通35」: nothing but sums, of which a lonely one may be anything. */
const areSums = (text: string): boolean => {
  const parts = text.length <= LONGEST ? text.split(/[，,、\s]+/u) : []
  return parts.length > 1 && parts.every((part) => SUM.test(part))
}
const SUM = /^\p{L}{1,8}\d+(?:\.\d+)?[元块]?$/u

/** Rows that nothing is asked about, behind those there are. */
function rowsOf(turn: Turn, field: Field, text: string): Reading<unknown> | null {
  const { partial, old } = heldOf(turn, field)
  const held = partial?.value ?? (old === null ? null : (kindOf(field).reopen?.(old) ?? null))
  const reading = kindOf(field).read(field, { type: 'text', text }, held, old, askingAt(turn, field))
  return reading.type === 'continued' && !reading.asks ? reading : null
}

/** 「场地费 200」, 「打印费120」: what it was spent on with a sum without 元, of which one at least says by itself that it is spending. */
export function sumsTold(turn: Turn, text: string): Fit | null {
  const said = normaliseText(withoutLeadIn(text)).replace(/(?<=\p{L})\s*[:：]?\s+(?=\d)|(?<=\p{L})[:：](?=\d)/gu, '')
  if (!/\p{L}\d/u.test(said) || said.length > LONGEST) return null
  const parts = said.split(/[，,、；;\s]+/u)
  if (!parts.every((part) => SUM.test(part))) return null
  const items = parts.map((part) => part.replace(/\d.*$/u, ''))
  for (const field of turn.form.fields) {
    const sums =
      field.feeds === 'expenses'
        ? kindOf(field)
            .columns?.(field)
            .find(({ kind }) => kind.names)
        : undefined
    if (!sums || field === currentField(turn) || !items.some((item) => sums.kind.names?.(item))) continue
    const reading = rowsOf(turn, field, text)
    if (reading) return { field, reading }
  }
  return null
}

/** A question not asked yet that all of a text is a value of, where words are asked: 「签到30人」 before 人数. */
export function valueAhead(turn: Turn, text: string): Fit | null {
  const said = text.trim()
  if (said.length > LABEL || !(mayBeValue(said) || mayBeRow(said))) return null
  for (const field of openFields(turn).slice(0, RECENT)) {
    const { spot, part } = kindOf(field)
    const reading = spot && !part ? fitsAt(turn, field, said, { was: null, rows: false }) : null
    if (reading) return { field, reading }
  }
  return null
}

/** What a text makes of the answer of this question by its kind, or null. */
export function fitsAt(turn: Turn, field: Field, text: string, meant: Meant): Reading<unknown> | null {
  const kind = kindOf(field)
  if (kind.free || kind.hears === 'image') return null
  const asking = askingAt(turn, field)
  const { partial, old } = heldOf(turn, field)
  if (kind.afterwards) {
    const reading = kind.afterwards(field, text, { partial: partial?.value ?? null, value: old }, meant, asking)
    return reading?.type === 'misread' ? null : reading
  }
  // Something is asked back about it, and this says that.
  if (partial && tellsOf(field, text))
    return tellable(kind.read(field, { type: 'text', text }, partial.value, old, asking))
  if (partial && !kind.queries) return null
  const spot = kind.spot?.(field, text, asking)
  if (kind.spot && !(old !== null && tellsOf(field, text)) && !(spot && spot.start === 0 && spot.end === text.length))
    return null
  if (meant.was !== null && (old === null || !says(turn, field, old, meant.was))) return null
  const reading = kind.read(field, { type: 'text', text }, null, old, asking)
  // What is still asked back about a value does not make it another one.
  if (reading.type === 'continued') return reading.asks ? reading : null
  return reading.type === 'answered' && kind.check(field, reading.value, asking).length === 0 ? reading : null
}

const tellable = (reading: Reading<unknown>): Reading<unknown> | null => (reading.type === 'answered' ? reading : null)

/** Whether a text has no value of this kind, and says what is asked back about one: 「都签到了」. */
const tellsOf = (field: Field, text: string): boolean =>
  !mayBeRow(text) && kindOf(field).queries?.some(({ inWords }) => inWords?.answers(text)) === true

/** Whether this answer is what the text says. */
export function says(turn: Turn, field: Field, value: unknown, text: string): boolean {
  const { words } = turn.asking
  const kind = kindOf(field)
  const shown = kind.show(field, value, words)
  if (shown === text || (kind.free && shown.includes(text))) return true
  // 「不是54是45人次」: the number alone.
  if (!kind.free && /^\d{1,6}$/.test(text) && kind.spot && shown.match(/\d+/u)?.[0] === text) return true
  const read = kind.read(field, { type: 'text', text }, null, null, askingAt(turn, field))
  const plain =
    read.type === 'answered' ? read.value : read.type === 'continued' && read.asks ? kind.decode(read.partial) : null
  return plain !== null && withoutNote(kind.show(field, plain, words)) === withoutNote(shown)
}

/** 「35人（签到）」 is what 「35」 says. */
const withoutNote = (shown: string): string => shown.replace(/（[^（）]*）$/u, '')

/** So many of the questions that were answered, skipped or begun, but for the one being asked: the last one first, then back from here. */
export function givenFields(turn: Turn, most = Infinity): Field[] {
  const { form, session } = turn
  const here = currentField(turn)
  const last = lastChanged(turn)
  const given = last && last !== here ? [last] : []
  const count = form.fields.length
  const from = here ? form.fields.indexOf(here) : count
  for (let i = 1; i <= count && given.length < most; i++) {
    const field = form.fields[(from - i + count) % count]
    if (!field || field === here || field === last) continue
    if (field.key in session.answers || field.key in session.partials) given.push(field)
  }
  return given
}

/** The question being asked, and those that were given. */
export const fieldsAtHand = (turn: Turn): Field[] => {
  const here = currentField(turn)
  return here ? [here, ...givenFields(turn)] : givenFields(turn)
}

/** What was neither answered nor begun, but for the question being asked. */
export const openFields = (turn: Turn): Field[] => {
  const { form, session } = turn
  const here = currentField(turn)
  return form.fields.filter(({ key }) => key !== here?.key && !(key in session.answers) && !(key in session.partials))
}

/** The question whose answer she changed with the last thing she said that changed any. */
export function lastChanged({ form, session }: Turn): Field | null {
  const changed: Field[] = []
  for (const key in session.undo?.before) {
    const field = form.fields.find((one) => one.key === key)
    if (field) changed.push(field)
  }
  // What was guessed from her answer is not what she said.
  return changed.find((field) => changed.length === 1 || !mayGuess(field)) ?? null
}

const SHORT_NAME = 2
const TIMES = ['时间', '日子']
const COUNTED_IN = /(?:人次|人数|次数|户数|家数)$/u
/** The question by its name or a short one: 「类别」 for 活动类别, 「时段」 for 报告时段, 「传播」 for 传播人次. */
export const namesOf = ({ label, feeds }: Field): string[] => {
  if (label.length <= SHORT_NAME + 1) return [label, ...(feeds === 'activity.date' ? TIMES : [])]
  const counted = label.replace(COUNTED_IN, '')
  return [label, label.slice(-SHORT_NAME), ...(counted !== label && counted.length >= SHORT_NAME ? [counted] : [])]
}
