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

  it('a number leads to her words: messages by id with who said them and when, of one hub only', async () => {
    const { hubId } = await database().units((sql) => loadHub(sql)(hubData()))
    const other = await database().units((sql) => loadHub(sql)(hubData()))
    const reads = databaseReportReads(database().reads)
    const [contact] = await database().reads.all<{ id: string; name: string; organisation: string }>(
      'SELECT c.id, c.name, o.name AS organisation FROM contacts c JOIN organisations o ON o.id = c.organisationId WHERE c.hubId = ? ORDER BY c.id',
      [hubId],
    )
    const from = { channel: 'wecom-app', account: newId(), user: newId() } as const
    const { addressId } = await database().transact(({ people }) => people.hold(from))
    const [first, second] = [newId(), newId()]
    const said = (text: string) => ({ type: 'text' as const, text })
    await database().transact(async ({ inbox }) => {
      for (const [id, text, sentAt] of [
        [second, '不对，是35人', '2014-04-26T09:05:00.000Z'],
        [first, '4月26日志愿者培训\n来了三十来个人', '2014-04-26T09:00:00.000Z'],
      ] as const)
        await inbox.add({
          id,
          addressId,
          contactId: contact?.id ?? null,
          hubId,
          sessionId: null,
          receivedAt: sentAt,
          reply: null,
          message: { from, presence: 'spoke', key: newId(), said: said(text), sentAt },
        })
    })
    expect(await reads.said(hubId, [second, first, newId()])).toEqual([
      {
        id: first,
        sentAt: '2014-04-26T09:00:00.000Z',
        by: contact?.name,
        organisation: contact?.organisation,
        said: said('4月26日志愿者培训\n来了三十来个人'),
        transcript: null,
      },
      expect.objectContaining({ id: second, said: said('不对，是35人') }),
    ])
    expect(await reads.said(other.hubId, [first, second])).toEqual([])
  })
})
