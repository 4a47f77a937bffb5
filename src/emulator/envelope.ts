import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type Outcome, fail, ok } from '../kernel/outcome.js'

/** SHA-1 over the sorted values joined without separator, in lower-case hex. */
export function signatureOf(...values: string[]): string {
  return createHash('sha1').update(values.toSorted().join('')).digest('hex')
}

const BLOCK = 32

const cipherKey = (encodingAesKey: string) => Buffer.from(encodingAesKey + '=', 'base64')

/** Bytes until the next full block of 32; a full block when it is full already. */
function paddingFor(length: number): Buffer {
  const size = BLOCK - (length % BLOCK)
  return Buffer.alloc(size, size)
}

/**
 * Encrypts as the platform does: 16 random bytes, length of the message in bytes, message, receiveid, padding to 32.
 * `faulty` replaces single parts, for hostile senders.
 */
export function seal(
  encodingAesKey: string,
  message: string,
  receiveId: string,
  random: Buffer = randomBytes(16),
  faulty: { length?: number; padding?: Buffer } = {},
): string {
  const key = cipherKey(encodingAesKey)
  const text = Buffer.from(message, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(faulty.length ?? text.length)
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId, 'utf8')])
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, faulty.padding ?? paddingFor(plain.length)])),
    cipher.final(),
  ]).toString('base64')
}

/**
 * Decrypts what a client sealed, and takes nothing the platform would not take.
 * Problems: `envelope.base64`, `envelope.blocks`, `envelope.padding`, `envelope.length`, `envelope.receiveid`.
 */
export function unseal(encodingAesKey: string, encrypt: string, receiveId: string): Outcome<string> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypt) || encrypt.length % 4 !== 0) return fail('envelope.base64')
  const sealed = Buffer.from(encrypt, 'base64')
  if (sealed.length < BLOCK || sealed.length % 16 !== 0) return fail('envelope.blocks')
  const key = cipherKey(encodingAesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
  const size = padded.at(-1)!
  if (size < 1 || size > BLOCK || padded.length % BLOCK !== 0 || !padded.subarray(-size).every((byte) => byte === size))
    return fail('envelope.padding')
  const plain = padded.subarray(0, -size)
  if (plain.length < 20) return fail('envelope.length')
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return fail('envelope.length')
  if (plain.toString('utf8', end) !== receiveId) return fail('envelope.receiveid')
  return ok(plain.toString('utf8', 20, end))
}
