import { expect, it } from '@jest/globals'
import { databaseModelBudget } from '../../src/database/model-budget.js'
import { openDatabase } from '../../src/database/connect.js'
import { aPersonWithADraft } from './a-hub.js'
import { emptyPlace, kinds, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('the budget of a language model', (database) => {
  it('is that of a hub and a day, and not overdrawn by calls at the same time', async () => {
    const [one, other] = [await aPersonWithADraft(database()), await aPersonWithADraft(database())]
    const budget = databaseModelBudget(database().units)
    const take = (hubId: string, day: string) => budget.take(hubId, day, 5)
    const taken = await Promise.all(Array.from({ length: 12 }, () => take(one.hubId, '2026-11-26')))
    expect(taken.filter(Boolean)).toHaveLength(5)
    expect(await take(other.hubId, '2026-11-26')).toBe(true)
    expect(await take(one.hubId, '2026-11-27')).toBe(true)
    expect(await budget.take(other.hubId, '2026-11-27', 0)).toBe(false)
    const rows = await database().reads.all('SELECT day, calls FROM model_calls WHERE hubId = ?', [one.hubId])
    expect(rows).toEqual([{ day: '2026-11-27', calls: 1 }])
  })
})

it.each(kinds)('is one for two services on the same %s', async (kind) => {
  const place = await emptyPlace(kind)
  const open = () => openDatabase(place.settings, { newId, clock: { now: () => NOW } })
  const first = await open()
  await first.migrate()
  const second = await open()
  const { hubId } = await aPersonWithADraft(first)
  const takes = [first, second].flatMap(({ units }) =>
    Array.from({ length: 6 }, () => databaseModelBudget(units).take(hubId, '2026-11-26', 7)),
  )
  expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(7)
  await second.close()
  await first.close()
  await place.remove()
})
