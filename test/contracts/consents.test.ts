import { expect, it } from '@jest/globals'
import { aboutOwn, type TurnPorts } from '../../src/conversations/ports.js'
import type { Database } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { accept } from '../../src/records/decide.js'
import { withheld } from '../../src/records/public-records.js'
import { restoreConsent } from '../../src/records/restore-consent.js'
import { withdrawConsent } from '../../src/records/withdraw-consent.js'
import { aPersonWithADraft, firstVersion, session } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const kept = (sha256: string) => ({
  sha256,
  copy: newId(),
  thumbnail: newId(),
  bytes: 1,
  width: 4,
  height: 3,
  takenAt: null,
  fingerprint: null,
})

/** Of the records with pictures the last one filed. */
async function lastAlbum(
  { consents, records }: Pick<TurnPorts, 'consents' | 'records'>,
  hubId: string,
  by: { organisationId: string } | { contactId: string },
) {
  const [last] = await records.withPictures(hubId, by)
  return last ? consents.album(hubId, last.id) : null
}

/** One who filed a record with three pictures, the second of which may be shown. */
async function filed(database: Database) {
  const person = await aPersonWithADraft(database)
  const { hubId, contactId, sessionId, addressId } = person
  const organisationId = await database.transact(
    async ({ people }) => (await people.holdById(addressId))!.contact!.organisationId,
  )
  const about = aboutOwn(organisationId)
  let sessions = 0
  async function files(sha256s: string[], at = NOW) {
    // The first goes into the draft that is there.
    const draft = sessions++ === 0 ? sessionId : newId()
    const id = newId()
    const photoIds = sha256s.map(() => newId())
    await database.transact(async ({ drafts, photos, records }) => {
      if (draft !== sessionId) await drafts.open(draft, { contactId, hubId, addressId, about }, session(), at)
      await drafts.save(draft, session({ at: { type: 'filed' } }), at)
      for (const [i, photo] of photoIds.entries()) {
        await photos.add({
          id: photo,
          hubId,
          sessionId: draft,
          field: 'photos',
          messageId: newId(),
          channel: 'wecom_app',
          account: 'ww1/1000002',
          mediaId: newId(),
          mediaUrl: null,
          sentAt: at,
        })
        await photos.kept(photo, kept(sha256s[i]!), at)
      }
      await records.file(
        {
          ...firstVersion(id),
          hubId,
          programmeId: null,
          grantId: null,
          organisationId,
          contactId,
          sessionId: draft,
          form: 'brief',
          formVersion: 1,
          answers: {},
          periodFrom: null,
          periodTo: null,
          filedAt: at,
        },
        {
          period: null,
          people: null,
          activities: [],
          expenses: [],
          photos: photoIds.map((photo, i) => ({
            photo,
            position: i + 1,
            caption: i === 1 ? '合影' : null,
            consent: i === 1 ? 'given' : 'unknown',
          })),
          sources: [],
        },
      )
    })
    return { recordId: id, photoIds, sessionId: draft }
  }
  return { ...person, organisationId, about, files }
}

onEachDatabase('consent to show pictures', (database) => {
  const exported = async (hubId: string) => {
    for await (const record of databaseRecordsToRead(database().reads).records({ hubId })) return record.photos
    return []
  }

  it('is filed with each picture, taken back once, and what was made with it is named', async () => {
    const { hubId, contactId, organisationId, files } = await filed(database())
    const { recordId, photoIds } = await files([newId(), newId(), newId()])
    const compilation = (name: string, madeAt: string) => ({
      id: newId(),
      hubId,
      kind: 'xlsx',
      name,
      public: true,
      madeAt,
      byContactId: null,
      fromOn: null,
      toOn: null,
    })
    await database().transact(async ({ compilations }) => {
      await compilations.add(compilation('旧', NOW), [recordId], [photoIds[1]!])
      await compilations.add(compilation('新', after(1_000)), [recordId], photoIds)
      await compilations.add(compilation('别的', after(2_000)), [recordId], [photoIds[0]!])
    })
    const withdraws = (at: string) =>
      database().transact(async (ports) => {
        const album = (await lastAlbum(ports, hubId, { contactId }))!
        const by = { at, byContactId: contactId, why: '家长不同意', messageId: 'm1' }
        return withdrawConsent(ports)(hubId, album, [photoIds[1]!], by)
      })
    expect((await withdraws(after(5_000))).map(({ name }) => name)).toEqual(['新', '旧'])
    expect((await withdraws(after(9_000))).map(({ name }) => name)).toEqual(['新', '旧'])

    expect((await exported(hubId)).map(({ consent, withdrawnAt }) => [consent, withdrawnAt])).toEqual([
      ['unknown', null],
      ['given', after(5_000)],
      ['unknown', null],
    ])
    expect(
      await database().reads.all('SELECT type, field, why, messageId, at FROM record_events WHERE chainId = ?', [
        recordId,
      ]),
    ).toEqual([
      {
        type: 'consent_withdrawn',
        field: `photo:${photoIds[1]}`,
        why: '家长不同意',
        messageId: 'm1',
        at: after(5_000),
      },
    ])
    const album = await database().transact((ports) => lastAlbum(ports, hubId, { organisationId }))
    expect(album).toMatchObject({ recordId, organisation: { id: organisationId, name: '青云社' } })
    expect(album?.photos.map(({ position, caption }) => [position, caption])).toEqual([
      [1, null],
      [2, '合影'],
      [3, null],
    ])
  })

  it('is given back, and what happened stays told', async () => {
    const { hubId, contactId, files } = await filed(database())
    const { recordId, photoIds } = await files([newId(), newId(), newId()])
    const by = { at: after(5_000), byContactId: contactId, why: 'consent_taken_back', messageId: 'm1' }
    const album = () => database().transact(async (ports) => (await lastAlbum(ports, hubId, { contactId }))!)
    const before = await album()
    await database().transact((ports) => withdrawConsent(ports)(hubId, before, [photoIds[1]!], by))
    const withdrawn = await album()
    await database().transact((ports) =>
      restoreConsent(ports)(hubId, withdrawn, photoIds, { ...by, at: after(6_000), messageId: 'm2' }),
    )
    expect(await exported(hubId)).toMatchObject([{ withdrawnAt: null }, { withdrawnAt: null }, { withdrawnAt: null }])
    expect(
      await database().reads.all('SELECT type, field, messageId FROM record_events WHERE chainId = ? ORDER BY at', [
        recordId,
      ]),
    ).toEqual([
      { type: 'consent_withdrawn', field: `photo:${photoIds[1]}`, messageId: 'm1' },
      { type: 'consent_restored', field: `photo:${photoIds[1]}`, messageId: 'm2' },
    ])
  })

  it('of what was accepted, a picture that its correction no longer has is not shown, before that is accepted too', async () => {
    const { hubId, contactId, about, files } = await filed(database())
    const { recordId, photoIds } = await files([newId(), newId(), newId()])
    const staff = { hubId, contactId, isStaff: true, organisationIds: [about.organisationId], messageId: null }
    await database().transact(({ records }) => accept(records)(staff, recordId, after(1)))
    const scopes = async () => {
      const found: unknown[][] = []
      for (const state of ['accepted', 'left_out'] as const)
        for await (const { version, photos } of databaseRecordsToRead(database().reads).records({ hubId, state }))
          found.push([state, version, photos.map(({ id, refused }) => [photoIds.indexOf(id), refused])])
      return found
    }
    const all = [0, 1, 2].map((i) => [i, i === 1 ? null : 'unknown'])
    expect(await scopes()).toEqual([['accepted', 1, all]])
    await database().transact(async ({ records, drafts }) => {
      const { addressId } = (await drafts.find((await records.find(hubId, recordId))!.sessionId))!
      const { current: _, ...old } = (await records.find(hubId, recordId))!
      const [id, sessionId] = [newId(), newId()]
      await drafts.open(sessionId, { contactId, hubId, addressId, about }, session(), after(2))
      await drafts.save(sessionId, session({ at: { type: 'filed' } }), after(2))
      const kept = { photo: photoIds[0]!, position: 1, caption: null, consent: 'given' as const }
      await records.file(
        { ...old, ...firstVersion(recordId), id, version: 2, state: 'corrected', sessionId, filedAt: after(2) },
        { period: null, people: null, activities: [], expenses: [], photos: [kept], sources: [] },
        { recordId, states: ['accepted'] },
      )
    })
    // What was refused in the version that is shown stays refused in it; no record is without a version for the public.
    expect(await scopes()).toEqual([
      [
        'accepted',
        1,
        [
          [0, null],
          [1, 'deleted'],
          [2, 'deleted'],
        ],
      ],
    ])
  })

  it('belongs to the picture: refused or taken back of one, the very same in another record stays out, and what was made with it is named', async () => {
    const { hubId, contactId, files } = await filed(database())
    const [refused, shown, other] = [newId(), newId(), newId()]
    const first = await files([refused, shown])
    await files([other, refused], after(1_000))
    const third = await files([newId(), shown], after(2_000))
    const compilation = { id: newId(), hubId, kind: 'xlsx', name: '旧', public: true, madeAt: after(3_000) }
    await database().transact(({ compilations }) =>
      compilations.add(
        { ...compilation, byContactId: null, fromOn: null, toOn: null },
        [third.recordId],
        [third.photoIds[1]!],
      ),
    )
    const reasons = async () => {
      const found: (string | null)[][] = []
      for await (const { photos } of databaseRecordsToRead(database().reads).records({ hubId }))
        found.push(photos.map(withheld))
      return found
    }
    expect(await reasons()).toEqual([
      ['unknown', null],
      ['unknown', 'unknown'],
      ['unknown', null],
    ])

    const by = { at: after(5_000), byContactId: contactId, why: 'consent_taken_back', messageId: 'm1' }
    const made = await database().transact(async (ports) => {
      const album = (await ports.consents.album(hubId, first.recordId))!
      return withdrawConsent(ports)(hubId, album, [first.photoIds[1]!], by)
    })
    expect(made.map(({ name }) => name)).toEqual(['旧'])
    expect((await reasons()).map(([, last]) => last)).toEqual(['withdrawn', 'unknown', 'withdrawn'])
    const takenBack = (recordId: string) => database().transact(({ records }) => records.picturesTakenBack(recordId))
    expect(await takenBack(first.recordId)).toEqual([first.photoIds[1]])
    expect(await takenBack(third.recordId)).toEqual([third.photoIds[1]])
    // One that was lost and sent again is known in the album by what it was first.
    await database().transact(({ photos }) =>
      photos.replace(first.photoIds[1]!, {
        messageId: newId(),
        mediaId: 'again',
        mediaUrl: null,
        channel: 'emulator',
        account: 'a',
        sentAt: after(5_500),
      }),
    )
    expect(await takenBack(first.recordId)).toEqual([first.photoIds[1]])
    const stale = await database().transact(({ compilations }) => compilations.staleOf(hubId))
    expect(stale.map(({ stale: of }) => of)).toEqual([
      [{ recordId: third.recordId, chainId: third.recordId, why: 'consent' }],
    ])

    await database().transact(({ records }) =>
      records.setState(first.recordId, ['submitted'], 'withdrawn', after(6_000)),
    )
    expect(await reasons()).toEqual([
      ['unknown', null],
      ['unknown', 'withdrawn'],
    ])
  })

  it('is looked for in the last record with pictures, of one hub', async () => {
    const { hubId, contactId, files } = await filed(database())
    const first = await files([newId()])
    await files([], after(1_000))
    const other = await filed(database())
    const last = (hub: string) => database().transact((ports) => lastAlbum(ports, hub, { contactId }))
    expect((await last(hubId))?.recordId).toBe(first.recordId)
    expect(await last(other.hubId)).toBeNull()
    const third = await files([newId()], after(2_000))
    expect((await last(hubId))?.recordId).toBe(third.recordId)
    expect(await database().transact(({ consents }) => consents.album(other.hubId, first.recordId))).toBeNull()
  })

  it('a picture filed before by the organisation is known by its bytes, but not to the record it stands in', async () => {
    const { about, files } = await filed(database())
    const [sha256, unheard] = [newId(), newId()]
    const { recordId, sessionId } = await files([sha256])
    const before = (of: string, draft = { id: newId(), about }) =>
      database().transact(({ photos }) => photos.filedBefore(of, draft))
    expect(await before(sha256)).toBe(NOW)
    expect(await before(unheard)).toBeNull()
    expect(await before(sha256, { id: sessionId, about })).toBeNull()
    expect(await before(sha256, { id: newId(), about: { ...about, revises: recordId } })).toBeNull()
    expect(await before(sha256, { id: newId(), about: { ...about, organisationId: newId() } })).toBeNull()
  })

  it('no link opens an original, whatever row names it', async () => {
    const { hubId, contactId, files } = await filed(database())
    const [original, workbook] = [newId(), newId()]
    await files([original])
    const opens = (sha256: string) =>
      database().transact(async ({ downloads }) => {
        const tokenHash = newId()
        await downloads.add({ tokenHash, hubId, contactId, sha256, name: 'x', expiresAt: after(1_000) })
        return downloads.find(tokenHash)
      })
    expect(await opens(original)).toBeNull()
    expect(await opens(workbook)).toMatchObject({ sha256: workbook })
  })
})
