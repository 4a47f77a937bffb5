import { type Day, daysBetween } from '../../kernel/day.js'
import type { Calendar } from '../../programmes/calendar.js'
import { type By, changeObligation } from '../../programmes/keep-obligations.js'
import { type Facts, isOutstanding, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Decided } from '../../records/decide.js'
import type { FiledRecord, RecordState } from '../../records/record.js'
import type { TurnPorts } from '../ports.js'

type Keeping = { calendar: Calendar }
type Ports = Pick<TurnPorts, 'obligations'>

/** How a record stands for what it answers: a corrected one was accepted once and waits for the hub again. */
const STANDS: Record<RecordState, Facts['record']> = {
  submitted: 'submitted',
  resubmitted: 'submitted',
  corrected: 'submitted',
  returned: 'returned',
  accepted: 'accepted',
  withdrawn: null,
}

/**
 * A first version was filed: the obligation that it answers is in. That is the one its draft was opened for where the period still fits, else
 * the one of this grant and form that its period overlaps most. One about no period answers the first
 * that is owed now, and a report that nobody asked for none.
 */
export async function filedFor(
  keeping: Keeping,
  ports: Ports,
  record: Pick<FiledRecord, 'hubId' | 'organisationId' | 'grantId' | 'form' | 'periodFrom' | 'periodTo' | 'chainId'>,
  openedFor: string | null,
  by: By,
): Promise<void> {
  const { hubId, organisationId, grantId } = record
  const all = await ports.obligations.list(hubId, { organisationId })
  const mine = all.filter(
    (one) => one.form === record.form && (grantId === null || one.grantId === grantId) && one.facts.record === null,
  )
  const opened = mine.find(({ id }) => id === openedFor)
  const best =
    record.periodFrom === null
      ? mine.find((one) => isOutstanding(stateOn(one, one.facts, by.today)))
      : mine.toSorted((a, b) => overlap(b, record) - overlap(a, record))[0]
  const answered = opened && (record.periodFrom === null || overlap(opened, record) > 0) ? opened : best
  if (opened && opened !== answered)
    await changeObligation(keeping, ports.obligations, hubId, opened.id, { drafted: false }, by)
  if (!answered || (record.periodFrom !== null && overlap(answered, record) === 0)) return
  const facts = { record: 'submitted' as const, drafted: false, chainId: record.chainId }
  await changeObligation(keeping, ports.obligations, hubId, answered.id, facts, by)
}

/** How many days of its period an obligation shares with a report; none with a report about no period. */
function overlap(
  { from, to }: Obligation,
  { periodFrom, periodTo }: Pick<FiledRecord, 'periodFrom' | 'periodTo'>,
): number {
  if (periodFrom === null || periodTo === null) return 0
  const [first, last] = [from > periodFrom ? from : periodFrom, to < periodTo ? to : periodTo]
  return first > last ? 0 : daysBetween(first, last) + 1
}

/** What was decided, with what the record answers standing as it does. */
export async function followed(keeping: Keeping, ports: Ports, decided: Decided, by: By): Promise<Decided> {
  if (decided.type === 'done') await movedTo(keeping, ports, decided.record, by)
  return decided
}

/** A record came into another state: what it answers stands as it does; one that was taken back is owed again. */
export async function movedTo(
  keeping: Keeping,
  ports: Ports,
  { hubId, chainId, state }: { hubId: string; chainId: string; state: RecordState },
  by: By,
): Promise<void> {
  const answered = await ports.obligations.ofRecord(hubId, chainId)
  if (!answered) return
  await changeObligation(keeping, ports.obligations, hubId, answered.id, { record: STANDS[state] }, by)
}

/** A draft for it was opened, or thrown away. */
export async function draftOf(
  keeping: Keeping,
  ports: Ports,
  hubId: string,
  obligationId: string | null,
  drafted: boolean,
  by: By,
): Promise<void> {
  if (obligationId !== null) await changeObligation(keeping, ports.obligations, hubId, obligationId, { drafted }, by)
}

/** What of this form is still owed for a grant, or for the organisation where no grant is chosen, by deadline. */
export async function owedIn(
  ports: Ports,
  hubId: string,
  { organisationId, grantId }: { organisationId: string; grantId: string | null },
  form: string,
  today: Day,
): Promise<Obligation[]> {
  const all = await ports.obligations.list(hubId, { organisationId, grantId })
  return all.filter((one) => one.form === form && isOutstanding(stateOn(one, one.facts, today)))
}
