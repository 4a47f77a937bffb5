import { kindOf } from '../forms/kinds.js'
import { mentionsBasis } from '../kernel/basis-words.js'
import { readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { MEASURE, NUMERAL, rowsRemoved, THING, withRows } from './row-meant.js'
import { put } from './rows-changed.js'
import { currentField, type Step, type Turn } from './turn.js'

/** Longer is a sentence of a report. */
const SHORT = 30

/** 「那场取消了没办」: nothing stands behind it, neither why nor what was done instead. */
const NOT_HELD = new RegExp(
  '^(?:对了|哦|其实|那个)*[，,\\s]*(?<what>[^，,。；;]{2,20}?)(?:那天|当天|后来|最后|临时|其实|根本|都|就)*' +
    '(?:取消了(?:[，,\\s]*没[办开搞]成?)?|没(?:能|有)?(?:[办开搞]成?|举[办行])|不[办开搞]了)了?$',
  'u',
)

/**
 * 「4月26号那场取消了没办」 of an activity that stands among those that took place: it is asked whether the row is to go, for it may be told in a story;
 * at the table itself, and where nothing is asked, it goes. Null where there is no such row.
 */
function notHeld(turn: Turn, said: string): Step | null {
  const { what } = NOT_HELD.exec(said)?.groups ?? {}
  const meant = what === undefined ? null : rowsRemoved(turn, `${what}删掉`)
  const [row, other] = meant?.numbers ?? []
  if (!meant?.reading || row === undefined || row === 0 || other !== undefined || meant.field.feeds !== 'activities')
    return null
  const here = currentField(turn)
  if (!here || here === meant.field) return put(turn, meant.field, meant.reading)
  const misread = kindOf(here).free ? {} : { misread: true as const }
  return doubt(turn, said, { older: meant.field.key, text: `删 ${row}`, row, ...misread })
}

const SEVERAL = new RegExp(
  `^(?:其实)?第\\s*${NUMERAL}\\s*(?<measure>${MEASURE})?${THING}(?:\\s*[和跟与、，,]\\s*第?\\s*${NUMERAL}\\s*${MEASURE}?${THING})+的?(?:人数)?(?:其实|应该|也|全)*都`,
  'u',
)

/** 「第一场和第三场都是估的」 away from the table, which reads how its rows were counted. */
function howCounted(turn: Turn, said: string): Step | null {
  const { measure = '场' } = SEVERAL.exec(said)?.groups ?? {}
  const field = SEVERAL.test(said) && mentionsBasis(said) ? withRows(turn, measure) : null
  const here = currentField(turn)
  if (!field || field === here || !kindOf(field).columns) return null
  const reading = readAt(turn, field, { type: 'text', text: said })
  if (reading.type !== 'answered' && (reading.type !== 'continued' || reading.asks)) return null
  return here && kindOf(here).free ? doubt(turn, said, { older: field.key, text: said }) : put(turn, field, reading)
}

/** What a short sentence says of rows that stand in another table than is asked for: that one was not held, or how several were counted. */
export function saidOfRows(turn: Turn, text: string): Step | null {
  const said = text.trim().replace(/[。.!！~～啊呢吧]+$/u, '')
  return said.length > SHORT ? null : (notHeld(turn, said) ?? howCounted(turn, said))
}
