import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { fieldsAtHand } from './fitting.js'
import { called, NUMERAL, partsOf } from './row-meant.js'
import type { Turn } from './turn.js'

const HELD = '(?:举?办|开|搞|做|举行|进行)?的?'
const SAID = [
  new RegExp(`^(?<what>[^，,。；;\\n]{0,24}?)(?:其实|应该)?是在\\s*(?<place>[^，,。；;\\s]{2,20}?)${HELD}$`, 'u'),
  new RegExp(
    `^(?<what>[^，,。；;\\n]{0,24}?)不是?在\\s*[^，,。；;\\s]{1,20}?${HELD}[，,\\s]*(?:而|应该|其实)?是?在\\s*(?<place>[^，,。；;\\s]{2,20}?)${HELD}$`,
    'u',
  ),
]
const ROW = new RegExp(`^第\\s*${NUMERAL}`, 'u')
const THIS = /^(?:(?:这次|那次|这场|那场|本次)?(?:的?活动)?|地点)$/u
/** Longer is a sentence of a report. */
const SHORT = 40

/** 「读书会是在宜春办的」「不是在高安，是在宜春」 as 「读书会的地点改成宜春」; null where nothing is there that it can be about. */
export function placeSaid(turn: Turn, text: string): string | null {
  if (!text.includes('在')) return null
  const said = text
    .trim()
    .replace(/^(?:不对|错了|说错了)[，,。\s]+/u, '')
    .replace(/[。.!！~～吧啊呢了]+$/u, '')
  if (said.length > SHORT) return null
  const found = SAID.map((pattern) => pattern.exec(said)?.groups).find((one) => one)
  if (!found) return null
  const what = (found['what'] ?? '').trim()
  const place = found['place'] ?? ''
  for (const field of fieldsAtHand(turn)) {
    const label = placeIn(field)
    if (label === undefined) continue
    if (!kindOf(field).columns) return THIS.test(what) ? `${label}改成${place}` : null
    const rows = partsOf(turn, field).length
    const name = what.replace(/(?:的|那[场次]|这[场次])+$/u, '')
    if (rows === 1 && THIS.test(what)) return `第1条的${label}改成${place}`
    if (rows > 0 && name && (ROW.test(name) || called(turn, field, name).length > 0))
      return `${what}的${label}改成${place}`
  }
  return null
}

/** What a question, or a column of its rows, calls a place. */
const placeIn = (field: Field): string | undefined =>
  [{ field, kind: kindOf(field) }, ...(kindOf(field).columns?.(field) ?? [])].find(
    ({ kind }) => kind.hears === 'location',
  )?.field.label
