import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import type { OutboundMessage, Say, SendResult } from '../../kernel/message.js'
import type { Blobs } from '../channel.js'
import { failed, type Api } from '../tencent/api.js'
import { postJson, readJson } from '../tencent/json.js'
import { PART_LIMIT } from '../tencent/split.js'
import { uploading } from '../tencent/uploads.js'

/** Bytes of a picture. The page of media/upload names 10 MB and 2 MB: this satisfies both. */
const IMAGE_LIMIT = 2 * 1024 * 1024

const refused = (code: string, scope: 'message' | 'rights' = 'message'): SendResult => ({
  type: 'refused',
  code,
  scope,
})

/**
 * Sends one customer message (`message/custom/send`), or a notice by `sendNotice`. The platform gives a message no id. Refused here: `rights` (an account that is not
 * verified has none of these), `text.too_long` (the platform's own limit is not documented), `file.unsupported` (there is no such
 * message), `media.too_big`.
 */
export function sending(
  api: Api,
  settings: { verified: boolean; uploadTimeoutMs: number },
  deps: { clock: Clock; blobs: Blobs },
  sendNotice: (user: string, say: Extract<Say, { type: 'notice' }>) => Promise<SendResult>,
): (message: OutboundMessage) => Promise<SendResult> {
  const sendUploaded = uploading(api, { timeoutMs: settings.uploadTimeoutMs, limit: IMAGE_LIMIT }, deps)

  async function post(user: string, msgtype: string, content: object): Promise<SendResult> {
    const answer = await api.call({
      path: '/cgi-bin/message/custom/send',
      ...postJson({ touser: user, msgtype, [msgtype]: content }),
      read: readJson(z.unknown()),
    })
    return answer.type === 'value' ? { type: 'sent', id: '' } : failed(answer)
  }

  return async ({ to: { user }, say }) => {
    if (!settings.verified) return refused('rights', 'rights')
    if ('text' in say && Buffer.byteLength(say.text) > PART_LIMIT) return refused('text.too_long')
    switch (say.type) {
      case 'text':
        return post(user, 'text', { content: say.text })
      case 'menu':
        return post(user, 'msgmenu', {
          head_content: say.text,
          list: say.choices.map(({ key, label }) => ({ id: key, content: label })),
        })
      case 'image':
        return sendUploaded(say, (mediaId) => post(user, 'image', { media_id: mediaId }))
      case 'file':
        return refused('file.unsupported')
      case 'notice':
        return sendNotice(user, say)
    }
  }
}
