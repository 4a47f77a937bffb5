import { readFileSync } from 'node:fs'
import { decodeMessages } from '../../src/forms/messages-file.js'
import { flatten } from '../../src/kernel/words.js'

const FILE = 'config/messages/zh-CN.yaml'
const decoded = decodeMessages(FILE, readFileSync(FILE, 'utf8'))
if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
const sentences = flatten(decoded.table)

/** What stands in a gap by its name: figures, or something of several lines; else the rest of a line at most. */
const NUMBERS = new Set(['number', 'count', 'from', 'to', 'total', 'missing', 'least', 'most'])
const LONG = new Set(['rows', 'choices'])

const known = new Map<string, RegExp>()

/** A sentence of the messages file as a person recognises it, whatever stands in its gaps; all of them in a text. */
function patternOf(key: string): RegExp {
  const before = known.get(key)
  if (before) return before
  const sentence = sentences.get(key)
  if (sentence === undefined) throw new Error(`no sentence ${key} in ${FILE}: what says it now?`)
  const parts = sentence.split(/\{(\w+)\}/)
  const source = parts.map((part, i) => {
    if (i % 2 === 0) return part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
    // The same value may stand in a sentence twice.
    if (parts.indexOf(part) < i) return `\\k<${part}>`
    const gap = NUMBERS.has(part) ? '\\d+' : LONG.has(part) ? '[^]*?' : parts[i + 1] ? '[^\\n]*?' : '[^\\n]*'
    return `(?<${part}>${gap})`
  })
  const pattern = new RegExp(source.join(''), 'g')
  known.set(key, pattern)
  return pattern
}

/** The last time this sentence stands in a text: where it ends, and what is in its gaps. */
export function heard(text: string, key: string): { at: number; gaps: Record<string, string> } | null {
  let last: RegExpMatchArray | null = null
  for (const match of text.matchAll(patternOf(key))) last = match
  return last && { at: (last.index ?? 0) + last[0].length, gaps: last.groups ?? {} }
}

export const hears = (text: string, key: string): boolean => heard(text, key) !== null

/** A number in the gap of a sentence, or null when the sentence is not there. */
export function numberIn(text: string, key: string, gap: string): number | null {
  const value = heard(text, key)?.gaps[gap]
  return value === undefined ? null : Number(value)
}
