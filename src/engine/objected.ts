import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { saysNoPictures } from '../forms/no-pictures.js'
import { readShown, someNotShown } from '../forms/not-shown.js'
import { besideObjection, objection, objectionTold } from '../forms/objection.js'
import { continued, messages, wished } from './answer.js'
import { besideIn, hearsPictures, partsOf, takesWords, whichAsked } from './beside.js'
import { withKey } from './keyed.js'
import type { Session } from './session.js'
import { changedEnd, cue, currentField, standing, type Step, type Turn, turnWith } from './turn.js'

const asksConsent = (field: Field): boolean =>
  hearsPictures(field) && 'consent' in field.options && field.options.consent === true

/** In a story it may be a sentence of it. */
const OF_PICTURES = /^(?:那|这|有|我们的?|对了|等等)*(?:照片|图片|相片)/u
/** So short, 「做灯笼的妈妈说算了」 answers nothing that is no word. */
const SHORT = 20

/** 「照片里的小孩都没问过，不能外传」 before there are any pictures: it holds for those that come. */
export function keptBackBefore(turn: Turn, text: string): Step | null {
  const { form, session, asking } = turn
  const field = form.fields.find(asksConsent)
  const found = field ? objection(text) : null
  if (!field || !(found || readShown(text)?.named || someNotShown(text))) return null
  if (partsOf(turn, field).length > 0) return null
  if (takesWords(turn) ? !OF_PICTURES.test(text) : found && !found.named && (text.length > SHORT || /\d/u.test(text)))
    return null
  // 「没有照片，老人不让拍」 answers that there are none.
  if (field === currentField(turn) && saysNoPictures(text)) return null
  const said = asking.words.say('consent.before_pictures')
  return { session: { ...session, keepsBack: true }, reply: `${said}\n${cue(turn)}`, effects: [] }
}

/** The session with what was heard of pictures while something else is asked. */
function withHeard(turn: Turn, field: Field, reading: Reading<unknown> & { type: 'answered' | 'continued' }): Session {
  const { session } = turn
  if (reading.type === 'continued') return { ...session, partials: continued(turn, field, reading.partial) }
  const answer = { value: kindOf(field).encode(reading.value), from: messages(turn, field) }
  return { ...session, answers: withKey(session.answers, field.key, answer) }
}

const lineOf = (reading: Reading<unknown> & { type: 'answered' | 'continued' }): string =>
  (reading.type === 'answered' ? reading.note : reading.reply) ?? ''

/**
 * 「小孩的照片别公开」 while something else is to be settled first: it holds at once, and what was asked goes on being asked. Elsewhere it is heard as
 * what else is said beside a question.
 */
export function shownBeside(turn: Turn, text: string): Step | null {
  const { form, session } = turn
  if (!('back' in session.at || session.at.type === 'explaining') || !(readShown(text) ?? objection(text))) return null
  for (const field of form.fields) {
    const reading = besideIn(turn, field, text)
    if (reading?.type !== 'answered' && reading?.type !== 'continued') continue
    const after = turnWith(turn, withHeard(turn, field, reading))
    return whichAsked(reading, {
      session: after.session,
      reply: `${lineOf(reading)}\n${cue(after)}`.trim(),
      effects: wished(field, reading.wishes),
    })
  }
  return null
}

const held = ({ answers, partials, keepsBack }: Session, { key }: Field) => [
  answers[key]?.value,
  partials[key]?.value,
  keepsBack,
]

/**
 * 「…大家合影留念，有位妈妈说孩子的照片不想放到网上…」 within what she tells: it stays where she told it, and its pictures are held back at once. `step`: what
 * was made of it, where she told it for many questions without `hear`; beside another answer, 「20人签到，有些家长不愿意孩子露脸」, both are heard.
 */
export function withObjection(turn: Turn, step: Step, text: string, hear?: (turn: Turn, text: string) => Step): Step {
  const field = turn.form.fields.find(asksConsent)
  if (!field || currentField(turn) === field || text.length < 6) return step
  const heard = held(step.session, field).some((value, i) => value !== held(turn.session, field)[i])
  if (hear && currentField(turn) && !takesWords(turn))
    return heard || step.session.keepsBack ? withRest(turn, step, text, hear) : step
  const told = heard ? null : objectionTold(text)
  if (!told) return step
  const after = turnWith(turn, step.session)
  const before = standing(after)
  const said = withoutQuestion(after, step.reply)
  // What nothing else took is of the pictures alone.
  const took = step.session.answers !== turn.session.answers || step.session.partials !== turn.session.partials
  const untaken = !took && step.session.at === turn.session.at
  const reply = (line: string, then = before) =>
    (untaken ? [line, then && cue(after)] : said === null ? [step.reply, line] : [said, line, then])
      .filter(Boolean)
      .join('\n')
  if (partsOf(after, field).length === 0)
    return step.session.keepsBack
      ? step
      : {
          ...step,
          session: { ...step.session, keepsBack: true },
          reply: reply(
            turn.asking.words.say(
              `consent.${told.later || told.numbers.length > 0 ? 'before_or_filed' : 'before_pictures'}`,
            ),
          ),
        }
  const reading = besideIn(after, field, text, 'told')
  if (reading?.type !== 'answered' && reading?.type !== 'continued') return step
  const asks = reading.asksWhich === true && (untaken || said !== null)
  return {
    session: { ...withHeard(after, field, reading), ...(asks && { asksWhich: true as const }) },
    reply: reply(lineOf(reading), asks ? '' : before),
    effects: [...step.effects, ...wished(field, reading.wishes)],
  }
}

/** A reply without what it asks then; null where it does not end in that. */
function withoutQuestion(turn: Turn, reply: string | null): string | null {
  const ends = [standing(turn), ...(turn.session.at.type === 'summary' ? [changedEnd(turn)] : [])]
  const end = ends.find((one) => reply?.endsWith(one))
  return end === undefined ? null : (reply ?? '').slice(0, -end.length).trimEnd()
}

const MAY_BE_TWO = /\S{2}[，,。；;！!\s]+\S{2}/u

/** What is said beside an objection, where it answers something. */
function withRest(turn: Turn, step: Step, text: string, hear: (turn: Turn, text: string) => Step): Step {
  if (step.session.at !== turn.session.at || !MAY_BE_TWO.test(text)) return step
  const rest = objection(text) ? besideObjection(text) : ''
  if (Array.from(rest).length < 2) return step
  const after = turnWith(turn, step.session)
  const more = hear(after, rest)
  const { answers, partials, at } = after.session
  const took = more.session.answers !== answers || more.session.partials !== partials
  if (!took || more.session.misses > 0 || more.session.at === at) return step
  const here = cue(after)
  const line = (step.reply ?? '').replace(here, '').trimEnd()
  const asks = step.session.asksWhich === true
  const noted = withoutQuestion(turnWith(turn, more.session), more.reply)
  const reply = asks ? [noted ?? more.reply, line] : [line, more.reply]
  return {
    session: { ...more.session, ...(asks && { asksWhich: true as const }) },
    reply: reply.filter(Boolean).join('\n'),
    effects: [...step.effects, ...more.effects],
  }
}
