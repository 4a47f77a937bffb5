import type { Asking, Found } from '../forms/field-kind.js'
import { type Form, formIn } from '../forms/form.js'
import { askedFields, isFixed } from '../forms/relevance.js'
import { millisOf } from '../kernel/clock.js'
import { besides } from '../kernel/besides.js'
import type { Said } from '../kernel/message.js'
import { asideAnswered, withAside } from './aside.js'
import { caughtUp, foundFor, pictureAsked, whichNumber } from './beside.js'
import { NO_BURDEN, withBurden } from './burden.js'
import { idleTaken, withSpared, withWhy } from './idle.js'
import { thenWaiting } from './kept-at-choice.js'
import { thenEnded } from './kept.js'
import { prefilled, prefilledLine } from './offers.js'
import { revisionOpening } from './revision.js'
import { whyBeside } from './explain.js'
import type { Offer, Session, Twin } from './session.js'
import { takeTold, type Told } from './told.js'
import { withObjection } from './objected.js'
import { meet } from './twins.js'
import { placed, standing, type Step, turnOf, turnWith } from './turn.js'
import { withUndo } from './undo.js'
import { hear, hearText } from './hear.js'

export type { Effect, Step } from './turn.js'

/** What can happen to a conversation: a person speaks, a job found something out or time passed, or it is opened. */
export type Input =
  | { type: 'opened' }
  | { type: 'said'; said: Said }
  | { type: 'found'; field: string; found: Found }
  /** She confirmed what was understood of her own words. */
  | { type: 'told'; told: Told }
  /** To the effect `look_for_twins`. */
  | { type: 'twins'; twins: Twin[] }

/** After so long a silence the person no longer knows what was asked. */
const SILENCE_MS = 3 * 3_600_000

/**
 * A new conversation about this form, before its first question; `step` with `opened` asks it. `offers`: see `offersFor`; `idle`: 本期无活动, and `why`
 * there was none.
 */
export function openSession(
  form: Form,
  asking: Asking,
  how: { offers?: Record<string, Offer>; idle?: boolean; why?: string } = {},
): Session {
  const known = prefilled(form, how.offers ?? {}, asking.messageId)
  const answers = how.idle ? withSpared(form, withWhy(form, known, how.why ?? null, asking)) : known
  const asked = askedFields(form, { answers, idle: how.idle === true })
  const open = asked.find(({ key }) => !answers[key])
  const first = open ?? asked[0]
  if (!first) throw new Error(`form ${form.id} has no questions`)
  return {
    form: form.id,
    formVersion: form.version,
    answers,
    at: how.idle && !open ? { type: 'summary' } : { type: 'asking', field: first.key },
    partials: {},
    misses: 0,
    paused: false,
    heardAt: asking.now,
    burden: NO_BURDEN,
    ...(how.offers && Object.keys(how.offers).length > 0 && { offers: how.offers }),
    ...(how.idle && { idle: true }),
  }
}

/** One step of a conversation: no promise, no clock, no ids made inside. */
export function step(form: Form, stored: Session, input: Input, asking: Asking): Step {
  if (stored.at.type === 'checking' && input.type !== 'twins')
    return step(form, { ...stored, at: { type: 'summary' } }, input, asking)
  const known = stored.keepsBack ? besides(asking, { keepsBack: true as const }) : asking
  const turn = placed(turnOf(formIn(form, asking.words.language), stored, known))
  const { session } = turn
  const over = session.at.type === 'filed' || session.at.type === 'cancelled'
  const silent = () => millisOf(asking.now) - millisOf(session.heardAt)
  switch (input.type) {
    case 'opened': {
      if (session.revision) return { session, reply: `${revisionOpening(turn)}\n${standing(turn)}`, effects: [] }
      const { title, intro } = turn.form
      const values = { title, total: turn.form.fields.length }
      const opening = session.idle
        ? idleTaken(turn)
        : isFixed(turn.whole)
          ? asking.words.say('engine.opening', values)
          : asking.words.say('relevance.opening', values)
      const known = session.at.type === 'summary' ? [] : prefilledLine(turn)
      const lines = [opening, ...(intro && !session.idle ? [intro] : []), ...known, standing(turn)]
      return { session, reply: lines.join('\n'), effects: [] }
    }
    case 'found': {
      if (over) return { session, reply: null, effects: [] }
      const step = foundFor(turn, input.field, input.found)
      const mine = input.found.type === 'woken'
      return mine ? withBurden(session, step, null) : step
    }
    case 'told': {
      const here = { ...session, paused: false, heardAt: asking.now }
      const taken = thenEnded(
        turn,
        thenWaiting(turn, takeTold(turnWith(turn, here), input.told), hearText),
        input.told,
        hearText,
      )
      const step = withObjection(turn, taken, input.told.said)
      return withBurden(session, withUndo(here, step, { type: 'text', text: input.told.said }), silent())
    }
    case 'twins':
      return session.at.type === 'checking' ? meet(turn, input.twins) : { session, reply: null, effects: [] }
    case 'said': {
      if (over) return { session, reply: asking.words.say('engine.over'), effects: [] }
      const silentMs = silent()
      const away = session.paused || silentMs > SILENCE_MS
      const { session: now, said } = whichNumber(turn, input.said)
      const here = { ...turn, session: besides(now, { paused: false, heardAt: asking.now }) }
      const { turn: caught, lead } = caughtUp(here, said)
      const text = said.type === 'text' ? said.text : null
      const settled = text === null ? null : asideAnswered(caught, text)
      const taken = settled ?? thenWaiting(caught, hear(caught, said, away), hearText)
      const why = text === null || away ? taken : whyBeside(caught, text, taken)
      const aside = withAside(caught, why, text)
      const heard = text === null ? aside : withObjection(caught, aside, text, hearText)
      const step: Step = besides(heard, {
        session: pictureAsked(turn.form, session, heard.session, asking.sentAt),
        reply: lead === null ? heard.reply : `${lead}\n${heard.reply ?? ''}`.trimEnd(),
      })
      return withBurden(session, withUndo(caught.session, step, input.said), silentMs)
    }
  }
}
