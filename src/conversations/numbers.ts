import { yesOrNo } from '../engine/commands.js'
import { bare } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'

/** The place in a list of `count` that a message names and nothing else: 「2」, 「第二个」, 「选 2」; null when it names none. */
export function numberIn(text: string, count: number): number | null {
  const said = bare(text).replace(/^(?:我?选|第)+\s*|(?:个|号|份|家|位|条)$/g, '')
  const number = said.length > 0 && said.length <= 4 ? readNumber(said) : null
  return number !== null && Number.isInteger(number) && number >= 1 && number <= count ? number : null
}

/** The first of two, or the second: by its number, or by a yes or no (「2 不是」). Null when it names neither. */
export function oneOrTwo(text: string): 1 | 2 | null {
  const number = numberIn(text, 2)
  const yes = number === null ? yesOrNo(text) : number === 1
  return yes === null ? null : yes ? 1 : 2
}

/** 「1 …」, a line each. */
export const numbered = (lines: string[]): string => lines.map((line, i) => `${i + 1} ${line}`).join('\n')
