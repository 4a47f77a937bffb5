import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { askingAt } from './answer.js'
import { takeTold } from './told.js'
import { heldOf, type Step, type Turn } from './turn.js'

/** Longer is a story. */
const LONG = 60
/** More words than a title and a place are of the title. */
const WORDS = 2
const COUNTED = /[人名位个户家]/u

/**
 * 「绘本故事会 文港小学 30个孩子」 where the title is asked: the title, and between spaces how many and where, which would be asked next. Null where
 * nothing but a title is said.
 */
export function titleAndMore(turn: Turn, field: Field, text: string): Step | null {
  const said = text.trim()
  if (field.feeds !== 'activity.title' || !kindOf(field).free || said.length > LONG || /[\n。；]/u.test(said))
    return null
  const open = (feeds: string) => {
    const one = turn.form.fields.find((each) => each.feeds === feeds)
    const held = one && heldOf(turn, one)
    return one && held?.old === null && held.partial === null ? one : null
  }
  const headcount = open('activity.headcount')
  const place = open('activity.place')
  const parts = said.split(/[\s，,]+/u).filter(Boolean)
  const isCount = (part: string): boolean => {
    const spot = headcount && COUNTED.test(part) && kindOf(headcount).spot?.(headcount, part, askingAt(turn, headcount))
    return Boolean(spot && spot.start === 0 && spot.end === part.length)
  }
  const from = parts.findIndex(isCount)
  const counts = from < 0 ? [] : parts.slice(from)
  // What stands behind the count is said of it, or is something else.
  if (from < 1 || !counts.every(isCount)) return null
  const words = parts.slice(0, from)
  const [title = '', where] = words
  const isPlace = place !== null && words.length === WORDS && where !== undefined
  const told = {
    'activity.title': isPlace ? title : words.join(' '),
    'activity.headcount': counts.join('，'),
    ...(isPlace && { 'activity.place': where }),
  }
  return takeTold(turn, { activities: [told], said: text, story: false, from: [turn.asking.messageId] })
}
