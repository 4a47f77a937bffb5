import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../src/database/connect.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import type { Session } from '../../src/engine/session.js'
import { idFrom } from '../../src/kernel/id.js'
import { Outage } from '../../src/kernel/outage.js'
import { randomBytes } from 'node:crypto'

/**
 * A process that tests kill: people with open drafts talk without end, eight at once. Each line it prints is one turn: the key of a message
 * that was answered, or what was the matter. Arguments: the settings of the database and the ids of the addresses, as JSON.
 */
const [settings, addressIds] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown) as [
  DatabaseSettings,
  string[],
]
const newId = () => idFrom(Date.now(), randomBytes(16))
const clock = { now: () => new Date().toISOString() }
const database = await openDatabase(settings, { newId, clock })

async function turn(addressId: string): Promise<string> {
  const key = newId()
  await database.transact(async ({ people, drafts, inbox }) => {
    const { draft, contact } = (await people.holdById(addressId))!
    const heardAt = clock.now()
    const session: Session = { ...draft!.session, misses: draft!.session.misses + 1, heardAt }
    await drafts.save(draft!.id, session, heardAt)
    const { address } = (await people.reachable(addressId))!
    await inbox.add({
      id: newId(),
      message: {
        from: address,
        presence: 'spoke',
        key,
        sentAt: heardAt,
        said: { type: 'text', text: '好'.repeat(1_000) },
      },
      addressId,
      contactId: contact!.id,
      hubId: contact!.hubId,
      sessionId: draft!.id,
      reply: null,
      receivedAt: heardAt,
    })
  })
  return key
}

async function talk(mine: string[]): Promise<never> {
  for (let i = 0; ; i++) {
    try {
      console.log(await turn(mine[i % mine.length]!))
    } catch (error) {
      console.log(error instanceof Outage ? `outage ${error.code} ready=${await database.ready()}` : String(error))
      await pause(50)
    }
  }
}

await Promise.all(Array.from({ length: 8 }, (_, i) => talk(addressIds.filter((_id, j) => j % 8 === i))))
