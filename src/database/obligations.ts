import type { Day } from '../kernel/day.js'
import type { Facts, ObligationState } from '../programmes/obligation.js'
import type { Obligation, ObligationEvent, Obligations, OwingGrant } from '../programmes/obligations.js'
import type { Schedule } from '../programmes/schedule.js'
import { assigned, insert, insertIfAbsent, one, type Row, type Sql } from './sql.js'

type Stored = Record<'id' | 'hubId' | 'programmeId' | 'scheduleId' | 'grantId' | 'organisationId' | 'facts', string> &
  Record<'form' | 'period' | 'periodFrom' | 'periodTo' | 'opensOn' | 'dueOn', string> & {
    state: ObligationState
    chainId: string | null
    nextOn: Day | null
  }

const COLUMNS =
  'id, hubId, programmeId, scheduleId, grantId, organisationId, form, period, periodFrom, periodTo, opensOn, dueOn, facts, state, chainId, nextOn'

const obligationOf = ({ periodFrom: from, periodTo: to, facts, ...row }: Stored): Obligation => ({
  ...row,
  from,
  to,
  facts: JSON.parse(facts) as Facts,
})

const rowOf = ({ from: periodFrom, to: periodTo, facts, ...rest }: Obligation): Row => ({
  ...rest,
  periodFrom,
  periodTo,
  facts: JSON.stringify(facts),
})

/** Obligations on one connection, inside its transaction. */
export const databaseObligations = (sql: Sql): Obligations => {
  const write = (hubId: string, { from: fromState, to: toState, ...event }: ObligationEvent) =>
    insert(sql, 'obligation_events', { ...event, hubId, fromState, toState })
  const read = async (rest: string, values: (string | number)[]): Promise<Obligation[]> =>
    (await sql.all<Stored>(`SELECT ${COLUMNS} FROM obligations WHERE ${rest}`, values)).map(obligationOf)

  return {
    async schedules(hubId) {
      const rows = await sql.all<{ id: string; hubId: string; programmeId: string; plan: string }>(
        'SELECT id, hubId, programmeId, plan FROM schedules WHERE hubId = ? ORDER BY id',
        [hubId],
      )
      return rows.map(({ plan, ...row }) => ({ ...row, schedule: JSON.parse(plan) as Schedule }))
    },

    async grants(hubId) {
      const rows = await sql.all<Omit<OwingGrant, 'from' | 'to'> & { startsOn: Day; endsOn: Day }>(
        `SELECT g.id AS grantId, g.hubId, g.programmeId, g.organisationId, g.status, g.enrolledOn,
           COALESCE(g.startsOn, p.startsOn) AS startsOn, COALESCE(g.endsOn, p.endsOn) AS endsOn
         FROM grants g JOIN programmes p ON p.id = g.programmeId WHERE g.hubId = ? ORDER BY g.id`,
        [hubId],
      )
      return rows.map(({ startsOn: from, endsOn: to, ...grant }) => ({ ...grant, from, to }))
    },

    partnerChanges: (hubId) =>
      sql.all('SELECT organisationId, fromOn, status FROM partner_statuses WHERE hubId = ?', [hubId]),

    async add(obligation, event) {
      const key = ['grantId', 'scheduleId', 'period']
      // MySQL counts a row that stands there already as found: whose it is tells.
      await insertIfAbsent(sql, 'obligations', rowOf(obligation), key)
      const stored = await one<{ id: string }>(sql, 'SELECT id FROM obligations WHERE id = ?', [obligation.id])
      if (!stored) return false
      await write(obligation.hubId, event)
      return true
    },

    async hold(hubId, id) {
      const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
      const [found] = await read(`id = ? AND hubId = ?${lock}`, [id, hubId])
      return found ?? null
    },

    async change({ id, hubId, facts, state, chainId, nextOn }, event) {
      const row = { facts: JSON.stringify(facts), state, chainId, nextOn }
      await sql.run(`UPDATE obligations SET ${assigned(Object.keys(row))} WHERE id = ? AND hubId = ?`, [
        ...Object.values(row),
        id,
        hubId,
      ])
      if (event) await write(hubId, event)
    },

    list(hubId, { organisationId, grantId } = {}) {
      const of = [
        ...(organisationId === undefined ? [] : [['organisationId', organisationId] as const]),
        ...(grantId === undefined || grantId === null ? [] : [['grantId', grantId] as const]),
      ]
      const where = ['hubId = ?', ...of.map(([column]) => `${column} = ?`)].join(' AND ')
      return read(`${where} ORDER BY dueOn, periodFrom, id`, [hubId, ...of.map(([, value]) => value)])
    },

    async ofRecord(hubId, chainId) {
      const [found] = await read('chainId = ? AND hubId = ?', [chainId, hubId])
      return found ?? null
    },

    due: (hubId, today, limit) => read(`hubId = ? AND nextOn <= ? ORDER BY nextOn, id LIMIT ${limit}`, [hubId, today]),

    cameInto: (hubId, state, since) =>
      sql.all(
        'SELECT obligationId, at FROM obligation_events WHERE hubId = ? AND at >= ? AND toState = ? ORDER BY position',
        [hubId, since, state],
      ),

    async events(hubId, id) {
      const rows = await sql.all<
        Omit<ObligationEvent, 'from' | 'to'> & { fromState: ObligationState | null; toState: ObligationState }
      >(
        `SELECT obligationId, at, fromState, toState, extendedTo, why, contactId, messageId FROM obligation_events
         WHERE obligationId = ? AND hubId = ? ORDER BY position`,
        [id, hubId],
      )
      return rows.map(({ fromState: from, toState: to, ...event }) => ({ ...event, from, to }))
    },
  }
}
