import { PLANS, type Target } from './target.js'
import type { Told } from '../../engine/told.js'
import type { LearntName } from './ports.js'
import type { Understood } from './understand.js'

/** What was understood of her own words and waits for her word: nothing of it is in any draft. */
export interface Pending extends Understood {
  /** The form it goes to, by its id, and the draft of it where one is open. */
  form: string
  draftId: string | null
  /** The text answers the question for the story, too. */
  story: boolean
  /** What she wrote, and in which messages. */
  said: string
  from: string[]
  /** Short names that she put right: learnt when she confirms. */
  learns?: LearntName[]
  /** Which fact of which activity she is asked for anew. */
  want?: { feed: string; number: number }
  /** Her last word was no answer to it. */
  again?: true
  /** The title of the form that asks what it cost, where the one it goes to does not. */
  elsewhere?: string
  /** It was found in an answer of hers when its table was reached. */
  offered?: true
  /** As it is with what a model read besides. */
  better?: Unheard
}

/** What was understood after she was answered, and what it is said to her by (`sayLater`'s `id`); null where it could not be yet. */
export interface Unheard {
  pending: Pending
  saidIn: string | null
}

export const many = ({ one }: Target, { activities }: Pending): boolean => !one && activities.length > 1

/** As the questions take it; `end`: the word that it ends with. */
export const toldOf = (
  { activities, spending = [], plans, said, prose = said, story, from }: Pending,
  end?: string,
): Told => ({
  activities: [
    ...activities.map(({ facts }) => facts),
    ...spending.map(({ item, amount }) => ({ 'expense.item': item, 'expense.amount': amount })),
  ],
  ...(plans !== undefined && { sections: { [PLANS]: plans } }),
  said: prose,
  story,
  from,
  ...(end !== undefined && { end }),
})
