import { z } from 'zod'
import { later, type Clock, type Instant } from '../../kernel/clock.js'
import type { Say, SendResult } from '../../kernel/message.js'
import type { Blobs } from '../channel.js'
import { failed, type Answer, type Api } from './api.js'
import { readJson } from './json.js'

/** An uploaded file is sent from the platform's copy while that lives: three days, of which we count on two. */
const UPLOAD_LIVES_MS = 2 * 24 * 3600 * 1000
const UPLOADS_KEPT = 500

const uploaded = z.object({ media_id: z.string().min(1) })

export type WithBlob = Extract<Say, { blob: string }>

/**
 * Sends what must be uploaded first: `post` gets the id. The platform's copy is used again while it lives; when it says 40007 the file is
 * uploaded once more from ours. Files above `limit` bytes are refused (`media.too_big`) without asking the platform.
 */
export function uploading(
  api: Api,
  settings: { timeoutMs: number; limit?: number },
  deps: { clock: Clock; blobs: Blobs },
): (say: WithBlob, post: (mediaId: string) => Promise<SendResult>) => Promise<SendResult> {
  const uploads = new Map<string, { mediaId: string; until: Instant }>()

  const underWay = new Map<string, Promise<Answer<string>>>()

  /** Several that want the same file at the same time wait for one upload. */
  function mediaIdOf(say: WithBlob): Promise<Answer<string>> {
    const kept = uploads.get(keyOf(say))
    if (kept && deps.clock.now() < kept.until) return Promise.resolve({ type: 'value', value: kept.mediaId })
    const begun = underWay.get(keyOf(say)) ?? upload(say).finally(() => underWay.delete(keyOf(say)))
    underWay.set(keyOf(say), begun)
    return begun
  }

  async function upload(say: WithBlob): Promise<Answer<string>> {
    const now = deps.clock.now()
    const bytes = await deps.blobs.read(say.blob)
    if (bytes.length > (settings.limit ?? Infinity)) {
      return { type: 'refused', code: 'media.too_big', scope: 'message' }
    }
    const body = new FormData()
    body.append('media', new Blob([new Uint8Array(bytes)]), say.type === 'file' ? say.name : imageName(bytes))
    const answer = await api.call({
      path: '/cgi-bin/media/upload',
      query: { type: say.type },
      method: 'POST',
      body,
      timeoutMs: settings.timeoutMs,
      read: readJson(uploaded),
    })
    if (answer.type !== 'value') return answer
    for (const [oldest] of uploads) if (uploads.size >= UPLOADS_KEPT) uploads.delete(oldest)
    uploads.set(keyOf(say), { mediaId: answer.value.media_id, until: later(now, UPLOAD_LIVES_MS) })
    return { type: 'value', value: answer.value.media_id }
  }

  return async (say, post) => {
    const send = async (): Promise<SendResult> => {
      const media = await mediaIdOf(say)
      if (media.type === 'value') return post(media.value)
      // An upload that was not answered has said nothing to anybody.
      if (media.type === 'unknown') return { type: 'later', code: media.code, after: 5_000 }
      return failed(media)
    }
    const first = await send()
    if (first.type !== 'refused' || first.code !== 'errcode.40007') return first
    // The platform no longer has the file it took: once more from our copy.
    uploads.delete(keyOf(say))
    return send()
  }
}

const keyOf = (say: WithBlob): string => `${say.type}:${say.blob}:${say.type === 'file' ? say.name : ''}`

const imageName = (bytes: Uint8Array): string => (bytes[0] === 0x89 ? 'photo.png' : 'photo.jpg')
