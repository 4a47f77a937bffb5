import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import type { ActivityRow, FiledRecord } from '../../src/records/record.js'
import type { Decided, TwinPair } from '../../src/records/twins.js'
import { aPersonWithADraft, firstVersion } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const activity = (startsOn: string, title: string, people: number | null = null, endsOn = startsOn): ActivityRow => ({
  position: 1,
  part: 'activities/1',
  category: null,
  startsOn,
  endsOn,
  title,
  place: null,
  headcountMin: people,
  headcountMax: people,
  headcountUnit: people === null ? null : '人',
  headcountQualifier: null,
  headcountBasis: null,
  headcountWording: null,
  breakdown: [],
})

/** A hub with its first two organisations, and what files for either, each record with its own session. */
async function aHub(database: Database) {
  const { hubId, contactId, addressId, about, sessionId: open, programmeId } = await aPersonWithADraft(database)
  const organisations = await database.transact(({ overview }) => overview.organisations(hubId))
  const [one, two] = ['青云社', '赣江组'].map((name) => organisations.find((each) => each.name === name)!.id) as [
    string,
    string,
  ]
  const session = (await database.transact(({ drafts }) => drafts.find(open)))!.session
  const filed = { ...session, at: { type: 'filed' as const } }
  await database.transact(({ drafts }) => drafts.save(open, filed, NOW))

  async function draft(): Promise<string> {
    const sessionId = newId()
    await database.transact(async ({ drafts }) => {
      await drafts.open(sessionId, { contactId, hubId, addressId, about }, session, NOW)
      await drafts.save(sessionId, filed, NOW)
    })
    return sessionId
  }
  const recordOf = (organisationId: string, sessionId: string, change: Partial<FiledRecord> = {}): FiledRecord => ({
    ...firstVersion(newId()),
    hubId,
    programmeId,
    grantId: null,
    organisationId,
    contactId,
    sessionId,
    form: 'brief',
    formVersion: 1,
    answers: {},
    periodFrom: null,
    periodTo: null,
    filedAt: NOW,
    ...change,
  })
  const rowsOf = (activities: ActivityRow[]) => ({
    period: null,
    people: null,
    activities: activities.map((each, i) => ({ ...each, position: i + 1 })),
    expenses: [],
    photos: [],
    sources: [],
  })
  async function file(organisationId: string, activities: ActivityRow[], change: Partial<FiledRecord> = {}) {
    const record = recordOf(organisationId, await draft(), change)
    const replaces =
      change.chainId === undefined ? undefined : { recordId: change.chainId, states: ['submitted' as const] }
    await database.transact(({ records }) => records.file(record, rowsOf(activities), replaces))
    return record
  }
  const near = async (
    from: string,
    to: string,
    whose: { organisationId: string; others: boolean },
    but: string | null = null,
  ) => {
    const found = await database.transact(({ twins }) => twins.near(hubId, [{ from, to }], whose, but))
    return found.map(({ title, organisation }) => `${organisation.name} ${title}`)
  }
  return { hubId, contactId, one, two, draft, recordOf, rowsOf, file, near }
}

const pairOf = (hubId: string, first: [FiledRecord, ActivityRow], of: [FiledRecord, ActivityRow]): TwinPair => {
  const key = ([{ chainId }, { startsOn, title }]: [FiledRecord, ActivityRow]) => ({ chainId, startsOn, title })
  return { id: newId(), hubId, scope: 'joint', first: key(first), of: key(of), foundAt: NOW }
}
const decided = (byContactId: string, decision: Decided['decision'] = 'merged'): Decided => ({
  decision,
  why: null,
  byContactId,
  decidedAt: after(1),
  messageId: 'm1',
})

onEachDatabase('pairs of activities', (database) => {
  it('are looked for among what counts, near these days, of the organisation or of the others of its hub', async () => {
    const { hubId, one, two, file, near } = await aHub(database())
    const elsewhere = await aHub(database())
    await elsewhere.file(elsewhere.one, [activity('2014-07-01', '别处')])
    const first = await file(one, [activity('2014-07-01', '读书会', 32), activity('2014-07-09', '走访')])
    await file(two, [activity('2014-07-02', '义诊')])
    const back = await file(one, [activity('2014-07-01', '撤回的')])
    await database().transact(({ records }) => records.setState(back.id, ['submitted'], 'withdrawn', NOW))
    const old = await file(one, [activity('2014-07-03', '旧版')])
    await file(one, [activity('2014-07-03', '新版')], { chainId: old.chainId, version: 2, state: 'resubmitted' })

    const own = { organisationId: one, others: false }
    const others = { organisationId: one, others: true }
    expect(await near('2014-07-01', '2014-07-08', own)).toEqual(['青云社 读书会', '青云社 新版'])
    expect(await near('2014-07-01', '2014-07-08', own, first.chainId)).toEqual(['青云社 新版'])
    expect(await near('2014-07-01', '2014-07-08', others)).toEqual(['赣江组 义诊'])
    expect(await near('2014-06-01', '2014-06-30', own)).toEqual([])
    const ranges = [
      { from: '2014-07-09', to: '2014-07-09' },
      { from: '2014-06-28', to: '2014-07-01' },
      { from: '2014-07-01', to: '2014-07-01' },
    ]
    const [found, ...more] = await database().transact(({ twins }) => twins.near(hubId, ranges, own, null))
    expect(found).toMatchObject({
      chainId: first.chainId,
      recordId: first.id,
      title: '读书会',
      headcountMax: 32,
      breakdown: [],
      organisation: { id: one, name: '青云社' },
      contact: { name: 'one的联系人' },
      form: 'brief',
    })
    expect(more.map(({ title }) => title)).toEqual(['走访'])
    expect(await database().transact(({ twins }) => twins.near(hubId, [], own, null))).toEqual([])
  })

  it('are asked about only with what counts: what is merged away is in no other pair', async () => {
    const { hubId, contactId, one, two, file, near } = await aHub(database())
    const day = activity('2014-07-01', '义诊')
    const [here, there] = [await file(one, [day]), await file(two, [day])]
    const pair = pairOf(hubId, [there, day], [here, day])
    await database().transact(({ twins }) => twins.add(pair, decided(contactId)))
    expect(await near('2014-07-01', '2014-07-01', { organisationId: one, others: true })).toEqual([])
    expect(await near('2014-07-01', '2014-07-01', { organisationId: two, others: true })).toEqual(['青云社 义诊'])
  })

  it('are cases while both stand as they were, and decided by who is first', async () => {
    const { hubId, contactId, one, two, file } = await aHub(database())
    const day = activity('2014-07-01', '义诊', 40)
    const [here, there] = [await file(one, [day]), await file(two, [day, day])]
    const pair = pairOf(hubId, [there, day], [here, day])
    const cases = (organisationId?: string) => database().transact(({ twins }) => twins.cases(hubId, organisationId))
    await database().transact(({ twins }) => twins.add(pair, null))
    expect(await cases()).toMatchObject([
      {
        ...pair,
        decision: null,
        sides: { first: { recordId: there.id, organisation: { name: '赣江组' } }, of: { recordId: here.id } },
      },
    ])
    expect(await cases(one)).toEqual([])
    expect(await database().transact(({ twins }) => twins.ofRecord(hubId, here.chainId))).toEqual([pair])

    const decide = (from: 'merged' | null, to: Decided | null, of = pair) =>
      database().transact(({ twins }) => twins.decide(of, from, to))
    const turned = { ...pair, first: pair.of, of: pair.first }
    expect(await decide(null, decided(contactId), turned)).toBe(true)
    expect(await decide(null, decided(contactId, 'kept'))).toBe(false)
    expect(await decide(null, null, { ...pair, hubId: newId() })).toBe(false)
    expect(await cases()).toMatchObject([{ first: turned.first, of: turned.of, decision: 'merged' }])
    expect(await decide('merged', null)).toBe(true)
    expect(await cases()).toMatchObject([{ decision: null, decidedAt: null }])

    // A new version without that day and title takes the pair with it.
    await file(two, [activity('2014-07-02', '义诊', 40)], { chainId: there.chainId, version: 2, state: 'resubmitted' })
    expect(await cases()).toEqual([])
  })

  it('in a row count once, whatever becomes of the one in the middle', async () => {
    const { hubId, contactId, one, two, file } = await aHub(database())
    const day = activity('2014-07-01', '义诊', 40)
    const accepted = { state: 'accepted' as const }
    const [first, middle, last] = [
      await file(one, [day], accepted),
      await file(two, [day]),
      await file(one, [day], accepted),
    ]
    for (const [merged, of] of [
      [first, middle],
      [middle, last],
    ] as const)
      await database().transact(({ twins }) => twins.add(pairOf(hubId, [merged, day], [of, day]), decided(contactId)))
    const counted = async (scope: { state?: 'accepted'; organisationId?: string } = {}) => {
      const ids: string[] = []
      for await (const { id, activities } of databaseRecordsToRead(database().reads).records({ hubId, ...scope }))
        if (activities.some(({ sameAs }) => sameAs === null)) ids.push(id)
      return ids
    }
    expect(await counted()).toEqual([last.id])
    // The public does not see the one in the middle, an organisation counts its own alone.
    expect(await counted(accepted)).toEqual([last.id])
    expect(await counted({ organisationId: one })).toEqual([last.id])
    expect(await counted({ organisationId: two })).toEqual([middle.id])
    await database().transact(({ records }) => records.setState(middle.id, ['submitted'], 'withdrawn', NOW))
    expect(await counted()).toEqual([last.id])
    await database().transact(({ records }) => records.setState(last.id, ['accepted'], 'withdrawn', NOW))
    expect(await counted()).toEqual([first.id])
  })

  it('of what was filed at the same moment are found by one of the two at least', async () => {
    const { hubId, one, two, draft, recordOf, rowsOf } = await aHub(database())
    const day = activity('2014-07-01', '义诊')
    const drafts = [await draft(), await draft()]
    // On MySQL both have written before either looks; SQLite has one writer.
    const together = (await database().units((sql) => Promise.resolve(sql.dialect))) === 'mysql'
    let written = 0
    let both = () => {}
    const barrier = new Promise<void>((resolve) => (both = resolve))
    const filing = (organisationId: string, sessionId: string) =>
      database().transact(async ({ records, twins }) => {
        await records.file(recordOf(organisationId, sessionId), rowsOf([day]))
        if (++written >= 2) both()
        if (together) await barrier
        const days = [{ from: day.startsOn, to: day.endsOn }]
        return (await twins.near(hubId, days, { organisationId, others: true }, null)).length
      })
    const found = await Promise.all([filing(one, drafts[0]!), filing(two, drafts[1]!)])
    expect(Math.max(...found)).toBe(1)
  })
})
