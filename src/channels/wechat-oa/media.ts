import { z } from 'zod'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import { getOpen, readJson, type Api, type Got } from '../tencent/api.js'
import { fetched, MEDIA_LIMIT, notFetched, readMedia } from '../tencent/media.js'

const elsewhere = readJson(z.object({ video_url: z.url() }))

/** Downloads what a person sent. Of a video the platform gives an address, where it lies for everybody who knows it. */
export async function fetchMedia(
  api: Api,
  ref: MediaRef,
  settings: { baseUrl: string; timeoutMs: number },
): Promise<MediaResult> {
  const how = { timeoutMs: settings.timeoutMs, limit: MEDIA_LIMIT, read: readMedia }
  const answer = await api.call({ path: '/cgi-bin/media/get', query: { media_id: ref.id }, ...how })
  if (answer.type !== 'value') return notFetched(answer)
  const address = videoIn(answer.value)
  if (address === null) return fetched(answer.value, answer.value.bytes)

  const url = onPlatform(new URL(address), settings.baseUrl)
  if (!url) return { type: 'gone', code: 'media.foreign_host' }
  const video = await getOpen(url, how)
  return video.type === 'value' ? fetched(video.value, video.value.bytes) : notFetched(video)
}

/** A short JSON with nothing but an address: no picture, voice or film begins with a brace. */
function videoIn(got: Got): string | null {
  const reading = got.bytes[0] === 0x7b ? elsewhere(got) : null
  return reading?.type === 'value' ? reading.value.video_url : null
}

/** Films come from hosts of qq.com; the documents write http, which nobody need read on the way. Null: it is somebody else's. */
function onPlatform(url: URL, baseUrl: string): URL | null {
  if (url.origin === new URL(baseUrl).origin) return url
  if (!/^https?:$/.test(url.protocol) || url.port !== '' || !url.hostname.endsWith('.qq.com')) return null
  url.protocol = 'https:'
  return url
}
