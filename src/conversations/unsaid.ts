import { later, type Instant } from '../kernel/clock.js'
import type { Said, Standing } from '../kernel/message.js'
import { commandOf } from '../engine/commands.js'
import type { Told } from './deliver.js'
import type { Unsaid } from './ports.js'

/** More would be a wall of old news: of what is too much the oldest goes, and she hears how many. */
const MOST = 12

/** A reminder of what she owes: one a person, and made anew when it is said. */
export const OWED = 'owed'

/** What is left of a message that she was told to ask for. */
const REST = 'rest:'
/** Of that, what is nothing but an answer of ours to her own question: a newer answer takes its place. */
const ANSWER = `${REST}answer:`

/** What an answer left unsaid is for who still waits for it; of news she is told for longer. After that it is dropped with her next word. */
const REST_MS = { answer: 48 * 3_600_000, news: 14 * 24 * 3_600_000 }

export const restOf = (parts: { text: string; answer: boolean }[], at: Instant): Unsaid[] =>
  parts.map(({ text, answer }, i) => ({
    text,
    key: `${answer ? ANSWER : REST}${i}`,
    at,
    until: later(at, answer ? REST_MS.answer : REST_MS.news),
  }))

export const isRest = ({ key }: Unsaid): boolean => key.startsWith(REST)
export const isRestOfAnswer = ({ key }: Unsaid): boolean => key.startsWith(ANSWER)

/** The mark of a delivery whose text waits under its key: when it is no longer there, it was said with an answer. */
export const KEPT = 'kept'

/** So long a refusal of the account is worth waiting for: an operator may put it right today. */
const SOON_MS = 3_600_000

/** When an account that may send nothing for minutes is asked again; null where that is not all that stands in the way, or takes longer. */
export function pauseOf({ following, accountRefusedUntil: until }: Standing, now: Instant): Instant | null {
  return following && until !== null && now < until && until < later(now, SOON_MS) ? until : null
}

/** What waits to be said and these, oldest first, each in the place of what had its key. */
export function withUnsaid(unsaid: Unsaid[], added: Unsaid[]): Unsaid[] {
  const before = unsaid.filter(({ key }) => added.every((one) => one.key !== key))
  const all = [...before, ...added].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const gone = all.filter((one) => !isRest(one)).slice(0, Math.max(0, all.length - MOST))
  const left = all.filter((one) => !gone.includes(one))
  return counted(left, droppedOf(unsaid) + gone.length)
}

export const withoutUnsaid = (unsaid: Unsaid[], key: string): Unsaid[] =>
  counted(
    unsaid.filter((one) => one.key !== key),
    droppedOf(unsaid),
  )

/** Without what waits under `key:0`, `key:1` …. */
export const withoutAllOf = (unsaid: Unsaid[], key: string): Unsaid[] =>
  counted(
    unsaid.filter((one) => !one.key.startsWith(`${key}:`)),
    droppedOf(unsaid),
  )

const counted = (unsaid: Unsaid[], dropped: number): Unsaid[] =>
  unsaid.map(({ text, key, at, until }, i) => ({
    text,
    key,
    at,
    ...(until !== undefined && { until }),
    ...(i === 0 && dropped > 0 && { dropped }),
  }))

/** Without what was of use for a time only, and is no more. */
export const stillOfUse = (unsaid: Unsaid[], now: Instant): Unsaid[] => {
  const left = unsaid.filter(({ until }) => until === undefined || now < until)
  return left.length < unsaid.length ? counted(left, droppedOf(unsaid)) : unsaid
}

/** How many went unsaid for good. */
export const droppedOf = (unsaid: Unsaid[]): number => unsaid.reduce((sum, { dropped = 0 }) => sum + dropped, 0)

/** 「继续」 while the rest of an answer waits: it means that rest, not the question. After it lapsed it means what it always does. */
export function asksForRest(said: Said, unsaid: Unsaid[], now: Instant): boolean {
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  return text !== null && stillOfUse(unsaid, now).some(isRest) && commandOf(text)?.type === 'go_on'
}

/** What a message says in plain words; null when it is nothing without its file. */
export function plainText(say: Told): string | null {
  switch (say.type) {
    case 'text':
      return say.text
    case 'menu':
      return [say.text, ...say.choices.map(({ label }) => label)].join('\n')
    case 'image':
    case 'file':
      return null
  }
}
