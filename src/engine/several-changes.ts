import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { escaped } from '../kernel/escaped.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { changedEnd, cue, currentField, standing, type Step, type Turn, turnWith } from './turn.js'

const CHANGES = /^(?:请|把|将)*[^\s，,]{1,12}?(?:改成|改为|换成|应该是|错了|不对|写错了)/u
/** Longer is a sentence of a report. */
const SHORT = 60

/** 「日期改成6月28，人数40」: the first is a change, and each begins with the name of a question: one after the other. Null when it is not that. */
export function severalChanges(
  turn: Turn,
  text: string,
  change: (turn: Turn, text: string) => Step | null,
): Step | null {
  if (text.length > SHORT || !/[改换该错对]/u.test(text)) return null
  const labels = turn.form.fields.map(({ label }) => label)
  const clauses = text
    .replace(/^\s*改\s*(?=\D)/u, '')
    .split(/[，,；;。\n]+\s*/u)
    .filter(Boolean)
  const named = clauses.map((clause) => labels.find((label) => clause.replace(/^(?:请|把|将)+/u, '').startsWith(label)))
  if (
    clauses.length < 2 ||
    !clauses.some((clause) => CHANGES.test(clause)) ||
    new Set(named).size < clauses.length ||
    named.includes(undefined)
  )
    return null
  return oneAfterAnother(turn, clauses, (there, clause, i) => {
    const label = named[i] ?? ''
    const rest = clause
      .replace(/^(?:请|把|将)+/u, '')
      .slice(label.length)
      .replace(/^(?:应该|改?成|改?为|换成|是|[:：\s])+/u, '')
    return change(there, CHANGES.test(clause) ? clause : `${label}改成${rest}`) ?? answered(there, label, rest)
  })
}

/**
 * 「日期：6月30日 地点：图书馆」: each question by its name with what is its answer, the one being asked not among them; where words are asked for only
 * with a colon behind each name. Null when it is not that.
 */
export function labelledAnswers(turn: Turn, text: string): Step | null {
  const said = text.trim()
  if (said.length > SHORT || said.includes('\n')) return null
  if (!turn.form.fields.some(({ label }) => said.startsWith(label))) return null
  const here = currentField(turn)
  const fields = turn.form.fields.filter((field) => !kindOf(field).columns && kindOf(field).hears !== 'image')
  const is = here && kindOf(here).free ? '\\s*[:：]' : '(?:\\s*(?:[:：]|改成|改为|是)|\\s+|(?=\\d))'
  const labels = fields.map(({ label }) => escaped(label)).join('|')
  const names = new RegExp(`^(${labels})${is}\\s*`, 'u')
  const pieces = names.test(said) ? said.split(new RegExp(`[\\s，,、；;]+(?=(?:${labels})${is})`, 'u')) : []
  const meant = pieces.map((piece) => {
    const [begins = '', label] = names.exec(piece) ?? []
    return { field: fields.find((field) => field.label === label), rest: piece.slice(begins.length).trim() }
  })
  const all = new Set(meant.map(({ field }) => field))
  if (meant.length < 2 || all.size < meant.length || all.has(undefined) || (here && all.has(here))) return null
  return oneAfterAnother(turn, meant, (there, { field, rest }) => {
    if (!field || !rest) return null
    return takeAfar(there, field, readAt(there, field, { type: 'text', text: rest }))
  })
}

/** What comes of each of several changes, each told without the question that the next one leaves behind. Null when one of them is none. */
export function oneAfterAnother<Clause>(
  turn: Turn,
  clauses: Clause[],
  change: (turn: Turn, clause: Clause, i: number) => Step | null,
): Step | null {
  const replies: string[] = []
  const effects: Step['effects'] = []
  let there = turn
  for (const [i, clause] of clauses.entries()) {
    const step = change(there, clause, i)
    if (!step) return null
    const after = turnWith(there, step.session)
    const asked = i < clauses.length - 1 ? [standing(after), changedEnd(after), cue(after)] : []
    replies.push(asked.reduce((reply, question) => reply.replace(question, ''), step.reply ?? '').trimEnd())
    effects.push(...step.effects)
    there = after
  }
  const last = replies.pop() ?? ''
  const told = replies.map((reply) => withoutEnd(reply, last))
  return { session: there.session, reply: [...told, last].filter(Boolean).join('\n'), effects }
}

/** Without the lines in which the next one ends, too: 再来一条，或回复 完。 */
function withoutEnd(reply: string, next: string): string {
  const [lines, others] = [reply.split('\n'), next.split('\n')]
  while (lines.length > 1 && lines.at(-1) === others.pop()) lines.pop()
  return lines.join('\n')
}

/** Where that is what is being asked it answers it. */
function answered(turn: Turn, label: string, said: string): Step | null {
  const here: Field | null = currentField(turn)
  if (!here || here.label !== label) return null
  const reading = readAt(turn, here, { type: 'text', text: said })
  return reading.type === 'misread' ? null : take(turn, here, reading)
}
