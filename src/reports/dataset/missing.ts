import type { ExportedRecord } from '../../records/export-ports.js'
import type { Missing, OwedReport } from './dataset.js'
import type { Origin } from './figure.js'
import { briefOf, type FromRecord } from './read-records.js'

/** Reports that have not come at all: whose, and of when. */
export const missingReports = (owed: readonly OwedReport[]): Missing[] =>
  owed
    .filter(({ onTime, filedOn }) => onTime === false && filedOn === null)
    .map(({ organisation, period }) => ({
      organisation,
      what: `${period} 的报告还没有交`,
      recordId: null,
      field: null,
    }))

/** What a record lacks, each of it something that its grantee can be asked for by name. */
export function missingIn(record: ExportedRecord, read: FromRecord, zone: string): Missing[] {
  const brief = briefOf(record, zone)
  const lacks = (what: string, { part }: Origin): Missing => ({
    organisation: record.organisation.name,
    what,
    recordId: record.id,
    field: part?.split('/')[0] ?? null,
  })
  const bare = read.photos.filter(({ state, caption }) => state === 'kept' && !caption)
  return [
    ...read.activities
      .filter(({ headcount, sameAs }) => headcount === null && sameAs === null)
      .map(({ title, origin }) => lacks(`「${title}」没有写人数`, origin)),
    ...read.photos
      .filter(({ state }) => state === 'lost')
      .map(({ origin }) => lacks(`${brief}有一张照片没能取到，请再发一次`, origin)),
    // A hub has hundreds of them: all of a record in one line.
    ...bare.slice(0, 1).map(({ origin }) => lacks(`${brief}里，${photosNamed(bare)}没有说明`, origin)),
  ]
}

/** 「照片 1、3」. */
const photosNamed = (photos: FromRecord['photos']): string =>
  photos.map(({ origin: { about } }, i) => (i === 0 ? about : about.replace(/^照片 /, ''))).join('、')
