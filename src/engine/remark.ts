import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { readAt, take } from './answer.js'
import { tellsWhy } from './explain.js'
import { withKey, without } from './keyed.js'
import { withNote } from './note.js'
import { hubIn } from './service.js'
import { returnedWith, type Step, type Turn, turnWith } from './turn.js'

/** What is held while she is asked for whom it is. */
interface Held {
  remark: string
}

/** 「啥叫几场？」: said to who asked. */
const ASKS_BACK = /[?？]|^(?:啊|哎|哦|那|你们)*[，,\s]*(?:啥|什么叫|什么意思|怎么|为啥|为什么|哪里|哪有)/u
/** 「到底几场？」: what the hub asks is answered, and nothing is called so. */
const NOTE_ASKS = /[?？吗]\s*$|几|多少|是不是|有没有/u
const ANSWERS = /^(?:就|只|没有?|不是|是的?|对|都是?|一共|总共|其实|因为|我们|当时|那天)/u
/** More is a story. */
const SHORT = 40

function isRemark(text: string, note: string, old: string): boolean {
  if (ASKS_BACK.test(text) || tellsWhy(text)) return true
  if (!NOTE_ASKS.test(note) || !ANSWERS.test(text)) return false
  return ![...old].some((_, i) => i + 2 <= old.length && text.includes(old.slice(i, i + 2)))
}

/**
 * 「啥叫几场？就一场连着三天嘛」 at a returned question for words: it may be the new answer or what is to be told the hub, so she is asked. Null where it can
 * only be an answer.
 */
export function remarkOrAnswer(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  const { session, asking } = turn
  const { returned } = returnedWith(turn, field)
  const old = session.answers[field.key]?.value
  if (session.revision?.type !== 'returned' || returned === undefined || typeof old !== 'string') return null
  if (!kindOf(field).free || reading.type !== 'answered') return null
  if (kindOf(field).hears === 'location') return tellsWhy(text) ? withNote(turn, field, text) : null
  if (text.length > SHORT || !isRemark(text.trim(), returned, old)) return null
  const held: Held = { remark: text.trim() }
  const partials = withKey(session.partials, field.key, { value: { ...held }, from: [asking.messageId] })
  const values = { said: quote(text), label: field.label, hub: hubIn(asking) }
  return {
    session: { ...session, partials },
    reply: asking.words.say('revision.remark_or_answer', values),
    effects: [],
  }
}

/** Her answer to that: 1 it is the new one, 2 it goes to the hub; what else she says takes its place. */
export function remarkSettled(turn: Turn, field: Field, text: string): { step: Step } | { turn: Turn } | null {
  const partial = turn.session.partials[field.key]
  const { remark } = (typeof partial?.value === 'object' ? (partial.value ?? {}) : {}) as Partial<Held>
  if (!partial || typeof remark !== 'string' || !kindOf(field).free) return null
  const there = turnWith(turn, { ...turn.session, partials: without(turn.session.partials, field.key) })
  const said = bare(text)
  if (/^(?:1|一|新的|是新的)$/u.test(said))
    return { step: take(there, field, readAt(there, field, { type: 'text', text: remark })) }
  if (/^(?:2|二|转给?(?:他们|你们)?|说给.{0,6}听的?)$/u.test(said)) return { step: withNote(there, field, remark) }
  return { turn: there }
}
