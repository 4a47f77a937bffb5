import type { Field } from '../forms/form.js'
import type { Problem } from '../kernel/outcome.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { isWholly } from '../forms/row-cells.js'
import { rowOnly } from '../forms/table-words.js'
import type { Row } from '../forms/rows.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { askingAt, continued, readAt, take } from './answer.js'
import { changeMeant, inHerWords } from './at-summary.js'
import { captionsAfar } from './captioned-afar.js'
import { answerNamed, corrected } from './correct.js'
import { doubt } from './doubt-about.js'
import { daySaid, periodPutRight } from './day-said.js'
import { groupChanged } from './group-changed.js'
import { without } from './keyed.js'
import { countedIn, type Named, namedIn, NO_COUNT, quotedIn, readMore, readPart } from './named.js'
import { numberedChanges } from './numbered-changes.js'
import { placeSaid } from './place-said.js'
import { changeByName, plainly } from './plainly.js'
import { rowAgain } from './row-again.js'
import { cellReplaced, changesRow, rowChanged, rowMissing, rowUnclear } from './row-changed.js'
import {
  allRemoved,
  beginsAnew,
  deletedWhere,
  gone,
  GONE_BY_NUMBER,
  isOpenRow,
  MEASURE,
  NUMERAL,
  partsOf,
  rowsRemoved,
  sameRows,
} from './row-meant.js'
import { isOfNone } from './row-just-said.js'
import { rowsAlike } from './rows-alike.js'
import { rowsInWords } from './rows-in-words.js'
import { put, severalChanged, TAKES_OUT } from './rows-changed.js'
import { saidOfRows } from './rows-said-of.js'
import { saidInClauses } from './said-in-clauses.js'
import { saidAgain } from './said-again.js'
import { labelledAnswers, severalChanges } from './several-changes.js'
import { severalNamed } from './several-named.js'
import { ofTable } from './table-named.js'
import { asksStory } from './told.js'
import { cue, currentField, goTo, heldOf, numberOf, returnedWith, type Step, type Turn } from './turn.js'
import { askWhichRow, whichOfSame, whichRow } from './which-row.js'

/** Something of this is in every message by number, that corrects or takes out, at its beginning in a long one. */
const MAY_CHANGE =
  /[第改补删错把划拿清]|不[对是要算]|[写记填报说][少多]了|去掉|作废|撤销|应该|更正|纠正|口误|换成|最后|^\s*(?:[啊哎噢哦呃]|对了|等等|等一下)|^\s*[「\d０-９一二三四五六七八九十]|add|edit|change|delete|remove/i
const LONG = 80
/** And of this in one that says what a row is. */
const MAY_STATE = /[第是为改错]|不对|应该|换成|那[一场次条笔项个期]|最后|[:：]/

/**
 * A message that changes an answer from elsewhere: by its number (「改 4.2 人数 35」「第3题：培训」「补 2 …」), in words (「不对，是35人」), or takes rows
 * out (「把第三场删掉」). Null when it is none.
 */
export function changeInWords(turn: Turn, words: string): Step | null {
  const ofDay = severalNamed(turn, words) ?? periodPutRight(turn, words) ?? daySaid(turn, words)
  if (ofDay) return ofDay
  const plain = changeMeant(turn, words)
  const plainer = plain === words ? null : changeInWords(turn, plain)
  if (plainer) return inHerWords(turn, plainer, words)
  const inClauses = saidInClauses(turn, words)
  if (inClauses) return inClauses
  const quoted = quotedIn(turn, words.trim())
  if (quoted) return atNamed(turn, quoted)
  const alike = rowsAlike(turn, words)
  if (alike) return alike
  const byName = changeByName(turn, words)
  if (byName) return byName
  const several =
    labelledAnswers(turn, words) ??
    severalChanges(turn, words, changeInWords) ??
    numberedChanges(turn, words, changeInWords)
  if (several) return several
  const inWords = rowsInWords(turn, words)
  if (inWords) return atNamed(turn, inWords)
  const named = ofTable(turn, words) ?? namedAnswer(turn, words)
  if (named) return named
  const group = groupChanged(turn, words) ?? saidOfRows(turn, words)
  if (group) return group
  const captioned = captionsAfar(turn, words)
  if (captioned) return captioned
  const text = placeSaid(turn, words) ?? plainly(turn, words)
  const here = currentField(turn)
  const head = text.length > LONG ? text.slice(0, LONG) : text
  const may = !here || MAY_CHANGE.test(head)
  return (
    (may ? numberedOrRemoved(turn, text) : null) ??
    statedOfRows(turn, text, words) ??
    returnedPart(turn, text) ??
    (may ? correctedIn(turn, text, words) : null) ??
    ofNoRow(turn, text)
  )
}

function namedAnswer(turn: Turn, text: string): Step | null {
  const answer = answerNamed(turn, text)
  if (!answer) return null
  if (answer.sure || answer.reading.type === 'misread') return takeAfar(turn, answer.field, answer.reading)
  return doubt(turn, text, { older: answer.field.key, text: answer.now })
}

function numberedOrRemoved(turn: Turn, text: string): Step | null {
  const removing = TAKES_OUT.test(text)
  const anew = removing ? beginsAnew(turn, text) : null
  if (anew) return emptied(turn, anew)
  const all = removing ? allRemoved(turn, text) : null
  if (all) return askToEmpty(turn, all)
  const removed = removing ? rowsRemoved(turn, text) : null
  if (removed && removed.numbers.length > 1 && removed.numbers.length === partsOf(turn, removed.field).length)
    return askToEmpty(turn, removed.field)
  if (removed?.reading) return put(turn, removed.field, removed.reading)
  if (removed) return whichRow(turn, removed)
  const where = deletedWhere(turn, text)
  if (where && where.fields.length > 0) return deletedIn(turn, text, where)
  const named = namedIn(turn, text)
  return named ? atNamed(turn, named) : refusedByName(turn, text)
}

const EDITS = new RegExp(
  `^(?:改|修改|更改|edit|change)\\s*第?\\s*(?<n>\\d{1,2})\\s*题?[:：\\s]+(?:改成|改为|是)?${NO_COUNT}\\s*(?<rest>\\S.{0,30})$`,
  'iu',
)

/** 「改3 文港小学」 where words are asked and question 3 cannot be that: why not, for it is no part of these words. */
function refusedByName(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  const { n = '', rest = '' } = (here && kindOf(here).free && EDITS.exec(text.trim())?.groups) || {}
  const field = turn.form.fields[Number(n) - 1]
  if (!field || field === here || field.feeds === here?.feeds) return null
  const reading = readAt(turn, field, { type: 'text', text: rest })
  return reading.type === 'misread' ? takeAfar(turn, field, reading) : null
}

function deletedIn(turn: Turn, text: string, { fields, numbers }: { fields: Field[]; numbers: number[] }): Step {
  const { form, session, asking } = turn
  const [only, other] = fields
  if (only && !other) return put(turn, only, gone(turn, only, numbers))
  const ways = fields.map((field) => `删 ${numberOf(form, field)}.${numbers[0] ?? 1}（${field.label}）`).join('；')
  return { session, reply: asking.words.say('late.delete_where', { said: quote(text), ways }), effects: [] }
}

/** `words`: as she said it, which is what is asked about. */
function statedOfRows(turn: Turn, text: string, words: string): Step | null {
  const here = currentField(turn)
  if (here && !MAY_STATE.test(text) && !changesRow(turn, here) && !asksStory(here)) return null
  const open = columnWhileOpen(turn, text)
  if (open) return open
  const row = cellReplaced(turn, text) ?? rowChanged(turn, text)
  if (row && row.numbers.length > 1) return askWhichRow(turn, words, row)
  if (row?.reading && !(here && kindOf(here).free)) return put(turn, row.field, row.reading)
  if (row) return doubt(turn, words, { older: row.field.key, text: row.rest, row: row.numbers[0] ?? 0 })
  const several = severalChanged(turn, text)
  if (several) return several
  const same = sameRows(turn, text)
  if (same) return whichOfSame(turn, same)
  const unclear = rowUnclear(turn, text)
  return unclear === null ? null : whatOfRow(turn, text, unclear)
}

const COLUMN_IS = /^(?<label>\S{1,12}?)(?:应该是|应该改成|应该|改成|改为|换成)\s*(?<now>\S.{0,40})$/u

/** 「人数改成33人」 while a row is being asked about: of it where it has that already, else of the one that is there, or it is asked of which. */
function columnWhileOpen(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  const { label = '', now = '' } = COLUMN_IS.exec(text.trim().replace(/[。.!！~～吧啊呢了]+$/u, ''))?.groups ?? {}
  const column =
    here &&
    kindOf(here)
      .columns?.(here)
      .find(({ field }) => field.label === label)
  const { pending: [open] = [] } = ((here && heldOf(turn, here).partial?.value) ?? {}) as { pending?: Row[] }
  if (!here || !column || !open) return null
  const numbers = partsOf(turn, here)
  const [first] = numbers
  const rest = `${label} ${now}`
  if (first === undefined || (open.cells[column.field.key] ?? null) !== null)
    return take(turn, here, readAt(turn, here, { type: 'text', text: `改 ${numbers.length + 1} ${rest}` }))
  const reading = readPart(turn, here, first, rest)
  if (reading?.type !== 'continued') return null
  return numbers.length > 1
    ? askWhichRow(turn, text, { field: here, numbers, name: label, reading, rest })
    : take(turn, here, reading)
}

/** A correction of a row that is not there. */
function ofNoRow(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  const row = here && kindOf(here).columns ? readNumber(GONE_BY_NUMBER.exec(text)?.groups?.['row'] ?? '') : null
  if (here && row !== null && !partsOf(turn, here).includes(row)) return noSuchRow(turn, here, row)
  const name = MAY_STATE.test(text) ? rowMissing(turn, text) : null
  if (name === null) return null
  return { session: turn.session, reply: turn.asking.words.say('problem.table.no_name', { name }), effects: [] }
}

function correctedIn(turn: Turn, text: string, words: string): Step | null {
  const correction = corrected(turn, text)
  const rows = correction ? partsOf(turn, correction.field) : []
  if (correction?.lastOfMany && rows.length > 1 && isOfNone(turn, correction.field))
    return askWhichRow(turn, words, { ...correction, numbers: rows, name: '', rest: correction.now })
  if (correction?.sure) return put(turn, correction.field, correction.reading)
  return correction && doubt(turn, words, { older: correction.field.key, text: correction.now })
}

const NUMBERED_PART = new RegExp(
  `^(?:第?\\s*(?<row>${NUMERAL})\\s*(?:${MEASURE}|\\s)\\s*)?(?:应该是|应该|其实是|是)?\\s*(?<value>\\S.*)$`,
  'u',
)

/** 「210人」 where the hub returned the table: of the row that it asks about, or it is asked of which. */
function returnedPart(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  const note = here && returnedWith(turn, here).returned
  if (!here || typeof note !== 'string' || text.length > LONG) return null
  // What she sent to the question before, not seeing that it arrived, is of no row.
  const again = saidAgain(turn, here, text)
  if (again) return again
  const { row, value = '' } = NUMBERED_PART.exec(text.trim())?.groups ?? {}
  if (!value) return null
  const asking = askingAt(turn, here)
  const columns = kindOf(here).columns?.(here) ?? []
  const { partial, old } = heldOf(turn, here)
  // 「2」 is the second row, and no sum of 2.
  const only = rowOnly(text)
  if (only !== null && (only < 10 || partsOf(turn, here).includes(only))) return null
  const number = row === undefined ? null : readNumber(row)
  const named =
    number === null ? (kindOf(here).partsNamed?.(here, note, partial?.value ?? null, old, asking) ?? []) : [number]
  const numbers = countedIn(turn, here, named.length > 0 ? named : partsOf(turn, here), value)
  const [first] = numbers
  const exact = columns.some((column) => !column.kind.free && isWholly(column, value, asking))
  const reading = first !== undefined && exact ? readPart(turn, here, first, value) : null
  if (first === undefined || reading?.type !== 'continued' || (here && isOpen(turn, here))) return null
  const meant = { field: here, numbers, name: '', reading, rest: value }
  return numbers.length > 1 ? askWhichRow(turn, text, meant) : put(turn, here, reading)
}

/** Whether something of the table is being asked for, which her words answer. */
const isOpen = (turn: Turn, field: Field): boolean => {
  const held = heldOf(turn, field).partial?.value as { editing?: unknown; closing?: boolean } | undefined
  return isOpenRow(turn, field) || Boolean(held?.editing || held?.closing)
}

/** What it is to become is asked. */
function whatOfRow(turn: Turn, text: string, number: number): Step {
  const { session, asking } = turn
  return { session, reply: asking.words.say('late.what_of_row', { said: quote(text), number }), effects: [] }
}

/** All rows go and it is asked anew; 「撤销」 has them back. */
function emptied(turn: Turn, { key, label }: Field): Step {
  const { answers, partials, at } = turn.session
  const change = { answers: without(answers, key), partials: without(partials, key) }
  return goTo(turn, at, turn.asking.words.say('late.emptied', { label }), change)
}

/** All parts of an answer are to go: asked once. */
function askToEmpty(turn: Turn, { key, label, required }: Field): Step {
  const { session, asking } = turn
  if (!required) return goTo(turn, { type: 'confirming_clear', field: key, back: session.at }, null)
  return { session, reply: `${asking.words.say('engine.cannot_skip', { label })}\n${cue(turn)}`, effects: [] }
}

function atNamed(turn: Turn, { field, row, rest, more }: Named): Step {
  const again = row === null && !more ? rowAgain(turn, field, rest) : null
  if (again && again.numbers.length > 1) return askWhichRow(turn, rest, again)
  if (again?.reading) return put(turn, field, again.reading)
  if (row === null) {
    const read = more ? readMore(turn, field, rest) : readAt(turn, field, { type: 'text', text: rest })
    return put(turn, field, read, more)
  }
  const reading = readPart(turn, field, row, rest)
  if (!reading || reading.type === 'misread') return noSuchRow(turn, field, row, reading?.problem)
  if (reading.type !== 'continued' || rest) return put(turn, field, reading)
  const step = goTo(turn, { type: 'changing', field: field.key, part: true }, null, {
    partials: continued(turn, field, reading.partial),
  })
  return { ...step, reply: reading.reply }
}

/** A row that is not there, or cannot be what she says. Here it is no answer that failed: the question is not put in another way. */
function noSuchRow(turn: Turn, field: Field, row: number, problem?: Problem): Step {
  if (problem && field !== currentField(turn)) return takeAfar(turn, field, { type: 'misread', problem })
  const { form, session, asking } = turn
  const values = { number: numberOf(form, field), label: field.label, row }
  const said =
    problem && partsOf(turn, field).length > 0
      ? asking.words.say(`problem.${problem.code}`, problem.values)
      : asking.words.say('late.no_part', values)
  return { session, reply: `${said}\n${cue(turn)}`, effects: [] }
}
