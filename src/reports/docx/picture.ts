import sharp from 'sharp'
import type { Placed } from './fill.js'

/** Pixels of the longer side: 200 an inch over the width of the page, and ten of them make a file that can be sent by mail. */
const SIDE = 1200

/** A working copy as it goes into a report: small enough to send, with nothing in it but pixels. */
export async function placedPicture(copy: Uint8Array): Promise<Placed> {
  const { data, info } = await sharp(copy)
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}
