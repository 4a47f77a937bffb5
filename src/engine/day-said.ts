import { SLIP } from '../forms/corrects.js'
import { decodeDays } from '../forms/days-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare } from '../forms/prompt.js'
import { daysBetween } from '../kernel/day.js'
import { takeAfar } from './afar.js'
import { askingAt, readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { givenFields, namesOf } from './fitting.js'
import { edit } from './obey.js'
import { asksStory } from './told.js'
import { currentField, heldOf, numberOf, type Step, type Turn } from './turn.js'

/** Longer says more than when it was. */
const SHORT = 30
const BEFORE =
  /^(?:等一?下|等等|稍等|不好意思|抱歉|哎呀?|啊|哦|噢|呃|嗯|不对|错了|对了|我|好像|应该|其实|可能|大概|记得|记错了?|想起来了?|刚才|[查看问]了?一?下|(?:他们?|她们?|对方|老师|同事|领导|大家)|(?:电话|微信|群|短信)里?面?|又|[\u4e00-\u9fff]{1,4}(?=说)|是?说的?|讲的?|告诉我?的?|活动|日期|时间|那天|那次|这次|就|也|都|改[成到为]|换成|[，,。、：:\s])*(?:是在?|在)?\s*/u
const BEHIND = /(?:[那这当]天|(?:举?办|开|搞|做)的|的|才对|来着|[了吧啊呢哦]|[，,。.！!～~\s])*$/u
const TIME = /^(?:活动)?(?:时间|日期|日子)$/u
/** 「不是29号」: what it is gets asked. */
const DENIES = /^(?:不对|错了|啊|哦|哎呀?|[，,。\s])*(?:活动|日期|时间)?不(?:是在?|在)/u
/** Festivals and numbers may be what something is called. */
const NAMES_A_DAY = /[日号周月]|[昨今前]天|星期|礼拜/u
const WRONG = new RegExp(`^(?:啊|哎呀?|不好意思|抱歉)*[，,\\s]*(?<name>\\S{2,8}?)(?:好像|都|也)*${SLIP}[了啊吧]*$`, 'u')

/** A day so far from the one she gave may be of something else. */
const NEAR_DAYS = 60

/**
 * 「等下 是上周日」「电话里说是29号」 where words are asked for: nothing but a day with what may stand around it is the date of the activity, and no place
 * and no title; one far away is asked about. 「日期错了」: what it is gets asked. Null where it is neither.
 */
export function daySaid(turn: Turn, words: string): Step | null {
  const here = currentField(turn)
  if (!here || !kindOf(here).free || asksStory(here) || words.length > SHORT || words.includes('\n')) return null
  const said = bare(words)
  const { name } = WRONG.exec(said)?.groups ?? {}
  const given = givenFields(turn)
  const date = given.find(({ feeds }) => feeds === 'activity.date')
  const wrong =
    name === undefined ? undefined : TIME.test(name) ? date : given.find((field) => namesOf(field).includes(name))
  if (wrong) return edit(turn, numberOf(turn.form, wrong))
  if (!date || !NAMES_A_DAY.test(said)) return null
  const denied = said.replace(DENIES, '')
  const day = denied.replace(BEFORE, '').replace(BEHIND, '')
  // By itself it is asked whether it is the day.
  if (day === said || !day || !isDay(turn, date, day)) return null
  if (denied !== said) return edit(turn, numberOf(turn.form, date))
  const reading = readAt(turn, date, { type: 'text', text: day })
  const { old } = heldOf(turn, date)
  if (reading.type === 'answered' && daysApart(old, reading.value) > NEAR_DAYS)
    return doubt(turn, words, { older: date.key, text: day, misread: true })
  return takeAfar(turn, date, reading)
}

const PERIOD_IS = new RegExp(
  `^(?:啊|哎呀?|不好意思|抱歉|刚才|前面|那个|[，,\\s])*(?:报告|简报)?的?(?:时间段?|日期|时段|期间)(?:好像)?(?:${SLIP}[了啊]?[，,。：:\\s]*(?:应该)?(?:是|改成)?|(?:应该)?(?:改成|改为|换成|应该是))\\s*(?<now>\\S.{1,20})$`,
  'u',
)

/** 「时间写错 是1到5月」: what lasts more than a day, of no activity, is the time that is reported on. Null where it is neither. */
export function periodPutRight(turn: Turn, words: string): Step | null {
  if (words.length > SHORT || !/[错对误改换该]/u.test(words)) return null
  const { now = '' } = PERIOD_IS.exec(words.trim().replace(/[。.!！~～吧啊呢]+$/u, ''))?.groups ?? {}
  const field = now === '' ? undefined : givenFields(turn).find(({ feeds }) => feeds === 'period')
  if (!field || !OF_MONTHS.test(now)) return null
  const reading = readAt(turn, field, { type: 'text', text: now })
  const days = reading.type === 'answered' ? reading.value : reading.type === 'continued' ? reading.partial : null
  if (days === null || decodeDays(days).from === decodeDays(days).to) return null
  return takeAfar(turn, field, reading)
}
/** 4月26日-28日 may be of an activity. */
const OF_MONTHS = /[月季年度](?!.*[日号])/u

const daysApart = (old: unknown, now: unknown): number =>
  Math.abs(daysBetween(decodeDays(old).from, decodeDays(now).from))

function isDay(turn: Turn, field: Field, text: string): boolean {
  const { old, partial } = heldOf(turn, field)
  const spot = old === null || partial !== null ? null : kindOf(field).spot?.(field, text, askingAt(turn, field))
  return Boolean(spot && spot.start === 0 && spot.end === text.length)
}
