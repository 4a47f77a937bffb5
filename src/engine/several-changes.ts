import type { Field } from '../forms/form.js'
import { readAt, take } from './answer.js'
import { cue, currentField, standing, type Step, type Turn, turnWith } from './turn.js'

const CHANGES = /^(?:请|把|将)*[^\s，,]{1,12}?(?:改成|改为|换成|应该是|错了|不对|写错了)/u
/** Longer is a sentence of a report. */
const SHORT = 60

/** 「日期改成6月28，人数40」: the first is a change, and each begins with the name of a question: one after the other. Null when it is not that. */
export function severalChanges(
  turn: Turn,
  text: string,
  change: (turn: Turn, text: string) => Step | null,
): Step | null {
  if (text.length > SHORT || !CHANGES.test(text)) return null
  const labels = turn.form.fields.map(({ label }) => label)
  const clauses = text.split(/[，,；;。\n]+\s*/u).filter(Boolean)
  const named = clauses.map((clause) => labels.find((label) => clause.replace(/^(?:请|把|将)+/u, '').startsWith(label)))
  if (clauses.length < 2 || new Set(named).size < clauses.length || named.includes(undefined)) return null
  const replies: string[] = []
  const effects: Step['effects'] = []
  let there = turn
  for (const [i, clause] of clauses.entries()) {
    const label = named[i] ?? ''
    const rest = clause
      .replace(/^(?:请|把|将)+/u, '')
      .slice(label.length)
      .replace(/^(?:应该|改?成|改?为|换成|是|[:：\s])+/u, '')
    const said = CHANGES.test(clause) ? clause : `${label}改成${rest}`
    const step = change(there, said) ?? answered(there, label, rest)
    if (!step) return null
    const after = turnWith(there, step.session)
    const asked = i < clauses.length - 1 ? [standing(after), cue(after)] : []
    replies.push(asked.reduce((reply, question) => reply.replace(question, ''), step.reply ?? '').trimEnd())
    effects.push(...step.effects)
    there = after
  }
  return { session: there.session, reply: replies.filter(Boolean).join('\n'), effects }
}

/** Where that is what is being asked it answers it. */
function answered(turn: Turn, label: string, said: string): Step | null {
  const here: Field | null = currentField(turn)
  if (!here || here.label !== label) return null
  const reading = readAt(turn, here, { type: 'text', text: said })
  return reading.type === 'misread' ? null : take(turn, here, reading)
}
