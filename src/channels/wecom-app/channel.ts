import { z } from 'zod'
import type { Clock, Instant } from '../../kernel/clock.js'
import type { Blobs, Channel, RawRequest, Received } from '../channel.js'
import { plain, refusals, replyXml, xmlAnswer } from '../tencent/answer.js'
import { api } from '../tencent/api.js'
import { isGiven, openEnvelope, sealReply, verificationOf, type EnvelopeSettings } from '../tencent/envelope.js'
import type { Pace } from '../tencent/pace.js'
import { splitText } from '../tencent/split.js'
import { readXml } from '../tencent/xml.js'
import { accountOf, decode } from './decode.js'
import { wecomMeaning } from './errcodes.js'
import { examine } from './examine.js'
import { fetchMedia } from './media.js'
import { sending } from './send.js'
import type { WecomAppSettings } from './settings.js'

const outer = z.object({ Encrypt: z.string().min(1) })

/** A self-built app of WeCom (企业微信自建应用): one agent of one corp. Several stand side by side, each with its own token. */
export function wecomApp(settings: WecomAppSettings, deps: { clock: Clock; blobs: Blobs; pace: Pace }): Channel {
  const { corpId, agentId, previous, timeouts } = settings
  const { channel, account } = accountOf(settings)
  const envelope: EnvelopeSettings = { receiveId: corpId, secrets: previous ? [settings, previous] : [settings] }
  const calls = api(
    {
      baseUrl: settings.baseUrl,
      token: { path: '/cgi-bin/gettoken', query: { corpid: corpId, corpsecret: settings.secret } },
      timeoutMs: timeouts.call,
      meaningOf: wecomMeaning,
    },
    deps.clock,
  )
  const send = sending(calls, { agentId, uploadTimeoutMs: timeouts.media }, deps)

  /** The platform checks the address each time somebody saves the console's settings, and gives us one second. */
  function check(query: RawRequest['query'], now: Instant): Received {
    const { echostr } = query
    if (!isGiven(echostr)) return refused('envelope.query')
    const opened = openEnvelope(envelope, query, echostr, now)
    if (!opened.ok) return refused(opened.problem.code)
    return { type: 'checked', answer: plain(opened.value.plaintext) }
  }

  async function hear({ query, body }: RawRequest, now: Instant): Promise<Received> {
    const read = await readXml(body)
    if (!read.ok) return refused(read.problem.code)
    const sealed = outer.safeParse(read.value)
    if (!sealed.success) return refused('envelope.encrypt')
    const opened = openEnvelope(envelope, query, sealed.data.Encrypt, now)
    if (!opened.ok) return refused(opened.problem.code)

    const xml = await readXml(opened.value.plaintext)
    if (!xml.ok) return refused(xml.problem.code)
    const decoded = decode(xml.value, settings)
    if (!decoded.ok) return refused(decoded.problem.code)
    const { message, sender } = decoded.value
    return {
      type: 'heard',
      message,
      answer(reply, at) {
        if (reply === null) return plain('')
        return xmlAnswer(sealReply(envelope, opened.value, replyXml({ to: sender, from: corpId }, reply, at), at))
      },
    }
  }

  return {
    name: channel,
    account,
    path: `/wecom/${settings.name}`,

    async receive(request, now) {
      if (request.method === 'GET') return check(request.query, now)
      return request.method === 'POST' ? hear(request, now) : refused('http.method')
    },

    async send(message) {
      const wait = deps.pace.take(`${account}/${message.to.user}`, deps.clock.now())
      return wait > 0 ? { type: 'later', code: 'pace', after: wait } : send(message)
    },

    /** An app may write to its members at any time; one whom the platform refused is left in peace until she speaks again. */
    reach({ following, accountRefusal, heardAt, refusedAt, refusal }) {
      if (!following) return { type: 'closed', reason: 'left' }
      if (accountRefusal !== null) return { type: 'closed', reason: accountRefusal }
      if (refusedAt !== null && (heardAt === null || heardAt <= refusedAt)) {
        return { type: 'closed', reason: refusal ?? 'refused' }
      }
      return { type: 'open', left: null, until: null }
    },

    fetchMedia: (ref) => fetchMedia(calls, ref, timeouts.media),
    split: splitText,
    sceneQr: null,
    identify: null,
    setMenu: null,
    verification: (now) => verificationOf(envelope, 'msg_signature', now),
    examine: () => examine(calls, agentId, deps.clock),
  }
}

/** Forbidden besides: to speak to somebody else. */
const refused = refusals('wecom_app.corp', 'wecom_app.agent')
