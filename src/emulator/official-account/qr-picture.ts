import { createHash } from 'node:crypto'
import sharp from 'sharp'

const MODULES = 29
const QUIET = 4
const SIZE = MODULES + 2 * QUIET
const SCALE = 12

/** Distance to the nearest of the three corner marks decides their modules; null: none of theirs. */
function cornerModule(x: number, y: number): boolean | null {
  for (const [left, top] of [
    [0, 0],
    [MODULES - 7, 0],
    [0, MODULES - 7],
  ] as const) {
    const [dx, dy] = [x - left, y - top]
    if (dx < -1 || dx > 7 || dy < -1 || dy > 7) continue
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3))
    return ring === 3 || ring <= 1
  }
  return null
}

/** A PNG that looks like a QR code and is another for another text. No reader reads it: nobody scans the emulator's. */
export function qrPicture(text: string): Promise<Buffer> {
  const bits = Array.from({ length: Math.ceil(MODULES ** 2 / 256) }, (_, nth) =>
    createHash('sha256').update(`${nth} ${text}`).digest(),
  )
  const dots = Buffer.concat(bits)
  const pixels = Buffer.alloc(SIZE ** 2, 255)
  for (let y = 0; y < MODULES; y++)
    for (let x = 0; x < MODULES; x++) {
      const at = y * MODULES + x
      const isDark = cornerModule(x, y) ?? ((dots[at >> 3]! >> (at & 7)) & 1) === 1
      if (isDark) pixels[(y + QUIET) * SIZE + x + QUIET] = 0
    }
  return sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 1 } })
    .resize(SIZE * SCALE, SIZE * SCALE, { kernel: 'nearest' })
    .png()
    .toBuffer()
}
