import { XML_LIMIT } from '../../src/channels/tencent/xml.js'
import type { Wrongly } from '../channels/sealing.js'

/** What is done to a right request. All that is not named stays right: the signature fits whatever ciphertext and body there are. */
export interface Hostile {
  name: string
  method?: string
  path?: string
  /** Added to the platform's own second. */
  seconds?: number
  /** A parameter's new value, its values, or null to leave it out. */
  query?: Record<string, string | string[] | null>
  /** Behind the query as it stands. */
  rawQuery?: string
  /** Made from the right body. */
  body?: (right: string) => string
  /** The plaintext, sealed and signed rightly. */
  plaintext?: (right: string) => string
  receiveId?: string
  wrongly?: (right: string) => Wrongly
  ciphertext?: (right: string) => string
  /** Signed and sealed with the secrets that were replaced long ago. */
  forgotten?: true
  status: number
  /** As logged and counted; null where no channel was asked. */
  code: string | null
}

const text = (content: string): string => `<MsgType>text</MsgType><Content>${content}</Content>`

export const hostile: Hostile[] = [
  {
    name: 'no query',
    query: { msg_signature: null, timestamp: null, nonce: null },
    status: 400,
    code: 'envelope.query',
  },
  { name: 'no signature', query: { msg_signature: null }, status: 400, code: 'envelope.query' },
  { name: 'two nonces', query: { nonce: ['1', '2'] }, status: 400, code: 'envelope.query' },
  { name: 'a broken percent code', rawQuery: '&x=%E4%ZZ', status: 400, code: 'http.query' },
  { name: 'a timestamp that is no number', query: { timestamp: 'soon' }, status: 400, code: 'envelope.query' },
  { name: 'wrong signature', query: { msg_signature: '0'.repeat(40) }, status: 403, code: 'envelope.signature' },
  { name: 'a nonce that was not signed', query: { nonce: '1' }, status: 403, code: 'envelope.signature' },
  { name: 'secrets no longer in force', forgotten: true, status: 403, code: 'envelope.signature' },
  { name: 'an old timestamp', seconds: -301, status: 403, code: 'envelope.stale' },
  { name: 'a timestamp of the future', seconds: 301, status: 403, code: 'envelope.stale' },
  { name: 'wrong receiveid', receiveId: 'wwsomebodyelse00', status: 403, code: 'envelope.receiver' },
  { name: 'no receiveid', receiveId: '', status: 403, code: 'envelope.receiver' },
  { name: 'broken base64', ciphertext: (right) => `${right.slice(0, -5)}%%`, status: 400, code: 'envelope.ciphertext' },
  { name: 'bad padding', wrongly: () => ({ padding: Buffer.alloc(32, 40) }), status: 400, code: 'envelope.ciphertext' },
  { name: 'a wrong length inside', wrongly: () => ({ declared: 1_000_000 }), status: 400, code: 'envelope.ciphertext' },
  { name: 'no body', body: () => '', status: 400, code: 'xml.root' },
  { name: 'truncated XML', body: (right) => right.slice(0, -20), status: 400, code: 'xml.markup' },
  { name: 'XML truncated after an element', body: (right) => right.slice(0, -6), status: 400, code: 'xml.root' },
  { name: 'nested XML', body: (right) => `<xml>${right}</xml>`, status: 400, code: 'xml.root' },
  { name: 'XML 10,000 deep', body: () => `<xml>${'<a>'.repeat(10_000)}</xml>`, status: 400, code: 'xml.malformed' },
  {
    name: 'an external entity',
    body: (right) => `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${right}`,
    status: 400,
    code: 'xml.markup',
  },
  {
    name: 'entities that grow',
    body: (right) =>
      `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${right.replace('<xml>', '<xml><a>&b;</a>')}`,
    status: 400,
    code: 'xml.markup',
  },
  { name: 'JSON', body: () => '{"encrypt":"x"}', status: 400, code: 'xml.root' },
  {
    name: 'no Encrypt',
    body: (right) => right.replaceAll('Encrypt>', 'Other>'),
    status: 400,
    code: 'envelope.encrypt',
  },
  {
    name: 'two Encrypts',
    body: (right) => right.replace('<Encrypt>', '<Encrypt>x</Encrypt><Encrypt>'),
    status: 400,
    code: 'envelope.encrypt',
  },
  {
    name: 'Encrypt with elements in it',
    body: (right) => right.replace('<Encrypt>', '<Encrypt><a>1</a>'),
    status: 400,
    code: 'xml.content',
  },
  {
    name: 'a plain message without encryption',
    body: () => `<xml><ToUserName>ww1a2b3c4d5e6f7081</ToUserName>${text('x')}</xml>`,
    status: 400,
    code: 'envelope.encrypt',
  },
  { name: 'a body over the limit', body: (right) => right + ' '.repeat(XML_LIMIT), status: 413, code: 'http.too_long' },
  { name: 'a body far over the limit', body: () => 'x'.repeat(3_000_000), status: 413, code: 'http.too_long' },
  { name: 'a plaintext that is no XML', plaintext: () => 'hello', status: 400, code: 'xml.root' },
  {
    name: 'a plaintext with a DOCTYPE',
    plaintext: (right) => `<!DOCTYPE xml>${right}`,
    status: 400,
    code: 'xml.markup',
  },
  {
    name: 'for another corp',
    plaintext: (right) => right.replace('ww1a2b3c4d5e6f7081', 'wwsomebodyelse00'),
    status: 403,
    code: 'wecom_app.corp',
  },
  {
    name: 'for another app',
    plaintext: (right) => right.replace('<AgentID>1000002', '<AgentID>1000003'),
    status: 403,
    code: 'wecom_app.agent',
  },
  {
    name: 'two senders',
    plaintext: (right) => right.replace('<CreateTime>', '<FromUserName>other</FromUserName><CreateTime>'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'an empty sender',
    plaintext: (right) => right.replace(/(<FromUserName>).*(<\/FromUserName>)/, '$1$2'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a text without content',
    plaintext: (right) => right.replace(/<Content>.*<\/Content>/, ''),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a MsgId that is no number',
    plaintext: (right) => right.replace(/(<MsgId>)/, '$1x'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a time that is none',
    plaintext: (right) => right.replace(/(<CreateTime>)/, '$1-'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a place off the globe',
    plaintext: (right) =>
      right.replace(
        /<MsgType>.*<\/Content>/,
        '<MsgType>location</MsgType><Location_X>91</Location_X><Location_Y>0</Location_Y>',
      ),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a picture without id',
    plaintext: (right) => right.replace(/<MsgType>.*<\/Content>/, '<MsgType>image</MsgType><MediaId></MediaId>'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'an event without name',
    plaintext: (right) => right.replace(/<MsgType>.*<\/Content>/, '<MsgType>event</MsgType>'),
    status: 400,
    code: 'wecom_app.fields',
  },
  {
    name: 'a tap on nothing',
    plaintext: (right) => right.replace(/<MsgType>.*<\/Content>/, '<MsgType>event</MsgType><Event>click</Event>'),
    status: 400,
    code: 'wecom_app.fields',
  },
  { name: 'HEAD', method: 'HEAD', status: 400, code: 'http.method' },
  { name: 'PUT', method: 'PUT', status: 405, code: null },
  { name: 'DELETE', method: 'DELETE', status: 405, code: null },
  { name: 'an unknown app', path: '/wecom/other', status: 404, code: null },
  { name: 'an unknown path', path: '/admin', status: 404, code: null },
]
