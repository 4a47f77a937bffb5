import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import type { TurnPorts } from '../../src/conversations/ports.js'
import type { Address } from '../../src/kernel/message.js'
import { addressOf, aPersonWithADraft } from './a-hub.js'
import { newId, NOW, onEachDatabase } from './databases.js'

/** A turn as the shell takes it: the same message twice has one effect, and that effect is counted in the draft. */
const turn = (address: Address, key: string) => async (ports: TurnPorts) => {
  const person = await ports.people.hold(address, key)
  if (person.before) return person.before.reply
  const { id, session } = person.draft!
  const misses = session.misses + 1
  await ports.drafts.save(id, { ...session, misses }, NOW)
  const reply = `第 ${misses} 次`
  const message = {
    from: address,
    presence: 'spoke' as const,
    key,
    sentAt: NOW,
    said: { type: 'text' as const, text: '三十五人' },
  }
  await ports.inbox.add({
    id: newId(),
    message,
    addressId: person.addressId,
    contactId: person.contact!.id,
    hubId: person.contact!.hubId,
    sessionId: id,
    reply,
    receivedAt: NOW,
  })
  return reply
}

const missesOf = async (database: Database, address: Address) =>
  (await database.transact((ports) => ports.people.hold(address))).draft!.session.misses

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

onEachDatabase('transact', (database, settings) => {
  it('takes messages of one person at one instant one after another and loses none', async () => {
    const { address } = await aPersonWithADraft(database())
    const keys = times(20, () => newId())
    const replies = await Promise.all(keys.map((key) => database().transact(turn(address, key))))
    expect(new Set(replies)).toEqual(new Set(times(20, (i) => `第 ${i + 1} 次`)))
    expect(await missesOf(database(), address)).toBe(20)
  })

  it('takes messages of one contact from two addresses one after another', async () => {
    const { address, contactId } = await aPersonWithADraft(database())
    const other = addressOf()
    await database().transact(async ({ people }) => {
      const { addressId } = await people.hold(other)
      await people.bind(addressId, contactId, NOW)
    })
    await Promise.all(times(10, (i) => database().transact(turn(i % 2 ? address : other, newId()))))
    expect(await missesOf(database(), address)).toBe(10)
  })

  it('gives a message delivered four times at once one effect and one answer', async () => {
    const { address } = await aPersonWithADraft(database())
    const key = newId()
    const replies = await Promise.all(times(4, () => database().transact(turn(address, key))))
    expect(new Set(replies)).toEqual(new Set(['第 1 次']))
    expect(await missesOf(database(), address)).toBe(1)
  })

  it('serves 64 people at once', async () => {
    const people = []
    for (let i = 0; i < 64; i++) people.push(await aPersonWithADraft(database()))
    await Promise.all(people.flatMap(({ address }) => times(3, () => database().transact(turn(address, newId())))))
    for (const { address } of people) expect(await missesOf(database(), address)).toBe(3)
  }, 20_000)

  it('lets others of the hub go on while one person is held, where units run side by side', async () => {
    if (settings().type === 'sqlite') return
    const { address, data } = await aPersonWithADraft(database())
    const colleague = addressOf()
    await database().transact(async ({ people, invitations }) => {
      const { addressId } = await people.hold(colleague)
      await people.bind(addressId, (await invitations.find(data.contacts[1]!.code!))!.invitation.contactId, NOW)
    })
    let letGo = () => {}
    const answered = new Promise<void>((resolve) => (letGo = resolve))
    await new Promise<void>((held, failed) => {
      const one = async ({ people }: TurnPorts) => {
        await people.hold(address, newId())
        held()
        await answered
      }
      database().transact(one).catch(failed)
    })
    await database().transact(({ people }) => people.hold(colleague, newId()))
    letGo()
  })

  it('makes one row of an address that is first heard twice at once', async () => {
    const address = addressOf()
    const held = await Promise.all(times(5, () => database().transact(({ people }) => people.hold(address))))
    expect(new Set(held.map(({ addressId }) => addressId)).size).toBe(1)
    expect(held[0]).toMatchObject({ contact: null, draft: null, binding: null })
  })

  it('undoes a unit that throws and leaves those it was grouped with', async () => {
    const { address } = await aPersonWithADraft(database())
    const bad = async (ports: TurnPorts) => {
      await turn(address, newId())(ports)
      throw new Error('a bug in a handler')
    }
    const outcomes = await Promise.allSettled(
      times(45, (i) => database().transact(i % 3 === 1 ? bad : turn(address, newId()))),
    )
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(times(45, (i) => i % 3 !== 1))
    expect(outcomes[1]).toMatchObject({ reason: { message: 'a bug in a handler' } })
    expect(await missesOf(database(), address)).toBe(30)
  })

  it('undoes a unit whose statement the database refuses', async () => {
    const { sessionId, contactId, hubId, addressId, address, about } = await aPersonWithADraft(database())
    await expect(
      database().transact(async (ports) => {
        await turn(address, newId())(ports)
        const { session } = (await ports.drafts.find(sessionId))!
        await ports.drafts.open(newId(), { contactId, hubId, addressId, about }, session, NOW)
      }),
    ).rejects.toThrow()
    expect(await missesOf(database(), address)).toBe(0)
  })

  it('shows a unit to the reads beside it as soon as it is answered, and not before', async () => {
    const address = addressOf()
    const count = async () =>
      (
        await database().reads.all<{ n: number }>('SELECT COUNT(*) AS n FROM addresses WHERE user = ?', [address.user])
      )[0]!.n
    await database().transact(async ({ people }) => {
      await people.hold(address)
      expect(await count()).toBe(0)
    })
    expect(await count()).toBe(1)
  })

  it('says clearly that a unit of work waits for itself', async () => {
    const nested = database().transact(() => database().transact(async () => 1))
    await expect(nested).rejects.toThrow('transact was called inside a unit of work')
    expect(await database().ready()).toBe(true)
  })

  it('tells users apart that differ in case or in an emoji only', async () => {
    const like = newId()
    const ids = await Promise.all(
      ['a', 'A', '👋', '👍', 'ä'].map((letter) =>
        database().transact(({ people }) => people.hold(addressOf(like + letter))),
      ),
    )
    expect(new Set(ids.map(({ addressId }) => addressId)).size).toBe(5)
  })
})
