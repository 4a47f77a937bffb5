import { BY_THE_WAY, SLIP } from '../forms/corrects.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { readAt } from './answer.js'
import {
  fieldsAtHand,
  type Fit,
  fitsAt,
  fitting,
  givenFields,
  lastChanged,
  namesOf,
  openFields,
  says,
} from './fitting.js'
import { asksStory } from './told.js'
import { readPart } from './named.js'
import { rowJustSaid } from './row-just-said.js'
import { isOpenRow } from './row-meant.js'
import { currentField, heldOf, type Turn } from './turn.js'

/** 「不对，是35人」「人数错了，应该是35」「不是25人，是35人」. */
interface Correction {
  /** What it is now. */
  now: string
  /** What was said before, when she repeats it. */
  was: string | null
  /** The name of the question or column, when she says it. */
  label: string | null
}

const IS = '(?:(?:应该)?(?:叫做?|叫作)|(?:应该|其实|实际上?|正确的?)?(?:是|改成|改为|为)|应该)'
/** 「不对，不是35，是36」: the second says it all. */
const TWICE = new RegExp(
  `^(?:啊|哎呀?|不好意思|对不起|抱歉)*[，,\\s]*${SLIP}[了啊]?[，,。\\s]+(?=不是[^，,]{1,30}[，,。\\s]+(?:而|应该)?是)`,
  'u',
)
/** 「10人是不对的，不对，是35人」 says no more than 「10人错了，是35人」. */
const DENIED = new RegExp(
  `^(?<was>[^\\s，,。]{1,12}?)是?(?:不对|不是|错|写错|不准)的[，,。\\s]*(?:${SLIP}[了啊]?[，,。\\s]+)?(?=(?:应该|其实|改成)?[是为\\d])`,
  'u',
)
/** A number or a day at the beginning. */
const BEGINS_SO = /^(?:大?约)?[\d０-９一二三四五六七八九十两百千]+(?:多|来|几)?(?:[人名位个块元户家次场]|\d|月|$)/u
/** Between what it was and what it is: nothing where that is a number, 「不是45是35」. */
const BUT = '(?:[，,。\\s]+|(?<=[\\d百千人名位个块元号日])(?=而|应该|是))'
const SAYS: RegExp[] = [
  new RegExp(
    `^(?:啊|哎呀?|噢|哦|呃|嗯|不好意思|对不起|抱歉)*[，,\\s]*${SLIP}[了啊哈]?[，,。.!！：:\\s]+${IS}?\\s*(?<now>\\S.*)$`,
    'u',
  ),
  new RegExp(`^(?<label>[^\\s，,。]{1,12}?)(?:好像|应该)?${SLIP}[了啊]?[，,。：:\\s]*${IS}\\s*(?<now>\\S.*)$`, 'u'),
  new RegExp(
    `^(?<label>[^\\s，,。]{1,12}?)不是\\s*(?<was>[^，,。]{1,30}?)${BUT}(?:而|应该|其实)*是\\s*(?<now>\\S.*)$`,
    'u',
  ),
  new RegExp(
    `^(?:把|将)?(?<label>[^\\s，,。]{1,12}?)(?:应该是|应该叫做?|应该改成|改成|改为|换成)\\s*(?<now>\\S.*)$`,
    'u',
  ),
  // 「哎，是四月到六月」.
  /^(?:啊|哎呀?|噢|哦|呃|等等|等一下)+[，,\s]*(?:应该)?(?:是|改成)\s*(?<now>\S.{0,30})$/u,
  new RegExp(`^不是\\s*(?<was>[^，,。]{1,30}?)${BUT}(?:而|应该)?是\\s*(?<now>\\S.*)$`, 'u'),
  new RegExp(`^(?:应该)?是\\s*(?<now>[^，,。]{1,30}?)[，,。\\s]+(?:而)?不是\\s*(?<was>\\S.*)$`, 'u'),
]
/** 「人数是50人」「人数50」, where nothing is asked. */
const STATES = /^(?<label>[^\s，,。：:\d]{1,12}?)(?:是|为|[：:\s]|(?=\d))\s*(?<now>\S.*)$/u
const LEAD = /^(?:刚才|刚刚|上面|前面|之前|我|说|写|报|填|的|那|这|一|[个次场]|活动)*/u
/** Longer is a sentence of a report. */
const SHORT = 60

/** One of these is in each of them. */
const CORRECTS = /[错误正对是改换]/u

function correctionIn(text: string, states: boolean): Correction | null {
  if (!states && !CORRECTS.test(text)) return null
  const plain = text.trim()
  // 「对了日期是6月30号」 speaks of what was said, as at the end.
  const apart = plain.replace(BY_THE_WAY, '')
  const said = apart
    .replace(/[。.!！~～吧啊呢了]+$/u, '')
    .replace(TWICE, '')
    .replace(DENIED, '$<was>错了，')
  if (said.length > SHORT || said.includes('\n')) return null
  for (const pattern of [...SAYS.slice(5), ...SAYS.slice(0, 5), ...(states || apart !== plain ? [STATES] : [])]) {
    const found = pattern.exec(said)?.groups
    if (!found?.['now']) continue
    const { now, was = null, label = null } = found
    // 「10人不对，是35人」 names a value, and no question.
    const value = label !== null && was === null && BEGINS_SO.test(label)
    return { now: now.trim(), was: value ? label : (was?.trim() ?? null), label: value ? null : label }
  }
  return null
}

/**
 * The answer that a correction in words is about: the last that it fits by its kind, that holds what she says it was, or that she names; else the
 * last short answer in words. `lastOfMany`: of the last row of a table, which she did not name. Null when the message is no correction, or one of nothing that is there.
 */
export function corrected(
  turn: Turn,
  text: string,
): (Fit & { sure: boolean; now: string; lastOfMany: boolean }) | null {
  const here = currentField(turn)
  const correction = correctionIn(text, here === null)
  if (!correction) return null
  const { now, was, label } = correction
  const meant = (fit: Fit | null, sure = true) => {
    const ofRows = fit !== null && was === null && kindOf(fit.field).afterwards !== undefined
    const row = ofRows ? rowJustSaid(turn, fit.field) : null
    const reading = fit && row !== null ? readPart(turn, fit.field, row, now) : null
    return fit && { ...fit, ...(reading?.type === 'continued' && { reading }), sure, now, lastOfMany: ofRows }
  }
  if (label !== null) return meant(ofLabel(turn, label, now))
  const own = (): Fit | null => {
    const reading = here && kindOf(here).afterwards ? fitsAt(turn, here, now, { was, rows: false }) : null
    return here && reading && { field: here, reading }
  }
  const others = () => fitting(turn, now, { was, rows: false })
  // Within the table being filled it is of its last row, unless something else was said last; of one that is half written at any time.
  const last = lastChanged(turn)
  const fit = !last || here === last || (here && isOpenRow(turn, here)) ? (own() ?? others()) : (others() ?? own())
  if (fit) return meant(fit)
  // What she says it was stands nowhere: it answers what she is asked, where it can.
  const answer = here && was !== null && kindOf(here).spot && !kindOf(here).part ? withoutSlipAt(turn, here, now) : null
  if (answer) return meant(answer)
  return meant(inWords(turn, now, was), !here || !kindOf(here).free)
}

/** What is corrected, as the answer to the question that is being asked. */
function withoutSlipAt(turn: Turn, field: Field, now: string): Fit | null {
  const reading = readAt(turn, field, { type: 'text', text: now })
  return reading.type === 'misread' || reading.type === 'nothing' ? null : { field, reading }
}

/** 「类别选服务」, 「报告时段是第二季度」: what stands between the name of a question and its answer. */
const GIVES =
  /^(?:应该|其实|实际上?|就|还|也|都|我)*(?<verb>选择?|填|算|归|属于|是|为|[:：]|(?=\s*[\d约近]))(?:的是|成|了)?[:：\s]*(?<now>\S.{0,30})$/u
const OF_ALL = /^(?:我们?的?|这次的?|这些|那个?)/u

/**
 * 「活动类别选服务」, 「地点是体育公园」 where something else is asked for: the question that is named at its beginning, and what it is exactly an answer to. `sure`: no column is
 * called so, too. Null where it may be told in words.
 */
export function answerNamed(turn: Turn, text: string): (Fit & { sure: boolean; now: string }) | null {
  const here = currentField(turn)
  if (!here || kindOf(here).columns || text.length > SHORT || text.includes('\n')) return null
  const said = text
    .trim()
    .replace(OF_ALL, '')
    .replace(/[。.!！~～吧啊]+$/u, '')
  for (const field of turn.form.fields) {
    const { part, columns, hears } = kindOf(field)
    if (field === here || asksStory(field) || part || columns || hears === 'image') continue
    const name = namesOf(field).find((one) => said.startsWith(one))
    const { verb = '', now = '' } = name === undefined ? {} : (GIVES.exec(said.slice(name.length))?.groups ?? {})
    if (name === undefined || !now || heldOf(turn, field).partial !== null) continue
    // 「地点是大家一起选的，离学校近」 is told, 「传播3.6万」 may be where words are asked.
    if (kindOf(field).free ? /[，,；;。]/u.test(now) : verb === '' && kindOf(here).free) continue
    const reading = readAt(turn, field, { type: 'text', text: now.replace(NOT_BUT, '') })
    // 「类别选公益」 is none of the choices, which is said; 「类别是大家定的」 is a sentence.
    if (reading.type === 'misread' && !(REFUSED.test(verb) && now.length <= REFUSED_MOST)) continue
    const called = turn.form.fields.some((one) =>
      kindOf(one)
        .columns?.(one)
        .some((column) => column.field.label === name),
    )
    return { field, reading, now, sure: !called }
  }
  return null
}
const NOT_BUT = /[，,\s]+(?:而)?不是[^，,]{1,20}$/u
const REFUSED = /^[选填]/u
const REFUSED_MOST = 6

/** 「人数错了应该是35」, of which nothing is there: it corrects by the name of a question or column, and is no part of any text. */
export function correctsNothing(turn: Turn, text: string): boolean {
  const label = /[错对误]/u.test(text) ? (correctionIn(text, false)?.label ?? null) : null
  return (
    label !== null &&
    turn.form.fields.some((field) =>
      [field, ...((field.options as { columns?: Field[] }).columns ?? [])].some((one) => one.label === label),
    )
  )
}

/** 「人数改成35」: the question of that name, also one that was not asked yet, or a table with such a column. */
function ofLabel(turn: Turn, label: string, now: string): Fit | null {
  const here = currentField(turn)
  const name = withoutActivity(turn, label)
  const ahead = openFields(turn).filter((one) => !kindOf(one).part && !asksStory(one))
  for (const field of [...fieldsAtHand(turn), ...ahead]) {
    const { columns } = field.options as { columns?: Field[] }
    const reading = columns?.some((column) => column.label === name)
      ? fitsAt(turn, field, now, { was: null, rows: false })
      : field !== here &&
          [...namesOf(field), `「${field.label}」`].includes(name) &&
          heldOf(turn, field).partial === null
        ? readAt(turn, field, { type: 'text', text: now })
        : null
    if (reading && reading.type !== 'misread') return { field, reading }
  }
  return null
}

/** 「刚才那个培训人数」 as 「人数」: what is meant before the name of a question is what it is all about. */
function withoutActivity(turn: Turn, label: string): string {
  const field = turn.form.fields.find((one) => label !== one.label && label.endsWith(one.label))
  if (!field) return label
  const said = label
    .slice(0, -field.label.length)
    .replace(LEAD, '')
    .replace(/[的里]$/u, '')
  const known = givenFields(turn).some((one) => {
    const { old } = heldOf(turn, one)
    return old !== null && kindOf(one).free === true && says(turn, one, old, said)
  })
  return said === '' || known ? field.label : label
}

/** What was last said in words, when it was as short as what takes its place. */
function inWords(turn: Turn, now: string, was: string | null): Fit | null {
  const fields = was === null ? [lastChanged(turn)] : givenFields(turn)
  for (const field of fields) {
    if (!field || field === currentField(turn) || !kindOf(field).free) continue
    const { old } = heldOf(turn, field)
    const shown = old === null ? '' : kindOf(field).show(field, old, turn.asking.words)
    if (!shown || shown.length > SHORT || (was !== null && !says(turn, field, old, was))) continue
    const reading = readAt(turn, field, { type: 'text', text: now })
    if (reading.type === 'answered') return { field, reading }
  }
  return null
}
