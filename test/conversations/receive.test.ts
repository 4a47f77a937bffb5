import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfigFiles, type ConfigFiles } from '../../src/config-files.js'
import { formsOf } from '../../src/conversations/forms.js'
import { takeTurn } from '../../src/conversations/receive.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import type { InboundMessage } from '../../src/kernel/message.js'
import { aPersonWithADraft, noWays } from '../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'

describe('a message over which the program breaks', () => {
  let database: Database
  let config: ConfigFiles
  let remove: () => Promise<void>
  beforeAll(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    const read = await readConfigFiles('config')
    if ('faults' in read) throw new Error('the forms are faulty')
    config = read
  })
  afterAll(async () => {
    await database.close()
    await remove()
  })

  it('is kept and its sender asked to try again; delivered once more it gets the same answer', async () => {
    // Her draft is on a form of which no version is left anywhere.
    const { address } = await aPersonWithADraft(database)
    const broken: unknown[] = []
    const take = takeTurn({
      transact: database.transact,
      clock,
      newId,
      forms: formsOf(config.forms),
      wordsOf: config.wordsOf,
      hubOf: () => null,
      identifierOf: () => null,
      notice: () => {},
      staffWays: noWays,
      calendar: WEEKDAYS_ONLY,
      transcribes: false,
      readsAgain: false,
      reach: () => ({ type: 'open', left: null, until: null }),
      ways: () => [],
      permission: () => null,
      split: (_to, text) => [text],
      nudge: () => {},
      broke: (error) => broken.push(error),
    })
    const message: InboundMessage = {
      from: address,
      presence: 'spoke',
      key: newId(),
      sentAt: NOW,
      said: { type: 'text', text: '三月办了两场' },
    }

    expect(await take(message)).toContain('再发一次')
    expect(await take(message)).toContain('再发一次')
    expect(broken).toHaveLength(1)
    expect(String(broken[0])).toContain('neither in config/forms nor in the database')
    const kept = await database.reads.all('SELECT said FROM inbound_messages WHERE messageKey = ?', [message.key])
    expect(kept).toEqual([{ said: JSON.stringify(message.said) }])
  })
})
