import { beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { alike } from '../../src/forms/alike.js'
import { examinePicture } from '../../src/storage/pictures.js'
import { painted } from './painted.js'

async function fingerprintOf(bytes: Uint8Array): Promise<string | null> {
  const outcome = await examinePicture(bytes)
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value.fingerprint
}

const DATE = '<svg width="640" height="480"><text x="400" y="460" font-size="30" fill="white">2014-03-22</text></svg>'
/** What happens to a picture on its way from phone to phone. */
const CHANGES: [string, (bytes: Buffer) => Promise<Buffer>][] = [
  ['compressed much more', (bytes) => sharp(bytes).jpeg({ quality: 40 }).toBuffer()],
  ['half as large', (bytes) => sharp(bytes).resize(320).jpeg({ quality: 70 }).toBuffer()],
  ['another format', (bytes) => sharp(bytes).png().toBuffer()],
  [
    'brighter and in stronger colours',
    (bytes) => sharp(bytes).modulate({ brightness: 1.12, saturation: 1.2 }).toBuffer(),
  ],
  [
    'cut by a fiftieth on each side',
    (bytes) => sharp(bytes).extract({ left: 13, top: 10, width: 614, height: 460 }).toBuffer(),
  ],
  ['turned by a degree', (bytes) => sharp(bytes).rotate(1, { background: '#888' }).toBuffer()],
  [
    'with a date printed on',
    (bytes) =>
      sharp(bytes)
        .composite([{ input: Buffer.from(DATE) }])
        .toBuffer(),
  ],
  ['held upright by its EXIF alone', (bytes) => sharp(bytes).rotate(90).withMetadata({ orientation: 8 }).toBuffer()],
]

describe('the fingerprint of a picture', () => {
  const pictures: { bytes: Buffer; fingerprint: string }[] = []
  beforeAll(async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const bytes = await painted(seed)
      pictures.push({ bytes, fingerprint: (await fingerprintOf(bytes))! })
    }
  })

  it.each(CHANGES)('is alike when it is %s', async (_how, change) => {
    for (const { bytes, fingerprint } of pictures)
      expect(alike(fingerprint, (await fingerprintOf(await change(bytes)))!)).toBe(true)
  })

  it('is alike in the next shot of a series', async () => {
    for (let seed = 1; seed <= 6; seed++)
      expect(alike(pictures[seed - 1]!.fingerprint, (await fingerprintOf(await painted(seed, 5)))!)).toBe(true)
  })

  it('is not alike in any two different ones', () => {
    const pairs = pictures.flatMap((one, i) =>
      pictures.slice(i + 1).map((other) => alike(one.fingerprint, other.fingerprint)),
    )
    expect(pairs).toEqual(Array(66).fill(false))
  })

  it('is not there where nothing is to be seen: all sheets of paper would be one picture', async () => {
    const sheet = (background: string) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background } })
        .jpeg()
        .toBuffer()
    expect(await fingerprintOf(await sheet('white'))).toBeNull()
    expect(await fingerprintOf(await sheet('darkred'))).toBeNull()
  })
})
