import sharp from 'sharp'
import type { Dice } from './dice.js'

/** A picture that looks like no other. */
export function painted({ below }: Dice): Promise<Buffer> {
  const cells = Array.from({ length: 8 * 6 * 3 }, () => below(256))
  return sharp(Buffer.from(cells), { raw: { width: 8, height: 6, channels: 3 } })
    .resize(640, 480, { kernel: 'nearest' })
    .jpeg({ quality: 70 })
    .toBuffer()
}
