import type { Field } from '../forms/form.js'
import { isTold } from '../forms/kinds/place.js'
import { kindOf } from '../forms/kinds.js'
import { readBasis } from '../kernel/basis-words.js'
import { askingAt, readAt } from './answer.js'
import { takeTold } from './told.js'
import { heldOf, type Step, type Turn } from './turn.js'

/** Longer is a story. */
const LONG = 60
/** More words than a title and a place are of the title. */
const WORDS = 2
const COUNTED = /[人名位个户家]/u
const CAME = /^(?:来了|到了|一共|总共|共)(?=.*\d)/u
const PARTS = /^(?:其中|包括|含).*\d/u

/** 「6月20日」, 「2014.6.20」: nothing besides. */
const DAY_ONLY = /^[\d\s一二三四五六七八九十年月日号./-]+$/u
/** 「6月20日下午」, 「6月20日办的」: still of the day. */
const OF_DAY =
  /^(?:[上下中]午|早上|晚上|傍晚|凌晨|全天|星期|礼拜|周[一二三四五六日天末]|开始|举?办|开展|组织|搞|做|左右|前后|那天|当天|那次|上次|这次|大概|好像|应该|吧|的|是)/u
/** What may stand close behind a day, by the word it ends in. */
const ACTIVITY = /(?:会|培训|沙龙|讲座|班|课|营|义诊|走访|探访|参观|比赛|游|展|义卖|聚餐|座谈|工作坊)$/u
/** When it was, though no day is in it. */
const OF_TIME = /^(?:[前上那这去]|刚|最近|昨|今|大概|好像|应该|记得|\S+节(?:\s|$))|[天周月年]$/u
const LEAST = 3
/** A word by itself behind a day, with another behind it. */
const LEAST_APART = 2
/** 「6月20日 在高安」, 「6.26 书店 15人」: where, by how it begins or ends. */
const WHERE = /^在(?!一起|线|路上)\S{2,}$|(?:店|馆|院|小学|中学|学校|社区|村|中心|公园|广场|教室|大厅|礼堂)$/u

/** 「在知行空间办垃圾分类讲座」: where, and what. */
const HELD = /^在(?<where>\S{2,12}?)(?:举?办|开展?|组织|搞|做)了?(?<what>(?![事好])\S{2,})$/u
/** 「6名志愿者到福利院陪伴孩子」: how many is told within. */
const COUNT_WITHIN = /\d ?(?:[名位户家]|人(?![民才员行]))/u

/** 「11月20日 绘本故事会 …」 where the day is asked: the day, if it is one that is taken here, and what is said besides. */
function apart(turn: Turn, field: Field, text: string): { day: string | null; rest: string; close: boolean } | null {
  const kind = kindOf(field)
  const spot = kind.spot?.(field, text, askingAt(turn, field))
  if (!spot) return OF_TIME.test(text) ? null : { day: null, rest: text, close: false }
  // A day in the middle may be of anything; where it is all, nothing is said besides.
  const [before, behind] = [spot.start > 0, spot.end < text.length]
  if (before === behind) return null
  const day = text.slice(spot.start, spot.end)
  const reading = readAt(turn, field, { type: 'text', text: day })
  if (reading.type !== 'answered' || kind.check(field, reading.value, turn.asking).length > 0) return null
  const rest = before ? text.slice(0, spot.start) : text.slice(spot.end)
  // Two days are two activities.
  if (OF_DAY.test(rest.trim()) || kind.spot?.(field, rest, askingAt(turn, field))) return null
  return { day, rest: rest.trim(), close: rest.trim() === rest }
}

/**
 * 「11月20日 绘本故事会 文港小学 30个孩子」 where the day or the title is asked: the title, and between spaces how many and where, which would be asked
 * next. Null where nothing but the answer is said.
 */
export function titleAndMore(turn: Turn, field: Field, text: string): Step | null {
  const whole = text.trim()
  const ofDay = field.feeds === 'activity.date'
  if (!ofDay && !(field.feeds === 'activity.title' && kindOf(field).free)) return null
  if (whole.length > LONG || !(ofDay ? !DAY_ONLY.test(whole) : COUNTED.test(whole)) || /[\n。；]/u.test(whole))
    return null
  const open = (feeds: string) => {
    const one = turn.form.fields.find((each) => each.feeds === feeds)
    const held = one && heldOf(turn, one)
    return one && held?.old === null && held.partial === null ? one : null
  }
  const titled = ofDay ? open('activity.title') : field
  if (!titled || (ofDay && heldOf(turn, field).old !== null)) return null
  const parted = ofDay ? apart(turn, field, whole) : { day: null, rest: whole, close: false }
  if (!parted) return null
  const { day, rest, close } = parted
  const headcount = open('activity.headcount')
  const place = open('activity.place')
  const parts = rest.split(/[\s，,]+/u).filter(Boolean)
  const isCount = (part: string, i: number): boolean => {
    if (i > 0 && (PARTS.test(part) || readBasis(part) !== null)) return true
    const said = part.replace(CAME, '')
    const spot = headcount && COUNTED.test(said) && kindOf(headcount).spot?.(headcount, said, askingAt(turn, headcount))
    return Boolean(spot && spot.start === 0 && spot.end === said.length)
  }
  const from = parts.findIndex((part) => isCount(part, 0))
  const counts = from < 0 ? [] : parts.slice(from)
  // What stands behind the count is said of it, or is something else.
  if (from === 0 || !counts.every(isCount)) return null
  const words = from < 0 ? parts : parts.slice(0, from)
  const [title = '', where] = words
  const isPlace = place !== null && words.length === WORDS && where !== undefined
  const name = isPlace ? title : words.join(' ')
  // Without a count it is a title only where a day stands before it.
  const least = words.length === WORDS && !close ? LEAST_APART : LEAST
  const plain = words.length <= WORDS && title.length >= least && (!close || ACTIVITY.test(title))
  if (from < 0 && (day === null || !plain)) return null
  // What is told is read as a whole message, not cut.
  const { where: at, what } = (ofDay && place !== null && HELD.exec(name)?.groups) || {}
  if (at !== undefined && what !== undefined) return told({ 'activity.title': what, 'activity.place': at })
  if (ofDay && words.some((word) => COUNT_WITHIN.test(word))) return null
  if (ofDay && (isTold(name) || kindOf(titled).objection?.(titled, name, askingAt(turn, titled)))) return null
  const only = place !== null && words.length === 1 && day !== null && WHERE.test(name)
  return told({
    ...(only ? { 'activity.place': name } : { 'activity.title': name }),
    ...(isPlace && { 'activity.place': where }),
  })

  function told(facts: Record<string, string>): Step {
    const activity = {
      ...(day !== null && { 'activity.date': day }),
      ...facts,
      ...(from > 0 && { 'activity.headcount': counts.join('，') }),
    }
    return takeTold(turn, { activities: [activity], said: text, story: false, from: [turn.asking.messageId] })
  }
}
