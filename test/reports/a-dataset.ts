import type { Choice } from '../../src/records/export.js'
import type { ExportedGrant, ExportedRecord, RecordsToRead } from '../../src/records/export-ports.js'
import { readDataset } from '../../src/reports/dataset/build.js'
import type { ReportReads } from '../../src/reports/ports.js'

export const NOTHING: ReportReads = {
  programme: () => Promise.resolve(null),
  objectives: () => Promise.resolve([]),
  instalments: () => Promise.resolve([]),
  awards: () => Promise.resolve([]),
  owed: () => Promise.resolve([]),
  salons: () => Promise.resolve([]),
  partners: () => Promise.resolve([]),
  drafts: () => Promise.resolve([]),
  said: () => Promise.resolve([]),
}

/** Whatever is asked for, these. */
export const recordsOf = (filed: ExportedRecord[], grants: ExportedGrant[] = []): RecordsToRead => ({
  hubs: () => Promise.resolve([HUB]),
  programmes: () => Promise.resolve([]),
  organisations: () => Promise.resolve([]),
  async *records() {
    yield* filed
  },
  grants: () => Promise.resolve(grants),
  recaps: () => Promise.resolve([]),
  visits: () => Promise.resolve([]),
  forms: () => Promise.resolve([]),
})

export const HUB = { id: 'hub-1', name: '益心益意', zone: 'Asia/Shanghai' }

/** What these records come to in 2014. */
export const datasetOf = (
  filed: ExportedRecord[],
  reads: Partial<ReportReads> = {},
  more: Partial<Choice> = {},
  grants: ExportedGrant[] = [],
) => {
  const range = { from: '2014-01-01', to: '2014-12-31' }
  const choice = { hub: HUB, programme: null, grantee: null, range, ...more }
  return readDataset(recordsOf(filed, grants), { ...NOTHING, ...reads }, choice, '2015-01-05T01:00:00.000Z')
}

export const grant = (given: Partial<ExportedGrant> = {}): ExportedGrant => ({
  id: 'grant-1',
  hubId: 'hub-1',
  programmeId: 'programme-1',
  organisationId: 'organisation-1',
  purpose: '盲童戏剧融合',
  purposeClass: 'project',
  amountFen: 200_000,
  status: 'active',
  remark: null,
  programmeName: '2014年微公益资助',
  organisationName: '萍乡麦田',
  organisationKind: 'organisation',
  ...given,
})
