import { z } from 'zod'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import { getOpen, type Api } from '../tencent/api.js'
import { readJson, type Got } from '../tencent/json.js'
import { fetched, MEDIA_LIMIT, notFetched, readMedia } from '../tencent/media.js'

const elsewhere = readJson(z.object({ video_url: z.url() }))

/** Downloads what a person sent, by its id or its address. Of a video the platform gives such an address, open to everybody who knows it. */
export async function fetchMedia(
  api: Api,
  ref: MediaRef,
  settings: { baseUrl: string; timeoutMs: number },
): Promise<MediaResult> {
  const how = { timeoutMs: settings.timeoutMs, limit: MEDIA_LIMIT, read: readMedia }
  const openly = async (address: string): Promise<MediaResult> => {
    const url = onPlatform(new URL(address), settings.baseUrl)
    if (!url) return { type: 'gone', code: 'media.foreign_host' }
    const got = await getOpen(url, how)
    return got.type === 'value' ? fetched(got.value, got.value.bytes) : notFetched(got)
  }
  if (/^https?:/.test(ref.id)) return openly(ref.id)

  const answer = await api.call({ path: '/cgi-bin/media/get', query: { media_id: ref.id }, ...how })
  if (answer.type !== 'value') return notFetched(answer)
  const address = videoIn(answer.value)
  return address === null ? fetched(answer.value, answer.value.bytes) : openly(address)
}

/** A short JSON with nothing but an address: no picture, voice or film begins with a brace. */
function videoIn(got: Got): string | null {
  const reading = got.bytes[0] === 0x7b ? elsewhere(got) : null
  return reading?.type === 'value' ? reading.value.video_url : null
}

/** Films lie on hosts of qq.com, pictures of qpic.cn; what is written http nobody need read on the way. Null: it is somebody else's. */
function onPlatform(url: URL, baseUrl: string): URL | null {
  if (url.origin === new URL(baseUrl).origin) return url
  if (!/^https?:$/.test(url.protocol) || url.port !== '' || !/\.(qq\.com|qpic\.cn)$/.test(url.hostname)) return null
  url.protocol = 'https:'
  return url
}
