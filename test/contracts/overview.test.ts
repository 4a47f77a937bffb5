import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import type { TypedRows } from '../../src/records/record.js'
import { aPersonWithADraft, firstVersion, session } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const rows: TypedRows = {
  period: { from: '2014-01-01', to: '2014-03-31' },
  people: { min: 90, max: 100, unit: '人', qualifier: '近', basis: null, wording: '近百' },
  activities: [
    {
      position: 1,
      part: 'activities/1',
      category: 'training',
      startsOn: '2014-01-04',
      endsOn: '2014-01-05',
      title: '培训',
      place: null,
      headcountMin: 201,
      headcountMax: 299,
      headcountUnit: '人次',
      headcountQualifier: '多',
      headcountBasis: null,
      headcountWording: '二百多人次',
      breakdown: [],
    },
  ],
  expenses: [
    { position: 1, part: 'spending/1', item: '场地', amountMinFen: 50_000, amountMaxFen: 59_900, wording: '五百多' },
  ],
  photos: [],
  sources: [],
}

/** A hub whose first grantee filed a record with one lost picture and has another draft open. */
async function filed(database: Database) {
  const person = await aPersonWithADraft(database)
  const { hubId, contactId, addressId, sessionId, about } = person
  const photo = newId()
  const recordId = newId()
  const organisationId = await database.transact(async ({ people, drafts, photos, records, grants }) => {
    const { contact } = (await people.holdById(addressId))!
    await photos.add({
      id: photo,
      hubId,
      sessionId,
      field: 'photos',
      messageId: newId(),
      channel: 'wecom_app',
      account: 'ww1/1000002',
      mediaId: 'M',
      mediaUrl: null,
      sentAt: NOW,
    })
    await records.file(
      {
        ...firstVersion(recordId),
        hubId,
        ...(await grants.forOrganisation(hubId, contact!.organisationId)),
        organisationId: contact!.organisationId,
        contactId,
        sessionId,
        form: 'brief',
        formVersion: 1,
        answers: {},
        periodFrom: '2014-01-01',
        periodTo: '2014-03-31',
        filedAt: NOW,
      },
      { ...rows, photos: [{ photo, position: 1, caption: null }] },
    )
    await photos.lost(photo, 'media.gone', NOW)
    await drafts.save(sessionId, session({ at: { type: 'filed' } }), NOW)
    await drafts.open(newId(), { contactId, hubId, addressId, about }, session({ form: 'other' }), after(1))
    return contact!.organisationId
  })
  return { ...person, recordId, organisationId }
}

const overviewOf = <T>(database: Database, work: Parameters<typeof database.transact<T>>[0]) => database.transact(work)

onEachDatabase('what staff see of their hub', (database) => {
  it('is of this hub alone, whatever other hubs call their organisations', async () => {
    const here = await filed(database())
    const there = await filed(database())
    await overviewOf(database(), async ({ overview }) => {
      const records = await overview.filed(here.hubId)
      expect(records).toEqual([
        {
          id: here.recordId,
          organisation: { id: here.organisationId, name: '青云社' },
          contact: { id: here.contactId, name: 'one的联系人' },
          typedBy: null,
          confirmedAt: null,
          form: 'brief',
          formVersion: 1,
          periodFrom: '2014-01-01',
          periodTo: '2014-03-31',
          filedAt: NOW,
          idle: false,
          burden: null,
          people: rows.people,
          activities: [
            {
              category: 'training',
              startsOn: '2014-01-04',
              headcountMin: 201,
              headcountMax: 299,
              headcountUnit: '人次',
              sameAs: null,
              breakdown: [],
            },
          ],
          expenses: [{ amountMinFen: 50_000, amountMaxFen: 59_900 }],
          photos: [{ state: 'lost' }],
          state: 'submitted',
        },
      ])
      expect(await overview.filed(here.hubId, here.organisationId)).toEqual(records)
      expect(await overview.filed(here.hubId, there.organisationId)).toEqual([])
      expect(await overview.openDrafts(here.hubId)).toMatchObject([
        {
          organisationId: here.organisationId,
          contactName: 'one的联系人',
          session: { form: 'other' },
          updatedAt: after(1),
        },
      ])
      expect(await overview.openDrafts(here.hubId, there.organisationId)).toEqual([])
      expect(await overview.contacts(here.hubId, here.organisationId)).toMatchObject([
        { name: 'one的联系人', addresses: [{ address: here.address, following: true }] },
      ])
      expect(await overview.contacts(here.hubId, there.organisationId)).toEqual([])
      const ids = (await overview.organisations(here.hubId)).map(({ id }) => id)
      expect([ids.length, ids.includes(there.organisationId)]).toEqual([3, false])
    })
  })

  it('has the rows that exports have', async () => {
    const { hubId } = await filed(database())
    const exported = []
    for await (const record of databaseRecordsToRead(database().reads).records({ hubId })) exported.push(record)
    const lean = await overviewOf(database(), ({ overview }) => overview.filed(hubId))
    expect(exported).toMatchObject(lean)
  })

  it('knows what was last said from an address', async () => {
    const { addressId, address } = await filed(database())
    const said = (text: string, at: number) =>
      database().transact(({ inbox }) =>
        inbox.add({
          id: newId(),
          message: { from: address, presence: 'spoke', key: newId(), sentAt: after(at), said: { type: 'text', text } },
          addressId,
          contactId: null,
          hubId: null,
          sessionId: null,
          reply: null,
          receivedAt: after(at),
        }),
      )
    const last = () => overviewOf(database(), ({ overview }) => overview.lastSaid(addressId))
    expect(await last()).toBeNull()
    await said('看 南昌', 0)
    await new Promise((resolve) => setTimeout(resolve, 2))
    await said('汇总', 1000)
    expect(await last()).toEqual({
      said: { type: 'text', text: '汇总' },
      sentAt: after(1000),
      receivedAt: after(1000),
    })
  })
})

onEachDatabase('a file to be fetched', (database) => {
  const download = (of: { hubId: string; contactId: string }) => ({
    tokenHash: newId().padEnd(64, 'f'),
    hubId: of.hubId,
    contactId: of.contactId,
    sha256: 'a'.repeat(64),
    name: '益心益意 2014年.xlsx',
    expiresAt: after(1),
  })
  const inTurn = <T>(work: Parameters<Database['transact']>[0]) => database().transact(work) as Promise<T>

  it('is found with the role its contact has now, and by nobody who moved to another hub', async () => {
    const person = await aPersonWithADraft(database())
    const file = download(person)
    await inTurn(({ downloads }) => downloads.add(file))
    const found = () => database().transact(({ downloads }) => downloads.find(file.tokenHash))
    expect(await found()).toEqual({ ...file, fetched: 0, role: 'grantee' })
    await database().units((sql) => sql.run("UPDATE contacts SET role = 'staff' WHERE id = ?", [person.contactId]))
    expect(await found()).toMatchObject({ role: 'staff' })
    const other = await aPersonWithADraft(database())
    await database().units((sql) =>
      sql.run('UPDATE contacts SET hubId = ?, code = NULL WHERE id = ?', [other.hubId, person.contactId]),
    )
    expect(await found()).toBeNull()
    expect(await database().transact(({ downloads }) => downloads.find('0'.repeat(64)))).toBeNull()
  })

  it('is counted each time, and never beyond the most however many come at once', async () => {
    const file = download(await aPersonWithADraft(database()))
    await inTurn(({ downloads }) => downloads.add(file))
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => database().transact(({ downloads }) => downloads.fetch(file.tokenHash, 5))),
    )
    expect(tries.filter(Boolean)).toHaveLength(5)
  })
})
