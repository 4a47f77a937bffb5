/** Why something was done, where nobody was asked for a reason and none was given: what kind of act it was, never mistaken for somebody's words. */
export const BECAUSE = [
  'first_filing',
  'answers_return',
  'edited_before_acceptance',
  'edited_after_withdrawal',
  'accepted_as_it_is',
  'return_taken_back',
  'withdrawn_by_filer',
  'withdrawal_undone',
  'same_activity',
  'decision_undone',
  'told_by_phone',
  'confirmed_by_speaker',
  'said_to_be_wrong',
  'consent_taken_back',
  'consent_given_back',
] as const

export type Because = (typeof BECAUSE)[number]

/** What somebody said as the reason; null where only the kind of act is known. */
export const inWords = (why: string | null): string | null =>
  (BECAUSE as readonly (string | null)[]).includes(why) ? null : why
