import { inflateRawSync } from 'node:zlib'

export interface Entry {
  name: string
  /** What it says its bytes are, true or not. */
  size: number
  /** Its bytes, never more than `most`. */
  read(most: number): Buffer
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** With its comment of at most 65,535 bytes. */
const END_LENGTH = 22
const MOST_ENTRIES = 10_000

/** Not a whole ZIP, packed in a way that Word does not use, or more in it than is asked for. */
export class BadZip extends Error {
  constructor(readonly why: 'broken' | 'too_big' | 'password') {
    super(`a ZIP that is ${why}`)
  }
}

/** The entries of a ZIP by its directory. What an entry says of its size is not believed: it is unpacked up to a limit. Throws `BadZip`. */
export function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + END_LENGTH > bytes.length || bytes.readUInt32LE(end) !== END) throw new BadZip('broken')
  const count = bytes.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) throw new BadZip('too_big')
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new BadZip('broken')
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const [flags, method, packed, local] = [
      bytes.readUInt16LE(at + 8),
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.push({
      name,
      size: bytes.readUInt32LE(at + 24),
      read: (most) => unpacked(bytes, { flags, method, packed, local }, most),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function unpacked(
  bytes: Buffer,
  { flags, method, packed, local }: { flags: number; method: number; packed: number; local: number },
  most: number,
): Buffer {
  if (flags & 1) throw new BadZip('password')
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw new BadZip('broken')
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const data = bytes.subarray(from, from + packed)
  if (data.length < packed) throw new BadZip('broken')
  if (method === 0) {
    if (data.length > most) throw new BadZip('too_big')
    return data
  }
  if (method !== 8) throw new BadZip('broken')
  try {
    return inflateRawSync(data, { maxOutputLength: most })
  } catch (error) {
    throw new BadZip((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_big' : 'broken')
  }
}
