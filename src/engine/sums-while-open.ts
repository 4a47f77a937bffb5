import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Row } from '../forms/rows.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { heldOf, type Step, type Turn, turnWith } from './turn.js'

const SPENT = /[花用付][了费掉]|[元块¥]|费\s*\d|共[\d一二三四五六七八九两百千万]+(?:[元块多]|左右)/u
/** What says nothing of what it was spent on. */
const LEAD = /^(?:[这那本]次|我们|活动|一共|总共|合计|大概|[，,\s])+/u
/** Longer is a story. */
const SHORT = 60

/** One clause of several. */
const CLAUSES = /[，,；;。]+(?!\d{3}(?!\d))/u
/** Nothing but the sum. */
const BARE =
  /^(?:花费?|用|支出)[了掉]*(?:大概|大约|约)?[\d.,一二三四五六七八九十百千万两半零]+[多余来几]?(?:元|块钱?)?(?:左右|上下|吧|的|。)*$/u

/**
 * 「花了300元」, 「买绘本花了300元」 while something of an activity that is half told is asked, or behind one that is whole: it is of the spending, by the
 * name of that activity where she names nothing; what was asked is asked on, or answered by what else she says. Null where it may be an answer, or
 * there is no such question.
 */
export function sumsWhileOpen(turn: Turn, here: Field, text: string, reading: Reading<unknown>): Step | null {
  if (reading.type !== 'misread' || here.feeds !== 'activities' || text.length > SHORT || !SPENT.test(text)) return null
  const spending = turn.form.fields.find(({ feeds }) => feeds === 'expenses')
  const { partial } = heldOf(turn, here)
  const { pending: [open] = [], rows = [] } = (partial?.value ?? {}) as { pending?: Row[]; rows?: Row[] }
  const row = open ?? rows.at(-1)
  const bare = BARE.test(text.trim().replace(LEAD, ''))
  if (!spending || !row || !(open || bare)) return null
  const clauses = text.split(CLAUSES).filter((clause) => clause.trim())
  const others = clauses.filter((clause) => !SPENT.test(clause)).join('，')
  const answer = others && others !== text ? readAt(turn, here, { type: 'text', text: others }) : null
  const answered = answer && answer.type !== 'misread' && answer.type !== 'nothing' ? answer : null
  const sums = answered ? clauses.filter((clause) => SPENT.test(clause)).join('，') : text
  for (const one of [...(bare ? [] : [sums]), `${nameOf(turn, here, row)} ${sums.trim().replace(LEAD, '')}`]) {
    const read = readAt(turn, spending, { type: 'text', text: one })
    if (read.type !== 'continued' || read.asks) continue
    const step = takeAfar(turn, spending, read)
    if (!answered) return step
    const note = turn.asking.words.say('told.rows', { label: spending.label, note: read.note ?? '' })
    const next = take(turnWith(turn, step.session), here, answered, note)
    return { ...next, effects: [...step.effects, ...next.effects] }
  }
  return null
}

/** What the activity of this row is called. */
function nameOf(turn: Turn, here: Field, { cells }: Row): string {
  const title = kindOf(here)
    .columns?.(here)
    .find(({ field }) => field.feeds === 'activity.title')
  const name = title ? (cells[title.field.key] ?? null) : null
  return typeof name === 'string' ? name : ''
}
