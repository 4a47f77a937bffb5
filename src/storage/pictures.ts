import exifr from 'exifr'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { fail, ok, type Outcome } from '../kernel/outcome.js'

/** The platforms cut pictures at 10 MB today; above this somebody is not sending a photo. */
const MOST_BYTES = 20 * 1024 * 1024
/** Full size of a 64-megapixel phone with some air; decoding needs up to 4 bytes of memory a pixel. */
const MOST_PIXELS = 80_000_000
/** Longest side in pixels: enough for a full page in print. The sealed original keeps what is cut. */
const COPY_SIDE = 4096
const THUMBNAIL_SIDE = 320

const DECODED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'])
const HEIC = new Set(['image/heic', 'image/heic-sequence', 'image/heif', 'image/heif-sequence'])

/** A picture that was wholly decoded, and what is made of it. */
export interface Picture {
  mime: string
  /** As seen, after turning it upright. */
  width: number
  height: number
  /** Local time of taking as the camera wrote it, `YYYY-MM-DDTHH:MM:SS`; null where it wrote none. */
  takenAt: string | null
  /** JPEG in sRGB, upright, with no EXIF, GPS, XMP, IPTC or ICC. */
  copy: Uint8Array
  /** The same, at most 320 pixels on its longer side. */
  thumbnail: Uint8Array
  /** How it looks: 64 bits in hex, of which few differ in pictures that look alike. Null where too little is to be seen. */
  fingerprint: string | null
}

/**
 * Is this a picture, whatever its sender calls it? Judged by content alone, since platforms answer a failed
 * download with an error as JSON, or a page as HTML, under any content type.
 * Problems: `picture.empty`, `picture.too_big` {bytes, most}, `picture.none` {found: a MIME type or `unknown`},
 * `picture.heic`, `picture.unsupported` {found}, `picture.too_many_pixels` {pixels, most}, `picture.damaged`.
 */
export async function examinePicture(bytes: Uint8Array): Promise<Outcome<Picture>> {
  if (bytes.length === 0) return fail('picture.empty')
  if (bytes.length > MOST_BYTES) return fail('picture.too_big', { bytes: bytes.length, most: MOST_BYTES })
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? 'unknown'
  if (HEIC.has(found)) return fail('picture.heic')
  if (!DECODED.has(found)) return fail(found.startsWith('image/') ? 'picture.unsupported' : 'picture.none', { found })

  const header = await sharp(bytes).metadata().catch(damaged)
  if (header === null) return fail('picture.damaged')
  const { width, height } = header.autoOrient
  if (width * height > MOST_PIXELS)
    return fail('picture.too_many_pixels', { pixels: width * height, most: MOST_PIXELS })

  const copy = await sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .flatten({ background: 'white' })
    .resize(COPY_SIDE, COPY_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(damaged)
  if (copy === null) return fail('picture.damaged')
  const thumbnail = await sharp(copy)
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 78 })
    .toBuffer()
  return ok({
    mime: found,
    width,
    height,
    takenAt: await takenAt(header.exif),
    copy,
    thumbnail,
    fingerprint: await fingerprintOf(thumbnail),
  })
}

/** Longest side of what a model is shown: enough to tell what people do, too little to read a badge. */
const SHOWN_SIDE = 768

/** A working copy as it may be shown to a model: small, and with nothing in it but the picture. */
export const smallCopy = (copy: Uint8Array): Promise<Uint8Array> =>
  sharp(copy, { limitInputPixels: MOST_PIXELS })
    .resize(SHOWN_SIDE, SHOWN_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer()

/** Grey values of a picture without shapes (a dark room, a white sheet) differ by noise: its fingerprint would be chance. */
const LEAST_CONTRAST = 5

/** Whether each of 8 × 8 places is brighter than the one to its left (dHash): a matter of shapes, not of light, size or compression. */
async function fingerprintOf(picture: Uint8Array): Promise<string | null> {
  const grey = await sharp(picture).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length
  const variance = grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length
  if (Math.sqrt(variance) < LEAST_CONTRAST) return null
  let bits = 0n
  for (const [i, value] of grey.entries()) {
    if (i % 9 > 0) bits = (bits << 1n) | (value > (grey[i - 1] ?? 0) ? 1n : 0n)
  }
  return bits.toString(16).padStart(16, '0')
}

// sharp reports whatever is wrong with the content as a plain Error; there is nothing to tell apart by.
const damaged = (error: unknown): null => {
  if (error instanceof Error) return null
  throw error
}

/** EXIF times have no zone (`2014:03:22 10:11:12`): kept as written. Some cameras write zeros or blanks. */
async function takenAt(exif: Buffer | undefined): Promise<string | null> {
  if (exif === undefined) return null
  const tiff = exif.subarray(exif.subarray(0, 4).toString('latin1') === 'Exif' ? 6 : 0)
  // A picture with broken EXIF is a picture without a date.
  const tags = (await exifr
    .parse(tiff, { reviveValues: false, pick: ['DateTimeOriginal', 'CreateDate'] })
    .catch(damaged)) as { DateTimeOriginal?: unknown; CreateDate?: unknown } | null | undefined
  for (const written of [tags?.DateTimeOriginal, tags?.CreateDate]) {
    const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(typeof written === 'string' ? written : '')
    if (!parts) continue
    const local = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}`
    const moment = new Date(`${local}Z`)
    if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(local)) return local
  }
  return null
}
