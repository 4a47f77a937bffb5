import { type MediaType, contentTypeOf, keepMedia, livingMedia, mediaUrl } from '../media.js'
import { disposition } from '../media-api.js'
import { mediaBytes } from '../media.js'
import { readMultipart } from '../multipart.js'
import type { World } from '../world.js'
import { type AccountCall, type Answered, json } from './answer.js'

const MB = 1024 * 1024

/** What may be uploaded. Of pictures the page names 10 MB and 2 MB: here the larger. */
const UPLOADS: Record<Exclude<MediaType, 'file'>, { largest: number; tooLarge: number; formats: string[] }> = {
  image: { largest: 10 * MB, tooLarge: 40009, formats: ['image/jpeg', 'image/png', 'image/gif'] },
  voice: { largest: 2 * MB, tooLarge: 45001, formats: ['audio/amr', 'audio/mpeg'] },
  video: { largest: 10 * MB, tooLarge: 45001, formats: ['video/mp4'] },
  thumb: { largest: 64 * 1024, tooLarge: 40006, formats: ['image/jpeg'] },
}

/** `POST /cgi-bin/media/upload?type=`: one multipart part `media` with a file name. */
export async function uploadMedia(world: World, { account, request, fault }: AccountCall): Promise<Answered> {
  const type = request.query['type'] as keyof typeof UPLOADS
  if (!Object.hasOwn(UPLOADS, type ?? '')) return 40004
  const rule = UPLOADS[type]
  const parts = readMultipart(request.headers['content-type'] as string | undefined, request.body)
  const file = parts?.find(({ name }) => name === 'media')
  if (!file?.filename) return 41005
  if (file.bytes.length === 0) return 44001
  if (file.bytes.length > rule.largest) return rule.tooLarge
  if (!rule.formats.includes(contentTypeOf(file.bytes, type))) return 40005
  const media = await keepMedia(world, account.appId, type, { name: file.filename, bytes: file.bytes })
  if (fault?.type === 'forget_upload') world.media.delete(media.id)
  return json({
    type,
    [type === 'thumb' ? 'thumb_media_id' : 'media_id']: media.id,
    created_at: Math.floor(media.createdAt / 1000),
  })
}

/** `GET /cgi-bin/media/get?media_id=`: the bytes; of a video an address where everybody gets them. */
export async function getMedia(world: World, { account, request, fault }: AccountCall): Promise<Answered> {
  const id = request.query['media_id']
  if (!id) return 41006
  const media = livingMedia(world, account.appId, id)
  if (!media) return 40007
  if (media.type === 'video') return json({ video_url: world.baseUrl + mediaUrl(media) })
  const name = fault?.type === 'media_name' ? fault.name : media.name
  return {
    type: 'bytes',
    status: 200,
    headers: { 'content-type': media.contentType, 'content-disposition': disposition(name) },
    bytes: await mediaBytes(world, media),
  }
}
