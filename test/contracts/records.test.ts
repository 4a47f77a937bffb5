import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import type { ExportedRecord, RecordScope } from '../../src/records/export-ports.js'
import type { FiledRecord, TypedRows } from '../../src/records/record.js'
import { aPersonWithADraft, firstVersion, hubData } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const photo = (hubId: string, sessionId: string) => ({
  id: newId(),
  hubId,
  sessionId,
  field: 'photos',
  messageId: newId(),
  channel: 'wecom_app',
  account: 'ww1/1000002',
  mediaId: 'M'.repeat(300),
  mediaUrl: null,
  sentAt: NOW,
})
const kept = {
  sha256: 'a'.repeat(64),
  copy: 'b'.repeat(64),
  thumbnail: 'c'.repeat(64),
  bytes: 1_234_567,
  width: 4000,
  height: 3000,
  takenAt: '2014-01-04T10:00:00',
  fingerprint: '0f1e2d3c4b5a6978',
}

const rows = (photos: string[]): TypedRows => ({
  period: { from: '2014-01-01', to: '2014-03-31' },
  people: { min: 90, max: 100, unit: '人', qualifier: '近', basis: 'sign_in', wording: '近百个' },
  activities: [
    {
      position: 0,
      part: 'activities/0',
      category: 'exchange',
      startsOn: '2014-01-04',
      endsOn: '2014-01-05',
      title: '第二届江西公益年会👋',
      place: '南昌',
      headcountMin: 201,
      headcountMax: 299,
      headcountUnit: '人次',
      headcountQualifier: '多',
      headcountBasis: 'sign_in',
      headcountWording: '二百多人次',
      breakdown: [
        { role: '志愿者', count: 12 },
        { role: '家长', count: 30, wording: '三十来位' },
      ],
    },
    {
      position: 1,
      part: 'activities/1',
      category: null,
      startsOn: '2014-03-22',
      endsOn: '2014-03-22',
      title: '走访',
      place: null,
      headcountMin: null,
      headcountMax: null,
      headcountUnit: null,
      headcountQualifier: null,
      headcountBasis: null,
      headcountWording: null,
      breakdown: [],
    },
  ],
  expenses: [
    {
      position: 0,
      part: 'spending/0',
      item: '场地',
      amountMinFen: 50_000,
      amountMaxFen: 2_000_000_000,
      wording: '五百多块',
    },
  ],
  photos: photos.map((id, position) => ({
    photo: id,
    position,
    caption: position === 0 ? '合影' : null,
    consent: position === 0 ? 'given' : null,
  })),
  sources: [
    { part: 'activities/0', messageId: 'm2' },
    { part: 'activities/0', messageId: 'm1' },
    { part: 'spending/0', messageId: 'm3' },
  ],
})

async function filed(database: Database, changes: Partial<FiledRecord> = {}) {
  const person = await aPersonWithADraft(database)
  const { hubId, contactId, sessionId } = person
  const [first, second] = [photo(hubId, sessionId), photo(hubId, sessionId)]
  const record = await database.transact(async ({ people, photos, grants, records }) => {
    const { contact } = (await people.holdById(person.addressId))!
    await photos.add(first)
    await photos.add(second)
    const filing: FiledRecord = {
      ...firstVersion(newId()),
      hubId,
      ...(await grants.forOrganisation(hubId, contact!.organisationId)),
      organisationId: contact!.organisationId,
      contactId,
      sessionId,
      form: 'brief',
      formVersion: 1,
      answers: { done: '走访了三家', place: null },
      periodFrom: '2014-01-01',
      periodTo: '2014-03-31',
      filedAt: NOW,
      ...changes,
    }
    await records.file(filing, rows([second.id, first.id]))
    return filing
  })
  return { ...person, record, photos: [first, second] as const }
}

const listed = async (database: Database, scope: RecordScope) => {
  const all: ExportedRecord[] = []
  for await (const record of databaseRecordsToRead(database.reads).records(scope)) all.push(record)
  return all
}

onEachDatabase('records', (database) => {
  it('are read back as they were filed, with names, sources and photos in order', async () => {
    const { record, hubId, programmeId, contactId, photos } = await filed(database())
    await database().transact((ports) => ports.photos.kept(photos[0].id, kept, NOW))
    const { people, activities, expenses } = rows([])
    const { fingerprint: _fingerprint, ...picture } = kept
    const waiting = { sha256: null, copy: null, thumbnail: null, bytes: null, width: null, height: null, takenAt: null }
    expect(await listed(database(), { hubId })).toEqual([
      {
        id: record.id,
        programme: { id: programmeId, name: '2014 年小额资助' },
        grant: { id: record.grantId, purpose: '读书会' },
        organisation: { id: record.organisationId, name: '青云社' },
        contact: { id: contactId, name: 'one的联系人' },
        typedBy: null,
        confirmedAt: null,
        form: 'brief',
        formVersion: 1,
        periodFrom: '2014-01-01',
        periodTo: '2014-03-31',
        filedAt: NOW,
        state: 'submitted',
        version: 1,
        reviewedAt: null,
        idle: false,
        burden: null,
        answers: { done: '走访了三家', place: null },
        people,
        activities: [
          { ...activities[0], messageIds: ['m1', 'm2'], sameAs: null },
          { ...activities[1], messageIds: [], sameAs: null },
        ],
        expenses: [{ ...expenses[0], messageIds: ['m3'] }],
        photos: [
          {
            id: photos[1].id,
            position: 0,
            caption: '合影',
            consent: 'given',
            withdrawnAt: null,
            refused: null,
            state: 'coming',
            messageId: photos[1].messageId,
            ...waiting,
          },
          {
            id: photos[0].id,
            position: 1,
            caption: null,
            consent: null,
            withdrawnAt: null,
            refused: null,
            state: 'kept',
            messageId: photos[0].messageId,
            ...picture,
          },
        ],
        sources: [
          { part: 'activities/0', messageId: 'm1' },
          { part: 'activities/0', messageId: 'm2' },
          { part: 'spending/0', messageId: 'm3' },
        ],
      },
    ])
  })

  it('are filed once a session, however often that is asked', async () => {
    const { record, hubId } = await filed(database())
    await database().transact(({ records }) => records.file({ ...record, ...firstVersion(newId()) }, rows([])))
    expect((await listed(database(), { hubId })).map(({ id }) => id)).toEqual([record.id])
  })

  it('have versions of which one counts, and the slower of two that would replace the same is told', async () => {
    const { record, hubId, contactId, addressId, sessionId, about } = await filed(database())
    const { session } = (await database().transact(({ drafts }) => drafts.find(sessionId)))!
    const next = async () => {
      const id = newId()
      await database().transact(async ({ drafts }) => {
        await drafts.save(sessionId, { ...session, at: { type: 'filed' } }, NOW)
        await drafts.open(id, { contactId, hubId, addressId, about }, session, NOW)
        await drafts.save(id, { ...session, at: { type: 'filed' } }, NOW)
      })
      return { ...record, id: newId(), version: 2, state: 'resubmitted' as const, sessionId: id, filedAt: after(1) }
    }
    const [first, second] = [await next(), await next()]
    const replace = (version: FiledRecord) =>
      database().transact(({ records }) =>
        records.file(version, rows([]), { recordId: record.id, states: ['submitted', 'returned'] }),
      )
    expect([await replace(first), await replace(second)]).toEqual([true, false])
    expect((await listed(database(), { hubId })).map(({ id }) => id)).toEqual([first.id])
    await database().transact(async ({ records }) => {
      expect(await records.find(hubId, record.id)).toMatchObject({ current: false, version: 1, state: 'submitted' })
      expect(await records.find(hubId, second.id)).toBeNull()
      expect(await records.find(newId(), record.id)).toBeNull()
      expect(await records.setState(record.id, ['submitted'], 'accepted', NOW)).toBe(false)
      expect(await records.setState(first.id, ['submitted'], 'accepted', NOW)).toBe(false)
      expect(await records.setState(first.id, ['resubmitted'], 'withdrawn', NOW)).toBe(true)
    })
    expect(await listed(database(), { hubId })).toEqual([])
  })

  it('say what an organisation last answered, of what it did not take back', async () => {
    const burden = { turns: 9, messages: 12, activeSeconds: 540 }
    const { record, hubId, contactId, addressId, sessionId, about } = await filed(database(), { burden, idle: true })
    const { session } = (await database().transact(({ drafts }) => drafts.find(sessionId)))!
    const file = async (changes: Partial<FiledRecord>) => {
      const id = newId()
      await database().transact(async ({ drafts, records }) => {
        await drafts.save(sessionId, { ...session, at: { type: 'filed' } }, NOW)
        await drafts.open(id, { contactId, hubId, addressId, about }, session, NOW)
        await drafts.save(id, { ...session, at: { type: 'filed' } }, NOW)
        await records.file({ ...record, ...firstVersion(newId()), sessionId: id, ...changes }, rows([]))
      })
    }
    const last = () => database().transact(({ records }) => records.lastAnswers(hubId, record.organisationId, 'brief'))
    expect(await last()).toEqual({ done: '走访了三家' })
    // The older brief is filed later.
    await file({ periodFrom: '2014-04-01', periodTo: '2014-06-30', answers: { done: '培训', place: '高安' } })
    await file({
      periodFrom: '2013-10-01',
      periodTo: '2013-12-31',
      answers: { done: '旧的', kind: 'old' },
      filedAt: after(5),
    })
    await file({ state: 'withdrawn', periodTo: '2014-09-30', answers: { done: '收回的' }, filedAt: after(9) })
    expect(await last()).toEqual({ done: '培训', place: '高安', kind: 'old' })
    // Each grant has answers of its own.
    const [grant] = await database().reads.all<{ id: string }>('SELECT id FROM grants WHERE hubId = ?', [hubId])
    const ofGrant = (id: string) =>
      database().transact(({ records }) => records.lastAnswers(hubId, record.organisationId, 'brief', id))
    await database().units((sql) =>
      sql.run("UPDATE records SET grantId = CASE WHEN periodFrom = '2013-10-01' THEN ? END WHERE hubId = ?", [
        grant!.id,
        hubId,
      ]),
    )
    expect(await ofGrant(grant!.id)).toEqual({ done: '旧的', kind: 'old' })
    expect(await ofGrant(newId())).toBeNull()
    await database().transact(async ({ records }) => {
      expect(await records.lastAnswers(hubId, record.organisationId, 'other')).toBeNull()
      expect(await records.lastAnswers(newId(), record.organisationId, 'brief')).toBeNull()
      expect(await records.find(hubId, record.id)).toMatchObject({ burden, idle: true })
    })
    expect((await listed(database(), { hubId })).find(({ id }) => id === record.id)).toMatchObject({
      burden,
      idle: true,
    })
  })

  it('took what all their versions took together', async () => {
    const burden = { turns: 20, messages: 60, activeSeconds: 900 }
    const { record, hubId, contactId, addressId, sessionId, about } = await filed(database(), { burden })
    const { session } = (await database().transact(({ drafts }) => drafts.find(sessionId)))!
    const again = async (version: number, took: FiledRecord['burden'], before: string) => {
      const id = newId()
      await database().transact(async ({ drafts, records }) => {
        await drafts.save(sessionId, { ...session, at: { type: 'filed' } }, NOW)
        await drafts.open(id, { contactId, hubId, addressId, about }, session, NOW)
        await drafts.save(id, { ...session, at: { type: 'filed' } }, NOW)
        const next = { ...record, id, version, state: 'resubmitted' as const, sessionId: id, burden: took }
        await records.file(next, rows([]), { recordId: before, states: ['submitted', 'resubmitted'] })
      })
      return id
    }
    const second = await again(2, { turns: 6, messages: 7, activeSeconds: 50 }, record.id)
    await again(3, null, second)
    const sum = { turns: 26, messages: 67, activeSeconds: 950 }
    expect((await listed(database(), { hubId })).map((one) => one.burden)).toEqual([sum])
    const [seen] = await database().transact(({ overview }) => overview.filed(hubId))
    expect(seen?.burden).toEqual(sum)
  })

  it('are found by hub, programme and organisation, and never those of another hub', async () => {
    const { record, hubId, programmeId } = await filed(database())
    const other = await filed(database())
    const idsOf = async (scope: RecordScope) => (await listed(database(), scope)).map(({ id }) => id)
    expect(await idsOf({ hubId, programmeId })).toEqual([record.id])
    expect(await idsOf({ hubId, organisationId: record.organisationId })).toEqual([record.id])
    expect(await idsOf({ hubId, organisationId: other.record.organisationId })).toEqual([])
    expect(await idsOf({ hubId: other.hubId, programmeId })).toEqual([])
  })

  it('come one after another by when they were filed, over many pages', async () => {
    const { hubId, record, contactId, addressId, sessionId, about } = await filed(database())
    const { session } = (await database().transact(({ drafts }) => drafts.find(sessionId)))!
    await database().transact(async ({ drafts, records }) => {
      await drafts.save(sessionId, { ...session, at: { type: 'filed' } }, NOW)
      for (let i = 1; i <= 120; i++) {
        const id = newId()
        await drafts.open(id, { contactId, hubId, addressId, about }, session, NOW)
        await drafts.save(id, { ...session, at: { type: 'filed' } }, NOW)
        // Many at the same instant: the page must not end between them.
        const next = { ...record, ...firstVersion(newId()), sessionId: id, filedAt: after((i % 2) * 1000) }
        await records.file(next, rows([]))
      }
    })
    const all = await listed(database(), { hubId })
    expect(all.length).toBe(121)
    expect(new Set(all.map(({ id }) => id)).size).toBe(121)
    expect(all.map(({ filedAt }) => filedAt)).toEqual(all.map(({ filedAt }) => filedAt).toSorted())
    expect(all.every(({ activities }) => activities.length === 2)).toBe(true)
  })

  it('know their lost photos until they are sent again', async () => {
    const { contactId, photos } = await filed(database())
    const [first] = photos
    const ofPhotos = <T>(work: Parameters<typeof onPhotos<T>>[1]) => onPhotos(database(), work)
    expect(await ofPhotos((port) => port.lostOf(contactId, after(-1)))).toBeNull()
    await ofPhotos((port) => port.lost(first.id, 'media.gone', NOW))
    expect(await ofPhotos((port) => port.lostOf(contactId, after(-1)))).toEqual({ id: first.id })
    // Lost long ago it is nobody's any more: what comes now is a new picture.
    expect(await ofPhotos((port) => port.lostOf(contactId, after(1_000)))).toBeNull()

    const again = {
      messageId: newId(),
      mediaId: 'other',
      mediaUrl: 'https://mmbiz.qpic.cn/p/0',
      channel: 'wecom_app',
      account: 'ww1/1000002',
      sentAt: after(1),
    }
    await ofPhotos((port) => port.replace(first.id, again))
    expect(await ofPhotos((port) => port.find(first.id))).toEqual({ ...first, ...again, state: 'coming', kept: null })
    await ofPhotos((port) => port.kept(first.id, kept, NOW))
    expect(await ofPhotos((port) => port.find(first.id))).toMatchObject({ state: 'kept', kept })
    expect(await ofPhotos((port) => port.lostOf(contactId, after(-1)))).toBeNull()
  })
})

const onPhotos = <T>(
  database: Database,
  work: (photos: Parameters<Parameters<Database['transact']>[0]>[0]['photos']) => Promise<T>,
) => database.transact((ports) => work(ports.photos))

onEachDatabase('a hub loaded from data', (database) => {
  const load = (data: ReturnType<typeof hubData>) => database().units((sql) => loadHub(sql)(data))

  it('is listed for exports, and loading it again corrected changes rows and makes none', async () => {
    const reads = databaseRecordsToRead(database().reads)
    const data = hubData()
    const { hubId, programmeId } = await load(data)
    await load({
      ...data,
      programme: { ...data.programme, name: '2014 年微资助' },
      organisations: data.organisations.map((each) => (each.key === 'two' ? { ...each, name: '赣江小组' } : each)),
    })
    expect(await reads.hubs()).toContainEqual({ id: hubId, name: '江西枢纽', zone: 'Asia/Shanghai' })
    expect(await reads.programmes(hubId)).toEqual([
      { id: programmeId, name: '2014 年微资助', aliases: ['2014'], startsOn: '2014-01-01', endsOn: '2014-12-31' },
    ])
    expect(await reads.organisations(hubId)).toEqual([
      { id: expect.any(String), name: '个人申请者一', aliases: [], person: true },
      { id: expect.any(String), name: '赣江小组', aliases: [] },
      { id: expect.any(String), name: '青云社', aliases: ['青云', '青云公益'] },
    ])
    const grants = await reads.grants({ hubId })
    expect(grants.map((each) => [each.programmeName, each.organisationName, each.purpose, each.amountFen])).toEqual([
      ['2014 年微资助', '个人申请者一', '办公', 50_000],
      ['2014 年微资助', '个人申请者一', '培训', 60_000],
      ['2014 年微资助', '赣江小组', '盲童戏剧', null],
      ['2014 年微资助', '青云社', '读书会', 1_000_000],
    ])
    expect(grants[2]).toMatchObject({
      hubId,
      programmeId,
      status: 'withdrawn',
      remark: '主动退出',
      purposeClass: 'project',
    })
  })

  it('says how long the programme of an only active grant runs', async () => {
    const data = hubData()
    const { hubId } = await load(data)
    const organisations = await databaseRecordsToRead(database().reads).organisations(hubId)
    const termOf = (name: string) =>
      database().transact(({ grants }) => grants.termOf(hubId, organisations.find((one) => one.name === name)!.id))
    expect(await termOf('青云社')).toEqual({ programmeFrom: '2014-01-01', programmeTo: '2014-12-31' })
    expect([await termOf('赣江组'), await termOf('个人申请者一')]).toEqual([null, null])
  })

  it('keeps what people did: a used code stays used', async () => {
    const data = hubData()
    await load(data)
    await database().transact(async ({ invitations, people }) => {
      const { invitation } = (await invitations.find(data.contacts[0]!.code!))!
      const { addressId } = await people.hold({ channel: 'wecom_app', account: 'a', user: newId() }, NOW)
      await invitations.use(invitation.id, addressId, NOW)
    })
    await load(data)
    const again = await database().transact(({ invitations }) => invitations.find(data.contacts[0]!.code!))
    expect(again!.invitation.usedAt).toBe(NOW)
  })

  it('is loaded whole or not at all', async () => {
    const data = hubData()
    const broken = { ...data, contacts: [{ key: 'x', organisation: 'nobody', name: '谁', code: newId().slice(-8) }] }
    await expect(load(broken)).rejects.toThrow('nobody')
    const hubs = await databaseRecordsToRead(database().reads).hubs()
    const { hubId } = await load(data)
    expect(hubs.map(({ id }) => id)).not.toContain(hubId)
  })
})
