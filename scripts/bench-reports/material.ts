import sharp from 'sharp'
import type { ExportedActivity, ExportedPhoto, ExportedRecord, RecordsToRead } from '../../src/records/export-ports.js'
import type { ReportReads } from '../../src/reports/ports.js'

const none = () => Promise.resolve([])

/** A hub that has told of nothing but its records. */
export const NOTHING_ELSE: { records: Omit<RecordsToRead, 'records'>; reads: ReportReads } = {
  records: {
    hubs: none,
    programmes: none,
    organisations: none,
    grants: none,
    recaps: none,
    visits: none,
    forms: none,
  },
  reads: {
    programme: () => Promise.resolve(null),
    objectives: none,
    instalments: none,
    awards: none,
    owed: none,
    salons: none,
    partners: none,
    drafts: none,
    said: none,
  },
}

const KINDS = ['training', 'salon', 'visit', 'lecture']
const two = (n: number): string => String(n).padStart(2, '0')
const dayOf = (n: number): string => `2025-${two(1 + (n % 12))}-${two(1 + (n % 28))}`

/** So many activities in records of ten; the photos stand in the first record. Made one after another, as a database gives them. */
export async function* filedRecords(activities: number, photos: string[]): AsyncGenerator<ExportedRecord> {
  for (let first = 0; first < activities; first += 10) {
    const rows = Array.from({ length: Math.min(10, activities - first) }, (_, i) => activityOf(first + i, i + 1))
    yield recordOf(first / 10, rows, first === 0 ? photos.map(photoOf) : [])
  }
}

const activityOf = (n: number, position: number): ExportedActivity => ({
  position,
  part: `activities/${position}`,
  category: KINDS[n % KINDS.length] ?? null,
  startsOn: dayOf(n),
  endsOn: dayOf(n),
  title: `社区志愿者第 ${n + 1} 次活动`,
  place: '山南社区',
  headcountMin: 10 + (n % 30),
  headcountMax: 10 + (n % 30),
  headcountUnit: '人次',
  headcountQualifier: null,
  headcountBasis: n % 3 === 0 ? 'estimate' : 'sign_in',
  headcountWording: `${10 + (n % 30)}人次`,
  breakdown: [],
  messageIds: [`message-${n}`],
  sameAs: null,
})

const photoOf = (copy: string, i: number): ExportedPhoto => ({
  id: `photo-${i}`,
  position: i + 1,
  caption: `第 ${i + 1} 张：大家在社区里`,
  consent: 'given',
  withdrawnAt: null,
  refused: null,
  state: 'kept',
  sha256: copy,
  copy,
  thumbnail: `${copy}.small`,
  bytes: PHOTO_BYTES,
  width: 4000,
  height: 3000,
  takenAt: null,
  messageId: `message-photo-${i}`,
})

const recordOf = (n: number, activities: ExportedActivity[], photos: ExportedPhoto[]): ExportedRecord => ({
  id: `record-${n}`,
  programme: { id: 'programme-1', name: '社区伙伴计划' },
  grant: { id: 'grant-1', purpose: '社区志愿者' },
  organisation: { id: `organisation-${n % 50}`, name: `第 ${(n % 50) + 1} 社区服务中心` },
  contact: { id: 'contact-1', name: '项目专员甲' },
  typedBy: null,
  confirmedAt: null,
  form: 'quarterly',
  formVersion: 1,
  periodFrom: null,
  periodTo: null,
  filedAt: '2025-12-31T01:00:00.000Z',
  state: 'accepted',
  version: 1,
  reviewedAt: null,
  idle: false,
  burden: null,
  answers: {},
  people: null,
  activities,
  expenses: [],
  photos,
  sources: [],
})

const PHOTO_BYTES = 4_000_000

/** A JPEG of 12 million pixels and at least 4 MB, as phones make them: grainy, so that it does not pack any better. */
export async function phonePhoto(n: number): Promise<Buffer> {
  const grain = await sharp({
    create: {
      width: 2000,
      height: 1500,
      channels: 3,
      background: 'navy',
      noise: { type: 'gaussian', mean: 100 + n, sigma: 40 },
    },
  })
    .resize(4000, 3000)
    .raw()
    .toBuffer({ resolveWithObject: true })
  for (let quality = 60; quality <= 100; quality += 5) {
    const jpeg = await sharp(grain.data, { raw: grain.info }).jpeg({ quality }).toBuffer()
    if (jpeg.length >= PHOTO_BYTES) return jpeg
  }
  throw new Error('no photo of 4 MB')
}
