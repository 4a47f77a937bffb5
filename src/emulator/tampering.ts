import type { Envelope } from './callback-sender.js'
import { seal } from './envelope.js'
import { writeXml } from './xml.js'

/** A sound callback and what it is made of. */
export interface Sound {
  key: string
  receiveId: string
  /** As the receiver calls itself outside the sealed part. */
  toUserName: string
  /** The element of the query that signs. */
  signature: 'signature' | 'msg_signature'
  /** The callback before sealing, and as it is posted. */
  plain: string
  envelope: Envelope
  /** Another sealed text in a signed envelope. */
  sealed(encrypt: string): Envelope
  /** The same callback at another moment, in seconds. */
  at(seconds: number): Envelope
}

const DTD = '<!DOCTYPE xml [<!ENTITY who SYSTEM "file:///etc/hostname">]>'

/** What can be done to a sound callback of either platform so that its receiver must refuse it. */
export const tamperings = {
  bad_signature: (sound) => asked(sound, { [sound.signature]: '0'.repeat(40) }),
  old_timestamp: (sound, now) => sound.at(now - 3600),
  future_timestamp: (sound, now) => sound.at(now + 3600),
  no_timestamp: ({ envelope: { query, body } }) => {
    const { timestamp: _left, ...rest } = query
    return { query: rest, body }
  },
  word_as_timestamp: (sound) => asked(sound, { timestamp: 'now' }),
  repeated_query: ({ envelope }) => envelope,
  wrong_receiveid: ({ key, plain, sealed }) => sealed(seal(key, plain, 'ww0000000000000000')),
  wrong_key: ({ plain, receiveId, sealed }) => sealed(seal('A'.repeat(43), plain, receiveId)),
  bad_padding: (sound) => padded(sound, (toFullBlock) => [toFullBlock, toFullBlock + 1]),
  zero_padding: (sound) => padded(sound, (toFullBlock) => [toFullBlock, 0]),
  long_length: ({ key, plain, receiveId, sealed }) =>
    sealed(seal(key, plain, receiveId, undefined, { length: 2 ** 31 })),
  broken_base64: ({ sealed }) => sealed('%%%not*base64%%%'),
  empty_encrypt: ({ sealed }) => sealed(''),
  flipped_bit: ({ key, plain, receiveId, sealed }) => {
    const { query, body } = sealed(seal(key, plain, receiveId))
    const flip = (_all: string, start: string, one: string) => start + (one === 'A' ? 'B' : 'A')
    return { query, body: body.replace(/(Encrypt><!\[CDATA\[.{40})(.)/, flip) }
  },
  missing_encrypt: (sound) => posted(sound, writeXml({ ToUserName: sound.toUserName })),
  plaintext: (sound) => posted(sound, sound.plain),
  truncated_xml: (sound) => posted(sound, sound.envelope.body.slice(0, sound.envelope.body.length / 2)),
  xxe: (sound) => posted(sound, DTD + sound.envelope.body),
  inner_xxe: ({ key, plain, receiveId, sealed }) =>
    sealed(seal(key, DTD + plain.replace('<![CDATA[hostile]]>', '&who;'), receiveId)),
  entity_bomb: (sound) =>
    posted(sound, '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><xml>&b;</xml>'),
  deep_xml: (sound) => posted(sound, '<xml>' + '<a>'.repeat(5000) + '</a>'.repeat(5000) + '</xml>'),
  huge_body: (sound) => posted(sound, writeXml({ ToUserName: sound.toUserName, Encrypt: 'A'.repeat(4 * 1024 * 1024) })),
  not_xml: (sound) => posted(sound, '{"encrypt":"none"}'),
} satisfies Record<string, (sound: Sound, now: number) => Envelope>

export const tamperingKinds = Object.keys(tamperings) as (keyof typeof tamperings)[]

const posted = ({ envelope: { query } }: Sound, body: string): Envelope => ({ query, body })

const asked = ({ envelope: { query, body } }: Sound, change: Record<string, string>): Envelope => ({
  query: { ...query, ...change },
  body,
})

function padded(
  { key, plain, receiveId, sealed }: Sound,
  paddingOf: (toFullBlock: number) => [number, number],
): Envelope {
  const [size, value] = paddingOf(32 - ((20 + Buffer.byteLength(plain) + receiveId.length) % 32))
  return sealed(seal(key, plain, receiveId, undefined, { padding: Buffer.alloc(size, value) }))
}
