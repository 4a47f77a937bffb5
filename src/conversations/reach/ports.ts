import type { Day } from '../../kernel/day.js'

/** What is due next. */
export interface Deadlines {
  /** The day by which this contact is to hand in her next report; null when nothing is due. */
  nextDeadline(contactId: string): Promise<Day | null>
}
