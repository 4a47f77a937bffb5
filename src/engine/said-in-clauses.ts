import type { Field } from '../forms/form.js'
import { countsPeople, kindOf } from '../forms/kinds.js'
import { alsoCalled, KNOWN_ROLE } from '../kernel/person-words.js'
import { VENUE } from '../kernel/venue-words.js'
import { readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { fitsAt, givenFields } from './fitting.js'
import { put } from './rows-changed.js'
import { withoutLead } from './said-bare.js'
import { currentField, heldOf, type Step, type Turn } from './turn.js'

/** Longer is a sentence of a report. */
const SHORT = 30

/**
 * What is said in two clauses of one answer where no words are asked for: 「家长9个 一共22」, 「不是活动室 是图书室」 of a place that ends so; at the question
 * for pictures also a count with something behind it, which is asked about. Null where it is nothing of the kind.
 */
export function saidInClauses(turn: Turn, words: string): Step | null {
  const here = currentField(turn)
  if (words.length > SHORT || words.includes('\n') || (here && kindOf(here).hears !== 'image')) return null
  return (
    groupAndTotal(turn, words.trim()) ?? endsOtherwise(turn, words.trim()) ?? (here && countFirst(turn, here, words))
  )
}

const GROUP_AND_TOTAL =
  /^(?:其中)?(?<role>[\u4e00-\u9fff]{1,6}?)(?:是|有)?(?<count>\d{1,4})个?[人名位]?[，,\s]*(?:一共|总共|合计|总数|共)(?:是|有|来了)?\s*(?<total>\d{1,4})个?[人名位]?[。吧了]*$/u

function groupAndTotal(turn: Turn, said: string): Step | null {
  const { role = '', count = '', total = '' } = GROUP_AND_TOTAL.exec(said)?.groups ?? {}
  const names = alsoCalled(role)
  const field = role === '' || !names.some((name) => KNOWN_ROLE.test(name)) ? undefined : headcount(turn)
  if (!field) return null
  const shown = kindOf(field).show(field, heldOf(turn, field).old, turn.asking.words)
  const group = new RegExp(`(?<=[（、])(?:${names.join('|')})\\d+(?=[、；）])`, 'u')
  const basis = /；[^）]+(?=）)/u.exec(shown)?.[0] ?? ''
  const whole = group.test(shown)
    ? shown.replace(group, `${role}${count}`).replace(/\d+(?=人)/u, total)
    : `${total}人（${role}${count}${basis}）`
  const reading = readAt(turn, field, { type: 'text', text: whole })
  return reading.type === 'misread' || reading.type === 'nothing' ? null : put(turn, field, reading)
}

/** The one count of people that was answered. */
const headcount = (turn: Turn): Field | undefined =>
  givenFields(turn).find((one) => {
    const { partial, old } = heldOf(turn, one)
    return countsPeople(kindOf(one)) && partial === null && old !== null
  })

const NOT_BUT = new RegExp(
  `^(?:不对[，,\\s]*)?不(?:是|在)\\s*(?<was>${VENUE})[，,\\s]*(?:而|应该|其实)*(?:是|在)\\s*(?<now>${VENUE})[。吧]*$`,
  'u',
)

/** 「鸡鸣山社区活动室」 as 「鸡鸣山社区图书室」. */
function endsOtherwise(turn: Turn, said: string): Step | null {
  const { was = '', now = '' } = NOT_BUT.exec(said)?.groups ?? {}
  const place = was === '' ? undefined : givenFields(turn).find((one) => kindOf(one).hears === 'location')
  const { old } = place ? heldOf(turn, place) : { old: null }
  const shown = place && old !== null ? kindOf(place).show(place, old, turn.asking.words) : ''
  if (!place || !shown.endsWith(was) || shown === was) return null
  return put(turn, place, readAt(turn, place, { type: 'text', text: shown.slice(0, -was.length) + now }))
}

/** 「是33个，有三个没签」 may say of pictures that somebody did not sign, or of the list at the door. */
function countFirst(turn: Turn, here: Field, words: string): Step | null {
  const [first = '', ...more] = words
    .trim()
    .split(/[，,。；;\s]+/u)
    .filter(Boolean)
  const now = withoutLead(first)
  if (more.length === 0 || now === first || !/^\d{1,4}个?[人名位]?$/u.test(now)) return null
  const older = givenFields(turn).find(
    (field) => countsPeople(kindOf(field)) && fitsAt(turn, field, now, { was: null, rows: false }) !== null,
  )
  return older && older !== here ? doubt(turn, words, { older: older.key, text: now, misread: true }) : null
}
