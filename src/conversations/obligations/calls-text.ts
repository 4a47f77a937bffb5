import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Call } from './calls.js'
import { pagesOf } from '../pages.js'
import { owedTitle } from './words.js'

const CALLS =
  /^(?:看|查)?(?:电话单|打电话(?:的)?名单|(?:要|该)?(?:给)?(?:谁|哪几?家)(?:要|该)打电话|(?:要|该)给(?:谁|哪几?家)打电话|calls|call sheet)(?:\s*(?:第\s*(\d{1,3})\s*页|page\s*(\d{1,3})))?$/iu

/** 「电话单」, 「电话单 第2页」: which page is asked for; null when it is something else. */
export function callsPage(text: string): number | null {
  const [all, chinese, english] = CALLS.exec(bare(text).replace(/[?？]+$/u, '')) ?? []
  return all === undefined ? null : Math.max(1, Number(chinese ?? english ?? 1))
}

/** Bytes of UTF-8 for the lines of one message. */
const LINES_BYTES = 1_500
const NAME = 20
const TITLES = 2

/** The call sheet as one message: whom to call, about what, and why by telephone. */
export function callsText(calls: Call[], page: number, { words, today }: Pick<Asking, 'words' | 'today'>): string {
  if (calls.length === 0) return words.say('calls.none')
  const pages = pagesOf(
    calls.map((call) => callLine(call, today, words)),
    (line) => line,
    LINES_BYTES,
  )
  const at = Math.min(page, pages.length)
  const lines = pages[at - 1] ?? []
  const rest = pages.slice(at).flat().length
  return [
    words.say('calls.head', { count: calls.length }),
    ...lines,
    ...(rest > 0 ? [words.say('calls.more', { rest, page: at + 1 })] : []),
    words.say('calls.next'),
  ].join('\n')
}

function callLine({ organisation, contact, phone, owed, why }: Call, today: Day, words: Words): string {
  const who =
    contact === null
      ? quote(organisation, NAME)
      : words.say('reach.who', { organisation: quote(organisation, NAME), contact: quote(contact, NAME) })
  const whom = phone === null ? who : words.say('calls.with_phone', { who, phone })
  return words.say('calls.line', { who: whom, owed: owedIn(owed, today, words), why: whyIn(why, words) })
}

/** What is owed with how long it has been due; a longer list is told by its length. */
function owedIn(owed: Call['owed'], today: Day, words: Words): string {
  const titles = owed.slice(0, TITLES).map((one) => {
    const days = daysBetween(today, one.deadline)
    return words.say(days < 0 ? 'calls.late' : 'calls.soon', { title: owedTitle(one, words), days: Math.abs(days) })
  })
  const more = owed.length > TITLES ? [words.say('digest.more', { rest: owed.length - TITLES })] : []
  return [...titles, ...more].join(words.say('field.comma'))
}

export const whyIn = (why: Call['why'], words: Words): string =>
  why === 'no_answer' ? words.say('calls.no_answer') : words.say(why === 'silent' ? 'calls.silent' : `reach.why_${why}`)
