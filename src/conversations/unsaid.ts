import type { Instant } from '../kernel/clock.js'
import type { Said, Say } from '../kernel/message.js'
import { commandOf } from '../engine/commands.js'
import type { Unsaid } from './ports.js'

/** More would be a wall of old news: of what is too much the oldest goes, and she hears how many. */
const MOST = 12

/** What is left of an answer that she was told to ask for. */
const REST = 'rest:'

export const restOf = (parts: string[], at: Instant): Unsaid[] =>
  parts.map((text, i) => ({ text, key: `${REST}${i}`, at }))

const isRest = ({ key }: Unsaid): boolean => key.startsWith(REST)

/** What waits to be said with these after it, each in the place of what had its key. */
export function withUnsaid(unsaid: Unsaid[], added: Unsaid[]): Unsaid[] {
  const before = unsaid.filter(({ key }) => added.every((one) => one.key !== key))
  const all = [...before, ...added]
  const gone = all.filter((one) => !isRest(one)).slice(0, Math.max(0, all.length - MOST))
  const dropped = droppedOf(unsaid) + gone.length
  return all
    .filter((one) => !gone.includes(one))
    .map(({ text, key, at }, i) => ({ text, key, at, ...(i === 0 && dropped > 0 && { dropped }) }))
}

/** How many went unsaid for good. */
export const droppedOf = (unsaid: Unsaid[]): number => unsaid.reduce((sum, { dropped = 0 }) => sum + dropped, 0)

/** 「继续」 while the rest of an answer waits: it means that rest, not the question. */
export function asksForRest(said: Said, unsaid: Unsaid[]): boolean {
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  return text !== null && unsaid.some(isRest) && commandOf(text)?.type === 'go_on'
}

/** What a message says in plain words; null when it is nothing without its file. */
export function plainText(say: Say): string | null {
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
