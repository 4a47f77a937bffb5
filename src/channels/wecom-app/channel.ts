import type { Clock, Instant } from '../../kernel/clock.js'
import type { Blobs, Channel, RawRequest, Received } from '../channel.js'
import { plain, refusals, replyXml, xmlAnswer } from '../tencent/answer.js'
import { api } from '../tencent/api.js'
import { envelopeOf, isGiven, openEnvelope, sealReply, verificationOf } from '../tencent/envelope.js'
import type { CompanyPace } from '../tencent/company-pace.js'
import type { Pace } from '../tencent/pace.js'
import { openSealed } from '../tencent/sealed.js'
import { splitText } from '../tencent/split.js'
import { readXml } from '../tencent/xml.js'
import { accountOf, decode } from './decode.js'
import { wecomMeaning } from './errcodes.js'
import { examine } from './examine.js'
import { fetchMedia } from './media.js'
import { BULK_ONCE_S, sending } from './send.js'
import type { WecomAppSettings } from './settings.js'

/** A self-built app of WeCom (企业微信自建应用): one agent of one corp. Several stand side by side, each with its own token. */
export function wecomApp(
  settings: WecomAppSettings,
  deps: { clock: Clock; blobs: Blobs; pace: Pace; company: CompanyPace },
): Channel {
  const { corpId, agentId, timeouts } = settings
  const { channel, account } = accountOf(settings)
  const envelope = envelopeOf(corpId, settings)
  const calls = api(
    {
      baseUrl: settings.baseUrl,
      token: { path: '/cgi-bin/gettoken', query: { corpid: corpId, corpsecret: settings.secret } },
      timeoutMs: timeouts.call,
      meaningOf: wecomMeaning,
    },
    deps.clock,
  )
  /** An app may write to its members at any time; one whom the platform refused is left in peace until she speaks again. */
  const reach: Channel['reach'] = ({ following, accountRefusal, heardAt, refusedAt, refusal }) => {
    if (!following) return { type: 'closed', reason: 'left' }
    if (accountRefusal !== null) return { type: 'closed', reason: accountRefusal }
    if (refusedAt !== null && (heardAt === null || heardAt <= refusedAt)) {
      return { type: 'closed', reason: refusal ?? 'refused' }
    }
    return { type: 'open', left: null, until: null }
  }
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
    const outer = await readXml(body)
    const inner = outer.ok ? await openSealed(envelope, query, outer.value, now) : outer
    if (!inner.ok) return refused(inner.problem.code)
    const { xml, opened } = inner.value
    const decoded = decode(xml, settings)
    if (!decoded.ok) return refused(decoded.problem.code)
    const { message, sender } = decoded.value
    return {
      type: 'heard',
      message,
      answer(reply, at) {
        if (reply === null) return plain('')
        return xmlAnswer(sealReply(envelope, opened, replyXml({ to: sender, from: corpId }, reply, at), at))
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
      const now = deps.clock.now()
      const crowded = deps.company.take(corpId, now, message.bulk === true)
      if (crowded > 0) return { type: 'later', code: 'pace.account', after: crowded }
      const wait = deps.pace.take(`${account}/${message.to.user}`, now)
      return wait > 0 ? { type: 'later', code: 'pace', after: wait } : send(message)
    },

    onceWithinMs: BULK_ONCE_S * 1000,
    reach,
    // A member needs no permission and gets no notices: she can be written to.
    ways: (standing, _kind, now) => {
      const open = reach(standing, now)
      return open.type === 'open' ? [{ by: 'message', left: open.left, until: open.until }] : []
    },
    permission: () => null,

    fetchMedia: (ref) => fetchMedia(calls, ref, timeouts.media),
    split: splitText,
    sendsFiles: true,
    sceneQr: null,
    identify: null,
    setMenu: null,
    verification: (now) => verificationOf(envelope, 'msg_signature', now),
    examine: () => examine(calls, agentId, deps.clock),
  }
}

/** Forbidden besides: to speak to somebody else. */
const refused = refusals('wecom_app.corp', 'wecom_app.agent')
