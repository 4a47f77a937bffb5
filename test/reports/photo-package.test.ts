import { expect, test } from '@jest/globals'
import sharp from 'sharp'
import { entriesOf } from '../../src/storage/unzip.js'
import { photoPackage, type ReadCopy } from '../../src/reports/photos/package.js'
import { safeName } from '../../src/reports/photos/safe-name.js'
import type { ExportedRecord } from '../../src/records/export-ports.js'
import { activity, photo, record } from '../records/sample.js'
import { datasetOf } from './a-dataset.js'

const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: 'navy' } })
  .jpeg()
  .toBuffer()

async function packed(filed: ExportedRecord[], more: object = {}, read: ReadCopy = () => picture) {
  const made = photoPackage(await datasetOf(filed, {}, more), read)
  const pieces: Uint8Array[] = []
  for await (const piece of made.pieces) pieces.push(piece)
  const entries = entriesOf(Buffer.concat(pieces))
  return {
    ...made,
    names: entries.map(({ name }) => name),
    open: (name: string) => entries.find((entry) => entry.name === name)?.read(1_000_000),
  }
}

test('folders are organisation and event; names say day, title, number and caption', async () => {
  const two = [
    activity({ title: '读书会' }),
    activity({ position: 2, part: 'activities/2', title: '沙龙', startsOn: '2014-05-18', endsOn: '2014-05-18' }),
  ]
  const photos = [
    photo({ takenAt: '2014-05-18T09:00:00' }),
    photo({ id: 'photo-2', takenAt: '2014-05-18T10:00:00', caption: null }),
    photo({ id: 'photo-3', takenAt: null, caption: '门口' }),
  ]
  const { names, open, placed } = await packed([record({ activities: two, photos })])
  expect(names).toEqual([
    '萍乡麦田/2014-05-18 沙龙/2014-05-18-沙龙-01-合影.jpg',
    '萍乡麦田/2014-05-18 沙龙/2014-05-18-沙龙-02-无说明.jpg',
    '萍乡麦田/其他照片/2015-01-05编-其他照片-01-门口.jpg',
    '照片目录.html',
  ])
  expect(placed.map(({ id }) => id)).toEqual(['photo-1', 'photo-2', 'photo-3'])
  expect(open(names[0] ?? '')).toEqual(await picture)
  expect((await sharp(open(names[0] ?? '')).metadata()).exif).toBeUndefined()
  const page = open('照片目录.html')?.toString() ?? ''
  expect(page.match(/data:image\/jpeg/g)).toHaveLength(3)
  expect(page).toContain('萍乡麦田 · 2014-05-18 沙龙')
})

test('no path comes from what somebody wrote, and the page shows it as text', async () => {
  const nasty = '../../etc/<script>alert(1)</script>'
  const { names, open } = await packed([
    record({
      organisation: { id: 'o', name: '..' },
      activities: [activity({ title: nasty })],
      photos: [photo({ caption: `${nasty}\u202Egpj.exe\n` })],
    }),
  ])
  expect(names).toEqual([expect.stringMatching(/^未命名\/[^/\\]+\/[^/\\]+\.jpg$/), '照片目录.html'])
  expect(names[0]).not.toMatch(/\u202E|[<>\n]/)
  expect(open('照片目录.html')?.toString()).not.toContain('<script>')
})

test('two organisations whose names come to the same share a folder, and no file is there twice', async () => {
  const { names } = await packed([
    record({ organisation: { id: 'o1', name: '麦田:' }, photos: [photo()] }),
    record({ id: 'record-2', organisation: { id: 'o2', name: '麦田?' }, photos: [photo({ id: 'photo-2' })] }),
  ])
  expect(new Set(names).size).toBe(3)
})

test('for the public only what may be shown is there, and it is said how many are not', async () => {
  const photos = [
    photo(),
    photo({ id: 'photo-2', consent: 'not_given', caption: '小朋友' }),
    photo({ id: 'photo-3', consent: null }),
  ]
  const { names, open } = await packed([record({ photos })], { public: true })
  expect(names).toHaveLength(2)
  expect(open('照片目录.html')?.toString()).not.toContain('小朋友')
  const { withheld } = await datasetOf([record({ photos })], {}, { public: true })
  expect(withheld).toEqual(['not_given', 'never_asked'])
})

test('a picture that is gone from the disk is named, and the others are there', async () => {
  const never = photo({ id: 'photo-3', state: 'lost', copy: null, thumbnail: null })
  const photos = [photo({ copy: 'd'.repeat(64) }), photo({ id: 'photo-2' }), never]
  const { names, lost, placed } = await packed([record({ photos })], {}, (hash) =>
    hash === 'd'.repeat(64) ? Promise.resolve(null) : picture,
  )
  expect([names.length, lost.map(({ id }) => id), placed.map(({ id }) => id)]).toEqual([2, ['photo-1'], ['photo-2']])
})

test('an outage in the middle gives no package', async () => {
  const broken = packed([record({ photos: [photo(), photo({ id: 'photo-2' })] })], {}, () =>
    Promise.reject(new Error('disk gone')),
  )
  await expect(broken).rejects.toThrow('disk gone')
})

test.each([
  ['CON', '_CON'],
  ['aux.jpg', '_aux.jpg'],
  ['. . ', '未命名'],
  ['a\\b:c', 'a_b_c'],
  ['名字. ', '名字'],
  ['长'.repeat(99), '长'.repeat(40)],
])('「%s」 is called %s', (text, name) => {
  expect(safeName(text)).toBe(name)
})
