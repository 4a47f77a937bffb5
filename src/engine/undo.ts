import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { besides } from '../kernel/besides.js'
import { sameJson } from '../kernel/json.js'
import type { Said } from '../kernel/message.js'
import { readNumber } from '../kernel/numeral.js'
import { changedKeys, withKey, without } from './keyed.js'
import { TAKES_OUT } from './rows-changed.js'
import { speaksOfFiled } from './service.js'
import type { Session, Undo } from './session.js'
import { cue, currentField, goTo, placeOf, type Step, type Turn, turnWith } from './turn.js'

/** So much is kept of what she said. */
export const SAID = 30

/** The step with what takes back its changes, when what she said made any. */
export function withUndo(before: Session, step: Step, said: Said): Step {
  const { session } = step
  const changed = [
    ...new Set([
      ...changedKeys(before.answers, session.answers),
      // 「看」 changes nothing: that it was said is no step of its own.
      ...changedKeys(before.partials, session.partials).filter(
        (key) => !sameJson(before.partials[key]?.value, session.partials[key]?.value),
      ),
    ]),
  ]
  const turned = before.idle !== session.idle
  // What was taken back is not brought back by the same word.
  if ((changed.length === 0 && !turned) || (before.undo && !session.undo)) return step
  const text =
    (before.at.type === 'doubting' || before.at.type === 'which_row') && !isBeside(before.at, session, said)
      ? before.at.said
      : said.type === 'text'
        ? said.text
        : said.type === 'choice'
          ? said.key
          : ''
  const held: Undo['before'] = {}
  for (const key of changed) held[key] = { answer: before.answers[key] ?? null, partial: before.partials[key] ?? null }
  const undo: Undo = {
    said: quote(text, SAID),
    saidAt: session.heardAt,
    at: placeOf(before),
    before: held,
    ...(turned && { idle: before.idle === true }),
  }
  return { ...step, session: besides(session, { undo }) }
}

/** Whether what she said is no answer to what is in doubt, which is still open, or was about a row that she took out. */
const isBeside = (at: { type: string; said: string }, after: Session, said: Said): boolean =>
  said.type === 'text' &&
  (('said' in after.at && after.at.type === at.type && after.at.said === at.said) ||
    (said.text.length > WORD && TAKES_OUT.test(said.text)))
/** 「删掉」 alone is an answer. */
const WORD = 4

/** What a job found out is in nothing that could be brought back: the word before it can no longer be taken back. */
export function withoutUndo(session: Session, key: string): Session {
  if (!session.undo || !(key in session.undo.before)) return session
  const { undo: _, ...rest } = session
  return rest
}

const NUMBERS = /[\d０-９]+|[一二三四五六七八九十]+/gu
const numbersOf = (text: string): (number | null)[] => (text.match(NUMBERS) ?? []).map((one) => readNumber(one))

/** 「恢复」: what she had taken out with the last thing she said is there again; where it was not the last, it cannot be. Null: nothing was taken out here. */
export function restored(turn: Turn, text: string): Step | null {
  const { session, asking } = turn
  const said = session.undo?.said ?? ''
  const taken = numbersOf(said)
  const meant = numbersOf(text)
  if (TAKES_OUT.test(said) && (taken.length === 0 || meant.every((one) => taken.includes(one)))) return undo(turn)
  const here = currentField(turn)
  const list = here !== null && (kindOf(here).columns !== undefined || kindOf(here).hears === 'image')
  if (!list || speaksOfFiled(text)) return null
  return { session, reply: `${asking.words.say('undo.restore')}\n${cue(turn)}`, effects: [] }
}

/** 「撤销」: all is as it was before the last thing she said that changed anything. */
export function undo(turn: Turn): Step {
  const { session, asking } = turn
  const { words } = asking
  const { undo: last, ...rest } = session
  if (!last) return { session, reply: `${words.say('undo.nothing')}\n${cue(turn)}`, effects: [] }
  let { answers, partials } = session
  for (const [key, { answer, partial }] of Object.entries(last.before)) {
    answers = answer === null ? without(answers, key) : withKey(answers, key, answer)
    partials = partial === null ? without(partials, key) : withKey(partials, key, partial)
  }
  const { idle: _, ...busy } = rest
  const idle = last.idle ?? session.idle === true
  const lead = last.said ? words.say('undo.done', { said: last.said }) : words.say('undo.done_picture')
  const before = turnWith(turn, { ...busy, answers, partials, ...(idle && { idle: true as const }) })
  return goTo(before, last.at, lead)
}
