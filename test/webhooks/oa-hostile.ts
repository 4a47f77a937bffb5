import { XML_LIMIT } from '../../src/channels/tencent/xml.js'
import { account as sample } from '../channels/tencent/vectors.js'
import { ACCOUNT, MODES, OPENID, type Callback, type Made, type Mode } from './oa-setting.js'

/** What is done to a right callback. All that is not named stays right. */
export interface OaHostile {
  name: string
  /** All modes, if not given. */
  modes?: Mode[]
  method?: string
  path?: string
  made?: Made
  /** Of what is sealed (in plain mode: said), before it is signed. */
  inner?: (right: string) => string
  /** Of the request, after it was signed. */
  change?: (right: Callback) => Callback
  status: number
  /** As logged; null where no channel was asked. */
  code: string | null
}

const SEALED: Mode[] = ['compatible', 'safe']
const query =
  (changes: Record<string, string>) =>
  ({ query, body }: Callback): Callback => ({ query: { ...query, ...changes }, body })
const without =
  (...names: string[]) =>
  ({ query, body }: Callback): Callback => ({
    query: Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name))),
    body,
  })
const body =
  (change: (right: string) => string) =>
  ({ query, body }: Callback): Callback => ({ query, body: change(body) })
const sealed = (change: (right: string) => string) =>
  body((right) => right.replace(/<Encrypt><!\[CDATA\[.*\]\]><\/Encrypt>/, change))

const all: OaHostile[] = [
  { name: 'no query', change: ({ body }) => ({ query: {}, body }), status: 400, code: 'envelope.query' },
  { name: 'no signature', change: without('signature'), status: 400, code: 'envelope.query' },
  { name: 'a forged signature', change: query({ signature: '0'.repeat(40) }), status: 403, code: 'envelope.signature' },
  { name: 'a nonce that was not signed', change: query({ nonce: '7' }), status: 403, code: 'envelope.signature' },
  {
    name: 'secrets no longer in force',
    made: { seal: { ...sample.seal, receiveId: ACCOUNT.appId } },
    status: 403,
    code: 'envelope.signature',
  },
  { name: 'an old callback once more', made: { seconds: 1763600000 - 301 }, status: 403, code: 'envelope.stale' },
  { name: 'one of the future', made: { seconds: 1763600000 + 301 }, status: 403, code: 'envelope.stale' },
  {
    name: 'an old one with a fresh timestamp',
    made: { seconds: 1763600000 - 301 },
    change: query({ timestamp: '1763600000' }),
    status: 403,
    code: 'envelope.signature',
  },

  {
    name: 'a plain callback',
    modes: SEALED,
    change: (right) =>
      without('encrypt_type', 'msg_signature')(body((text) => text.replace(/<Encrypt>.*<\/Encrypt>/, ''))(right)),
    status: 400,
    code: 'envelope.encrypt',
  },
  { name: 'no msg_signature', modes: SEALED, change: without('msg_signature'), status: 400, code: 'envelope.query' },
  {
    name: 'the other signature in its place',
    modes: SEALED,
    change: (right) => query({ msg_signature: right.query['signature']! })(right),
    status: 403,
    code: 'envelope.signature',
  },
  {
    name: 'another ciphertext',
    modes: SEALED,
    change: sealed((right) => right.replace(/CDATA\[..../, 'CDATA[AAAA')),
    status: 403,
    code: 'envelope.signature',
  },
  { name: 'no Encrypt', modes: SEALED, change: sealed(() => ''), status: 400, code: 'envelope.encrypt' },
  {
    name: 'two Encrypts',
    modes: SEALED,
    change: sealed((right) => right + right),
    status: 400,
    code: 'envelope.encrypt',
  },
  {
    name: 'another AppID',
    modes: SEALED,
    made: {
      seal: {
        token: 'T7kq2',
        encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
        receiveId: 'wx0000000000000000',
      },
    },
    status: 403,
    code: 'envelope.receiver',
  },
  {
    name: 'a key that was changed in the console',
    modes: SEALED,
    made: { seal: { token: 'T7kq2', encodingAesKey: sample.seal.encodingAesKey, receiveId: ACCOUNT.appId } },
    status: 400,
    code: 'envelope.ciphertext',
  },
  {
    name: 'a wrong length inside',
    modes: SEALED,
    made: { wrongly: { declared: 1_000_000 } },
    status: 400,
    code: 'envelope.ciphertext',
  },
  {
    name: 'another text in the plain half',
    modes: ['compatible'],
    change: body((right) => right.replace('绝密的话', '别的话')),
    status: 403,
    code: 'wechat_oa.halves',
  },
  {
    name: 'another sender in the plain half',
    modes: ['compatible'],
    change: body((right) => right.replace(OPENID, 'oSomebodyElse')),
    status: 403,
    code: 'wechat_oa.halves',
  },
  {
    name: 'something more in the plain half',
    modes: SEALED,
    change: body((right) => right.replace('<Encrypt>', '<Event>subscribe</Event><Encrypt>')),
    status: 403,
    code: 'wechat_oa.halves',
  },
  {
    name: 'an element twice in the plain half',
    modes: ['compatible'],
    change: body((right) => right.replace('<Encrypt>', '<MsgId>77</MsgId><Encrypt>')),
    status: 403,
    code: 'wechat_oa.halves',
  },

  {
    name: 'another account',
    inner: (right) => right.replace(ACCOUNT.originalId, 'gh_somebodyelse'),
    status: 403,
    code: 'wechat_oa.account',
  },
  {
    name: 'another openid in the query',
    change: query({ openid: 'oSomebodyElse' }),
    status: 403,
    code: 'wechat_oa.sender',
  },
  {
    name: 'the openid in other letters',
    change: query({ openid: OPENID.toLowerCase() }),
    status: 403,
    code: 'wechat_oa.sender',
  },
  {
    name: 'two senders',
    inner: (right) => `${right}<FromUserName>x</FromUserName>`,
    status: 400,
    code: 'wechat_oa.fields',
  },
  {
    name: 'nobody',
    inner: (right) => right.replace(/<FromUserName>.*<\/FromUserName>/, ''),
    status: 400,
    code: 'wechat_oa.fields',
  },
  {
    name: 'a text without content',
    inner: (right) => right.replace(/<Content>.*<\/Content>/, ''),
    status: 400,
    code: 'wechat_oa.fields',
  },
  {
    name: 'a MsgId that is none',
    inner: (right) => right.replace('<MsgId>', '<MsgId>x'),
    status: 400,
    code: 'wechat_oa.fields',
  },
  {
    name: 'a tap on nothing',
    inner: (right) => right.replace(/<MsgType>.*/, '<MsgType>event</MsgType><Event>CLICK</Event>'),
    status: 400,
    code: 'wechat_oa.fields',
  },

  { name: 'no body', change: body(() => ''), status: 400, code: 'xml.root' },
  { name: 'JSON', change: body(() => '{"ToUserName":"gh_1a2b3c4d5e6f"}'), status: 400, code: 'xml.root' },
  {
    name: 'an external entity',
    change: body((right) => `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${right}`),
    status: 400,
    code: 'xml.markup',
  },
  {
    name: 'a DOCTYPE inside',
    modes: SEALED,
    inner: (right) => `</xml><!DOCTYPE xml><xml>${right}`,
    status: 400,
    code: 'xml.markup',
  },
  {
    name: 'XML 10,000 deep',
    change: body(() => `<xml>${'<a>'.repeat(10_000)}</xml>`),
    status: 400,
    code: 'xml.malformed',
  },
  {
    name: 'a body over the limit',
    change: body((right) => right + ' '.repeat(XML_LIMIT)),
    status: 413,
    code: 'http.too_long',
  },
  { name: 'HEAD', method: 'HEAD', status: 400, code: 'http.method' },
  { name: 'PUT', method: 'PUT', status: 405, code: null },
  { name: 'an unknown account', path: '/wechat/other', status: 404, code: null },
]
export const oaHostile = all.map((one) => ({ modes: MODES, ...one }))
