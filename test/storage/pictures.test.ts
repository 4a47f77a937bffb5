import { describe, expect, it } from '@jest/globals'
import exifr from 'exifr'
import sharp from 'sharp'
import { examinePicture, type Picture } from '../../src/storage/pictures.js'

/** A photo as a phone makes it: lying on its side, with place, time, and the owner's name in the EXIF block. */
const phonePhoto = (width = 900, height = 600, exif: Record<string, string> = {}) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } })
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: 'ACME', Artist: 'SOMEBODY' },
      IFD2: { DateTimeOriginal: '2014:03:22 10:11:12', ...exif },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 41/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '115/1 51/1 0/1' },
    })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer()

async function taken(bytes: Uint8Array): Promise<Picture> {
  const outcome = await examinePicture(bytes)
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}

const problem = async (bytes: Uint8Array) => {
  const outcome = await examinePicture(bytes)
  return outcome.ok ? null : outcome.problem
}

describe('examining a picture', () => {
  it('reads kind, upright size and the local time of taking', async () => {
    const original = await phonePhoto()
    expect((await exifr.gps(original))?.latitude).toBeCloseTo(28.68, 1)
    expect(await taken(original)).toMatchObject({
      mime: 'image/jpeg',
      width: 600,
      height: 900,
      takenAt: '2014-03-22T10:11:12',
    })
  })

  it('makes a copy and a thumbnail that stand upright and tell nothing about place, device or person', async () => {
    const { copy, thumbnail } = await taken(await phonePhoto())
    for (const [bytes, size] of [
      [copy, { width: 600, height: 900 }],
      [thumbnail, { width: 213, height: 320 }],
    ] as const) {
      const made = await sharp(bytes).metadata()
      expect(made).toMatchObject({ format: 'jpeg', space: 'srgb', ...size })
      expect([made.exif, made.icc, made.xmp, made.iptc, made.orientation]).toEqual(Array(5).fill(undefined))
      expect(Buffer.from(bytes).includes('SOMEBODY')).toBe(false)
      expect(await exifr.gps(Buffer.from(bytes))).toBeUndefined()
    }
  })

  it('takes the pictures people send: PNG with holes on white, WebP, GIF; without EXIF there is no time', async () => {
    const drawing = sharp({
      create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    for (const format of ['png', 'webp', 'gif'] as const) {
      const picture = await taken(await drawing.clone().toFormat(format).toBuffer())
      expect(picture).toMatchObject({ mime: `image/${format}`, width: 40, height: 30, takenAt: null })
      expect((await sharp(picture.copy).stats()).channels[0]?.min).toBeGreaterThan(250)
    }
  })

  it('cuts a huge picture for the copy, and still tells its own size', async () => {
    const picture = await taken(
      await sharp({ create: { width: 6000, height: 3000, channels: 3, background: 'white' } })
        .jpeg()
        .toBuffer(),
    )
    expect(picture).toMatchObject({ width: 6000, height: 3000 })
    expect(await sharp(picture.copy).metadata()).toMatchObject({ width: 4096, height: 2048 })
  })

  it.each(['0000:00:00 00:00:00', '2014:02:31 10:00:00', '    :  :     :  :  ', 'yesterday'])(
    'has no time of taking when the camera wrote %j',
    async (DateTimeOriginal) => {
      expect((await taken(await phonePhoto(90, 60, { DateTimeOriginal }))).takenAt).toBeNull()
    },
  )

  it.each([
    [
      'an error as JSON',
      '{"errcode":40007,"errmsg":"invalid media_id"}',
      { code: 'picture.none', values: { found: 'unknown' } },
    ],
    ['a page', '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>', { code: 'picture.none' }],
    ['a voice message', '#!AMR\n\x3c\x91\x17\x16', { code: 'picture.none', values: { found: 'audio/amr' } }],
    ['nothing', '', { code: 'picture.empty' }],
    ['a HEIC picture', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', { code: 'picture.heic' }],
    [
      'a bitmap',
      'BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0',
      { code: 'picture.unsupported', values: { found: 'image/bmp' } },
    ],
    [
      'an SVG with a script',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      { code: 'picture.none' },
    ],
    ['the first bytes of a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', { code: 'picture.damaged' }],
  ])('says what is wrong with %s', async (_what, content, expected) => {
    expect(await problem(Buffer.from(content, 'latin1'))).toMatchObject(expected)
  })

  it.each(['jpeg', 'png', 'webp'] as const)('refuses a %s of which half is missing', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'white', noise } })
      .toFormat(format)
      .toBuffer()
    expect(await problem(whole)).toBeNull()
    expect(await problem(whole.subarray(0, whole.length >> 1))).toEqual({ code: 'picture.damaged' })
  })

  it('refuses what is too big in bytes or, small as a file, in pixels', async () => {
    expect(await problem(Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject({ code: 'picture.too_big' })
    const bomb = await sharp({ create: { width: 16000, height: 16000, channels: 3, background: 'black' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024)
    expect(await problem(bomb)).toMatchObject({ code: 'picture.too_many_pixels', values: { pixels: 256_000_000 } })
  })
})
