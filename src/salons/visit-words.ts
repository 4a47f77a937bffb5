import { findDays } from '../kernel/day-words.js'
import type { Day } from '../kernel/day.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import type { VisitKind } from './salon.js'

/** A coaching session or visit as staff write it down; whose it is stands in the words before the day. */
export interface SaidVisit {
  kind: VisitKind
  /** 「记辅导」: nothing else can be meant, whatever else is open. */
  noted: boolean
  /** Whether the verb stands apart: 「走访高安的老人」 is hardly one. */
  apart: boolean
  /** The words that begin with the name of the organisation. */
  words: string
  day: Day | null
  /** 「前天和昨天」: two visits. */
  severalDays: boolean
  number: number | null
}

export const KINDS: Record<string, VisitKind> = {
  一对一辅导: 'coaching',
  辅导: 'coaching',
  督导: 'coaching',
  走访: 'visit',
  探访: 'visit',
  拜访: 'visit',
  咨询: 'consultation',
  coaching: 'coaching',
  visit: 'visit',
  consultation: 'consultation',
}
const VERB = new RegExp(`^(记(?:录|一下|一次)?)?(${Object.keys(KINDS).join('|')})(?:了)?([\\s:：,，]*)(.+)$`, 's')
const ANY = new RegExp(Object.keys(KINDS).join('|'))
/** 「第2次」 */
export const SESSION = /第 ?([\d一二三四五六七八九十]{1,3}) ?[次期回]/
const TAKES_BACK = new RegExp(
  `^(?:撤销|撤回|取消|删掉?|删除)(?:掉|了)?(?:刚才|刚刚|上一?[次条个])?(?:的|那[次条个])?(?:${Object.keys(KINDS).join('|')})(?:的?记录)?$`,
)
/** 「辅导记录」, 「走访记录 麦田」. */
const LIST =
  /^(?:看看?|查看?)?(?:一对一辅导|辅导|督导|走访|探访|拜访|咨询|coaching)(?:的)?(?:记录|台账| ?log)(?:[\s:：]+(.{1,20}))?$/

/** 「辅导 麦田 11月20日 财务制度 第2次」, 「走访 青云社 昨天 主题 场地」, 「走访青云社，昨天」; null when the message is anything else. */
export function readVisit(text: string, today: Day): SaidVisit | null {
  if (text.length > 200) return null
  const [, noted, verb = '', gap, said] = VERB.exec(normaliseText(text).trim()) ?? []
  const kind = KINDS[verb]
  if (said === undefined || kind === undefined) return null
  const session = SESSION.exec(said)
  const without = session ? said.replace(session[0], ' ') : said
  const { day, severalDays, rest: words } = dayOfVisitIn(without, today)
  if (gap === '' && day === null) return null
  return {
    kind,
    noted: noted !== undefined,
    apart: gap !== '',
    words: words.trim().replace(/\s+/g, ' '),
    day,
    severalDays,
    number: session?.[1] ? readNumber(session[1]) : null,
  }
}

/** The one day that a text names, and the text without it. */
export function dayOfVisitIn(text: string, today: Day): { day: Day | null; severalDays: boolean; rest: string } {
  const found = findDays(text, today)
  if (!found || found.days.from !== found.days.to) return { day: null, severalDays: false, rest: text }
  const behind = text.slice(found.end)
  const next = /^ ?[和、与跟及] ?/.exec(behind)
  const another = next && findDays(behind.slice(next[0].length), today)
  return {
    day: found.days.from,
    severalDays: another?.start === 0,
    rest: `${text.slice(0, found.start)} ${behind}`,
  }
}

/** Which of them a sentence speaks of first. */
export const kindIn = (text: string): VisitKind => KINDS[ANY.exec(text.toLowerCase())?.[0] ?? ''] ?? 'visit'

/** 「撤销走访」, 「删掉刚才的辅导记录」: the last one that was written down. */
export const takesBackVisit = (text: string): boolean =>
  TAKES_BACK.test(
    normaliseText(text)
      .trim()
      .replace(/[。.!！]+$/, ''),
  )

/** What is listed: `name` is empty for all organisations; null when the message is no wish for the list. */
export function visitsAsked(text: string): { name: string } | null {
  const found = LIST.exec(normaliseText(text).trim().toLowerCase())
  return found && { name: found[1]?.trim() ?? '' }
}

/** The topic in what is left after the name: 「主题 场地」 is 「场地」. */
export const topicIn = (words: string): string | null =>
  words
    .trim()
    .replace(/^[,，:：、\s]+|[,，。\s]+$/g, '')
    .replace(/^(?:主题|内容|关于)[:：\s]*/, '') || null
