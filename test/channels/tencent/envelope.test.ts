import { describe, expect, it } from '@jest/globals'
import {
  checkSignature,
  openEnvelope,
  sealReply,
  type EnvelopeSettings,
} from '../../../src/channels/tencent/envelope.js'
import { instantOf } from '../../../src/kernel/clock.js'
import { openReply, paddingOf, sealText, signatureOf, signedQuery, type Seal } from '../sealing.js'
import { account, echo, message, official, plainSignature, sealed } from './vectors.js'

const settingsOf = (...seals: Seal[]): EnvelopeSettings => ({ receiveId: seals[0]!.receiveId, secrets: seals })
const at = (seconds: number): string => instantOf(seconds * 1000)
const NOW = 1763600000
const seal = official.seal

const open = (ciphertext: string, settings = settingsOf(seal), signedBy = seal) =>
  openEnvelope(settings, signedQuery(signedBy, ciphertext, NOW), ciphertext, at(NOW))

describe('published samples', () => {
  it.each([
    ['the documents', official],
    ['an address check', echo],
  ])('opens %s', (_name, { seal, query, encrypt, plaintext, timestamp }) => {
    const opened = openEnvelope(settingsOf(seal), query, encrypt, at(timestamp))
    expect(opened).toMatchObject({ ok: true, value: { plaintext } })
  })

  it('opens a message of WeCom and one of an official account in safe mode', () => {
    for (const [sample, content, from] of [
      [message, 'test', 'messense'],
      [account, 'hello', 'asdasdasdsadasd'],
    ] as const) {
      const opened = openEnvelope(settingsOf(sample.seal), sample.query, sample.encrypt, at(sample.timestamp))
      if (!opened.ok) throw new Error(opened.problem.code)
      expect(opened.value.plaintext).toContain(content)
      expect(opened.value.plaintext).toContain(from)
    }
  })

  it.each(sealed)(
    'reads back what was sealed with known first bytes: $name',
    ({ seal, plaintext, encrypt, random }) => {
      expect(sealText(plaintext, seal, { random: Buffer.from(random) })).toBe(encrypt)
      expect(open(encrypt, settingsOf(seal), seal)).toMatchObject({ ok: true, value: { plaintext } })
    },
  )

  it('agrees about the signature of an official account, which covers no text', () => {
    const { token, query, timestamp } = plainSignature
    const settings = settingsOf({ ...seal, token })
    const check = (change: object) =>
      checkSignature(settings, { ...query, ...change }, { name: 'signature' }, at(timestamp)).ok
    expect(check({})).toBe(true)
    expect(check({ signature: query.signature.replace('d', 'e') })).toBe(false)
    expect(check({ nonce: '1372623148' })).toBe(false)
  })

  it('agrees about the signature of a sealed reply', () => {
    const { seal, encrypt, query } = sealed[0]!
    expect(openEnvelope(settingsOf(seal), query!, encrypt, at(Number(query!.timestamp)))).toMatchObject({ ok: true })
  })

  it.each([
    ['a nonce one digit off', echo, { nonce: '437374424' }, {}, 'envelope.signature'],
    ['a signature that is none', account, { msg_signature: 'invalid-signature' }, {}, 'envelope.signature'],
    ['another appid', account, {}, { receiveId: 'invalid appid' }, 'envelope.receiver'],
  ])('refuses %s', (_name, sample, query, settings, code) => {
    const opened = openEnvelope(
      { ...settingsOf(sample.seal), ...settings },
      { ...sample.query, ...query },
      sample.encrypt,
      at(sample.timestamp),
    )
    expect(opened).toEqual({ ok: false, problem: { code } })
  })
})

describe('what is sealed right', () => {
  it('is opened with each length of padding, 1 to 32', () => {
    const seen = new Set<number>()
    for (let length = 0; length < 32; length++) {
      const plaintext = 'x'.repeat(length)
      seen.add(paddingOf(plaintext, seal.receiveId))
      expect(open(sealText(plaintext, seal))).toMatchObject({ ok: true, value: { plaintext } })
    }
    expect(seen.size).toBe(32)
  })

  it('is opened with an empty receiver where the settings say so', () => {
    const nobody = { ...seal, receiveId: '' }
    expect(open(sealText('来了', nobody), settingsOf(nobody))).toMatchObject({ ok: true, value: { plaintext: '来了' } })
    expect(open(sealText('来了', nobody))).toMatchObject({ ok: false, problem: { code: 'envelope.receiver' } })
  })

  it('is opened whichever of the four keys that mean the same was copied from the console', () => {
    for (const last of 'QRST') {
      const one = { ...echo.seal, encodingAesKey: echo.seal.encodingAesKey.slice(0, -1) + last }
      const opened = openEnvelope(settingsOf(one), echo.query, echo.encrypt, at(echo.timestamp))
      expect(opened).toMatchObject({ ok: true, value: { plaintext: echo.plaintext } })
    }
  })

  it.each([-300, 300])('is opened %d s from our clock and refused beyond', (off) => {
    const ciphertext = sealText('x', seal)
    const query = signedQuery(seal, ciphertext, NOW + off)
    expect(openEnvelope(settingsOf(seal), query, ciphertext, at(NOW)).ok).toBe(true)
    const beyond = openEnvelope(settingsOf(seal), query, ciphertext, at(NOW - Math.sign(off)))
    expect(beyond).toEqual({ ok: false, problem: { code: 'envelope.stale' } })
  })
})

describe('what is sealed wrong', () => {
  const plaintext = 'x'.repeat(40)
  const length = paddingOf(plaintext, seal.receiveId)
  const flipped = (ciphertext: string, byte: number): string => {
    const bytes = Buffer.from(ciphertext, 'base64')
    bytes[byte]! ^= 1
    return bytes.toString('base64')
  }
  const right = sealText(plaintext, seal)

  it.each<[string, string]>([
    ['another key', sealText(plaintext, { ...seal, encodingAesKey: echo.seal.encodingAesKey })],
    ['one bit flipped in the first block', flipped(right, 20)],
    ['one bit flipped in the last block', flipped(right, Buffer.from(right, 'base64').length - 1)],
    ['a declared length beyond the end', sealText(plaintext, seal, { declared: 5_000 })],
    ['the longest declared length there is', sealText(plaintext, seal, { declared: 0xffffffff })],
    ['a pad byte of 0', sealText(plaintext, seal, { padding: Buffer.alloc(length, 0) })],
    ['a pad byte above 32', sealText(plaintext, seal, { padding: Buffer.alloc(length, 33) })],
    [
      'pad bytes that disagree',
      sealText(plaintext, seal, { padding: Buffer.from([...Array<number>(length - 1).fill(9), length]) }),
    ],
    ['bytes that are no UTF-8', sealText(Buffer.from([0xff, 0xfe, 0x41]), seal)],
    ['base64 without its padding', sealText('x', seal).replace(/=+$/, '')],
    ['base64 with a line end', `${right.slice(0, 64)}\n${right.slice(64)}`],
    ['base64 with something behind', `${right}!`],
    ['base64 for addresses', official.encrypt.replaceAll('+', '-').replaceAll('/', '_')],
    ['half a block', Buffer.from(right, 'base64').subarray(0, 24).toString('base64')],
    ['one block', Buffer.from(right, 'base64').subarray(0, 16).toString('base64')],
    ['nothing', ''],
    ['no base64 at all', '加密'],
  ])('%s: one answer for all', (_name, ciphertext) => {
    expect(open(ciphertext)).toEqual({ ok: false, problem: { code: 'envelope.ciphertext' } })
  })

  it.each<[string, Record<string, string | string[] | undefined>, string]>([
    ['no signature', { msg_signature: undefined }, 'envelope.query'],
    ['no timestamp', { timestamp: undefined }, 'envelope.query'],
    ['no nonce', { nonce: '' }, 'envelope.query'],
    ['two nonces', { nonce: ['1372623149', '1372623149'] }, 'envelope.query'],
    ['two signatures', { msg_signature: ['a', 'b'] }, 'envelope.query'],
    ['a timestamp with a sign', { timestamp: `+${NOW}` }, 'envelope.query'],
    ['a timestamp with a dot', { timestamp: `${NOW}.0` }, 'envelope.query'],
    ['a timestamp in ms', { timestamp: `${NOW}000` }, 'envelope.query'],
    [
      'an upper-case signature',
      { msg_signature: signedQuery(seal, right, NOW).msg_signature.toUpperCase() },
      'envelope.signature',
    ],
    [
      'a signature cut short',
      { msg_signature: signedQuery(seal, right, NOW).msg_signature.slice(1) },
      'envelope.signature',
    ],
    [
      'a signature with another token',
      { msg_signature: signatureOf('guess', String(NOW), '1372623149', right) },
      'envelope.signature',
    ],
  ])('%s', (_name, change, code) => {
    const query = { ...signedQuery(seal, right, NOW), ...change }
    expect(openEnvelope(settingsOf(seal), query, right, at(NOW))).toEqual({ ok: false, problem: { code } })
  })
})

describe('after the secrets were changed in the console', () => {
  const old: Seal = { ...seal, token: 'OldToken', encodingAesKey: echo.seal.encodingAesKey }
  const both = settingsOf(seal, old)

  it('believes both and answers with those of the request', () => {
    for (const one of [seal, old]) {
      const opened = open(sealText('在吗', one), both, one)
      if (!opened.ok) throw new Error(opened.problem.code)
      expect(openReply(sealReply(both, opened.value, '在', at(NOW)), one)).toBe('在')
    }
  })

  it('finds the key when only the key was changed', () => {
    const sameToken = { ...old, token: seal.token }
    expect(open(sealText('在吗', sameToken), settingsOf(seal, sameToken))).toMatchObject({ ok: true })
  })

  it('does not mix the old token with the new key', () => {
    expect(open(sealText('x', seal), both, old)).toMatchObject({ ok: false, problem: { code: 'envelope.ciphertext' } })
  })
})

it('seals a reply that the platform can open, whatever stands in the nonce', () => {
  const ciphertext = sealText('x', seal)
  const query = signedQuery(seal, ciphertext, NOW, 'n]]><Encrypt>')
  const opened = openEnvelope(settingsOf(seal), query, ciphertext, at(NOW))
  if (!opened.ok) throw new Error(opened.problem.code)
  const reply = sealReply(settingsOf(seal), opened.value, '好', at(NOW + 2))
  expect(reply).toContain(`<TimeStamp>${NOW + 2}</TimeStamp>`)
  expect(reply).toContain('<Nonce><![CDATA[n]]]]><![CDATA[><Encrypt>]]></Nonce>')
})
