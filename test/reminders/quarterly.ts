import { LADDER } from '../../src/programmes/ladder.js'
import type { Schedule } from '../../src/programmes/schedule.js'

/** A brief each quarter, within fifteen days of its end. */
export const quarterly: Schedule = {
  form: 'work-brief',
  cadence: { type: 'quarterly' },
  due: { type: 'after_end', days: 15 },
  dayOff: 'after',
  opensBefore: 14,
  first: null,
  last: null,
  ladder: LADDER,
  forms: {},
}
