import { isDeepStrictEqual } from 'node:util'
import type { Instant } from '../../kernel/clock.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import type { RawRequest, Received } from '../channel.js'
import { plain, refusals, replyXml, xmlAnswer } from '../tencent/answer.js'
import { checkSignature, envelopeOf, isGiven, sealReply, type Opened } from '../tencent/envelope.js'
import { openSealed } from '../tencent/sealed.js'
import { readXml, type XmlElement } from '../tencent/xml.js'
import { decode } from './decode.js'
import type { WechatOaSettings } from './settings.js'
import { signedBodies } from './signed-bodies.js'

/** «Nothing to say». Unencrypted in every mode. */
const SILENCE = plain('success')

/** Forbidden besides: to speak to another account, for another person, or with what somebody else signed. */
const refused = refusals('wechat_oa.account', 'wechat_oa.sender', 'wechat_oa.halves', 'wechat_oa.replayed')

/**
 * How an official account hears. Each callback carries a `signature` that covers none of its body. In compatible and safe mode the body is
 * encrypted and signed, too, and only what was sealed counts; in plain mode it is believed as it stands, once (`signed-bodies.ts`).
 *
 * Refused: what `checkSignature`, `readXml`, `openSealed` (in the other two modes) and `decode` refuse; `wechat_oa.halves` (something stands unsealed beside the sealed that is not in it); `wechat_oa.sender` (the query names another
 * person); `wechat_oa.replayed`.
 */
export function receiving(settings: WechatOaSettings): (request: RawRequest, now: Instant) => Promise<Received> {
  const { appId, originalId, mode } = settings
  const envelope = envelopeOf(appId, settings)
  const isFirstBody = signedBodies()

  async function open(
    outer: XmlElement,
    query: RawRequest['query'],
    now: Instant,
  ): Promise<Outcome<{ xml: XmlElement; opened: Opened }>> {
    const inner = await openSealed(envelope, query, outer, now)
    if (!inner.ok) return inner
    // Safe mode leaves ToUserName outside, compatible mode everything.
    for (const [name, node] of Object.entries(outer)) {
      if (name !== 'Encrypt' && !isDeepStrictEqual(node, inner.value.xml[name])) return fail('wechat_oa.halves')
    }
    return inner
  }

  async function hear({ query, body }: RawRequest, signature: string, now: Instant): Promise<Received> {
    const outer = await readXml(body)
    if (!outer.ok) return refused(outer.problem.code)
    if (mode === 'plain' && !isFirstBody(signature, body, now)) return refused('wechat_oa.replayed')
    // Who has just changed the mode in the console gets both kinds for a while.
    const isSealed = mode !== 'plain' || 'Encrypt' in outer.value
    const heard = isSealed ? await open(outer.value, query, now) : ok({ xml: outer.value, opened: null })
    if (!heard.ok) return refused(heard.problem.code)

    const { xml, opened } = heard.value
    const decoded = decode(xml, settings)
    if (!decoded.ok) return refused(decoded.problem.code)
    const message = decoded.value
    const { user } = message.from
    if (query['openid'] !== undefined && query['openid'] !== user) return refused('wechat_oa.sender')
    return {
      type: 'heard',
      message,
      answer(reply, at) {
        if (reply === null) return SILENCE
        const xml = replyXml({ to: user, from: originalId }, reply, at)
        return xmlAnswer(opened ? sealReply(envelope, opened, xml, at) : xml)
      },
    }
  }

  return async (request, now) => {
    const { method, query } = request
    if (method !== 'GET' && method !== 'POST') return refused('http.method')
    const signed = checkSignature(envelope, query, { name: 'signature' }, now)
    if (!signed.ok) return refused(signed.problem.code)
    if (method === 'POST') return hear(request, signed.value.signature, now)
    if (!isGiven(query['echostr'])) return refused('envelope.query')
    // The check may be repeated, but nothing said with its signature.
    isFirstBody(signed.value.signature, '', now)
    return { type: 'checked', answer: plain(query['echostr']) }
  }
}
