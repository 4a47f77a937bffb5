import { expect, test } from '@jest/globals'
import exifr from 'exifr'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { entriesOf } from '../../src/storage/unzip.js'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import { logLine } from '../../src/cli/report/build.js'
import { compilePhotos, compileReport, logOf, type Report, type Sources } from '../../src/reports/report.js'
import { examinePicture } from '../../src/storage/pictures.js'
import { formNamed } from '../engine/talk.js'
import { photo, record } from '../records/sample.js'
import { HUB, NOTHING, recordsOf } from './a-dataset.js'

/** A photo as a phone makes it, with the place where it was taken. */
const original = await sharp({ create: { width: 900, height: 600, channels: 3, background: 'navy' } })
  .withExif({
    IFD0: { Make: 'ACME', Artist: 'SOMEBODY' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 41/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '115/1 51/1 0/1' },
  })
  .jpeg()
  .toBuffer()

const choice = { hub: HUB, programme: null, grantee: null, range: { from: '2014-01-01', to: '2014-12-31' } }
const MISSING = 'd'.repeat(64)

async function sources(photos = [photo()]): Promise<Sources> {
  const kept = await examinePicture(original)
  if (!kept.ok) throw new Error(kept.problem.code)
  const files: Record<string, Uint8Array> = {
    ['a'.repeat(64)]: original,
    ['b'.repeat(64)]: kept.value.copy,
    ['c'.repeat(64)]: kept.value.thumbnail,
  }
  return {
    records: recordsOf([record({ photos })]),
    reads: NOTHING,
    read: (sha256) => Promise.resolve(files[sha256] ?? null),
    now: '2015-01-05T01:00:00.000Z',
  }
}

async function word(from: Sources): Promise<{ report: Report; docx: Buffer }> {
  const layout = await readFile('config/layouts/annual.docx')
  const made = await compileReport(from, layout, [formNamed('work-brief.v2')], choice)
  if (!made.ok) throw new Error(JSON.stringify(made.faults))
  return { report: made.value, docx: await whole(made.value) }
}

async function whole({ pieces }: Report): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const jpegsIn = (zip: Buffer): Buffer[] =>
  entriesOf(zip)
    .filter(({ name }) => /\.jpe?g$/.test(name))
    .map((entry) => entry.read(1_000_000))

test('where a photo was taken, and with what, goes into no report, package or contact sheet', async () => {
  expect((await exifr.gps(original))?.latitude).toBeCloseTo(28.68, 1)
  const { docx } = await word(await sources())
  const zip = await whole(await compilePhotos(await sources(), choice))
  const page = entriesOf(zip).find(({ name }) => name === '照片目录.html')
  const small = [...(page?.read(1_000_000).toString() ?? '').matchAll(/base64,([^"]+)/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64'),
  )
  const found = [jpegsIn(docx), jpegsIn(zip), small]
  expect(found.map(({ length }) => length)).toEqual([1, 1, 1])
  for (const jpeg of found.flat()) {
    expect((await sharp(jpeg).metadata()).exif).toBeUndefined()
    expect(await exifr.gps(jpeg)).toBeUndefined()
    expect(jpeg.includes('SOMEBODY')).toBe(false)
  }
})

test('a photo that is gone from the disk is named in the log and has its sentence in the report; the others are there', async () => {
  const photos = [photo({ id: 'photo-2', copy: MISSING, caption: '开场' }), photo()]
  const { report, docx } = await word(await sources(photos))
  expect(logOf(report)).toContainEqual({ type: 'photo_lost', photo: expect.objectContaining({ id: 'photo-2' }) })
  expect(logOf(report).map(logLine)).toContain(
    '照片找不到了：萍乡麦田 2014年5月1日交的简报 照片 1（2014年4月26日 志愿者管理层培训第一期）「开场」 / photo 1 lost',
  )
  expect(report.placed.map(({ id }) => id)).toEqual(['photo-1'])
  expect(jpegsIn(docx)).toHaveLength(1)
  const pieces = readDocx(docx)
  if ('fault' in pieces) throw new Error(pieces.fault)
  const cells = pieces.flatMap((piece) => (piece.type === 'table' ? piece.rows.flatMap((row) => row.cells) : []))
  expect(cells).toContain('（这张照片找不到了）\n开场（萍乡麦田）')
})

test('a picture that comes twice is in the file once', async () => {
  const { docx } = await word(await sources([photo(), photo({ id: 'photo-2' })]))
  expect(jpegsIn(docx)).toHaveLength(1)
})
