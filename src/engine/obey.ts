import type { Command } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { leave, miss, readAt } from './answer.js'
import { contradiction } from './checked.js'
import { waits } from './guesses.js'
import { withKey, without } from './keyed.js'
import { beforeFiling } from './revision.js'
import { put } from './rows-changed.js'
import { summary } from './summary.js'
import {
  cue,
  currentField,
  finish,
  goOn,
  goTo,
  hasSeen,
  heldOf,
  numberOf,
  openField,
  placeOf,
  returnedWith,
  standing,
  summaryEnd,
  type Step,
  type Turn,
} from './turn.js'
import { undo } from './undo.js'

/** Carries out a command wherever the conversation stands. */
export function obey(turn: Turn, command: Command): Step {
  const { form, session, asking } = turn
  const { words } = asking
  const { at } = session
  const field = currentField(turn)
  const say = (reply: string): Step => ({ session, reply, effects: [] })
  const here = (lead: string | null = null): Step => say(lead ? `${lead}\n${standing(turn)}` : standing(turn))

  switch (command.type) {
    case 'help':
      return say(`${words.say('engine.help')}\n${cue(turn)}`)
    case 'go_on':
      return 'back' in at && at.type !== 'twin' ? goTo(turn, at.back, null) : here()
    case 'preview':
      return say(`${summary(form, session, words, true)}\n${at.type === 'summary' ? summaryEnd(turn) : cue(turn)}`)
    case 'pause':
      return {
        session: { ...session, at: placeOf(session), paused: true },
        reply: words.say('engine.paused', { title: form.title }),
        effects: [],
      }
    case 'cancel':
      return at.type === 'confirming_cancel'
        ? here()
        : goTo(turn, { type: 'confirming_cancel', back: placeOf(session) }, null)
    case 'submit':
      return at.type === 'twin' ? here() : submit(turn)
    case 'edit':
      return (command.listed ? null : valueAt(turn, command)) ?? edit(turn, command.number, command.others)
    case 'undo':
      return undo(turn)
    case 'back':
      return back(turn, field)
    case 'skip':
    case 'keep':
      if (at.type === 'choosing' && !session.revision) return goTo(turn, { type: 'summary' }, null)
      if (!field) return here()
      if (heldOf(turn, field).old !== null || (command.type === 'keep' && session.answers[field.key]))
        return keep(turn, field)
      // 「换掉」 took it away for a new one that is not there yet.
      if (command.type === 'keep' && (session.revision?.before[field.key] ?? null) !== null) return keep(turn, field)
      if (command.type === 'keep') return here(words.say('engine.nothing_to_keep'))
      return field.required ? here(words.say('engine.cannot_skip', { label: field.label })) : leave(turn, field)
    case 'clear': {
      if (!field) return here()
      if (field.required) return here(words.say('engine.cannot_skip', { label: field.label }))
      const { partial, old } = heldOf(turn, field)
      if (partial === null && old === null) return leave(turn, field)
      return goTo(turn, { type: 'confirming_clear', field: field.key, back: at }, null)
    }
  }
}

/** Leaves the answer a question has as it is, or had before it was to be changed. */
function keep(turn: Turn, field: Field): Step {
  const { answers, partials, revision, undo } = turn.session
  const value = revision?.before[field.key] ?? null
  const from = revision?.sources?.[field.key] ?? undo?.before[field.key]?.answer?.from ?? []
  const filed = value === null ? null : { value, from }
  return goOn(turn, field, turn.asking.words.say('engine.kept', { label: field.label }), {
    partials: without(partials, field.key),
    ...(!answers[field.key] && filed && { answers: withKey(answers, field.key, filed) }),
  })
}

function back(turn: Turn, field: Field | null): Step {
  const { form, session, asking } = turn
  const { at } = session
  const ask = (to: Field, lead: string | null) => goTo(turn, { type: 'asking', field: to.key }, lead)
  if ('back' in at) return goTo(turn, at.back, null)
  if (at.type === 'choosing' || at.type === 'explaining') return goTo(turn, { type: 'summary' }, null)
  // Where the hub asks some questions again, the others are not gone through.
  if (at.type === 'changing' && session.revision?.type === 'returned') {
    const asked = form.fields.filter((one) => returnedWith(turn, one).returned !== undefined)
    const last = asked.findLast((one) => field && numberOf(form, one) < numberOf(form, field))
    return goTo(turn, last ? { type: 'changing', field: last.key } : { type: 'summary' }, null)
  }
  if (at.type === 'changing' && !openField(turn, 0, true)) return goTo(turn, { type: 'summary' }, null)
  // What is asked only behind what it is about was not asked yet.
  const before = form.fields
    .slice(0, field ? form.fields.indexOf(field) : form.fields.length)
    .findLast((one) => !waits(form, session, one))
  if (before) return ask(before, null)
  return ask(form.fields[0] as Field, asking.words.say('engine.first_question'))
}

/** 「改 4 35」 of six questions: no question 35, but what the fourth becomes. */
function valueAt(turn: Turn, { number, others }: Extract<Command, { type: 'edit' }>): Step | null {
  const field = turn.form.fields[(number ?? 0) - 1]
  const [value, more] = others ?? []
  if (!field || value === undefined || more !== undefined || turn.form.fields[value - 1]) return null
  const kind = kindOf(field)
  if (kind.free || kind.comparison?.as !== 'amount') return null
  const reading = readAt(turn, field, { type: 'text', text: String(value) })
  return reading.type === 'misread' ? null : put(turn, field, reading)
}

/** To question `number`, and after it to the `others`; without one asks which. */
export function edit(turn: Turn, number: number | null, others: number[] = []): Step {
  const { form, asking } = turn
  const seen = hasSeen(turn) && { seen: true as const }
  if (number === null) return goTo(turn, { type: 'choosing', ...seen }, null)
  const wrong = [number, ...others].find((one) => !form.fields[one - 1])
  const [field, ...after] = [number, ...others].flatMap((one) => form.fields[one - 1] ?? [])
  if (wrong !== undefined || !field) {
    const lead = asking.words.say('engine.no_such_question', { number: wrong ?? 0, total: form.fields.length })
    return { session: turn.session, reply: `${lead}\n${cue(turn)}`, effects: [] }
  }
  return goTo(
    turn,
    { type: 'changing', field: field.key, ...(after.length > 0 && { others: after.map(({ key }) => key) }), ...seen },
    null,
  )
}

/** 提交: what is missing first, then the summary, and from there the filing. */
export function submit(unfinished: Turn): Step {
  const turn = finish(unfinished)
  const { form, session, asking } = turn
  const { words } = asking
  const open = openField(turn, 0, true)
  if (open) {
    const lead = words.say('engine.missing', { number: numberOf(form, open), label: open.label })
    const { partial, old } = heldOf(turn, open)
    const more = partial && kindOf(open).command?.(open, { type: 'submit' }, partial.value, old, asking)
    // Its kind may have a question of its own before what there is can stand.
    const change =
      partial && more?.type === 'continued'
        ? { partials: withKey(session.partials, open.key, { ...partial, value: more.partial }) }
        : {}
    return goTo(turn, { type: 'asking', field: open.key }, lead, change)
  }
  for (const field of form.fields) {
    const { old } = heldOf(turn, field)
    const [problem] = old === null ? [] : kindOf(field).check(field, old, asking)
    if (problem)
      return miss(
        { ...turn, session: { ...session, misses: 0, at: { type: 'changing', field: field.key } } },
        field,
        problem,
      )
  }
  const wrong = contradiction(form, session, words)
  if (wrong) return goTo(turn, { type: 'changing', field: wrong.mend.key }, words.say('check.mend', wrong.values))
  // What is filed is what the summary showed.
  const shown = session.at.type === 'summary' && session.answers === unfinished.session.answers
  const before = beforeFiling(turn, shown)
  if (before) return goTo(turn, before.at, before.lead)
  if (!shown) return goTo(turn, { type: 'summary' }, null)
  return filing(turn)
}

/** All is said: what is known of the same activities is looked for, and then it is filed. */
export const filing = ({ session }: Turn): Step => ({
  session: { ...session, at: { type: 'checking' } },
  reply: null,
  effects: [{ type: 'look_for_twins' }],
})
