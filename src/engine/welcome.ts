import { kindOf } from '../forms/kinds.js'
import type { Field } from '../forms/form.js'
import { isUnsure, quote } from '../forms/prompt.js'
import { readAt, take } from './answer.js'
import { isSmallTalk, yesOrNo } from './commands.js'
import { asksForMoment } from './moment.js'
import { currentField, goTo, numberOf, placeOf, question, type Step, type Turn } from './turn.js'

/** Shorter words after a long silence are no answer in sentences: they are shown the question first. */
const SURE = 8
/** What something or a place is called is as short as that. */
const isName = ({ kind, feeds }: Field): boolean => kind === 'place' || feeds === 'activity.title'

/** The first word after a pause or a long silence: it is an answer only where it can be nothing else, and that is said, as is what is not taken. */
export function welcome(turn: Turn, text: string, command: boolean): Step {
  const { form, session, asking } = turn
  const { words } = asking
  const at = placeOf(session)
  const here = { ...turn, session: { ...session, at } }
  const field = currentField(here)
  const polite = command || isSmallTalk(text) || asksForMoment(text) || isUnsure(text)
  const missed = polite || yesOrNo(text) !== null ? [] : [words.say('engine.welcome_missed', { said: quote(text) })]
  if (!field) {
    const lead = [words.say('engine.welcome_summary', { title: form.title }), ...missed]
    return goTo(here, { type: 'summary' }, lead.join('\n'))
  }

  const values = { number: numberOf(form, field), label: field.label }
  const again = (): Step => ({
    session: here.session,
    reply: [words.say('engine.welcome', values), ...missed, question(here, field)].join('\n'),
    effects: [],
  })
  const unsure = kindOf(field).free && text.trim().length < SURE && !isName(field)
  if (polite || unsure || at !== session.at) return again()
  const reading = readAt(here, field, { type: 'text', text })
  if (reading.type === 'misread' || reading.type === 'nothing') return again()
  if (reading.type === 'answered' && kindOf(field).check(field, reading.value, asking).length > 0) return again()
  return take(here, field, reading, words.say('engine.welcome_taken', values))
}
