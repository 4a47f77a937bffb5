import type { Asking } from '../../forms/field-kind.js'
import { textIn, type Job } from '../../kernel/job.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Wanted } from './ports.js'

/** One report at a time: it is held in memory. */
const LANE = 'report'

const keyOf = ({ addressId }: Pick<Person, 'addressId'>, { programmeId, layout, from, to, public: open }: Wanted) =>
  `report:${addressId}:${[programmeId ?? '', layout, from, to, open ? 'public' : ''].join(':')}`

/** Whether she waits for this very report already. */
export const isBuilding = ({ outbox }: Pick<TurnPorts, 'outbox'>, person: Person, wanted: Wanted): Promise<boolean> =>
  outbox.isOpen(keyOf(person, wanted))

/** Wishes for the job `report`. `id` becomes that of the compilation: a job that runs twice gives one report. */
export const buildLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  id: string,
  person: Person,
  wanted: Wanted,
  name: string,
  { now }: Pick<Asking, 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'report',
    key: keyOf(person, wanted),
    lane: LANE,
    payload: { ...wanted, id, addressId: person.addressId, name },
    dueAt: now,
  })

export const wantedIn = (payload: Job['payload']): Wanted => ({
  programmeId: typeof payload['programmeId'] === 'string' ? payload['programmeId'] : null,
  layout: textIn(payload, 'layout'),
  from: textIn(payload, 'from'),
  to: textIn(payload, 'to'),
  public: payload['public'] === true,
})
