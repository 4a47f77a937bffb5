import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { isReason } from './explain.js'
import { hubIn } from './service.js'
import { isOpenRow } from './row-meant.js'
import { heldOf, returnedWith, type Step, type Turn } from './turn.js'

/** What says of words that they are no answer, and not what is wrong with one. */
const NO_ANSWER = /^table\.no_(?:row|part)$|\.unclear$|^date\.recurring$/u
/** 「我核对一下」「稍等」: that she will see to it. */
const SEES_TO_IT =
  /^(?:好的?[，,\s]*)?(?:稍等|等[我一]|(?:那|让)?我们?(?:先|再|去|来|得|要)*(?:核对|核实|查|看|问|找|翻|确认|想|对))(?![^，。]*(?:[过了]|没错|对的))/u
export const seesToIt = (text: string): boolean => SEES_TO_IT.test(text)
/** More is not read as a note beside a record. */
const MOST = 500

/**
 * 「发票补好了」「签到表在这里」 at a question that the hub returned and that takes no words: kept for who reviews it, as what is said of a revision. Null where
 * it may be an answer that failed.
 */
export function noteToHub(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  const { revision } = turn.session
  const kind = kindOf(field)
  if (reading.type !== 'misread' || !NO_ANSWER.test(reading.problem.code)) return null
  if (revision?.type !== 'returned' || returnedWith(turn, field).returned === undefined || kind.free) return null
  const held = heldOf(turn, field).partial?.value as { closing?: boolean } | undefined
  if (isOpenRow(turn, field) || held?.closing || seesToIt(text)) return null
  // 「9月和11月各一次」 tells her how it was, and is no row.
  const tells = reading.problem.code === 'date.recurring'
  if (!tells && (/[\d０-９]/u.test(text) || !isReason(text))) return null
  if ((revision.reason?.length ?? 0) + text.length > MOST) return null
  return withNote(turn, field, text)
}

/** The revision with what she says to the hub beside it. */
export function withNote(turn: Turn, field: Field, text: string): Step {
  const { session, asking } = turn
  const { revision } = session
  const reason = [revision?.reason?.replace(/[。；;]+$/u, ''), text.trim()]
    .filter(Boolean)
    .join('；')
    .replace(/(?<=[？?！!])；/gu, '')
  const values = { said: quote(text), hub: hubIn(asking) }
  return {
    session: revision ? { ...session, revision: { ...revision, reason: reason.slice(0, MOST) } } : session,
    reply: asking.words.say(kindOf(field).columns ? 'revision.noted_table' : 'revision.noted', values),
    effects: [],
  }
}
