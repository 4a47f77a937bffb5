import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { isChosen, kindOf } from '../forms/kinds.js'
import { mayBeCaptions } from '../forms/captions.js'
import { bare } from '../forms/prompt.js'
import { readBasis } from '../kernel/basis-words.js'
import { findDays } from '../kernel/day-words.js'
import { sameJson } from '../kernel/json.js'
import { takeAfar } from './afar.js'
import { askingAt, miss, readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { withoutEnd } from './ending.js'
import {
  type Fit,
  fitsAt,
  fitting,
  hasPeople,
  lastChanged,
  openFields,
  rowsAhead,
  sumsTold,
  valueAhead,
} from './fitting.js'
import { mayGuess } from './guesses.js'
import { tellsPlans } from './said-above.js'
import { addsTo, goesOn } from './story-goes-on.js'
import { asksStory } from './told.js'
import { rowsTold } from './told-rows.js'
import { heldOf, numberOf, standing, type Step, type Turn } from './turn.js'

/** Not 「3.6万人次」. */
const NUMBERED = /^[（(]?(\d{1,2})(?:[)）、:：]|[.．](?!\d))\s*(\S.*)$/u
/** The numbers that a doubt is answered with. */
const CHOICE = /^[12]$/
const MEANT = { was: null, rows: true }

/** 「8月20日省图书馆演出 观众200人」 where the period is asked: an activity, and no period of one day. 「1月到3月，共服务200人」 is one all the same. */
export function rowsAtPeriod(turn: Turn, field: Field, text: string): Step | null {
  const said = withoutEnd(text.trim())
  const rows = field.feeds === 'period' && hasPeople(said) ? rowsTold(turn, said) : null
  if (rows?.rest !== '' || !(rows.text === said || isOfADay(turn, said))) return null
  return doubt(turn, text, { older: rows.fit.field.key, text: rows.text, ...partOf(rows.fit.reading), misread: true })
}

/**
 * Whether a text at this question is rather an answer to an older one: by the number before it (「3. 培训」), by its kind (a date where a title
 * is asked), or as the rest of a longer story; where it is none here, also to one that comes later. `reading` is what it is here. Null: it
 * is not.
 */
export function lateAnswer(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  // What ends a list is no part of its last row.
  const said = withoutEnd(text.trim())
  const misread = reading.type === 'misread' && reading.partial === undefined
  const free = kindOf(field).free === true
  const album = free || misread || kindOf(field).part ? captioned(turn, field, text) : null
  if (album) return doubt(turn, text, { older: album.key, text, ...(misread && { misread }) })
  if (!misread && !free) return null
  if (free && isAdded(turn, field, said) && !rowsAhead(turn, said)) return null
  const ask = (older: Field, for_: { text: string; more?: true }, fit: Reading<unknown> | null) =>
    doubt(turn, text, { older: older.key, ...for_, ...partOf(fit), ...(misread && { misread }) })

  const [, digits = '', rest = ''] = NUMBERED.exec(said) ?? []
  const numbered = turn.form.fields[Number(digits) - 1]
  if (numbered && numbered !== field && numbered.key in turn.session.answers) {
    const fit = fitsAt(turn, numbered, rest, MEANT)
    if (fit) return ask(numbered, { text: rest }, fit)
  }
  const last = lastChanged(turn)
  // A bare number is of many things: only what was asked just before, and where it would be taken for words.
  const bareNumber = /^\d+$/.test(bare(said))
  const story = asksStory(field)
  const own = isPlan(turn, field, said) || (story && CAME.test(said))
  const fit =
    own || (bareNumber && misread)
      ? null
      : (fitting(turn, said, MEANT, misread) ?? (free ? (rowsAhead(turn, said) ?? sumsTold(turn, said)) : null))
  // What may be guessed is often said all the same, and nothing here is called so.
  if (misread && fit && mayGuess(fit.field) && isCalled(turn, fit, said)) return takeAfar(turn, fit.field, fit.reading)
  const same = fit ? sameAsGiven(turn, fit, misread) : null
  if (same) return same
  // 「签到表」, 「老师数的」 where its kind is asked: how they were counted, and nothing else.
  if (misread && fit && fit.reading.type === 'answered' && readBasis(bare(said)) !== null)
    return takeAfar(turn, fit.field, fit.reading)
  // A place may be called like a kind of activity.
  const called = fit && (isCalled(turn, fit, said) || (story && isCalledShort(turn, fit, said)))
  const holds = fit && !misread && mayGuess(fit.field) && !called
  // It can be nothing else where this question cannot have it.
  if (misread && fit && !mayGuess(fit.field) && (openFields(turn).includes(fit.field) || isRowsMore(fit)))
    return takeAfar(turn, fit.field, fit.reading)
  if (fit && !holds && (!bareNumber || fit.field === last)) return ask(fit.field, { text: said }, fit.reading)
  const ahead = free && !own ? valueAhead(turn, said) : null
  // 1 and 2 would answer the doubt, too, when they are tapped twice.
  if (ahead && CHOICE.test(bare(said)))
    return miss(turn, field, { code: 'text.lone_number', values: { said: bare(said) } })
  if (ahead) return ask(ahead.field, { text: said }, ahead.reading)
  const choice = story && !own ? choiceAhead(turn, said) : null
  if (choice) return ask(choice.field, { text: said }, choice.reading)
  if (last && goesOn(turn, field, last, said))
    return ask(last, { text: kindOf(last).free ? text : said, more: true }, null)
  const meant = (misread || addsTo(said)) && !free ? storyMeant(turn, field, said) : null
  if (misread && meant?.begun === false && meant.field.feeds === 'section.plans' && tellsPlans(said))
    return takeAfar(turn, meant.field, readAt(turn, meant.field, { type: 'text', text }))
  return meant && ask(meant.field, { text, ...(meant.begun && { more: true as const }) }, null)
}

function isOfADay(turn: Turn, said: string): boolean {
  const days = findDays(said, turn.asking.today)?.days
  return days !== undefined && days.from === days.to
}

const STORY = 20

/** Sentences where one of a list is asked: for the story of the form, or what they say of plans for the question about these. */
function storyMeant(turn: Turn, here: Field, said: string): { field: Field; begun: boolean } | null {
  const { spot, columns, hears } = kindOf(here)
  const elsewhere = (spot || columns) && !addsTo(said)
  if (elsewhere || hears || said.length < STORY || !/[，。；！\n]/u.test(said)) return null
  // What weighs its choices is no story.
  const { choices = [] } = here.options as { choices?: { label: string }[] }
  if (said.includes(here.label) || choices.filter(({ label }) => said.includes(label)).length > 1) return null
  const { answers, partials } = turn.session
  const stories = turn.form.fields.filter((one) => one !== here && asksStory(one))
  const told = addsTo(said) ? stories.findLast(({ key }) => (answers[key]?.value ?? null) !== null) : undefined
  if (told) return { field: told, begun: true }
  const plans = PLANS.test(said) ? stories.find(({ feeds }) => feeds === 'section.plans') : undefined
  const field = plans ?? stories[0]
  return field ? { field, begun: field.key in partials || (answers[field.key]?.value ?? null) !== null } : null
}

const SENTENCE = 8

/** A sentence for the text that she went back to, to add to it. */
const isAdded = (turn: Turn, field: Field, said: string): boolean =>
  turn.session.at.type === 'changing' && heldOf(turn, field).partial !== null && said.length >= SENTENCE

/** 「第二季度」 where that is the period already, by itself: there is nothing to be asked about. */
function sameAsGiven(turn: Turn, { field, reading }: Fit, misread: boolean): Step | null {
  const kind = kindOf(field)
  const { old } = heldOf(turn, field)
  if (reading.type !== 'answered' || old === null || kind.part || (!misread && mayGuess(field))) return null
  if (!sameJson(kind.encode(reading.value), kind.encode(old))) return null
  const { words } = turn.asking
  const values = { number: numberOf(turn.form, field), label: field.label, value: kind.show(field, old, words) }
  return { session: turn.session, reply: `${words.say('late.same', values)}\n${standing(turn)}`, effects: [] }
}

/** Whether a text is the very name of what it answers with: 「培训」, not 「帮助培训」. */
const isCalled = ({ asking: { words } }: Turn, { field, reading }: Fit, said: string): boolean =>
  reading.type === 'answered' && kindOf(field).show(field, reading.value, words) === bare(said)

/** 「服务」 for 服务活动, 「选培训」: where a story is asked nothing else of it. */
function isCalledShort({ asking: { words } }: Turn, { field, reading }: Fit, said: string): boolean {
  const label = reading.type === 'answered' ? kindOf(field).show(field, reading.value, words) : ''
  const core = bare(said)
    .replace(/^(?:就|我)*(?:选择?|属于|归|算)/u, '')
    .replace(/(?<=.{2})类$/u, '')
  return core.length > 1 && 2 * core.length >= label.length && label.startsWith(core)
}

/** 「服务」 before it is asked what kind it was. */
function choiceAhead(turn: Turn, said: string): Fit | null {
  if (said.length > NAME) return null
  for (const field of openFields(turn)) {
    if (!isChosen(field)) continue
    const reading = fitsAt(turn, field, said, { was: null, rows: false })
    const fit = reading && { field, reading }
    if (fit && (isCalled(turn, fit, said) || isCalledShort(turn, fit, said))) return fit
  }
  return null
}
/** Longer is no name of a choice. */
const NAME = 20

/** 「200个孩子来了」 is told, and no number that is given. */
const CAME =
  /^(?:有|共|一共|总共|大?约)?[\d０-９一二两三四五六七八九十百]+[多余来几]*个?\p{L}{1,8}?(?:来|到|到场|参加|加入|报名|受益)了?[。.!！~～]*$/u

/** What is told of what is to be done, or is lacking. */
const PLANS = /[再将拟缺难]|打算|计划|准备|希望|争取|不够|不足|下半年|下学期|明年|下个?(?:月|季度)/u

/** Whether a text at a question for a long text speaks of plans: their days and numbers are of no row and no other question. */
function isPlan(turn: Turn, field: Field, said: string): boolean {
  const { least = 0 } = field.options as { least?: number }
  if (!kindOf(field).free || least === 0) return false
  if (PLANS.test(said)) return true
  const { today, period = null } = askingAt(turn, field)
  const days = period && !/年|\d{4}/u.test(said) ? findDays(said, today, period)?.days : null
  return Boolean(period && days && (days.from > period.to || days.to < period.from))
}

/** The question whose pictures a text has captions for, by their numbers: 「2 合影」. */
function captioned(turn: Turn, here: Field, text: string): Field | null {
  if (!mayBeCaptions(text)) return null
  const albums = turn.form.fields.filter((field) => field !== here && kindOf(field).hears === 'image')
  return albums.find((field) => readAt(turn, field, { type: 'text', text }).type === 'continued') ?? null
}

/** Whole rows behind those that there are. */
const isRowsMore = ({ field, reading }: Fit): boolean =>
  kindOf(field).columns !== undefined && reading.type === 'continued' && reading.part === undefined && !reading.asks

const partOf = (fit: Reading<unknown> | null): { row?: number } =>
  fit?.type === 'continued' && fit.part !== undefined ? { row: fit.part } : {}
