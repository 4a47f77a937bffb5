import { expect, it } from '@jest/globals'
import type { RecordEvent } from '../../src/records/record.js'
import { session } from './a-hub.js'
import { aRecord, NO_ROWS } from './a-record.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('records to review', (database) => {
  const reads = <T>(work: Parameters<ReturnType<typeof database>['transact']>[0]) =>
    database().transact(work) as Promise<T>

  it('are listed by their states, the one that came first or last first, and never those of another hub', async () => {
    const { hubId, record, replace } = await aRecord(database())
    await aRecord(database())
    const { version } = await replace(record, 'resubmitted', ['submitted'], { filedAt: after(5) })
    await reads(async ({ records }) => {
      expect(await records.listed(hubId, ['submitted'], 'oldest_first', 9)).toEqual([])
      expect(await records.listed(hubId, ['resubmitted'], 'oldest_first', 9)).toEqual([
        {
          id: version.id,
          chainId: record.id,
          version: 2,
          state: 'resubmitted',
          stateAt: after(5),
          organisationId: record.organisationId,
          organisationName: '青云社',
          contactName: 'one的联系人',
          typedBy: null,
          typedByName: null,
          confirmedAt: null,
          form: 'brief',
          formVersion: 1,
          periodFrom: '2014-01-01',
          periodTo: '2014-03-31',
          startsOn: null,
          firstTitle: null,
          purpose: null,
          filedAt: after(5),
        },
      ])
      expect(await records.count(hubId, ['submitted', 'resubmitted'])).toBe(1)
      expect(await records.count(newId(), ['resubmitted'])).toBe(0)
    })
  })

  it('a page holds as many as it is asked for, in either order', async () => {
    const { hubId, contactId, addressId, about, record } = await aRecord(database())
    const ids: string[] = [record.id]
    await reads(async ({ records, drafts }) => {
      for (let i = 1; i <= 4; i++) {
        const [id, sessionId] = [newId(), newId()]
        await drafts.open(sessionId, { contactId, hubId, addressId, about }, session(), NOW)
        await drafts.save(sessionId, session({ at: { type: 'filed' } }), NOW)
        await records.file({ ...record, id, chainId: id, sessionId, filedAt: after(i) }, NO_ROWS)
        ids.push(id)
      }
      const idsOf = async (order: 'oldest_first' | 'newest_first', most: number) =>
        (await records.listed(hubId, ['submitted'], order, most)).map(({ id }) => id)
      expect(await idsOf('oldest_first', 3)).toEqual(ids.slice(0, 3))
      expect(await idsOf('newest_first', 9)).toEqual(ids.toReversed())
      expect((await records.ofContact(hubId, contactId)).map(({ id }) => id)).toEqual(ids.toReversed())
    })
  })

  it('a contact sees those of each organisation she files for, withdrawn ones too, and no others', async () => {
    const { hubId, contactId, record, data } = await aRecord(database())
    const other = await database().units((sql) =>
      sql.all<{ id: string }>("SELECT id FROM contacts WHERE hubId = ? AND name = 'two的联系人'", [hubId]),
    )
    const { id: colleague } = other[0]!
    expect(data.organisations).toHaveLength(3)
    await reads(async ({ records }) => {
      await records.setState(record.id, ['submitted'], 'withdrawn', NOW)
      expect(await records.ofContact(hubId, colleague)).toEqual([])
      expect(await records.ofContact(newId(), contactId)).toEqual([])
    })
    await database().units((sql) =>
      sql.run('INSERT INTO contact_organisations (contactId, organisationId, hubId, addedAt) VALUES (?, ?, ?, ?)', [
        colleague,
        record.organisationId,
        hubId,
        NOW,
      ]),
    )
    await reads(async ({ records }) => {
      expect(await records.ofContact(hubId, colleague)).toMatchObject([{ id: record.id, state: 'withdrawn' }])
    })
  })

  it('have all their versions, and one that counts', async () => {
    const { hubId, record, replace } = await aRecord(database())
    const { version } = await replace(record, 'resubmitted', ['submitted'], { answers: { done: '走访三家' } })
    await reads(async ({ records }) => {
      expect(await records.versions(hubId, record.id)).toMatchObject([
        { id: record.id, current: false, answers: { done: '走访' }, state: 'submitted', stateAt: NOW },
        { id: version.id, current: true, answers: { done: '走访三家' } },
      ])
      expect(await records.current(hubId, record.id)).toMatchObject({ id: version.id })
      expect(await records.hold(hubId, version.id)).toMatchObject({ version: 2, state: 'resubmitted' })
      for (const read of [records.current, records.hold, records.listedOne])
        expect(await read(newId(), version.id)).toBeNull()
      expect(await records.versions(newId(), record.id)).toEqual([])
    })
  })

  it('keep what happened to them, with who did it', async () => {
    const { hubId, record, contactId } = await aRecord(database())
    const of = (more: Partial<RecordEvent>): RecordEvent => ({
      chainId: record.id,
      recordId: record.id,
      type: 'submitted',
      field: null,
      from: null,
      to: 'submitted',
      why: 'first_filing',
      byContactId: contactId,
      messageId: 'm1',
      at: NOW,
      ...more,
    })
    const changed = of({ type: 'changed', field: 'done', from: ['走访'], to: { a: 1 }, why: '漏了两家', at: after(2) })
    const alone = of({ type: 'confirmed', byContactId: null, messageId: null, to: null, at: after(1) })
    await reads(async ({ records }) => {
      await records.addEvents(hubId, [changed, of({}), alone])
      expect(await records.events(hubId, record.id)).toEqual([
        { ...of({}), byName: 'one的联系人' },
        { ...alone, byName: null },
        { ...changed, byName: 'one的联系人' },
      ])
      expect(await records.events(newId(), record.id)).toEqual([])
    })
  })

  it('have one open revision, and it is known in whose hands', async () => {
    const { hubId, record, contactId, addressId, about } = await aRecord(database())
    const [first, second] = [newId(), newId()]
    const revises = { ...about, revises: record.id }
    const open = (id: string, contact: string) =>
      reads(({ drafts }) => drafts.open(id, { contactId: contact, hubId, addressId, about: revises }, session(), NOW))
    await open(first, contactId)
    await reads(async ({ drafts }) => {
      expect(await drafts.revising(record.id)).toMatchObject({
        id: first,
        addressId,
        heldBy: contactId,
        holder: 'one的联系人',
      })
    })
    const [colleague] = await database().units((sql) =>
      sql.all<{ id: string }>("SELECT id FROM contacts WHERE hubId = ? AND name = 'two的联系人'", [hubId]),
    )
    await expect(open(second, colleague!.id)).rejects.toThrow()
    await reads(async ({ drafts }) => {
      await drafts.save(first, session({ at: { type: 'cancelled' } }), NOW)
      expect(await drafts.revising(record.id)).toBeNull()
    })
    await open(second, colleague!.id)
  })

  it('what staff type for a contact is in their hands', async () => {
    const { hubId, record, contactId, addressId, about } = await aRecord(database())
    const [staff] = await database().units((sql) =>
      sql.all<{ id: string }>("SELECT id FROM contacts WHERE hubId = ? AND name = 'two的联系人'", [hubId]),
    )
    const typed = { ...about, typedBy: staff!.id, revises: record.id }
    await reads(async ({ drafts, people }) => {
      await drafts.open(newId(), { contactId, hubId, addressId, about: typed }, session(), NOW)
      expect(await drafts.revising(record.id)).toMatchObject({ heldBy: staff!.id })
      expect((await people.holdById(addressId))!.draft).toBeNull()
    })
  })
})
