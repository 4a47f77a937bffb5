import { expect, it } from '@jest/globals'
import { EVERYBODY } from '../../src/broadcasts/audience.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { aSeason, seasonData } from '../reminders/season.js'
import { onEachDatabase } from './databases.js'

onEachDatabase('two hubs that report to one funder', (database) => {
  it('see nothing of each other: what is owed, reports, whom a broadcast means', async () => {
    const season = async (suffix: string) => {
      const data = seasonData()
      const organisations = data.organisations.map((one) => ({ ...one, name: `${one.name}${suffix}`, aliases: [] }))
      return aSeason(database(), { ...data, organisations })
    }
    const hubs = [await season('甲'), await season('乙')]
    for (const hub of hubs) await hub.make('2026-10-08')
    const seen = await Promise.all(
      hubs.map(({ hubId }) =>
        database().transact(async ({ obligations, broadcasts }) => ({
          owed: (await obligations.list(hubId)).map(({ id }) => id),
          meant: (await broadcasts.organisations(hubId, EVERYBODY)).map(({ name }) => name),
          owes: (await broadcasts.organisations(hubId, { ...EVERYBODY, report: 'owed' })).map(({ name }) => name),
          reported: (await databaseReportReads(database().reads).owed({ hubId }, {})).map((one) => one.organisation),
        })),
      ),
    )
    const [one, other] = seen
    expect(one!.owed.length).toBeGreaterThan(0)
    expect(other!.owed).toHaveLength(one!.owed.length)
    expect(one!.owed.filter((id) => other!.owed.includes(id))).toEqual([])
    for (const [i, { meant, owes, reported }] of seen.entries())
      for (const names of [meant, owes, reported]) {
        expect(names.length).toBeGreaterThan(0)
        expect(names.every((name) => name.endsWith(i === 0 ? '甲' : '乙'))).toBe(true)
      }
  })
})
