import { isAsLast, isSame } from '../forms/again.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { sameJson } from '../kernel/json.js'
import { readAt, take } from './answer.js'
import { asBefore } from './as-before.js'
import { commandOf, yesOrNo } from './commands.js'
import { obey } from './obey.js'
import { heldOf, type Step, type Turn } from './turn.js'

/**
 * 「同上」, and 「1」 where it means nothing else: the answer that was offered. Null when it is none of these. After a long silence (`away`) the offer
 * is no more before her eyes: 「不变」 and 「1」 may mean something else.
 */
export function takeOffered(turn: Turn, field: Field, text: string, away: boolean): Step | null {
  const { session } = turn
  const offer = session.offers?.[field.key]
  const kind = kindOf(field)
  const same = isSame(text, field.label)
  // 「不变」 of what she left empty leaves it so: it was offered only while nothing was said.
  if (session.answers[field.key]?.value === null && commandOf(text)?.type === 'keep') return null
  const { partial, old } = heldOf(turn, field)
  if (partial || !(same || offer) || (away && (!same || commandOf(text)))) return null
  // What is there already is as it was, unless she means the report before.
  if (old !== null && !(same && offer && isAsLast(text) && !sameJson(offer.value, kind.encode(old))))
    return same && (field.again || kind.free) && !commandOf(text) ? obey(turn, { type: 'keep' }) : null
  const before = same ? asBefore(turn, field, text) : null
  if (before) return take(turn, field, before)
  if (!offer || kind.free || same || yesOrNo(text) !== true) return null
  if (readAt(turn, field, { type: 'text', text }).type === 'answered') return null
  return take(turn, field, { type: 'answered', value: kind.decode(offer.value) })
}
