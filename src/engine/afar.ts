import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import type { Json } from '../kernel/json.js'
import type { Problem } from '../kernel/outcome.js'
import { askingAt, continued, messages, wished } from './answer.js'
import { withKey, without } from './keyed.js'
import type { Session } from './session.js'
import { comings } from './comings.js'
import { cue, goTo, hasSeen, heldOf, numberOf, placed, type Step, toSummary, type Turn, turnWith } from './turn.js'

/**
 * Takes a reading into a question that is not the one being asked, which goes on being asked; what it replaces is said. What was a whole
 * answer stays one, or its question is gone to. `added`: it continues the answer that was there.
 */
export function takeAfar(turn: Turn, field: Field, heard: Reading<unknown>, added = false): Step {
  const reading = inherited(turn, field, heard)
  const { session, asking } = turn
  const { words } = asking
  const kind = kindOf(field)
  const { partial, old } = heldOf(turn, field)
  const place = { number: numberOf(turn.form, field), label: field.label }
  const shown = (value: unknown) => quote(kind.show(field, value, words, PARTS).replaceAll('\n', ' '), SHOWN)
  const was = (now: string) => (old === null || shown(old) === now ? '' : words.say('late.was', { value: shown(old) }))

  const refuse = ({ code, values }: Problem): Step => {
    // From elsewhere a row is named with its question: 改 4.3.
    const row = values?.['row']
    const reason = words.say(
      `problem.${code}`,
      row === undefined ? values : { ...values, row: `${place.number}.${row}` },
    )
    return { session, reply: `${words.say('late.refused', { ...place, reason })}\n${cue(turn)}`, effects: [] }
  }
  const store = (value: Json | null, said: string): Step => {
    const before = added || kind.part ? (session.answers[field.key]?.from ?? []) : []
    const from = [...new Set([...before, ...messages(turn, field)])]
    const answers = withKey(session.answers, field.key, { value, from })
    return stay(turn, said, { answers, partials: without(session.partials, field.key) })
  }
  const put = (value: unknown, note: string | null): Step => {
    const [problem] = kind.check(field, value, asking)
    if (problem) return refuse(problem)
    if (note !== null) return store(kind.encode(value), part(note))
    const now = shown(value)
    const said = words.say(added ? 'late.added' : 'late.taken', { ...place, value: now })
    return store(kind.encode(value), said + (added ? '' : was(now)))
  }
  const part = (note: string) => words.say('late.part', { ...place, note })

  switch (reading.type) {
    case 'misread':
      return refuse(reading.problem)
    case 'nothing':
      if (field.required) return refuse({ code: 'engine.needed', values: { label: field.label } })
      return store(null, words.say('engine.skipping', { label: field.label }) + was(''))
    case 'answered':
      return put(reading.value, kind.part ? (reading.note ?? null) : null)
    case 'left':
    case 'continued': {
      const [line = ''] = (reading.type === 'left' ? reading.note : (reading.reply ?? '')).split('\n')
      const note = reading.type === 'continued' ? (reading.note ?? line) : line
      const whole = field.key in session.answers && partial === null
      const asks = reading.type === 'continued' && reading.asks === true
      const end = whole && !asks ? kind.command?.(field, { type: 'submit' }, reading.partial, old, asking) : null
      if (end?.type === 'nothing') return store(null, part(note))
      if (end?.type === 'answered' && kind.check(field, end.value, asking).length === 0)
        return put(end.value, kind.part ? note : null)
      const change = { partials: continued(turn, field, reading.partial) }
      const open = whole || !(kind.part || comesYet(turn, field))
      const now = open && asks && !kind.part ? shown(kind.decode(reading.partial)) : null
      // What was done there is said before what is still to be done.
      const done = open && reading.type === 'continued' && !asks ? (reading.note ?? null) : null
      const lead = now === null ? done : words.say('late.taken', { ...place, value: now }) + was(now)
      const step = open
        ? goTo(
            turn,
            {
              type: 'changing',
              field: field.key,
              ...(kind.part && { part: true as const }),
              ...(hasSeen(turn) && { seen: true as const }),
            },
            lead,
            change,
          )
        : stay(turn, kind.part ? part(note) : words.say('late.begun', place), change)
      return { ...step, effects: wished(field, reading.type === 'left' ? [] : reading.wishes) }
    }
  }
}

/** What was begun of a question that is asked later waits for it. */
const comesYet = ({ form, session: { at, answers } }: Turn, field: Field): boolean =>
  at.type === 'asking' &&
  !(field.key in answers) &&
  numberOf(form, field) > form.fields.findIndex(({ key }) => key === at.field) + 1

/** What takes the place of an answer keeps what was known of that and still holds: how people were counted. */
function inherited(turn: Turn, field: Field, reading: Reading<unknown>): Reading<unknown> {
  const kind = kindOf(field)
  const { partial, old } = heldOf(turn, field)
  if (!kind.heir || old === null || partial) return reading
  const asked = reading.type === 'continued' && reading.asks ? kind.decode(reading.partial) : null
  const now = reading.type === 'answered' ? reading.value : asked
  const value = now === null ? null : kind.heir(old, now)
  if (value === null || value === now) return reading
  // What is still open about it, as where it contradicts itself, is asked of what it is now.
  const query = kind.queries?.find(({ due }) => due(field, value))
  if (!query) return { type: 'answered', value }
  const reply = query.ask(field, value, askingAt(turn, field))
  return { type: 'continued', partial: kind.encode(value), reply, asks: true }
}

const SHOWN = 90
/** No more parts are in so many characters. */
const PARTS = 20

/** Says it, and where the conversation stands: the summary as it is now, or what is being asked in a line. */
function stay(turn: Turn, said: string, change: Partial<Session>): Step {
  const { at } = turn.session
  const after = placed(turnWith(turn, { ...turn.session, ...change, misses: 0 }))
  const { session, form, asking } = after
  const lead = [said, ...comings(turn.form, form, session, asking.words)].join('\n')
  if (at.type === 'summary' || at.type === 'choosing') return toSummary(after, lead, {}, turn)
  if (session.at !== at) return goTo(after, session.at, lead)
  return { session, reply: `${lead}\n${cue(after)}`, effects: [] }
}
