import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { MediaResult } from '../../src/kernel/message.js'
import { examinePicture } from '../../src/storage/pictures.js'
import { diceOf } from '../../src/rehearsal/dice.js'

const MANY = 160
/** What a colleague sends begins here: nobody sends so many. */
export const OF_COLLEAGUE = MANY / 2

/** Small photographs that look different from one another; made once. */
async function makePictures(): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: MANY }, (_, i) => {
      const dice = diceOf(7, i)
      const [width, height] = [8, 6]
      const spots = Buffer.from(Array.from({ length: width * height * 3 }, () => dice.below(256)))
      return sharp(spots, { raw: { width, height, channels: 3 } })
        .resize(160, 120, { kernel: 'nearest' })
        .jpeg()
        .toBuffer()
    }),
  )
}

const all = makePictures()
/** As an iPhone keeps it: nobody here can open it. */
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)])

/** What becomes of a picture: it comes, it is gone at the platform, it cannot be opened, it comes late, it is found gone late. */
export type Fate = 'comes' | 'gone' | 'heic' | 'late' | 'late_gone'
const TRIES = 2

/** The answer of the platform to the nth attempt to download picture `which`. */
export async function download(fate: Fate, which: number, nth: number): Promise<MediaResult> {
  if (fate === 'gone' || (fate === 'late_gone' && nth > TRIES)) return { type: 'gone', code: 'errcode.40007' }
  if (fate.startsWith('late') && nth <= TRIES) return { type: 'later', code: 'errcode.-1', after: 0 }
  const bytes = fate === 'heic' ? HEIC : (await all)[which % MANY]!
  return { type: 'fetched', bytes, name: null, contentType: null }
}

export const pictureHash = async (which: number): Promise<string> => hashOf((await all)[which % MANY]!)

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const examined = new Map<string, ReturnType<typeof examinePicture>>()

/** As in operation; a picture that was looked at is not looked at again. */
export function examine(bytes: Uint8Array): ReturnType<typeof examinePicture> {
  const hash = hashOf(bytes)
  const known = examined.get(hash) ?? examinePicture(bytes)
  examined.set(hash, known)
  return known
}

/** Where files go: nobody reads them here. */
export const blobs = {
  put: (bytes: Uint8Array) => Promise.resolve(hashOf(bytes)),
  read: () => Promise.reject(new Error('nothing reads what was kept')),
}
