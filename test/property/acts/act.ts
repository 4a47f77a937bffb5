import type { Person } from '../person.js'

/** Something a person does. Another one is a line in `acts.ts`. */
export interface Act {
  name: string
  /** How often, beside the others that can be done at the same moment. */
  weight: number
  fits(me: Person): boolean
  do(me: Person): Promise<void>
  /** How long nothing comes from her afterwards; a few seconds where it is not said. */
  silence?: (me: Person) => number
}
