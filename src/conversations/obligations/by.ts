import type { Asking } from '../../forms/field-kind.js'
import type { By } from '../../programmes/keep-obligations.js'

/** Who changes what is owed, by the message that is being answered. */
export const byHer = ({ id }: { id: string }, { now, today, messageId }: Asking, why: string | null = null): By => ({
  at: now,
  today,
  contactId: id,
  messageId: messageId || null,
  why,
})
