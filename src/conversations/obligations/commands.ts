import type { Day } from '../../kernel/day.js'
import { owedSaid } from './said.js'
import { daysMore, deadlineIn } from './until.js'

/** What staff do about what is owed: see all, give more time, let one off, ask for one after all. */
export type OwedCommand =
  /** `changes`: only what was put off or let off, by whom and why. */
  | { type: 'list'; name: string | null; changes: boolean }
  /** `which`: words that say which report is meant; `to`: until when, empty where nothing says it. */
  | { type: 'extend'; name: string; which: string[]; to: string; why: string; loose?: true }
  /** `words`: which report is meant, where they say so; what is left of `why` after these is the reason. */
  | { type: 'waive' | 'owe'; name: string; words: Word[]; why: string; loose?: true }

/** A word of a message, with where it begins in `why`. */
export interface Word {
  text: string
  at: number
}

const LIST = /^(?:应交(?:报告|的报告|名单|一览)?|owed)(?:\s+(\S.*))?$/iu
/** 「谁给延的」, 「谁免的 青云社」 */
const CHANGES = /^(?:(?:是)?谁(?:给)?(?:延|免)(?:的|了|期的|交的)|延期记录|who extended)(?:\s+(\S.*))?$/iu
const VERBS: [Exclude<OwedCommand['type'], 'list'>, RegExp][] = [
  ['extend', /^(?:延期|extend)\s+(?=\S)/iu],
  ['waive', /^(?:免交|waive)\s+(?=\S)/iu],
  ['owe', /^(?:要补|还要交|owe)\s+(?=\S)/iu],
]

/** The command that a message is, if it is nothing but one. */
export function owedCommandIn(text: string, today: Day): OwedCommand | null {
  if (text.length > 120 || text.includes('\n')) return null
  // As it was typed: what is left of it is the reason, and kept.
  const said = text.trim().replace(/[。.!！]+$/u, '')
  const list = LIST.exec(said)
  if (list) return { type: 'list', name: list[1]?.trim() ?? null, changes: false }
  const [asks, name] = CHANGES.exec(said.replace(/[?？]+$/u, '')) ?? []
  if (asks !== undefined) return { type: 'list', name: name?.trim() ?? null, changes: true }
  for (const [type, pattern] of VERBS) {
    if (!pattern.test(said)) continue
    const rest = said.replace(pattern, '')
    const [whom, ...words] = [...rest.matchAll(/[^\s，,：:]+/g)].map(({ 0: each, index }) => ({
      text: each,
      at: index,
    }))
    if (!whom) return null
    if (type === 'extend') return { type, name: whom.text, ...untilIn(rest, words, today) }
    const from = words[0]?.at ?? rest.length
    return {
      type,
      name: whom.text,
      words: words.map(({ text, at }) => ({ text, at: at - from })),
      why: rest.slice(from).trim(),
    }
  }
  return owedSaid(said, today)
}

const TILL = /^(?:延?到|至|to$)/iu

/** Until when: what stands behind 到, else the first word that is one day, else the first that names days at all. */
function untilIn(rest: string, words: Word[], today: Day): { which: string[]; to: string; why: string } {
  const till = words.findIndex(({ text }) => TILL.test(text))
  const tillIs = till >= 0 ? (words[till]?.text.replace(TILL, '') === '' ? till + 1 : till) : -1
  const daysOf = ({ text }: Word) => (daysMore(text) === null ? deadlineIn(text, today) : { single: true })
  const single = words.findIndex((word) => daysOf(word)?.single)
  const at = tillIs >= 0 ? tillIs : single >= 0 ? single : words.findIndex((word) => daysOf(word))
  const to = words[Math.max(at, 0)]
  if (!to) return { which: [], to: '', why: '' }
  const next = words[Math.max(at, 0) + 1]
  const which = words.slice(0, till >= 0 ? till : Math.max(at, 0)).map(({ text }) => text)
  return { which, to: to.text.replace(TILL, ''), why: next ? rest.slice(next.at).trim() : '' }
}
