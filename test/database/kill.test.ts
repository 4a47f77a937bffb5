import { expect, it } from '@jest/globals'
import { aPersonWithADraft } from '../contracts/a-hub.js'
import { onEachDatabase } from '../contracts/databases.js'
import { startTalking, until } from './talking.js'

onEachDatabase('a process killed in the middle of its turns', (database, settings) => {
  it('leaves what it answered and nothing half done', async () => {
    const people = []
    for (let i = 0; i < 16; i++) people.push(await aPersonWithADraft(database()))
    const answered: string[] = []
    for (const turns of [40, 120, 7]) {
      const talking = startTalking(
        settings(),
        people.map(({ addressId }) => addressId),
      )
      await until(() => talking.lines.length >= turns)
      await talking.kill()
      answered.push(...talking.lines)
    }

    const heard = await database().reads.all<{ messageKey: string; addressId: string }>(
      'SELECT messageKey, addressId FROM inbound_messages',
    )
    const keys = new Set(heard.map(({ messageKey }) => messageKey))
    expect(answered.filter((key) => !keys.has(key))).toEqual([])
    for (const { addressId, address } of people) {
      const { draft } = await database().transact((ports) => ports.people.hold(address))
      expect(draft!.session.misses).toBe(heard.filter((each) => each.addressId === addressId).length)
    }
    if (settings().type === 'sqlite') {
      expect(await database().reads.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    }
  }, 60_000)
})
