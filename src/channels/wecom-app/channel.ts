import { z } from 'zod'
import { millisOf, type Clock, type Instant } from '../../kernel/clock.js'
import type { Say } from '../../kernel/message.js'
import type { Blobs, Channel, RawAnswer, RawRequest, Received } from '../channel.js'
import { api } from '../tencent/api.js'
import { isGiven, openEnvelope, sealReply, type EnvelopeSettings } from '../tencent/envelope.js'
import type { Pace } from '../tencent/pace.js'
import { splitText } from '../tencent/split.js'
import { cdata, readXml } from '../tencent/xml.js'
import { accountOf, decode } from './decode.js'
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
        const body = sealReply(envelope, opened.value, replyXml({ to: sender, from: corpId }, reply, at), at)
        return { status: 200, type: 'text/xml; charset=utf-8', body }
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
      return { type: 'open', left: null, until: null, permit: 'member' }
    },

    fetchMedia: (ref) => fetchMedia(calls, ref, timeouts.media),
    split: splitText,
    sceneQr: null,
    identify: null,
    setMenu: null,
    examine: () => Promise.resolve([]),
  }
}

/** Only a text can ride back: everything else would have to be uploaded first. */
function replyXml({ to, from }: { to: string; from: string }, reply: Say, at: Instant): string {
  if (reply.type !== 'text') throw new Error(`a passive reply is a text, not ${reply.type}`)
  return (
    `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName>` +
    `<CreateTime>${Math.floor(millisOf(at) / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>${cdata(reply.text)}</Content></xml>`
  )
}

const plain = (body: string): RawAnswer => ({ status: 200, type: 'text/plain; charset=utf-8', body })

/** Who cannot prove to be the platform, or speaks to somebody else, is forbidden; all else is a bad request. */
const FORBIDDEN = new Set([
  'envelope.stale',
  'envelope.signature',
  'envelope.receiver',
  'wecom_app.corp',
  'wecom_app.agent',
])

const refused = (code: string): Received => ({
  type: 'refused',
  status: code === 'xml.too_long' ? 413 : FORBIDDEN.has(code) ? 403 : 400,
  code,
})
