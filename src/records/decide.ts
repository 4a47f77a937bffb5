import type { Form } from '../forms/form.js'
import type { Instant } from '../kernel/clock.js'
import type { Json } from '../kernel/json.js'
import type { Problem } from '../kernel/outcome.js'
import type { Because } from './because.js'
import { ACTS, mayBy, mayFrom, WAITING, type Act, type Who } from './lives.js'
import type { RecordEvent, Records, RecordState, RecordVersion } from './record.js'
import type { NamedEvent } from './record-reads.js'
import { saysWhat } from './says-what.js'

/** Who does it, and through which message; null where it was no message. */
export interface Actor {
  hubId: string
  contactId: string
  /** Of the hub's staff. */
  isStaff: boolean
  /** The organisations she files for. */
  organisationIds: readonly string[]
  messageId: string | null
}

/** What the hub says to one question that is to be answered again. */
export interface Comment {
  field: string
  comment: string
}

/**
 * The record as it is now, or why nothing was done: `record.unknown`, `record.not_yours`, `record.replaced` (`now` is the version that
 * counts), `record.state` (`now` is the record in the state that does not allow it), `record.no_reason`, `record.no_comment`,
 * `record.no_question`.
 */
export type Decided =
  | { type: 'done'; record: RecordVersion; before: RecordState }
  | { type: 'not_done'; problem: Problem; now: RecordVersion | null }

type Ports = Pick<Records, 'hold' | 'current' | 'events' | 'setState' | 'addEvents'>
type StateAct = { [A in Act]: (typeof ACTS)[A]['version'] extends true ? never : A }[Act]

/** Accepts a version: it is frozen, and changes only by a correction. `said`: what the hub says along with it. */
export const accept =
  (records: Ports) =>
  (by: Actor, recordId: string, at: Instant, said: string | null = null) =>
    decide(records, 'accept', by, recordId, at, [{ field: null, why: said ?? ('accepted_as_it_is' satisfies Because) }])

/** Returns some questions of a version, each with what is to be done about it. */
export const returnFields =
  (records: Ports) =>
  async (by: Actor, form: Form, recordId: string, comments: Comment[], at: Instant): Promise<Decided> => {
    const bare = comments.find(({ comment }) => !saysWhat(form, comment))
    if (comments.length === 0 || bare) return not('record.no_comment', null)
    if (comments.some(({ field }) => form.fields.every(({ key }) => key !== field)))
      return not('record.no_question', null)
    const said = comments.map(({ field, comment }) => ({ field, why: comment.trim() }))
    return decide(records, 'return', by, recordId, at, said)
  }

export const takeBackReturn = (records: Ports) => (by: Actor, recordId: string, at: Instant) =>
  decide(records, 'take_back', by, recordId, at, because('return_taken_back'))

/** Opens an accepted version again: it waits for review as before. */
export const reopen = (records: Ports) => (by: Actor, recordId: string, reason: string, at: Instant) =>
  decide(records, 'reopen', by, recordId, at, [{ field: null, why: reason.trim() }])

/** Takes a record back: it counts nowhere, and nothing of it is lost. */
export const withdraw = (records: Ports) => (by: Actor, recordId: string, at: Instant) =>
  decide(records, 'withdraw', by, recordId, at, because('withdrawn_by_filer'))

/** Puts a withdrawn record back as it was. */
export const restore = (records: Ports) => (by: Actor, recordId: string, at: Instant) =>
  decide(records, 'restore', by, recordId, at, because('withdrawal_undone'))

const because = (why: Because) => [{ field: null, why }]

/** One change of state under the lock of the version, with an event for each thing that is said of it. */
async function decide(
  records: Ports,
  act: StateAct,
  by: Actor,
  recordId: string,
  at: Instant,
  said: { field: string | null; why: string }[],
): Promise<Decided> {
  const record = await records.hold(by.hubId, recordId)
  if (!record) return not('record.unknown', null)
  if (!rolesOf(by, record).some((who) => mayBy(act, who))) return not('record.not_yours', null)
  if (!record.current) return not('record.replaced', await records.current(by.hubId, record.chainId))
  if (!mayFrom(act, record.state)) return not('record.state', record)
  const { to: rule, needs } = ACTS[act]
  if (needs === 'reason' && said.some(({ why }) => why === '')) return not('record.no_reason', record)

  const to = rule === 'as_before' ? stateBefore(await records.events(by.hubId, record.chainId), record) : rule
  if (!(await records.setState(record.id, [record.state], to, at)))
    throw new Error(`record ${record.id} changed while it was held`)
  await records.addEvents(
    by.hubId,
    said.map(({ field, why }) => event(record, { type: to, field, from: record.state, to, why }, by, at)),
  )
  return { type: 'done', record: { ...record, state: to, stateAt: at }, before: record.state }
}

const not = (code: string, now: RecordVersion | null): Decided => ({
  type: 'not_done',
  problem: { code, ...(now && { values: { state: now.state } }) },
  now,
})

const rolesOf = ({ isStaff, organisationIds }: Actor, { organisationId }: RecordVersion): Who[] => [
  ...(isStaff ? (['staff'] as const) : []),
  ...(organisationIds.includes(organisationId) ? (['grantee'] as const) : []),
]

/** It is in this state again because it was put back, not because somebody brought it there. */
const isRestored = ({ from }: Pick<RecordEvent, 'from'>): boolean => from === 'withdrawn'

/** Whether the hub opened it again after it was accepted: nobody has changed it since. */
export const isReopened = (
  events: Pick<RecordEvent, 'recordId' | 'at' | 'from'>[],
  { id, state, stateAt, filedAt }: Pick<RecordVersion, 'id' | 'state' | 'stateAt' | 'filedAt'>,
): boolean =>
  (WAITING as readonly RecordState[]).includes(state) &&
  stateAt !== filedAt &&
  events.some((one) => one.recordId === id && one.at === stateAt && one.from === 'accepted')

/** The state a version had before it came into the one it is in. */
function stateBefore(events: NamedEvent[], { id, state }: RecordVersion): RecordState {
  const last = events.findLast((one) => one.recordId === id && one.type === state && !isRestored(one))
  if (typeof last?.from !== 'string') throw new Error(`nobody knows what record ${id} was before it was ${state}`)
  return last.from as RecordState
}

export const event = (
  { chainId, id }: Pick<RecordVersion, 'chainId' | 'id'>,
  what: { type: string; field: string | null; from: Json | null; to: Json | null; why: string },
  { contactId, messageId }: Pick<Actor, 'contactId' | 'messageId'>,
  at: Instant,
): RecordEvent => ({ chainId, recordId: id, ...what, byContactId: contactId, messageId, at })

/** What the hub said when it last returned this version, by question; none where it is not returned. */
export function notesOf(events: NamedEvent[], { id, state }: Pick<RecordVersion, 'id' | 'state'>): Map<string, string> {
  const returns = events.filter((one) => one.recordId === id && one.type === 'returned' && !isRestored(one))
  const last = returns.at(-1)
  if (!last || state !== 'returned') return new Map()
  return new Map(returns.flatMap(({ at, field, why }) => (at === last.at && field && why ? [[field, why]] : [])))
}

/** The version before this one that the hub decided on last; null where it has decided on none: nobody has seen what is to be compared with. */
export function reviewedBefore(
  versions: RecordVersion[],
  events: NamedEvent[],
  { version }: Pick<RecordVersion, 'version'>,
): RecordVersion | null {
  const decided = ({ id }: RecordVersion) =>
    events.some(({ recordId, type }) => recordId === id && (type === 'accepted' || type === 'returned'))
  const earlier = versions.filter((one) => one.version < version)
  return earlier.findLast(decided) ?? null
}
