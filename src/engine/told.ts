import { kindOf } from '../forms/kinds.js'
import type { Field, Form } from '../forms/form.js'
import type { Days } from '../kernel/day.js'
import { readDays } from '../kernel/day-words.js'
import { askingAt } from './answer.js'
import { asBefore } from './as-before.js'
import { comings } from './comings.js'
import { withGuesses } from './guesses.js'
import { withKey, without } from './keyed.js'
import type { Session } from './session.js'
import { periodSaidAt } from './period-at.js'
import { currentField, finish, goOn, goTo, heldOf, type Step, toSummary, type Turn, turnWith } from './turn.js'

/** What she told in her own words and confirmed: for many questions at once. */
export interface Told {
  /** Of each activity, by what a question or column feeds, the words that it is read from. */
  activities: Record<string, string>[]
  /** What she wrote for other questions in words, by what those feed. */
  sections?: Record<string, string>
  /** All she wrote; `story`: it is also the answer to the question for one. */
  said: string
  story: boolean
  /** The messages it came from. */
  from: string[]
  /** 「完」: with what she confirmed it. */
  end?: string
}

/** Whether a question asks for a longer story. */
export const asksStory = (field: Field): boolean =>
  kindOf(field).free === true && ((field.options as { least?: number }).least ?? 0) > 0

/** Takes it into the questions it is for, wherever they stand; the one being asked goes on being asked, unless it is answered by this. */
export function takeTold(turn: Turn, told: Told): Step {
  const { session, asking } = turn
  const { words } = asking
  const from = [...new Set([...told.from, asking.messageId])]
  let { answers, partials } = session
  const values: string[] = []
  const notes: string[] = []
  const storyAt = told.story ? storyField(turn.form, session) : null
  for (const field of turn.form.fields) {
    const kind = kindOf(field)
    const { partial, old } = heldOf(turn, field)
    const at = askingAt(turn, field)
    const story = field === storyAt
    const section = field.key in answers || field.key in partials ? undefined : told.sections?.[field.feeds ?? '']
    const text = story ? told.said : (section ?? told.activities[0]?.[field.feeds ?? ''])
    const period = field.feeds === 'period' && unsaid(session, field, old) ? periodTold(turn, field, told) : null
    const reading = period
      ? ({ type: 'answered', value: period } as const)
      : kind.tell
        ? kind.tell(field, told.activities, from, partial?.value ?? null, old, at)
        : text === undefined
          ? null
          : (asBefore(turn, field, text) ?? kind.read(field, { type: 'text', text }, null, null, at))
    if (reading?.type === 'answered' && kind.check(field, reading.value, asking).length === 0) {
      answers = withKey(answers, field.key, { value: kind.encode(reading.value), from })
      partials = without(partials, field.key)
      if (!story && section === undefined) values.push(kind.show(field, reading.value, words))
    } else if (reading?.type === 'continued') {
      const before = kind.tell ? (partial?.from ?? []) : []
      partials = withKey(partials, field.key, { value: reading.partial, from: [...new Set([...before, ...from])] })
      if (kind.tell)
        notes.push(words.say('told.rows', { label: field.label, note: reading.note || words.say('told.open') }))
      else if (!story && section === undefined) values.push(kind.showPartial?.(field, reading.partial, words) ?? '')
    } else continue
    if (story) notes.push(words.say('told.story_kept', { label: field.label }))
    else if (section !== undefined) notes.push(words.say('told.section_kept', { label: field.label }))
  }

  const guessed = withGuesses(turn.form, { answers, partials }, words)
  const lead = [
    ...(values.length > 0 ? [words.say('engine.noted', { value: values.filter(Boolean).join(' · ') })] : []),
    ...notes,
    ...guessed.lines,
  ].join('\n')
  const given = { answers: guessed.answers, partials }
  const here = currentField(turn)
  // What was being asked is answered by this: on to the next.
  if (here && guessed.answers[here.key] !== session.answers[here.key] && !partials[here.key])
    return goOn(turn, here, lead, given)
  const after = turnWith(turn, { ...session, ...given })
  const said = [lead, ...comings(turn.form, after.form, after.session, words)].join('\n')
  // What can stand is whole there: the 1 that she sees next submits it.
  return session.at.type === 'summary' ? toSummary(finish(after), said, {}, turn) : goTo(after, session.at, said)
}

/** What it was as a matter of course is no answer of hers. */
const unsaid = ({ answers }: Session, { key }: Field, old: unknown): boolean =>
  old === null || answers[key]?.from.length === 0

/** 「4到6月我们一共办了3场…」: what she told begins with what it is of, and what she tells was then. */
function periodTold(turn: Turn, field: Field, { said, activities }: Told): Days | null {
  const { session, asking } = turn
  if (session.offers?.[field.key]?.source === 'owed') return null
  const period = periodSaidAt(turn, field, said)
  const outside = (day: string | undefined): boolean => {
    const days = day === undefined ? null : readDays(day, asking.today)
    return days !== null && period !== null && (days.to < period.from || days.from > period.to)
  }
  return activities.some((facts) => outside(facts['activity.date'])) ? null : period
}

/** The question that a whole text may answer, while it has no answer: the first that asks for a story. */
export function storyField(form: Form, { answers, partials }: Pick<Session, 'answers' | 'partials'>): Field | null {
  const field = form.fields.find(asksStory)
  return field && !(field.key in answers) && !(field.key in partials) ? field : null
}
