import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import { changeObligation, makeObligations, WITHDRAWN } from '../../src/programmes/keep-obligations.js'
import { LADDER } from '../../src/programmes/ladder.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import type { Schedule } from '../../src/programmes/schedule.js'
import { hubData } from './a-hub.js'
import { newId, NOW, onEachDatabase } from './databases.js'

const quarterly: Schedule = {
  form: 'work-brief',
  cadence: { type: 'quarterly' },
  due: { type: 'after_end', days: 15 },
  dayOff: 'stay',
  opensBefore: 7,
  first: null,
  last: null,
  ladder: LADDER,
  forms: {},
}
const keeping = { calendar: WEEKDAYS_ONLY, newId }
const nobody = { at: NOW, contactId: null, messageId: null, why: null }

const three = <T>(...row: T[]): T[][] => [1, 2, 3].map(() => row)

onEachDatabase('obligations', (database) => {
  async function aHub(change: (data: HubData) => HubData = (data) => data) {
    const data = change({ ...hubData(), schedules: [{ key: 'quarterly', schedule: quarterly }] })
    const { hubId } = await database().units((sql) => loadHub(sql)(data))
    return { hubId, data }
  }
  const make = (hubId: string, today: string) =>
    database().transact(({ obligations }) => makeObligations(keeping, obligations, hubId, { at: NOW, today }))
  const list = (hubId: string) => database().transact(({ obligations }) => obligations.list(hubId))
  const change = (
    hubId: string,
    id: string,
    facts: Parameters<typeof changeObligation>[4],
    today: string,
    why: string,
  ) =>
    database().transact(({ obligations }) =>
      changeObligation(keeping, obligations, hubId, id, facts, { ...nobody, today, why }),
    )

  it('are made once for each active grant and period, whatever runs twice', async () => {
    const { hubId } = await aHub()
    expect(await make(hubId, '2014-04-10')).toEqual({ made: 12, missed: 0, waived: 0 })
    expect(await make(hubId, '2014-04-10')).toEqual({ made: 0, missed: 0, waived: 0 })
    const [first] = await list(hubId)
    expect(first).toMatchObject({
      period: '2014-Q1',
      opensOn: '2014-04-01',
      dueOn: '2014-04-15',
      state: 'open',
      nextOn: '2014-04-10',
    })
    expect((await list(hubId)).map(({ state }) => state).sort()).toEqual([
      ...Array(3).fill('open'),
      ...Array(9).fill('upcoming'),
    ])
  })

  it('are made at the end of a grant, or so many days after its beginning, as the schedule says', async () => {
    const cadences: [Schedule['cadence'], string][] = [
      [{ type: 'at_end' }, 'end'],
      [{ type: 'days_after', days: 30 }, 'after-30'],
    ]
    for (const [cadence, period] of cadences) {
      const schedules = [{ key: period, schedule: { ...quarterly, cadence } }]
      const { hubId } = await aHub((data) => ({ ...data, schedules }))
      expect(await make(hubId, '2014-04-10')).toMatchObject({ made: 3 })
      expect((await list(hubId)).map((one) => one.period)).toEqual(Array(3).fill(period))
    }
  })

  it('of two machines at once come once', async () => {
    const { hubId } = await aHub()
    const counts = await Promise.all([1, 2, 3].map(() => make(hubId, '2014-04-10')))
    expect(counts.reduce((sum, { made }) => sum + made, 0)).toBe(12)
    expect(await list(hubId)).toHaveLength(12)
  })

  it('that were due before the grant joined are there as missed, and nobody is asked for them', async () => {
    const { hubId } = await aHub((data) => ({
      ...data,
      grants: data.grants.map((grant) => ({ ...grant, enrolledOn: '2014-08-01' })),
    }))
    expect(await make(hubId, '2014-08-01')).toMatchObject({ made: 12, missed: 6 })
    const missed = (await list(hubId)).filter(({ state }) => state === 'missed')
    expect(missed.map(({ period, nextOn }) => [period, nextOn])).toEqual([
      ...three('2014-Q1', null),
      ...three('2014-Q2', null),
    ])
  })

  it('keep their due date when the schedule changes, and when they are extended', async () => {
    const { hubId, data } = await aHub()
    await make(hubId, '2014-04-10')
    const schedule = { ...quarterly, due: { type: 'after_end' as const, days: 40 } }
    await database().units((sql) => loadHub(sql)({ ...data, schedules: [{ key: 'quarterly', schedule }] }))
    expect(await make(hubId, '2014-04-10')).toMatchObject({ made: 0 })
    const [first] = await list(hubId)
    expect(first?.dueOn).toBe('2014-04-15')

    const later = await change(hubId, first!.id, { extendedTo: '2014-05-20' }, '2014-04-20', '负责人住院')
    // From the new date the ladder begins anew: a week before it.
    expect(later).toMatchObject({ dueOn: '2014-04-15', state: 'open', nextOn: '2014-05-13' })
    const events = await database().transact(({ obligations }) => obligations.events(hubId, first!.id))
    expect(events.map(({ from, to, extendedTo, why }) => [from, to, extendedTo, why])).toEqual([
      [null, 'open', null, null],
      ['open', 'open', '2014-05-20', '负责人住院'],
    ])
  })

  it('go through their states with who, when and why; what is in is looked at no more', async () => {
    const { hubId } = await aHub()
    await make(hubId, '2014-04-10')
    const { id } = (await list(hubId))[0]!
    await change(hubId, id, { drafted: true }, '2014-04-12', '开始填写')
    const overdue = await change(hubId, id, {}, '2014-04-16', '到期')
    expect(overdue).toMatchObject({ state: 'overdue', nextOn: '2014-04-18' })
    expect(await change(hubId, id, { record: 'submitted', chainId: 'chain' }, '2014-04-17', '提交')).toMatchObject({
      state: 'submitted',
      nextOn: null,
      chainId: 'chain',
    })
    await change(hubId, id, { record: 'returned' }, '2014-04-18', '退回')
    await change(hubId, id, { record: 'accepted' }, '2014-04-20', '通过')
    await change(hubId, id, { record: 'accepted' }, '2014-04-20', '又一次')
    const states = await database().transact(async ({ obligations }) =>
      (await obligations.events(hubId, id)).map(({ to }) => to),
    )
    expect(states).toEqual(['open', 'in_draft', 'overdue', 'submitted', 'returned', 'accepted'])
    expect(await database().transact(({ obligations }) => obligations.ofRecord(hubId, 'chain'))).toMatchObject({ id })
  })

  it('of a grant that withdraws are waived, but for what is in', async () => {
    const { hubId, data } = await aHub()
    await make(hubId, '2014-04-10')
    const [first] = await list(hubId)
    const { grantId } = first!
    await change(hubId, first!.id, { record: 'submitted' }, '2014-04-11', '提交')
    const key = (await grantKey(database(), grantId, data))!
    const grants = data.grants.map((grant) => (grant.key === key ? { ...grant, status: 'withdrawn' as const } : grant))
    await database().units((sql) => loadHub(sql)({ ...data, grants }))
    expect(await make(hubId, '2014-04-12')).toMatchObject({ made: 0, waived: 3 })
    const states = (await list(hubId)).filter((one) => one.grantId === grantId).map(({ state }) => state)
    expect(states).toEqual(['submitted', 'waived', 'waived', 'waived'])
    const last = (await list(hubId)).find((one) => one.grantId === grantId && one.state === 'waived')!
    const events = await database().transact(({ obligations }) => obligations.events(hubId, last.id))
    expect(events.at(-1)).toMatchObject({ why: WITHDRAWN, contactId: null })
  })

  it('whose day has come are read, the longest due first, and those of other hubs never', async () => {
    const [one, other] = [await aHub(), await aHub()]
    await make(one.hubId, '2014-04-10')
    await make(other.hubId, '2014-04-10')
    const due = (limit: number) =>
      database().transact(({ obligations }) => obligations.due(one.hubId, '2014-07-01', limit))
    const all = await due(10)
    expect(all.map(({ period, hubId }) => [period, hubId])).toEqual([
      ...three('2014-Q1', one.hubId),
      ...three('2014-Q2', one.hubId),
    ])
    expect(await due(4)).toEqual(all.slice(0, 4))
    expect(await database().transact(({ obligations }) => obligations.hold(other.hubId, all[0]!.id))).toBeNull()
  })
})

/** Which grant of the data a row is. */
async function grantKey(database: Database, grantId: string, data: HubData): Promise<string | undefined> {
  const [row] = await database.reads.all<{ purpose: string }>('SELECT purpose FROM grants WHERE id = ?', [grantId])
  return data.grants.find(({ purpose }) => purpose === row?.purpose)?.key
}
