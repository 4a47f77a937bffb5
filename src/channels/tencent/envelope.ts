import { randomBytes, timingSafeEqual } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { millisOf, type Instant } from '../../kernel/clock.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import type { RawRequest } from '../channel.js'
import { cdata } from './xml.js'

/** The two secrets of a callback address, as they stand in the platform's console. */
export interface Secrets {
  token: string
  encodingAesKey: string
}

export interface EnvelopeSettings {
  /** What the platform writes behind each plaintext: corpid (WeCom) or appid (official account). */
  receiveId: string
  /** The first is in force; the others were until lately and are still believed. */
  secrets: Secrets[]
}

/** Of an account whose secrets were changed in the console: those before are believed while they stand in the settings. */
export const envelopeOf = (
  receiveId: string,
  settings: Secrets & { previous?: Secrets | undefined },
): EnvelopeSettings => ({
  receiveId,
  secrets: settings.previous ? [settings, settings.previous] : [settings],
})

export interface Opened {
  plaintext: string
  /** Those it was sealed with: the reply must be, too. */
  secrets: Secrets
  nonce: string
}

/** How far the envelope's timestamp may be from our clock. The platforms name no window; this one is ours. */
export const TOLERANCE_MS = 300_000

/**
 * Believes the query of a callback or refuses it. The parameter `name` is a signature over token, timestamp, nonce and what it `covers`
 * besides; the `signature` of official accounts covers nothing more, no word of the body. `fitting` are the secrets it was made with.
 *
 * Problems: `envelope.query` (a parameter missing, empty or there twice), `envelope.stale`, `envelope.signature`.
 */
export function checkSignature(
  { secrets }: EnvelopeSettings,
  query: RawRequest['query'],
  { name, covers = '' }: { name: 'signature' | 'msg_signature'; covers?: string },
  now: Instant,
): Outcome<{ fitting: Secrets[]; signature: string; nonce: string }> {
  const { [name]: signature, timestamp, nonce } = query
  if (!isGiven(signature) || !isGiven(timestamp) || !isGiven(nonce)) return fail('envelope.query')
  if (!/^\d{1,12}$/.test(timestamp)) return fail('envelope.query')
  if (Math.abs(millisOf(now) - Number(timestamp) * 1000) > TOLERANCE_MS) return fail('envelope.stale')
  // An empty fourth value adds nothing to what is hashed.
  const fitting = secrets.filter(({ token }) => equal(getSignature(token, timestamp, nonce, covers), signature))
  return fitting.length > 0 ? ok({ fitting, signature, nonce }) : fail('envelope.signature')
}

/**
 * Believes an encrypted callback or refuses it.
 *
 * Problems: those of `checkSignature`, `envelope.ciphertext` (base64, length, padding, message length or UTF-8 wrong: one code, so that
 * nobody can ask the padding), `envelope.receiver`.
 */
export function openEnvelope(
  settings: EnvelopeSettings,
  query: RawRequest['query'],
  ciphertext: string,
  now: Instant,
): Outcome<Opened> {
  const signed = checkSignature(settings, query, { name: 'msg_signature', covers: ciphertext }, now)
  if (!signed.ok) return signed
  const { fitting, nonce } = signed.value
  // After a change of the console's settings either secret may be the new one, so a signature that fits is not yet the right key.
  for (const secrets of fitting) {
    const opened = decipher(secrets.encodingAesKey, ciphertext)
    if (!opened) continue
    return opened.id === settings.receiveId
      ? ok({ plaintext: opened.message, secrets, nonce })
      : fail('envelope.receiver')
  }
  return fail('envelope.ciphertext')
}

/**
 * The question by which a platform checks a callback address when somebody saves the console's settings, asked by ourselves: WeCom sends
 * the echostr encrypted and covers it with `msg_signature`, official accounts send it plain beside a `signature`.
 */
export function verificationOf(
  { receiveId, secrets: [secrets] }: EnvelopeSettings,
  name: 'signature' | 'msg_signature',
  now: Instant,
): { query: Record<string, string>; answer: string } {
  if (!secrets) throw new Error('an envelope has secrets')
  const answer = randomBytes(8).readBigUInt64BE().toString()
  const [timestamp, nonce] = [String(Math.floor(millisOf(now) / 1000)), randomBytes(5).toString('hex')]
  const echostr = name === 'signature' ? answer : encrypt(secrets.encodingAesKey, answer, receiveId)
  const signature = getSignature(secrets.token, timestamp, nonce, name === 'signature' ? '' : echostr)
  return { query: { [name]: signature, timestamp, nonce, echostr }, answer }
}

/** The platform's encrypted passive reply: sealed with the secrets of the request it answers. */
export function sealReply(settings: EnvelopeSettings, opened: Opened, plaintext: string, now: Instant): string {
  const { secrets, nonce } = opened
  const sealed = encrypt(secrets.encodingAesKey, plaintext, settings.receiveId)
  const timestamp = Math.floor(millisOf(now) / 1000)
  const signature = getSignature(secrets.token, String(timestamp), nonce, sealed)
  return (
    `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  )
}

export const isGiven = (value: string | string[] | undefined): value is string =>
  typeof value === 'string' && value !== ''

function equal(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * `decrypt` of @wecom/crypto hides every fault of padding, length and base64, and for a wrong key returns nonsense. But encryption with
 * the same 16 first bytes has one result only: when what was read, encrypted again, is the ciphertext to the letter, then all pad bytes,
 * the declared length, the base64 and the UTF-8 were right. That costs 4 µs, about as much as checking each by hand after a second decryption.
 */
function decipher(encodingAesKey: string, ciphertext: string): { message: string; id: string } | null {
  try {
    const read = decrypt(encodingAesKey, ciphertext)
    return encrypt(encodingAesKey, read.message, read.id, read.random) === ciphertext ? read : null
  } catch {
    // Node's own errors about lengths; the code of the caller says it for all of them.
    return null
  }
}
