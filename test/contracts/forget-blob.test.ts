import { expect, it } from '@jest/globals'
import { forgetBlob } from '../../src/database/forget-blob.js'
import { aPersonWithADraft } from './a-hub.js'
import { newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('what was said outside of drafts', (database) => {
  const said = async () => {
    const person = await aPersonWithADraft(database())
    const { hubId, contactId, addressId, address, sessionId } = person
    const voice = (sha256: string, at: string | null) =>
      database().transact(async ({ voices }) => {
        const id = newId()
        await voices.add({
          id,
          hubId,
          contactId,
          addressId,
          sessionId: at,
          field: null,
          messageId: newId(),
          channel: address.channel,
          account: address.account,
          mediaId: 'm',
          sentAt: NOW,
          transcript: null,
          transcriptBy: null,
        })
        await voices.kept(id, { sha256, bytes: 1 }, NOW)
      })
    const [own, shared, ofDraft] = ['a', 'b', 'c'].map((letter) => newId().padEnd(64, letter))
    await voice(own!, null)
    await voice(shared!, null)
    await voice(shared!, sessionId)
    await voice(ofDraft!, sessionId)
    return { ...person, own: own!, shared: shared!, ofDraft: ofDraft! }
  }

  it('goes with its files when her data are to be deleted, and what a draft needs stays', async () => {
    const { address, hubId, own, shared, ofDraft } = await said()
    await database().transact(async ({ people }) => people.forget(await people.hold(address)))
    const left = await database().reads.all<{ sha256: string }>('SELECT sha256 FROM voices WHERE hubId = ?', [hubId])
    expect(left.map(({ sha256 }) => sha256).sort()).toEqual([shared, ofDraft].sort())

    const removed: string[] = []
    const handler = forgetBlob(database().units, (sha256) => Promise.resolve(void removed.push(sha256)))
    const jobs = await database().reads.all<{ payload: string }>(
      "SELECT payload FROM outbox WHERE kind = 'forget_blob' AND (payload LIKE ? OR payload LIKE ? OR payload LIKE ?)",
      [`%${own}%`, `%${shared}%`, `%${ofDraft}%`],
    )
    expect(jobs).toHaveLength(2)
    for (const { payload } of jobs) {
      await handler.run({
        id: '1',
        key: 'k',
        attempts: 0,
        createdAt: NOW,
        payload: JSON.parse(payload) as { sha256: string },
      })
    }
    expect(removed).toEqual([own])
  })

  it('is kept by everything else, also of a picture with the same bytes', async () => {
    const { hubId, sessionId } = await said()
    const sha256 = newId().padEnd(64, 'd')
    await database().transact(async ({ photos }) => {
      const id = newId()
      const of = {
        field: 'f',
        messageId: newId(),
        channel: 'c',
        account: 'a',
        mediaId: 'm',
        mediaUrl: null,
        sentAt: NOW,
      }
      await photos.add({ id, hubId, sessionId, ...of })
      const kept = { sha256: newId().padEnd(64, 'e'), copy: sha256, thumbnail: newId().padEnd(64, 'f') }
      const rest = { bytes: 1, width: 1, height: 1, takenAt: null, fingerprint: null }
      await photos.kept(id, { ...kept, ...rest }, NOW)
    })
    const removed: string[] = []
    const handler = forgetBlob(database().units, (name) => Promise.resolve(void removed.push(name)))
    const job = { id: '1', key: 'k', attempts: 0, createdAt: NOW, payload: { sha256 } }
    expect([await handler.run(job), removed]).toEqual([{ type: 'done', code: 'blob.named' }, []])
  })
})
