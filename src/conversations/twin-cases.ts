import { sideShown } from '../engine/twin-question.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import type { Decision, KnownActivity, TwinCase } from '../records/twins.js'
import type { Person, TurnPorts } from './ports.js'
import { eventsOf, sideOf } from './twins.js'

/** Several pairs have to fit one message. */
const NAME = 12
const TITLE = 16

/** 「青云社 7月1日「社区义诊」40人」. */
export const activityShown = (activity: KnownActivity, asking: Asking): string =>
  `${quote(activity.organisation.name, NAME)} ${sideShown(sideOf(activity), asking, TITLE)}`

/** The one that counts, then the one that does not, or would not; a line each. */
export const caseShown = (number: number, { sides: { first, of } }: TwinCase, asking: Asking): string =>
  `${number} ${activityShown(of, asking)}\n  ${activityShown(first, asking)}`

/** Keeps which pairs were shown under which numbers. */
export const numbered = (
  { people }: Pick<TurnPorts, 'people'>,
  contactId: string,
  cases: TwinCase[],
  { now }: Pick<Asking, 'now'>,
): Promise<void> => people.setAsked(contactId, { at: now, type: 'twins', twinIds: cases.map(({ id }) => id) })

/** The pair under a number she was shown, when it is one of these; null where there is no such number or it was decided since. */
export function caseOf(
  { asked }: Pick<NonNullable<Person['contact']>, 'asked'>,
  cases: TwinCase[],
  number: number,
): TwinCase | null {
  const id = asked?.type === 'twins' ? asked.twinIds[number - 1] : undefined
  return cases.find((each) => each.id === id) ?? null
}

/** Decides a pair, or takes the decision back, and writes it into the history of both records. False when somebody was quicker. */
export async function decideCase(
  { twins, records }: Pick<TurnPorts, 'twins' | 'records'>,
  { sides, ...pair }: TwinCase,
  decision: Decision | null,
  why: string | null,
  byContactId: string,
  { now, messageId }: Pick<Asking, 'now' | 'messageId'>,
): Promise<boolean> {
  const by = { why, byContactId, messageId, decidedAt: now }
  if (!(await twins.decide(pair, pair.decision, decision && { ...by, decision }))) return false
  const recordIds = { first: sides.first.recordId, of: sides.of.recordId }
  await records.addEvents(pair.hubId, eventsOf(pair, recordIds, decision ?? 'unmerged', by, pair.decision))
  return true
}

/** The same pair with the sides changed: what counted does not, or would not. */
export const turnedRound = (pair: TwinCase): TwinCase => ({
  ...pair,
  first: pair.of,
  of: pair.first,
  sides: { first: pair.sides.of, of: pair.sides.first },
})
