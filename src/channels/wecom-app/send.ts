import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import type { OutboundMessage, Say, SendResult } from '../../kernel/message.js'
import type { Blobs } from '../channel.js'
import { failed, type Api } from '../tencent/api.js'
import { postJson, readJson } from '../tencent/json.js'
import { clip } from '../tencent/split.js'
import { uploading } from '../tencent/uploads.js'

/** Bytes of UTF-8 of a text; the platform cuts longer ones without a word (path/90236). */
const TEXT_LIMIT = 2048

/** The longest time in which the platform takes the same request for one (path/90236). */
export const BULK_ONCE_S = 4 * 3_600

const sent = z.object({
  msgid: z.string().default(''),
  invaliduser: z.string().nullish(),
  unlicenseduser: z.string().nullish(),
})

/** Sends one message to one member through `message/send`. Texts over the limit are refused here, because the platform would cut them. */
export function sending(
  api: Api,
  settings: { agentId: number; uploadTimeoutMs: number },
  deps: { clock: Clock; blobs: Blobs },
): (message: OutboundMessage) => Promise<SendResult> {
  const sendUploaded = uploading(api, { timeoutMs: settings.uploadTimeoutMs }, deps)

  async function post(user: string, bulk: boolean, content: Record<string, unknown>): Promise<SendResult> {
    const answer = await api.call({
      path: '/cgi-bin/message/send',
      ...postJson({
        touser: user,
        agentid: settings.agentId,
        // It compares whole requests, and would swallow a sentence that is said again on purpose: in bulk nobody does.
        ...(bulk && { enable_duplicate_check: 1, duplicate_check_interval: BULK_ONCE_S }),
        ...content,
      }),
      read: readJson(sent),
    })
    if (answer.type !== 'value') return failed(answer)
    // With errcode 0 and one receiver, a list that is not empty names her.
    if (answer.value.invaliduser) return { type: 'refused', code: 'invaliduser', scope: 'person' }
    if (answer.value.unlicenseduser) return { type: 'refused', code: 'unlicenseduser', scope: 'person' }
    return { type: 'sent', id: answer.value.msgid }
  }

  return async ({ to, say, bulk = false }) => {
    switch (say.type) {
      case 'text':
        if (Buffer.byteLength(say.text) > TEXT_LIMIT) {
          return { type: 'refused', code: 'text.too_long', scope: 'message' }
        }
        return post(to.user, bulk, { msgtype: 'text', text: { content: say.text } })
      // Template cards with buttons expire and need a callback of their own: numbered lines can be answered at any time.
      case 'menu':
        return post(to.user, bulk, { msgtype: 'text', text: { content: menuText(say) } })
      case 'image':
      case 'file':
        return sendUploaded(say, (mediaId) =>
          post(to.user, bulk, { msgtype: say.type, [say.type]: { media_id: mediaId } }),
        )
      case 'notice':
        return { type: 'refused', code: 'notice.unsupported', scope: 'message' }
    }
  }
}

const menuText = ({ text, choices }: Extract<Say, { type: 'menu' }>): string =>
  clip([text, ...choices.map(({ label }) => label)].join('\n'), TEXT_LIMIT)
