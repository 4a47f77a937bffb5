import { createHash } from 'node:crypto'
import type { Found } from '../../src/forms/field-kind.js'

const hashOf = (number: string): string => createHash('sha256').update(number).digest('hex')
const fingerprintOf = (number: string): string => hashOf(number).slice(0, 16)
/** Three of 64 bits are others. */
const nearly = (fingerprint: string): string => (BigInt(`0x${fingerprint}`) ^ 7n).toString(16).padStart(16, '0')

const LINE =
  /^\[照片 (\d+) (?:(没取到|打不开)|取到了(?:，和照片 (?<same>\d+) 一样|，很像照片 (?<like>\d+)|，(?<filedOn>\d{4}-\d\d-\d\d) 交过)?)\]$/

/** What a job found out about a picture, counted from 1 in the order of the transcript; null when a line tells something else. */
export function foundIn(line: string, photos: string[]): (Found & { photo: string }) | null {
  const [whole, number = '', lost] = LINE.exec(line) ?? []
  const photo = photos[Number(number) - 1]
  if (whole === undefined || photo === undefined) return null
  if (lost) return { type: 'picture_lost', photo, code: lost === '打不开' ? 'picture.damaged' : 'media.gone' }
  const { same, like, filedOn } = LINE.exec(line)?.groups ?? {}
  const fingerprint = like ? nearly(fingerprintOf(like)) : fingerprintOf(same ?? number)
  const kept = { photo, sha256: hashOf(same ?? number), bytes: 1, takenAt: null, fingerprint }
  return { type: 'picture_kept', ...kept, ...(filedOn !== undefined && { filedOn }) }
}
