import type { MediaRef, MediaResult } from '../../kernel/message.js'
import type { Answer, Api } from '../tencent/api.js'
import type { Got } from '../tencent/json.js'
import { fetched, MEDIA_LIMIT, notFetched, readMedia } from '../tencent/media.js'

/** The platform gives blocks of at most 20 MB (path/96486). */
const BLOCK = 8 * 1024 * 1024
/** «Too big»: ask for blocks. */
const IN_BLOCKS = 'errcode.830002'

/** Downloads what a person sent, whole or in blocks when the platform wants that. */
export async function fetchMedia(api: Api, ref: MediaRef, timeoutMs: number): Promise<MediaResult> {
  const get = (range?: string): Promise<Answer<Got>> =>
    api.call({
      path: '/cgi-bin/media/get',
      query: { media_id: ref.id },
      ...(range && { headers: { Range: range } }),
      timeoutMs,
      limit: MEDIA_LIMIT,
      read: readMedia,
    })

  const whole = await get()
  if (whole.type === 'value') return fetched(whole.value, whole.value.bytes)
  if (whole.type !== 'refused' || whole.code !== IN_BLOCKS) return notFetched(whole)

  const blocks: Uint8Array[] = []
  for (let from = 0, total = 1; from < total;) {
    const answer = await get(`bytes=${from}-${from + BLOCK - 1}`)
    if (answer.type !== 'value') return notFetched(answer)
    const { status, headers, bytes } = answer.value
    // 200: it gave everything after all.
    if (status === 200) return fetched(answer.value, bytes)
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '')
    if (!range || Number(range[1]) !== from || Number(range[2]) + 1 - from !== bytes.length) {
      return { type: 'later', code: 'media.range', after: 60_000 }
    }
    total = Number(range[3])
    if (total > MEDIA_LIMIT) return { type: 'gone', code: 'media.too_big' }
    blocks.push(bytes)
    from += bytes.length
    if (from >= total) return fetched(answer.value, Buffer.concat(blocks))
  }
  return { type: 'later', code: 'media.range', after: 60_000 }
}
