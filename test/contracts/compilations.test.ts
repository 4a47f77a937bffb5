import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import type { Compilation } from '../../src/records/compilations.js'
import type { FiledRecord } from '../../src/records/record.js'
import { aPersonWithADraft, firstVersion } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const nothing = { period: null, people: null, activities: [], expenses: [], photos: [], sources: [] }

/** A hub with two records, one with a picture, and what files the next version of one. */
async function aHubWithRecords(database: Database) {
  const person = await aPersonWithADraft(database)
  const { hubId, contactId, addressId, about } = person
  const photoId = newId()
  const session = (await database.transact(({ drafts }) => drafts.find(person.sessionId)))!.session
  const ofOne: Omit<FiledRecord, 'id' | 'chainId' | 'version' | 'state' | 'sessionId'> = {
    hubId,
    programmeId: null,
    grantId: null,
    organisationId: about.organisationId,
    contactId,
    reason: null,
    typedBy: null,
    idle: false,
    burden: null,
    form: 'brief',
    formVersion: 1,
    answers: {},
    periodFrom: null,
    periodTo: null,
    filedAt: NOW,
  }
  const from = { channel: 'wecom_app', account: 'a', mediaId: 'm', mediaUrl: null, sentAt: NOW }
  async function aPhoto(id: string = newId()) {
    const photo = { id, hubId, sessionId: person.sessionId, field: 'photos', messageId: newId(), ...from }
    await database.transact(({ photos }) => photos.add(photo))
    return id
  }
  async function file(
    of: Pick<FiledRecord, 'id' | 'chainId' | 'version' | 'state'>,
    replaces?: string,
    photo?: string,
  ) {
    const sessionId = newId()
    if (photo) await aPhoto(photo)
    await database.transact(async ({ drafts, records }) => {
      await drafts.save(person.sessionId, { ...session, at: { type: 'filed' } }, NOW)
      await drafts.open(sessionId, { contactId, hubId, addressId, about }, session, NOW)
      await drafts.save(sessionId, { ...session, at: { type: 'filed' } }, NOW)
      await records.file(
        { ...ofOne, ...of, sessionId },
        { ...nothing, photos: photo ? [{ photo, position: 1, caption: null }] : [] },
        replaces === undefined ? undefined : { recordId: replaces, states: ['submitted', 'accepted'] },
      )
    })
    return of.id
  }
  const first = await file(firstVersion(newId()), undefined, photoId)
  const second = await file(firstVersion(newId()))
  return {
    ...person,
    first,
    second,
    photoId,
    aPhoto,
    correct: (chainId: string) => file({ id: newId(), chainId, version: 2, state: 'corrected' }, chainId),
    withdraw: (recordId: string) =>
      database.transact(({ records }) => records.setState(recordId, ['submitted', 'corrected'], 'withdrawn', NOW)),
  }
}

const compilation = (hubId: string, more: Partial<Compilation> = {}): Compilation => ({
  id: newId(),
  hubId,
  kind: 'xlsx',
  name: '益心益意 2014年.xlsx',
  public: false,
  madeAt: NOW,
  byContactId: null,
  fromOn: null,
  toOn: null,
  ...more,
})

onEachDatabase('the ledger of compilations', (database) => {
  it('lists what was made, the last first, with who asked for it', async () => {
    const { hubId, contactId, first, second, photoId } = await aHubWithRecords(database())
    const old = compilation(hubId)
    const made = compilation(hubId, {
      madeAt: after(1),
      public: true,
      byContactId: contactId,
      fromOn: '2014-01-01',
      toOn: '2014-12-31',
    })
    await database().transact(async ({ compilations }) => {
      await compilations.add(old, [first], [])
      await compilations.add(made, [first, second, first], [photoId, photoId])
    })
    expect(await database().transact(({ compilations }) => compilations.list(hubId))).toEqual([
      { ...made, byName: 'one的联系人', records: 2, photos: 1, figured: false },
      { ...old, byName: null, records: 1, photos: 0, figured: false },
    ])
    expect(await database().transact(({ compilations }) => compilations.list(newId()))).toEqual([])
  })

  it('knows as long as it stands which versions in it count no more, and what became of them', async () => {
    const { hubId, first, second, correct, withdraw } = await aHubWithRecords(database())
    const both = compilation(hubId)
    const one = compilation(hubId, { madeAt: after(1) })
    const stale = (ids?: string[]) =>
      database().transact(async ({ compilations }) =>
        (await compilations.staleOf(hubId, ids)).map((each) => [each.compilation.id, each.stale]),
      )
    await database().transact(async ({ compilations }) => {
      await compilations.add(both, [first, second], [])
      await compilations.add(one, [second], [])
    })
    expect(await stale()).toEqual([])

    const corrected = await correct(first)
    const replaced = { recordId: first, chainId: first, why: 'replaced' }
    expect(await stale()).toEqual([[both.id, [replaced]]])
    const anew = compilation(hubId, { madeAt: after(2) })
    await database().transact(({ compilations }) => compilations.add(anew, [corrected, second], []))
    await withdraw(second)
    const back = { recordId: second, chainId: second, why: 'withdrawn' }
    expect(await stale()).toEqual([
      [anew.id, [back]],
      [one.id, [back]],
      [both.id, expect.arrayContaining([replaced, back])],
    ])
    expect([await stale([one.id]), await stale([])]).toEqual([[[one.id, [back]]], []])

    // Of a record that was corrected and then taken back the last is what counts.
    await withdraw(corrected)
    expect(await stale([both.id])).toEqual([[both.id, expect.arrayContaining([{ ...replaced, why: 'withdrawn' }])]])
  })

  it('knows that an activity of a record in it counts no more, or again', async () => {
    const { hubId, contactId, first } = await aHubWithRecords(database())
    const [old, anew] = [compilation(hubId), compilation(hubId, { madeAt: after(2) })]
    const event = {
      chainId: first,
      recordId: first,
      from: null,
      to: null,
      why: 'accepted_as_it_is',
      byContactId: contactId,
    }
    await database().transact(async ({ compilations, records }) => {
      for (const each of [old, anew]) await compilations.add(each, [first], [])
      await records.addEvents(hubId, [
        { ...event, type: 'kept', field: null, messageId: null, at: after(3) },
        { ...event, type: 'merged', field: 'counts', messageId: null, at: after(1) },
      ])
    })
    const stale = await database().transact(({ compilations }) => compilations.staleOf(hubId))
    expect(stale.map((each) => [each.compilation.id, each.stale])).toEqual([
      [old.id, [{ recordId: first, chainId: first, why: 'recounted' }]],
    ])
  })

  it('knows that a picture in it may not be shown any more, as long as that stands', async () => {
    const { hubId, contactId, photoId, first, second, correct } = await aHubWithRecords(database())
    const [shown, without, anew] = [0, 1, 3].map((at) => compilation(hubId, { public: true, madeAt: after(at) }))
    await database().transact(async ({ compilations, consents }) => {
      await compilations.add(shown!, [first, second], [photoId])
      await compilations.add(without!, [first, second], [])
      await consents.withdraw(hubId, {
        photoId,
        at: after(2),
        byContactId: contactId,
        why: 'consent_taken_back',
        messageId: null,
      })
      await compilations.add(anew!, [first], [photoId])
    })
    const stale = async () => {
      const all = await database().transact(({ compilations }) => compilations.staleOf(hubId))
      return all.map((each) => [each.compilation.id, each.stale])
    }
    const consent = { recordId: first, chainId: first, why: 'consent' }
    expect(await stale()).toEqual([[shown!.id, [consent]]])

    await correct(first)
    const replaced = { ...consent, why: 'replaced' }
    expect(await stale()).toEqual([
      [anew!.id, [replaced]],
      [without!.id, [replaced]],
      [shown!.id, [replaced, consent]],
    ])
    await database().transact(({ consents }) => consents.restore(hubId, photoId))
    expect((await stale()).at(-1)).toEqual([shown!.id, [replaced]])
  })

  it('finds where a picture went, in its own hub only', async () => {
    const { hubId, photoId, first } = await aHubWithRecords(database())
    const there = await aHubWithRecords(database())
    const made = compilation(hubId)
    await database().transact(async ({ compilations }) => {
      await compilations.add(made, [first], [photoId])
      await compilations.add(compilation(there.hubId), [there.first], [there.photoId])
    })
    const where = (of: string) => database().transact(({ compilations }) => compilations.withPhoto(of, photoId))
    expect([await where(hubId), await where(there.hubId)]).toEqual([[made], []])
  })

  it('keeps what a report was made with, for its own hub only', async () => {
    const { hubId, first } = await aHubWithRecords(database())
    const [report, file] = [compilation(hubId), compilation(hubId)]
    const from = [{ id: first, organisation: '青云社', about: '6月1日 读书会 32人' }]
    const figures = [{ name: '读书会·人数合计', unit: '人', min: 32, max: 40.5, shown: '32–40.5人', from }]
    const inputs = { programme: { id: 'p', name: '2014年微公益资助' }, grantee: null, figures }
    const kept = await database().transact(async ({ compilations }) => {
      await compilations.add(report, [first], [], inputs)
      await compilations.add(file, [first], [])
      return [
        await compilations.inputsOf(hubId, report.id),
        await compilations.inputsOf(newId(), report.id),
        await compilations.inputsOf(hubId, file.id),
      ]
    })
    expect(kept).toEqual([inputs, null, null])
  })

  it('holds more than one statement could', async () => {
    const { hubId, aPhoto } = await aHubWithRecords(database())
    const photos = await Promise.all(Array.from({ length: 230 }, () => aPhoto()))
    const made = compilation(hubId)
    await database().transact(({ compilations }) => compilations.add(made, [], photos))
    const [listed] = await database().transact(({ compilations }) => compilations.list(hubId))
    expect(listed).toMatchObject({ id: made.id, records: 0, photos: 230 })
  })
})
