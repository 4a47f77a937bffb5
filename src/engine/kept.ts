import { isDone } from '../forms/prompt.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { takeAfar } from './afar.js'
import { readAt } from './answer.js'
import { isTold, keptAside } from './aside.js'
import { commandOf } from './commands.js'
import { doubt, olderOf } from './doubt-about.js'
import { correctionOf, type Hear, isSameState, isStray, withoutAsked } from './doubt-beside.js'
import { type Doubting, notTaken } from './doubt-words.js'
import { type Fit, fitting, rowsAhead } from './fitting.js'
import { readMore } from './named.js'
import { PART } from './story-goes-on.js'
import type { Told } from './told.js'
import { currentField, type Step, type Turn, turnWith } from './turn.js'

export const ROWS = { was: null, rows: true }
/** A longer text tells more than a row. */
const ROW = 40

/**
 * What was kept meanwhile, heard where she is now if that is `safe`; behind a further doubt the rest waits on. What is not taken is named
 * once, before all else. Where the first went to an `older` table, what is a row follows it there; where to a story, what goes on with it.
 */
export function thenKept(
  turn: Turn,
  { kept = [] }: Pick<Doubting, 'kept'>,
  first: Step,
  safe: boolean,
  hear: Hear,
  older: Field | null = null,
): Step {
  let step = first
  const lost: { said: string; from: string }[] = []
  const taken = new Set<string>()
  for (const [i, { said, from, asks }] of kept.entries()) {
    const { at } = step.session
    if (at.type === 'doubting') {
      const waiting = { ...at, kept: [...(at.kept ?? []), ...kept.slice(i)] }
      step = { ...step, session: { ...step.session, at: waiting } }
      break
    }
    const there = turnWith(turn, step.session)
    const here = currentField(there)
    if (asks && here) {
      const next =
        asks.older === here.key
          ? hear(ofMessage(there, from), said)
          : doubt(ofMessage(there, from), said, olderOf(asks, here))
      step = { ...lead(withoutAsked(there, step.reply ?? ''), next), effects: [...step.effects, ...next.effects] }
      continue
    }
    // 「改 3、5」 is of no question that was asked before it.
    if (commandOf(said)?.type === 'edit') {
      const next = hear(ofMessage(there, from), said)
      step = { ...lead(withoutAsked(there, step.reply ?? ''), next), effects: [...step.effects, ...next.effects] }
      continue
    }
    const own = older && kindOf(older).columns ? older : null
    if (older && kindOf(older).free && said.length >= PART) {
      step = takeAfar(ofMessage(there, from), older, readMore(there, older, said), true)
      continue
    }
    const corrected = older && correctionOf(there, older, said)
    if (corrected) {
      step = placed(there, step, from, { field: older, reading: corrected })
      continue
    }
    // 「完」 behind rows only ends them.
    if (own && isDone(said)) continue
    const more = own && said.length <= ROW ? readAt(there, own, { type: 'text', text: said }) : null
    const isMore = more?.type === 'continued' && !more.asks
    const mayHear = safe && !isStray(there, said, hear)
    const next =
      own && isMore ? takeAfar(ofMessage(there, from), own, more) : mayHear ? hear(ofMessage(there, from), said) : null
    const missed = next && next.session.misses > step.session.misses && isTold(there, said)
    if (!next || missed || isSameState(step.session, next.session)) {
      // What can only be a row of another table goes there before it is lost.
      const fit = taken.has(said) ? null : (fitting(there, said, ROWS, true) ?? rowsAhead(there, said))
      if (fit && kindOf(fit.field).columns) step = placed(there, step, from, fit)
      else if (!taken.has(said)) lost.push({ said, from })
      continue
    }
    taken.add(said)
    step = { ...lead(withoutAsked(there, step.reply ?? ''), next), effects: [...step.effects, ...next.effects] }
  }
  const session = keptAside(turn, step.session, lost)
  const all = session === step.session ? [] : (session.aside?.all ?? [])
  const named = lost.filter((one) => !all.includes(one)).map(({ said }) => said)
  return named.length > 0 ? lead(notTaken(turn, named), { ...step, session }) : { ...step, session }
}

/** What was said meanwhile, taken where it belongs. */
const placed = (there: Turn, step: Step, from: string, { field, reading }: Fit): Step => ({
  ...lead(withoutAsked(there, step.reply ?? ''), takeAfar(ofMessage(there, from), field, reading)),
  effects: step.effects,
})

export const lead = (said: string, step: Step): Step => ({
  ...step,
  reply: [said, step.reply].filter(Boolean).join('\n'),
})

export const ofMessage = (turn: Turn, messageId: string): Turn => ({ ...turn, asking: { ...turn.asking, messageId } })

/** Her 「完」 behind what she told in her own words ends the list that is asked. */
export function thenEnded(turn: Turn, first: Step, { end }: Told, hear: Hear): Step {
  const there = turnWith(turn, first.session)
  const here = currentField(there)
  if (end === undefined || !here || !kindOf(here).columns) return first
  const next = hear(there, end)
  return { ...lead(withoutAsked(there, first.reply ?? ''), next), effects: [...first.effects, ...next.effects] }
}
