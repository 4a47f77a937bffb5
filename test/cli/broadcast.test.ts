import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EVERYBODY } from '../../src/broadcasts/audience.js'
import { EMPTY } from '../../src/broadcasts/broadcast.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { hubData } from '../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { runHere } from './run-cli.js'

describe('jianbao broadcast', () => {
  let folder: string
  let database: Database
  let remove: () => Promise<void>
  const id = newId()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-broadcast-'))
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    const { hubId } = await database.units((sql) => loadHub(sql)(hubData('hub')))
    const [contact] = await database.reads.all<{ id: string; organisationId: string }>('SELECT * FROM contacts')
    await database.transact(async ({ broadcasts }) => {
      await broadcasts.add({
        id,
        hubId,
        byContactId: contact!.id,
        state: 'sending',
        content: { ...EMPTY, text: '下周交简报' },
        audience: EVERYBODY,
        sendAt: NOW,
        createdAt: NOW,
        listedTo: contact!.id,
        listedAt: NOW,
        endedAt: null,
      })
      const recipient = { contactId: contact!.id, organisationId: contact!.organisationId, by: null, channel: null }
      const waits = { state: 'waiting' as const, dueAt: NOW, why: null, parts: 0, sentAt: null }
      await broadcasts.addRecipients({ id, hubId }, [{ ...recipient, ...waits }])
    })
  })
  afterAll(async () => {
    await database.close()
    await remove()
    await rm(folder, { recursive: true })
  })

  const broadcast = (...args: string[]) =>
    runHere(['broadcast', ...args], {
      env: { JIANBAO_DATA: folder },
      now: () => NOW,
      openReach: () =>
        Promise.resolve({
          records: databaseRecordsToRead(database.reads),
          transact: database.transact,
          accounts: [],
          close: () => Promise.resolve(),
        }),
    })

  it('lists, shows and stops one; what is over cannot be stopped', async () => {
    expect((await broadcast('list')).out).toMatch(new RegExp(`${id} .*正在发.*「下周交简报」`))
    expect((await broadcast('show', id)).out).toContain('还没轮到 1 人')
    expect((await broadcast('stop', id)).out).toContain('停了没发 1 人')
    expect(await broadcast('stop', id)).toMatchObject({ code: 2, err: expect.stringContaining('不在发') })
    expect(await broadcast('show', 'nothing')).toMatchObject({ code: 2, err: expect.stringContaining('没有这一条') })
  })
})
