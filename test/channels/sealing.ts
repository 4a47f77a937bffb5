import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** The platform's side of an envelope, made with nothing but Node's cryptography, so that it can also be made wrong. */
export interface Seal {
  token: string
  encodingAesKey: string
  receiveId: string
}

export interface Wrongly {
  /** All bytes of padding instead of the right ones; its length must fill the block of 16. */
  padding?: Uint8Array
  /** What the header says the message's length is. */
  declared?: number
  random?: Uint8Array
}

const keyOf = (seal: Seal): Buffer => Buffer.from(`${seal.encodingAesKey}=`, 'base64')

export function sealText(plaintext: string | Uint8Array, seal: Seal, wrongly: Wrongly = {}): string {
  const message = Buffer.from(plaintext)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(wrongly.declared ?? message.length)
  const body = Buffer.concat([wrongly.random ?? randomBytes(16), length, message, Buffer.from(seal.receiveId)])
  const missing = 32 - (body.length % 32)
  const cipher = createCipheriv('aes-256-cbc', keyOf(seal), keyOf(seal).subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([body, wrongly.padding ?? Buffer.alloc(missing, missing)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

/** How many bytes of padding the plaintext gets. */
export const paddingOf = (plaintext: string, receiveId: string): number =>
  32 - ((20 + Buffer.byteLength(plaintext) + Buffer.byteLength(receiveId)) % 32)

export const signatureOf = (...values: string[]): string =>
  createHash('sha1').update(values.toSorted().join('')).digest('hex')

export function signedQuery(seal: Seal, ciphertext: string, seconds: number, nonce = '1372623149') {
  const timestamp = String(seconds)
  return { msg_signature: signatureOf(seal.token, timestamp, nonce, ciphertext), timestamp, nonce }
}

/** Opens our passive reply as the platform would: element by element, signature, padding, length, receiver. */
export function openReply(xml: string, seal: Seal): string {
  const element = (name: string, pattern: string): string => {
    const found = new RegExp(`<${name}>${pattern}</${name}>`).exec(xml)?.[1]
    if (found === undefined) throw new Error(`no ${name} in the reply`)
    return found
  }
  const sealed = element('Encrypt', '<!\\[CDATA\\[([^\\]]+)\\]\\]>')
  const signature = element('MsgSignature', '<!\\[CDATA\\[([0-9a-f]{40})\\]\\]>')
  const nonce = element('Nonce', '<!\\[CDATA\\[([^\\]]+)\\]\\]>')
  if (signature !== signatureOf(seal.token, element('TimeStamp', '(\\d+)'), nonce, sealed)) {
    throw new Error('the signature of the reply is wrong')
  }
  const decipher = createDecipheriv('aes-256-cbc', keyOf(seal), keyOf(seal).subarray(0, 16)).setAutoPadding(false)
  const bytes = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()])
  const pad = bytes[bytes.length - 1]!
  if (bytes.length % 32 !== 0 || !bytes.subarray(-pad).every((byte) => byte === pad)) throw new Error('bad padding')
  const end = 20 + bytes.readUInt32BE(16)
  const receiver = bytes.toString('utf8', end, bytes.length - pad)
  if (receiver !== seal.receiveId) throw new Error(`the reply is for ${receiver}`)
  return bytes.toString('utf8', 20, end)
}
