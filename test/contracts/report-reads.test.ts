import { expect, it } from '@jest/globals'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { grantsCsv } from '../../src/reports/grants-csv.js'
import { hubData } from './a-hub.js'
import { newId, onEachDatabase } from './databases.js'

onEachDatabase('what reports read beside records', (database) => {
  it('the days of grants are their own, else those of their programme, of one hub only', async () => {
    const { hubId, programmeId } = await database().units((sql) => loadHub(sql)(hubData()))
    await database().units((sql) => loadHub(sql)(hubData()))
    const reads = databaseReportReads(database().reads)
    const grants = await databaseRecordsToRead(database().reads).grants({ hubId })
    const late = grants.find(({ purpose }) => purpose === '读书会')?.id ?? ''
    await database().units((sql) =>
      sql.run("UPDATE grants SET startsOn = '2014-03-01', enrolledOn = '2014-02-20' WHERE id = ?", [late]),
    )
    const awards = await reads.awards({ hubId, programmeId })
    expect(awards.map(({ grantId }) => grantId).toSorted()).toEqual(grants.map(({ id }) => id).toSorted())
    expect(awards.find(({ grantId }) => grantId === late)).toMatchObject({
      awardedOn: '2014-02-20',
      startsOn: '2014-03-01',
      endsOn: '2014-12-31',
      funder: '某基金会',
    })
    expect(awards.filter(({ awardedOn }) => awardedOn === '2014-01-01')).toHaveLength(3)
    expect(await reads.awards({ hubId: newId() })).toEqual([])

    const pieces: Uint8Array[] = []
    for await (const piece of grantsCsv(grants, awards)) pieces.push(piece)
    const csv = Buffer.concat(pieces).toString('utf8')
    // One was given back; the person has two.
    expect(csv.trim().split('\r\n')).toHaveLength(4)
    expect(csv).not.toContain('个人申请者一')
  })
})
