import { type Difference, differences, showDifference } from '../forms/differences.js'
import type { Asking } from '../forms/field-kind.js'
import type { Field, Form } from '../forms/form.js'
import type { Json } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import { askedAnswers, askedForm } from '../forms/relevance.js'
import { NO_BURDEN } from './burden.js'
import { hubIn } from './service.js'
import type { Answer, At, Revision, Session } from './session.js'
import { summary } from './summary.js'
import type { Turn } from './turn.js'
import { ofPartKey } from './parts-in-turn.js'

/**
 * A conversation that changes a record: it begins with the answers of the version it revises, each with the messages it came from, and
 * asks only the questions that were returned (`notes`). Without such it asks which.
 */
export function openRevision(
  form: Form,
  of: Pick<Revision, 'recordId' | 'chainId' | 'type' | 'notes' | 'withdrawn' | 'byHub'> & {
    answers: Record<string, Answer>
    idle?: boolean
  },
  { now }: Pick<Asking, 'now'>,
): Session {
  const { answers, idle = false, ...rest } = of
  const fields = returnedFields(askedForm(form, { answers, idle }), of.notes)
  const [first] = fields
  return {
    form: form.id,
    formVersion: form.version,
    answers,
    at: first ? { type: 'changing', field: first } : { type: 'choosing' },
    partials: {},
    misses: 0,
    paused: false,
    heardAt: now,
    burden: NO_BURDEN,
    ...(idle && { idle: true as const }),
    revision: { ...rest, fields, before: valuesOf(answers), sources: sourcesOf(answers), reason: null },
  }
}

/** The questions with a word of the hub, in their order. */
export const returnedFields = (form: Form, notes: Revision['notes']): string[] =>
  form.fields.flatMap(({ key }) => (key in notes ? [key] : []))

/** Those of these questions that are asked. */
export const stillAsked = (form: Form, keys: string[]): string[] =>
  keys.filter((name) => form.fields.some(({ key }) => key === ofPartKey(name).key))

export const valuesOf = (answers: Record<string, Answer>): Record<string, Json | null> =>
  Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value]))

/** What she has changed so far, by a form with all its questions; nothing in a conversation that is no revision. */
export const changesIn = (whole: Form, session: Session, words: Words): Difference[] =>
  session.revision
    ? differences(whole, session.revision.before, valuesOf(askedAnswers(whole, session)), words, session.idle)
    : []

export const sourcesOf = (answers: Record<string, Answer>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(answers).map(([key, { from }]) => [key, from]))

/** So many rows of one question are said to be different, and of the others how many they are. */
const ROWS = 6

/** What is different, question by question; `how`: the sentence that stands for the rows that are too many. */
const linesOf = (changes: Difference[], words: Words, how: string): string[] =>
  changes.map((one) => {
    const [head = '', ...rows] = showDifference(one, words).split('\n')
    if (rows.length <= ROWS + 1) return [head, ...rows].join('\n')
    return [head, ...rows.slice(0, ROWS), words.say(how, { rest: rows.length - ROWS })].join('\n')
  })

/** What is said when it begins, before what is to be done: to whom nothing was returned the whole is shown. */
export function revisionOpening({ form, session, asking: { words } }: Turn): string {
  const { type, fields, withdrawn } = session.revision as Revision
  const how = withdrawn ? 'withdrawn' : type
  const opening = words.say(`revision.opening_${how}`, {
    title: form.title,
    count: fields.length,
  })
  return fields.length > 0 ? opening : `${opening}\n${summary(form, session, words)}`
}

/** What the hub said to this question, on a line before it. */
export function noteOn({ session, asking }: Turn, { key }: Field): string {
  const note = session.revision?.notes[key]
  return note === undefined ? '' : `${asking.words.say('revision.note', { hub: hubIn(asking), note })}\n`
}

/** At the summary of a revision: what she changed; the whole while she changed nothing. Null in any other conversation. */
export function revisedSummary({ whole, form, session, asking }: Turn): string | null {
  const { words } = asking
  if (!session.revision) return null
  const { type, reason } = session.revision
  const noted =
    type === 'returned' && reason ? [words.say('revision.with_note', { hub: hubIn(asking), note: reason })] : []
  const changes = changesIn(whole, session, words)
  if (changes.length === 0) return [summary(form, session, words), ...noted].join('\n')
  const head = words.say('revision.changes', { count: changes.length, title: form.title })
  return [head, ...linesOf(changes, words, 'engine.more_rows'), ...noted].join('\n')
}

/** What can be done there. */
export function revisionEnd({ whole, session, asking: { words } }: Turn): string | null {
  if (!session.revision) return null
  const noted = session.revision.type === 'returned' && session.revision.reason
  if (changesIn(whole, session, words).length > 0 || noted) return words.say('revision.end')
  return words.say(session.revision.type === 'returned' ? 'revision.end_unchanged' : 'revision.end_nothing')
}

/** In one line what is to be done now, where a revision says it otherwise. */
export function cueOf({ whole, form, session, asking: { words } }: Turn): string | null {
  const { revision, at } = session
  if (!revision) return null
  switch (at.type) {
    case 'explaining': {
      const changed = changesIn(whole, session, words).length > 0
      return words.say(revision.type === 'returned' && !changed ? 'revision.why_unchanged' : 'revision.why')
    }
    case 'confirming_cancel':
      return words.say('revision.cue_confirming_cancel', { title: form.title })
    case 'choosing':
      return words.say('revision.cue_choosing')
    case 'summary': {
      const changed = changesIn(whole, session, words).length > 0 || revision.type === 'returned'
      return words.say(changed ? 'revision.cue_summary' : 'revision.cue_nothing', { title: form.title })
    }
    default:
      return null
  }
}

/** What stands between 提交 and the filing of a revision: a returned question, the summary, that nothing changed, why. */
export function beforeFiling(
  { whole, form, session, asking: { words } }: Turn,
  shown: boolean,
): { at: At; lead: string | null } | null {
  const { revision } = session
  if (!revision) return null
  const [open] = stillAsked(form, revision.fields)
  if (open !== undefined) return { at: { type: 'changing', field: open }, lead: words.say('revision.still_returned') }
  const changed = changesIn(whole, session, words).length > 0
  if (!changed && revision.type !== 'returned') return { at: { type: 'choosing' }, lead: words.say('revision.nothing') }
  if (!shown) return { at: { type: 'summary' }, lead: null }
  // Who filed it is told why the hub changed it, whatever became of it before.
  const why = (!changed || revision.type === 'correction' || revision.byHub === true) && revision.reason === null
  return why ? { at: { type: 'explaining' }, lead: null } : null
}

/** The thanks after a revision is filed, with what is different now. */
export function thanksForRevision({ whole, session, asking }: Turn): string | null {
  const { revision } = session
  const { words } = asking
  if (!revision) return null
  const head = words.say(`revision.filed_${revision.type}`, { title: whole.title })
  const next = revision.byHub ? 'revision.filed_next_hub' : 'revision.filed_next'
  const changes = linesOf(changesIn(whole, session, words), words, 'difference.more')
  return [head, ...changes, words.say(next, { hub: hubIn(asking) })].join('\n')
}
