import { z } from 'zod'
import { later, type Clock, type Instant } from '../../kernel/clock.js'
import type { OutboundMessage, Say, SendResult } from '../../kernel/message.js'
import type { Blobs } from '../channel.js'
import { readJson, type Answer, type Api } from '../tencent/api.js'
import { clip } from '../tencent/split.js'

/** Bytes of UTF-8 of a text or markdown; the platform cuts longer ones without a word (path/90236). */
const TEXT_LIMIT = 2048

/** An uploaded file is sent from the platform's copy while that lives: three days, of which we count on two. */
const UPLOAD_LIVES_MS = 2 * 24 * 3600 * 1000
const UPLOADS_KEPT = 500

const sent = z.object({
  msgid: z.string().default(''),
  invaliduser: z.string().nullish(),
  unlicenseduser: z.string().nullish(),
})

const uploaded = z.object({ media_id: z.string().min(1) })

type WithBlob = Extract<Say, { blob: string }>

/** Sends one message to one member through `message/send`. Texts over the limit are refused here, because the platform would cut them. */
export function sending(
  api: Api,
  settings: { agentId: number; uploadTimeoutMs: number },
  deps: { clock: Clock; blobs: Blobs },
): (message: OutboundMessage) => Promise<SendResult> {
  const uploads = new Map<string, { mediaId: string; until: Instant }>()

  async function mediaIdOf(say: WithBlob): Promise<Answer<string>> {
    const now = deps.clock.now()
    const kept = uploads.get(uploadKey(say))
    if (kept && now < kept.until) return { type: 'value', value: kept.mediaId }
    const bytes = await deps.blobs.read(say.blob)
    const body = new FormData()
    body.append('media', new Blob([new Uint8Array(bytes)]), say.type === 'file' ? say.name : imageName(bytes))
    const answer = await api.call({
      path: '/cgi-bin/media/upload',
      query: { type: say.type },
      method: 'POST',
      body,
      timeoutMs: settings.uploadTimeoutMs,
      read: readJson(uploaded),
    })
    if (answer.type !== 'value') return answer
    for (const [oldest] of uploads) if (uploads.size >= UPLOADS_KEPT) uploads.delete(oldest)
    uploads.set(uploadKey(say), { mediaId: answer.value.media_id, until: later(now, UPLOAD_LIVES_MS) })
    return { type: 'value', value: answer.value.media_id }
  }

  const post = (user: string, content: Record<string, unknown>): Promise<Answer<z.infer<typeof sent>>> =>
    api.call({
      path: '/cgi-bin/message/send',
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        touser: user,
        agentid: settings.agentId,
        // Without `enable_duplicate_check`: it compares whole requests, and would swallow a sentence that is said again on purpose.
        ...content,
      }),
      read: readJson(sent),
    })

  async function postFile(user: string, say: WithBlob): Promise<SendResult> {
    const send = async (): Promise<SendResult> => {
      const media = await mediaIdOf(say)
      // An upload that was not answered has said nothing to anybody.
      if (media.type === 'unknown') return { type: 'later', code: media.code, after: 5_000 }
      if (media.type !== 'value') return resultOf(media)
      return resultOf(await post(user, { msgtype: say.type, [say.type]: { media_id: media.value } }))
    }
    const first = await send()
    if (first.type !== 'refused' || first.code !== 'errcode.40007') return first
    // The platform no longer has the file it took: once more from our copy.
    uploads.delete(uploadKey(say))
    return send()
  }

  return async ({ to, say }) => {
    switch (say.type) {
      case 'text':
      case 'markdown':
        if (Buffer.byteLength(say.text) > TEXT_LIMIT) {
          return { type: 'refused', code: 'text.too_long', scope: 'message' }
        }
        return resultOf(await post(to.user, { msgtype: say.type, [say.type]: { content: say.text } }))
      // Template cards with buttons expire and need a callback of their own: numbered lines can be answered at any time.
      case 'menu':
        return resultOf(await post(to.user, { msgtype: 'text', text: { content: menuText(say) } }))
      case 'card':
        return resultOf(await post(to.user, { msgtype: 'textcard', textcard: textcard(say) }))
      case 'image':
      case 'file':
        return postFile(to.user, say)
    }
  }
}

/** The documents count characters now and counted bytes before: bytes satisfy both. */
const textcard = ({ title, text, url, button }: Extract<Say, { type: 'card' }>): Record<string, string> => ({
  title: clip(title, 128),
  description: clip(text, 512),
  url,
  ...(button && { btntxt: Array.from(button).slice(0, 4).join('') }),
})

const menuText = ({ text, choices }: Extract<Say, { type: 'menu' }>): string =>
  clip([text, ...choices.map(({ label }) => label)].join('\n'), TEXT_LIMIT)

const uploadKey = (say: WithBlob): string => `${say.type}:${say.blob}:${say.type === 'file' ? say.name : ''}`

const imageName = (bytes: Uint8Array): string => (bytes[0] === 0x89 ? 'photo.png' : 'photo.jpg')

function resultOf(answer: Answer<z.infer<typeof sent>>): SendResult {
  switch (answer.type) {
    case 'value':
      // With errcode 0 and one receiver, a list that is not empty names her.
      if (answer.value.invaliduser) return { type: 'refused', code: 'invaliduser', scope: 'person' }
      if (answer.value.unlicenseduser) return { type: 'refused', code: 'unlicenseduser', scope: 'person' }
      return { type: 'sent', id: answer.value.msgid }
    case 'too_long':
      return { type: 'unknown', code: 'answer.unreadable' }
    default:
      return answer
  }
}
