import { z } from 'zod'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import { getOpen, type Api } from '../tencent/api.js'
import { readJson, type Got } from '../tencent/json.js'
import { fetched, MEDIA_LIMIT, notFetched, readMedia } from '../tencent/media.js'

const elsewhere = readJson(z.object({ video_url: z.url() }))

/**
 * Downloads what a person sent. Downloads by id are for verified accounts (so integrators say of the media pages; not verified), and these,
 * too, may be refused as a whole or get no answer: then a picture is taken from its open address. A platform that is merely busy is asked
 * again. How long the address lives is not documented, so what it does not give is still asked for by the id. Of a video the platform says
 * where it lies when asked by the id.
 */
export async function fetchMedia(
  api: Api,
  ref: MediaRef,
  settings: { verified: boolean; baseUrl: string; timeoutMs: number },
): Promise<MediaResult> {
  const how = { timeoutMs: settings.timeoutMs, limit: MEDIA_LIMIT, read: readMedia }
  const openly = async (address: string): Promise<MediaResult> => {
    const url = onPlatform(new URL(address), settings.baseUrl)
    if (!url) return { type: 'gone', code: 'media.foreign_host' }
    const got = await getOpen(url, how)
    return got.type === 'value' ? fetched(got.value, got.value.bytes) : notFetched(got)
  }
  if (ref.url && !settings.verified) return openly(ref.url)

  const answer = await api.call({ path: '/cgi-bin/media/get', query: { media_id: ref.id }, ...how })
  if (answer.type !== 'value') {
    const failure = notFetched(answer)
    const cutOff = failure.type === 'later' && (answer.type === 'refused' || /^(net|token)\./.test(failure.code))
    const second = ref.url && cutOff ? await openly(ref.url) : failure
    return second.type === 'fetched' ? second : failure
  }
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
