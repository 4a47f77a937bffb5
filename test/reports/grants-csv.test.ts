import { expect, test } from '@jest/globals'
import { parseCsv } from 'hucre/csv'
import type { ExportedGrant } from '../../src/records/export-ports.js'
import { grantsCsv, incomplete } from '../../src/reports/grants-csv.js'
import { grant } from './a-dataset.js'

const award = {
  grantId: 'grant-1',
  awardedOn: '2014-03-01',
  startsOn: '2014-01-01',
  endsOn: '2014-12-31',
  funderId: 'funder-1',
  funder: '样例基金会',
}

async function written(...grants: ExportedGrant[]) {
  const pieces: Uint8Array[] = []
  for await (const piece of grantsCsv(grants, [award])) pieces.push(piece)
  const [header = [], ...rows] = parseCsv(Buffer.concat(pieces).toString('utf8'))
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [String(name), row[i]])))
}

test('a grant has the ten core fields of the standard, and its days', async () => {
  expect(await written(grant())).toEqual([
    {
      Identifier: '360G-jianbao-grant-1',
      Title: '盲童戏剧融合',
      Description: '2014年微公益资助：盲童戏剧融合',
      Currency: 'CNY',
      'Amount Awarded': '2000',
      'Award Date': '2014-03-01',
      'Planned Dates:Start Date': '2014-01-01',
      'Planned Dates:End Date': '2014-12-31',
      'Recipient Org:Identifier': '360G-jianbao-organisation-1',
      'Recipient Org:Name': '萍乡麦田',
      'Recipient Ind:Identifier': '',
      'Recipient Ind:Name': '',
      'Funding Org:Identifier': '360G-jianbao-funder-1',
      'Funding Org:Name': '样例基金会',
      'Grant Programme:Code': 'programme-1',
      'Grant Programme:Title': '2014年微公益资助',
    },
  ])
})

test('a person is not named', async () => {
  const [row] = await written(grant({ organisationKind: 'person', organisationName: '个人申请者一' }))
  expect(row).toMatchObject({ 'Recipient Org:Name': '', 'Recipient Ind:Identifier': '360G-jianbao-organisation-1' })
  expect(JSON.stringify(row)).not.toContain('个人申请者一')
})

test('what was given back or has no amount is no award', async () => {
  expect(await written(grant({ status: 'withdrawn' }), grant({ amountFen: null }))).toEqual([])
})

test.each(['=1+1', '+1', '-1', '@a', '＝1'])('%s runs in no spreadsheet', async (purpose) => {
  expect((await written(grant({ purpose })))[0]?.['Title']).toBe(`'${purpose}`)
})

/** What the standard demands of every grant to an organisation. */
const REQUIRED = [
  'Identifier',
  'Title',
  'Description',
  'Currency',
  'Amount Awarded',
  'Award Date',
  'Recipient Org:Identifier',
  'Recipient Org:Name',
  'Funding Org:Identifier',
  'Funding Org:Name',
]

test('no field that the standard demands is empty, its title is under 140 characters', async () => {
  const purpose = '很长的用途'.repeat(40)
  for (const row of await written(grant(), grant({ purpose }))) {
    expect(REQUIRED.filter((name) => !row[name])).toEqual([])
    expect([...String(row['Title'])].length).toBeLessThan(140)
  }
})

test('a grant without the day of its award or its funder is named as incomplete; one that is left out is not', () => {
  const grants = [grant(), grant({ id: 'grant-2' }), grant({ id: 'grant-3', status: 'withdrawn' })]
  expect(incomplete(grants, [award]).map(({ id }) => id)).toEqual(['grant-2'])
})
