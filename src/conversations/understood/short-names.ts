import { plain } from '../../people/names.js'
import type { Choice } from '../whom/ports.js'
import type { LearntName } from './ports.js'

/** One character is in too many names. */
const LEAST = 2
/** Longer is no name. */
const MOST = 40

/** What ends so is a name of its own: a community is not the centre in it. */
const WHOLE =
  /(?:社区|村|小学|中学|大学|学校|中心|图书馆|书店|书屋|公园|广场|街道|街|路|镇|乡|县|市|区|馆|院|室|楼|站|厅|所)$/u

/** Whether one name is the other, shortened: 「鸡鸣山」 or 「鸡社」 for 「鸡鸣山社区」. */
export function isShortFor(short: string, long: string): boolean {
  const [one, other] = [plain(short), plain(long)].map((name) => Array.from(name)) as [string[], string[]]
  if (WHOLE.test(short.trim()) || one.length < LEAST || one.length >= other.length || other.length > MOST) return false
  let at = 0
  for (const character of other) if (character === one[at]) at++
  return at === one.length
}

const organisationsIn = (choices: Choice[]): Map<string, string> =>
  new Map(choices.map(({ organisationId, organisation }) => [organisationId, organisation]))

/** The one choice whose organisation a text names, by its own or another known name; null where that is none, or leaves several. */
export function choiceNamedIn(choices: Choice[], names: LearntName[], text: string): Choice | null {
  const said = plain(text)
  const named = [...organisationsIn(choices)].filter(([id, name]) =>
    [name, ...names.filter(({ means }) => means === id).map((one) => one.said)].some((one) =>
      said.includes(plain(one)),
    ),
  )
  const [[id] = [''], ...others] = named
  const found = choices.filter(({ organisationId }) => organisationId === id)
  return others.length === 0 && found.length === 1 ? (found[0] ?? null) : null
}

/** What of a text is a short name of the organisation that she chose, and of no other: 「青云」 of 「我们青云昨天」 for 「青云社」. */
export function shortNameIn(choices: Choice[], chosen: Choice, text: string): string | null {
  const said = plain(text)
  const own = Array.from(plain(chosen.organisation))
  const others = [...organisationsIn(choices)]
    .filter(([id]) => id !== chosen.organisationId)
    .map(([, name]) => plain(name))
  if (said.includes(own.join(''))) return null
  for (let length = own.length - 1; length >= LEAST; length--) {
    const name = own.slice(0, length).join('')
    if (said.includes(name)) return others.some((other) => other.includes(name)) ? null : name
  }
  return null
}
