import { kindOf } from '../forms/kinds.js'
import { besides } from '../kernel/besides.js'
import { isWholly } from '../forms/row-cells.js'
import { mentionsBasis } from '../kernel/basis-words.js'
import { readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { lead } from './kept.js'
import { readPart } from './named.js'
import { called, MEASURE, NUMERAL, rowsRemoved, THING, withRows } from './row-meant.js'
import { put } from './rows-changed.js'
import { currentField, type Step, type Turn, turnWith } from './turn.js'
import { undo } from './undo.js'

/** Longer is a sentence of a report. */
const SHORT = 30

/** 「那场取消了没办」: nothing stands behind it, neither why nor what was done instead. */
const NOT_HELD = new RegExp(
  '^(?:对了|哦|其实|那个)*[，,\\s]*(?<what>[^，,。；;]{2,20}?)(?:那天|当天|后来|最后|临时|其实|根本|都|就|(?:改期|延期|推迟)了?|(?:因为?|由于)[^，,。；;]{1,8}?|下[大暴]?[雨雪]了?|[，,\\s])*' +
    '(?:取消了(?:[，,\\s]*没[办开搞]成?)?|没(?:能|有)?(?:[办开搞]成?|举[办行])|不[办开搞]了)了?$',
  'u',
)

/** 「糯米退了」: nothing was spent on it after all. */
const NOT_SPENT =
  /^(?:对了|哦|其实|那个)*[，,\s]*(?<what>[^，,。；;]{2,20}?)(?:的?那笔)?(?:的?钱)?(?:后来|最后|其实|都|就|又|也)*(?:退(?:掉|回|货|款)?了|没(?:有)?(?:买|花|用上)|不买了)(?:[，,\s]*没(?:有)?花钱)?$/u

/** Of which rows it is said that there was nothing of them. */
const NEVER: Record<string, RegExp> = { activities: NOT_HELD, expenses: NOT_SPENT }

/**
 * 「4月26号那场取消了没办」, 「糯米退了」 of a row that stands among those there were: it is asked whether it is to go, for it may be told in a story;
 * at the table itself, and where nothing is asked, it goes. Null where there is no such row.
 */
function neverWas(turn: Turn, said: string, feed: string): Step | null {
  const { what } = NEVER[feed]?.exec(said)?.groups ?? {}
  const meant = what === undefined ? null : rowsRemoved(turn, `${what}删掉`)
  const [row, other] = meant?.numbers ?? []
  if (!meant?.reading || row === undefined || row === 0 || other !== undefined || meant.field.feeds !== feed)
    return null
  const here = currentField(turn)
  if (!here || here === meant.field) return put(turn, meant.field, meant.reading)
  const misread = kindOf(here).free ? {} : { misread: true as const }
  return doubt(turn, said, { older: meant.field.key, text: `删 ${row}`, row, ...misread })
}

/** 「家长沙龙那场还是要的，只是改到29号了」: it was held all the same, and when; 「改期了」: when it was is asked. */
const HELD_THEN = new RegExp(
  `^(?:对了|哦|其实)*[，,\\s]*(?<what>[^，,。；;]{2,20}?)(?:的?那${MEASURE})?(?:后来|其实|最后)*(?<still>(?:还是|还|仍然?)(?:要|办|算|有)(?:的|了)*)?[，,\\s]*` +
    '(?:只是|不过|但是?|就是|后来)*[，,\\s]*(?<off>(?:改期|改|推迟|延期|延|推|挪)(?:到|在)了?\\s*(?<day>\\S{2,12}?)(?:[办开]的|[办开]了|了)*|(?:改期|推迟|延期)了)?$',
  'u',
)

/**
 * 「家长沙龙那场还是要的，只是改到29号了」 at the activities: the row is on that day; one that she took out with the last thing she said is back, one that was never there
 * begins. Null where the words are of something else.
 */
function heldThen(turn: Turn, said: string): Step | null {
  const { what, still, off, day = '' } = HELD_THEN.exec(said)?.groups ?? {}
  const here = currentField(turn)
  const [date] = here?.feeds === 'activities' ? (kindOf(here).columns?.(here) ?? []) : []
  if (
    what === undefined ||
    (still ?? off) === undefined ||
    !here ||
    !date ||
    (day !== '' && !isWholly(date, day, turn.asking))
  )
    return null
  const changed = (there: Turn) => {
    const [row, other] = called(there, here, what)
    const rest = `${date.field.label} ${day}`.trim()
    return row === undefined || other !== undefined ? null : readPart(there, here, row, rest)
  }
  const reading = changed(turn)
  if (reading) return off === undefined ? null : put(turn, here, reading)
  const { undo: last } = turn.session
  const undone = last && undo(turn)
  const there = undone && turnWith(turn, besides(undone.session, { undo: last }))
  const back = there && changed(there)
  if (back && still !== undefined && day === '') return undone
  if (back && day !== '') return lead(turn.asking.words.say('undo.done', { said: last.said }), put(there, here, back))
  return still === undefined || day === ''
    ? null
    : put(turn, here, readAt(turn, here, { type: 'text', text: `${what} ${day}` }))
}

const SEVERAL = new RegExp(
  `^(?:其实)?第\\s*${NUMERAL}\\s*(?<measure>${MEASURE})?${THING}(?:\\s*[和跟与、，,]\\s*第?\\s*${NUMERAL}\\s*${MEASURE}?${THING})+的?(?:人数)?(?:其实|应该|也|全)*都`,
  'u',
)

/** 「都是估的，敬老院是点数的」, 「前两个签到，后面估的」 */
const EACH = /(?:都|其[他余它]|除了?|前[面]?[两二三四五六七八九\d]).*[，,；;\s]\S|[，,；;\s]\S*(?:都|其[他余它])/u

/** 「都同意公开，1 签到 2-9 讨论」 */
const OF_PICTURES = /公开|同意|照片|图片|张/u

/** 「第一场和第三场都是估的」 away from the table, which reads how its rows were counted. */
function howCounted(turn: Turn, said: string): Step | null {
  const { measure = '场' } = SEVERAL.exec(said)?.groups ?? {}
  const each = EACH.test(said) && !OF_PICTURES.test(said)
  const field = (SEVERAL.test(said) || each) && mentionsBasis(said) ? withRows(turn, measure) : null
  const here = currentField(turn)
  if (!field || field === here || !kindOf(field).columns) return null
  const reading = readAt(turn, field, { type: 'text', text: said })
  if (reading.type !== 'answered' && (reading.type !== 'continued' || reading.asks)) return null
  return here && kindOf(here).free ? doubt(turn, said, { older: field.key, text: said }) : put(turn, field, reading)
}

/** What a short sentence says of rows that stand in another table than is asked for: that there was nothing of one, or how several were counted. */
export function saidOfRows(turn: Turn, text: string): Step | null {
  const said = text.trim().replace(/[。.!！~～啊呢吧]+$/u, '')
  if (said.length > SHORT) return null
  return (
    neverWas(turn, said, 'activities') ??
    neverWas(turn, said, 'expenses') ??
    heldThen(turn, said) ??
    howCounted(turn, said)
  )
}
