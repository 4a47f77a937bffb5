import { differences, showDifference } from '../forms/differences.js'
import type { Asking } from '../forms/field-kind.js'
import { type Form, formIn } from '../forms/form.js'
import { changesIn, returnedFields, sourcesOf, valuesOf } from './revision.js'
import type { Answer, Revision, Session } from './session.js'
import { cue, goTo, numberOf, placed, type Step, turnOf, turnWith } from './turn.js'

/** What became of a record while a revision of it was open: its version that counts now. */
export interface Meanwhile {
  recordId: string
  /** `corrected`: it was accepted once, and its last correction waits for the hub. */
  state: 'open' | 'accepted' | 'corrected' | 'withdrawn'
  answers: Record<string, Answer>
  /** Who wrote it. */
  by: string
}

/**
 * Somebody was quicker than the filing of this revision: nothing of it is lost, it stays open (`session` is it before 提交) and she hears
 * what happened. What was accepted is corrected now, with a reason; where another changed it, hers stand on theirs.
 */
export function overtaken(form: Form, session: Session, now: Meanwhile, asking: Asking): Step {
  const turn = turnOf(formIn(form, asking.words.language), session, asking)
  const { words } = asking
  const was = session.revision as Revision
  const { withdrawn: _, ...rest } = was
  const values = { title: turn.form.title }
  const replaced = now.recordId !== was.recordId
  const before = valuesOf(now.answers)
  const corrects = now.state === 'accepted' || now.state === 'corrected'
  const revision: Revision = {
    ...rest,
    recordId: now.recordId,
    before: replaced ? before : was.before,
    ...(replaced && { sources: sourcesOf(now.answers) }),
    type: corrects ? 'correction' : was.type === 'correction' ? 'edit' : was.type,
    reason: corrects ? null : was.reason,
    ...(now.state === 'withdrawn' && { withdrawn: true as const }),
  }
  const lead = [
    ...(replaced ? [replacedBy(turn.whole, was, now, asking)] : []),
    ...(corrects ? [words.say(`revision.${now.state}_meanwhile`, values)] : []),
    ...(now.state === 'withdrawn' ? [words.say('revision.withdrawn_meanwhile', values)] : []),
    ...(now.state === 'open' && was.type === 'correction' ? [words.say('revision.reopened_meanwhile', values)] : []),
  ].join('\n')
  const answers = replaced ? mine(turn.whole, session, now.answers, asking) : session.answers
  const after = { ...session, answers, revision }
  const changed = changesIn(turn.whole, after, words).length > 0
  const at = corrects && changed ? ({ type: 'explaining' } as const) : ({ type: 'summary' } as const)
  return goTo(turnWith(turn, after), at, lead)
}

function replacedBy(form: Form, { before }: Revision, { answers, by }: Meanwhile, { words }: Asking): string {
  const theirs = differences(form, before, valuesOf(answers), words)
  const head = words.say('revision.replaced_meanwhile', { title: form.title, name: by, count: theirs.length })
  return [head, ...theirs.map((one) => showDifference(one, words))].join('\n')
}

/** The answers she changed, and of the others what they are now. */
function mine(form: Form, session: Session, now: Record<string, Answer>, { words }: Asking): Record<string, Answer> {
  const changed = changesIn(form, session, words).flatMap(({ field: { key } }) => {
    const answer = session.answers[key]
    return answer ? [[key, answer] as const] : []
  })
  return { ...now, ...Object.fromEntries(changed) }
}

/**
 * The hub returned what she was just changing: what she changed stays, and its questions are asked next. Not before she answers: until she
 * has read of it, 「2」 is her answer to what she read last, and a sentence is why nothing is to be changed where she was asked that.
 */
export function returnedMeanwhile(form: Form, session: Session, notes: Revision['notes'], asking: Asking): Step {
  const turn = placed(turnOf(formIn(form, asking.words.language), session, asking))
  const was = session.revision as Revision
  const fields = returnedFields(turn.form, notes)
  const revision: Revision = { ...was, type: 'returned', notes: { ...was.notes, ...notes }, fields }
  const { at } = turn.session
  const [first] = fields
  const busy = first === undefined || ['asking', 'changing', 'explaining'].includes(at.type)
  const after = turnWith(turn, { ...turn.session, revision, at: busy ? at : { type: 'summary' } })
  // Also what is said of a question that is not asked as things stand (本期无活动), which then has no number.
  const lines = turn.whole.fields.flatMap((field) => {
    const note = notes[field.key]
    const question = { number: numberOf(turn.form, field), label: field.label }
    const label = question.number > 0 ? asking.words.say('difference.question', question) : field.label
    return note === undefined ? [] : [asking.words.say('engine.line', { label, value: note })]
  })
  const how = { number: turn.form.fields.findIndex(({ key }) => key === first) + 1 }
  const lead = asking.words.say('revision.returned_meanwhile', { title: turn.form.title, count: lines.length })
  const here = busy ? { cue: cue(after) } : {}
  return {
    session: after.session,
    reply: [lead, ...lines, here.cue ?? asking.words.say('revision.returned_how', how)].join('\n'),
    effects: [],
    ...here,
  }
}
