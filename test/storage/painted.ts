import sharp from 'sharp'
import { makeChance } from '../../src/emulator/chance.js'

const WIDTH = 640
const HEIGHT = 480

/**
 * A picture of its own for each seed, with large and small shapes as a photo has them, light from above, and the noise of a small camera.
 * `step` moves what is seen by so many pixels, as the next shot of a series does.
 */
export async function painted(seed: number, step = 0): Promise<Buffer> {
  const chance = makeChance(seed)
  const light = new Float64Array(WIDTH * HEIGHT)
  for (const cells of [3, 6, 12, 24, 48]) {
    const grid = Buffer.from(Array.from({ length: cells * cells }, () => chance.below(256)))
    const { data } = await sharp(grid, { raw: { width: cells, height: cells, channels: 1 } })
      .resize(WIDTH + 100, HEIGHT, { fit: 'fill', kernel: 'cubic' })
      .extract({ left: step, top: 0, width: WIDTH, height: HEIGHT })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    for (let i = 0; i < light.length; i++) light[i] = (light[i] ?? 0) + ((data[i] ?? 0) - 128) / cells ** 0.7
  }
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (let i = 0; i < light.length; i++) {
    const from = 150 - (60 * i) / light.length + (light[i] ?? 0) + chance.below(12)
    for (const [channel, tint] of [0.95, 1, 0.9].entries())
      pixels[3 * i + channel] = Math.max(0, Math.min(255, from * tint))
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer()
}
