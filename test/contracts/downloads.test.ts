import { describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { purgeDownloads } from '../../src/database/downloads.js'
import { insert } from '../../src/database/sql.js'
import { loadHub } from '../../src/database/load-hub.js'
import { diskBlobNames, diskBlobs, removeDiskBlob } from '../../src/storage/disk.js'
import { hubData } from './a-hub.js'
import { after, NOW, newId, onEachDatabase } from './databases.js'

onEachDatabase('links to files', (database) => {
  describe('that are over', () => {
    it('are forgotten with their workbooks, and no other file is touched', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'jianbao-links-'))
      const blobs = diskBlobs(folder)
      const put = (text: string) => blobs.put(Buffer.from(text))
      const [over, open, shared, sent, photo, alone] = [
        await put('over'),
        await put('open'),
        await put('shared'),
        await put('sent'),
        await put('photo'),
        await put('named by no link'),
      ]
      await database().units(async (sql) => {
        await loadHub(sql)(hubData())
        const [contact] = await sql.all<{ id: string; hubId: string }>('SELECT id, hubId FROM contacts')
        const link = (sha256: string, expiresAt: string) =>
          insert(sql, 'downloads', {
            tokenHash: newId(),
            hubId: contact!.hubId,
            contactId: contact!.id,
            sha256,
            name: 'x.xlsx',
            expiresAt,
            fetched: 0,
          })
        for (const sha256 of [over, over, shared, sent, photo]) await link(sha256, after(-1))
        const ids = { id: newId(), hubId: contact!.hubId, sessionId: newId(), messageId: newId(), mediaId: 'm' }
        const from = { channel: 'wecom_app', account: 'ww1/1', field: 'photos', sentAt: NOW, state: 'kept' }
        await insert(sql, 'photos', { ...ids, ...from, sha256: alone, copy: alone, thumbnail: photo })
        for (const sha256 of [open, shared]) await link(sha256, NOW)
      })
      await database().transact(({ outbox }) =>
        outbox.add({ kind: 'deliver', key: newId(), payload: { say: { type: 'file', blob: sent } }, dueAt: NOW }),
      )
      const purge = purgeDownloads(database().units, (sha256) => removeDiskBlob(folder, sha256))
      expect(await purge(NOW)).toBe(5)
      expect(await diskBlobNames(folder)).toEqual([open, shared, sent, photo, alone].sort())
      expect(await database().reads.all('SELECT sha256 FROM downloads ORDER BY sha256')).toEqual(
        [open, shared].sort().map((sha256) => ({ sha256 })),
      )
      expect(await purge(NOW)).toBe(0)
      await rm(folder, { recursive: true })
    })
  })
})
