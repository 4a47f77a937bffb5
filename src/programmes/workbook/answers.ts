import { plain } from '../../people/names.js'
import { textOf } from './cell.js'
import type { Spot, Told } from './told.js'

/** Whether two names mean one thing: only who knows them can say. */
export interface Question extends Spot {
  /** The name in the workbook. */
  name: string
  /** The names that it may be another one of. */
  like: string[]
  about: 'same' | 'renamed' | 'person' | 'called' | 'hub'
}

/** What was answered with `--confirm`: 「青苗=青苗社工」 the same, 「青苗=新」 another one. */
export interface Answers {
  /** The names that were said to mean the same as this one. */
  others(name: string): string[]
  /** The second name of an answer is the one that stays. */
  stays(name: string): boolean
  /** Whether it was said to be a new one. */
  fresh(name: string): boolean
}

/** Whether two names were said to be one. */
export const saidSame = (answers: Answers, a: string, b: string): boolean =>
  answers.others(a).some((other) => plain(other) === plain(b))

const FRESH = ['新', '新的', '新机构', 'new']

/** The answers as they were typed, or those that are none. */
export function answersIn(typed: string[]): { ok: true; answers: Answers } | { ok: false; wrong: string[] } {
  const pairs = typed.map((each) => each.split(/[=＝]/).map((part) => textOf(part)))
  const wrong = typed.filter((_, i) => pairs[i]?.length !== 2 || pairs[i].includes(''))
  if (wrong.length > 0) return { ok: false, wrong }
  const said = pairs.map(([name = '', other = '']) => ({ name: plain(name), other: plain(other) }))
  return {
    ok: true,
    answers: {
      others: (each) =>
        said.flatMap(({ name, other }) =>
          FRESH.includes(other) ? [] : name === plain(each) ? [other] : other === plain(each) ? [name] : [],
        ),
      stays: (each) => said.some(({ other }) => other === plain(each)),
      fresh: (each) => said.some(({ name, other }) => name === plain(each) && FRESH.includes(other)),
    },
  }
}

/** What was found while a workbook was gone through. */
export interface Findings {
  faults: Told[]
  notes: Told[]
  questions: Question[]
}
