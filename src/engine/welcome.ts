import { kindOf } from '../forms/kinds.js'
import { isUnsure } from '../forms/prompt.js'
import { readAt, take } from './answer.js'
import { isSmallTalk } from './commands.js'
import { currentField, goTo, numberOf, placeOf, question, type Step, type Turn } from './turn.js'

/** Shorter words after a long silence are no answer in words: they are shown the question first. */
const SURE = 8

/** The first word after a pause or a long silence: it is an answer only where it can be nothing else, and that is said. */
export function welcome(turn: Turn, text: string, command: boolean): Step {
  const { form, session, asking } = turn
  const { words } = asking
  const at = placeOf(session)
  const here = { ...turn, session: { ...session, at } }
  const field = currentField(here)
  if (!field) return goTo(here, { type: 'summary' }, words.say('engine.welcome_summary', { title: form.title }))

  const values = { number: numberOf(form, field), label: field.label }
  const again = (): Step => ({
    session: here.session,
    reply: `${words.say('engine.welcome', values)}\n${question(here, field)}`,
    effects: [],
  })
  const unsure = kindOf(field).free && text.trim().length < SURE
  if (command || unsure || at !== session.at || isSmallTalk(text) || isUnsure(text)) return again()
  const reading = readAt(here, field, { type: 'text', text })
  if (reading.type === 'misread' || reading.type === 'nothing') return again()
  if (reading.type === 'answered' && kindOf(field).check(field, reading.value, asking).length > 0) return again()
  return take(here, field, reading, words.say('engine.welcome_taken', values))
}
