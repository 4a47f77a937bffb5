import type { Asking } from '../forms/field-kind.js'
import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { takeAfar } from './afar.js'
import { readAt } from './answer.js'
import { withoutEnd } from './ending.js'
import { hasPeople } from './fitting.js'
import { type Idle, idleTold, isIdle } from './idle-told.js'
import { withKey } from './keyed.js'
import { periodSaidAt } from './period-at.js'
import type { Session } from './session.js'
import { rowsTold } from './told-rows.js'
import { currentField, goTo, numberOf, openField, placeOf, type Step, type Turn, turnWith } from './turn.js'

const WHEN =
  '(?:我们|这一?期|本期|这一?次|本次|这个?月|本月|上个?月|这一?个?季度?|本季度?|这段时间|这一?阶段|期间|最近|都|也|暂时|还|的|里|内|，|,)*'
const BUSY = new RegExp(
  `^(?:不对|不是|错了|其实)?[，,\\s]*${WHEN}(?:是)?有(?:过)?活动的?$|^there were activities$`,
  'iu',
)

const NAMED = /活动|activit/iu

/** 「有活动」: the report is not one without any. */
const isBusy = (text: string): boolean => text.length < 20 && BUSY.test(bare(text))

/**
 * 「本期无活动」 is a report of its own: from then on only the questions are asked that the form names for it. Where something of the others
 * was told already she is asked whether she means it. Null when the message is neither that nor its opposite.
 */
export function idleIn(turn: Turn, text: string): Step | null {
  const { whole, session } = turn
  if (!whole.idle) return null
  // What was filled in from the last report she did not say.
  const said = (key: string): boolean => {
    const { value = null, from = [] } = session.answers[key] ?? {}
    return (value !== null && from.length > 0) || session.partials[key] !== undefined
  }
  const told = whole.fields.some(({ key }) => !whole.idle?.includes(key) && said(key))
  const undated = currentField(turn)?.feeds === 'period'
  const none = idleTold(text, undated ? 'undated' : told ? 'within' : 'anew')
  if (session.idle) {
    if (isBusy(text)) return nowIdle(turn, false)
    if (!none) return activityAfterAll(turn, behindNone(text) ?? text)
    const filled = withIdle(turn, none, text)
    if (filled === turn) return goTo(turn, placeOf(session), null)
    const next = openField(filled)
    return goTo(filled, next ? { type: 'asking', field: next.key } : { type: 'summary' }, null)
  }
  if (!none) {
    const rest = behindNone(text)
    return rest === null || PLANNED.test(rest) ? null : activityAfterAll(turn, rest)
  }
  const filled = withIdle(turn, none, text)
  if (told) return goTo(filled, { type: 'confirming_idle', back: placeOf(session) }, null)
  return nowIdle(filled, true)
}

/** What she said with it, where that is not answered yet: for when, and why. */
function withIdle(turn: Turn, { why }: Idle, text: string): Turn {
  const { whole, session, asking } = turn
  const period = whole.fields.find(({ feeds }) => feeds === 'period')
  const days =
    period && !session.answers[period.key] ? periodSaidAt(turn, period, text, currentField(turn) === period) : null
  const dated =
    period && days
      ? withKey(session.answers, period.key, { value: kindOf(period).encode(days), from: [asking.messageId] })
      : session.answers
  const answers = withWhy(whole, dated, why, asking)
  return answers === session.answers ? turn : turnWith(turn, { ...session, answers })
}

/** Why there was none, at the question that may be left empty. */
export function withWhy(
  form: Form,
  answers: Session['answers'],
  why: string | null,
  { messageId }: Pick<Asking, 'messageId'>,
): Session['answers'] {
  const field = form.fields.find((one) => kindOf(one).free && form.idleOptional?.includes(one.key))
  const held = field && answers[field.key]?.value
  if (why === null || !field || (held ?? null) !== null) return answers
  return withKey(answers, field.key, { value: kindOf(field).encode(why), from: [messageId] })
}

const WAS_DONE = /[办开搞做来到]了/u
/** 「本期无活动。7月12日办了读书会，来了20人」 */
const AND_YET = /^([^，。；,;！!\n]{2,20})[，。；,;！!\n]+(.+)$/su
const PLANNED = /计划|打算|准备|下[期次个周月]/u
/** 「7月12日读书会」: a report is not of a day. */
const OF_A_DAY = /[日号]\s*(?!为止|以[前来内]|之前|开始|[到至起截])\p{L}{2}/u

/**
 * 「7月12日读书会来了20人」 in a report without any: there was one after all. It is noted as such and the ordinary questions go on, for nothing asked
 * later would hear of it. Null where the text tells of none.
 */
function activityAfterAll(turn: Turn, text: string): Step | null {
  const { at } = turn.session
  if (!['asking', 'changing', 'summary'].includes(at.type)) return null
  const said = withoutEnd(text.trim())
  // Elsewhere than at the period it may be what is planned.
  const tells =
    WAS_DONE.test(said) || (currentField(turn)?.feeds === 'period' && (hasPeople(said) || OF_A_DAY.test(said)))
  if (!tells) return null
  const after = turned(turn, false)
  const { fit: rows, rest = '' } = rowsTold(after, said) ?? {}
  const { words } = turn.asking
  const told = words.say('idle.told')
  if (rows?.field.feeds !== 'activities')
    return OF_A_DAY.test(said) && currentField(turn)?.feeds === 'period'
      ? nowIdle(turn, false, `${told}\n${words.say('idle.rest', { rest: quote(said) })}`)
      : null
  const next = openField(after)
  const there =
    next && at.type === 'summary'
      ? { ...after.session, at: { type: 'asking' as const, field: next.key } }
      : after.session
  const step = takeAfar(turnWith(after, there), rows.field, rows.reading)
  const besides = rest === '' ? '' : `${words.say('idle.rest', { rest: quote(rest) })}\n`
  return { ...step, reply: `${told}\n${besides}${step.reply ?? ''}` }
}

/** What is told behind it all the same. */
function behindNone(text: string): string | null {
  const [, none = '', rest = ''] = (NAMED.test(text) && AND_YET.exec(text.trim())) || []
  return isIdle(none) ? rest : null
}

/** The report as one without activities, or as one with them again. */
function turned(turn: Turn, idle: boolean): Turn {
  const { idle: _, ...rest } = turn.session
  const answers = idle ? withSpared(turn.whole, rest.answers) : withoutSpared(turn.whole, rest.answers)
  return turnWith(turn, { ...rest, answers, ...(idle && { idle: true as const }) })
}

/** Goes on with what is asked of a report without activities, or of one with them again. */
export function nowIdle(turn: Turn, idle: boolean, told = turn.asking.words.say('idle.not')): Step {
  const after = turned(turn, idle)
  const next = openField(after)
  const lead = idle ? idleTaken(after) : told
  return goTo(after, next ? { type: 'asking', field: next.key } : { type: 'summary' }, lead)
}

/** That it is a report without activities: how many questions are left, and of which a word would be welcome and none is needed. */
export function idleTaken({ form, session, asking: { words } }: Turn): string {
  const { answers, partials } = session
  const isOpen = ({ key }: Field) => !answers[key] || partials[key] !== undefined
  const count = form.fields.filter(isOpen).length
  const taken = count > 0 ? words.say('idle.taken', { count }) : words.say('idle.taken_whole')
  const spared = form.fields.find(({ key }) => form.idleOptional?.includes(key) && answers[key]?.value === null)
  if (!spared || count > 0) return taken
  return `${taken}\n${words.say('idle.spared', { label: spared.label, number: numberOf(form, spared) })}`
}

const SENTENCE = 6

/** Her words at the summary of such a report are for the question that was not asked. Null where there is none, or they are too short to be any. */
export function sparedSaid(turn: Turn, text: string): Step | null {
  const { form, session } = turn
  const field = form.fields.find(
    (one) => kindOf(one).free && form.idleOptional?.includes(one.key) && session.answers[one.key]?.value === null,
  )
  if (!session.idle || !field || text.trim().length < SENTENCE) return null
  return takeAfar(turn, field, readAt(turn, field, { type: 'text', text }))
}

/** What may be left empty in such a report is, as if it had been skipped. */
export const withSpared = (form: Form, answers: Session['answers']): Session['answers'] => {
  const spared = form.idleOptional?.filter((key) => !answers[key]) ?? []
  return { ...answers, ...Object.fromEntries(spared.map((key) => [key, { value: null, from: [] }])) }
}

const withoutSpared = (form: Form, answers: Session['answers']): Session['answers'] =>
  Object.fromEntries(
    Object.entries(answers).filter(
      ([key, { value, from }]) => !(value === null && from.length === 0 && form.idleOptional?.includes(key)),
    ),
  )
