import { type ApiAnswer, type ApiRequest, type Caller, refuse } from './api-answer.js'
import type { ApiFault } from './faults.js'
import { type Media, type MediaType, contentTypeOf, keepMedia, livingMedia, mediaBytes } from './media.js'
import { readMultipart } from './multipart.js'
import type { World } from './world.js'

const MB = 1024 * 1024
/** Larger files, and larger blocks of them, are not handed out at once. */
const LARGEST_BLOCK = 20 * MB

/** What may be uploaded: size, what the bytes must be, and the errcodes of either. */
const UPLOADS: Record<
  Exclude<MediaType, 'thumb'>,
  { largest: number; tooLarge: number; formats: string[] | null; wrongFormat: number }
> = {
  image: { largest: 10 * MB, tooLarge: 40009, formats: ['image/jpeg', 'image/png'], wrongFormat: 40005 },
  voice: { largest: 2 * MB, tooLarge: 45001, formats: ['audio/amr'], wrongFormat: 301016 },
  video: { largest: 10 * MB, tooLarge: 40011, formats: ['video/mp4'], wrongFormat: 40005 },
  file: { largest: 20 * MB, tooLarge: 45001, formats: null, wrongFormat: 40005 },
}

/** `POST /cgi-bin/media/upload?type=`: one multipart part `media` with a file name. */
export async function uploadMedia(
  world: World,
  { query, headers, body }: ApiRequest,
  { corp }: Caller,
  fault: ApiFault | null,
): Promise<ApiAnswer> {
  const type = query['type'] as keyof typeof UPLOADS
  if (!Object.hasOwn(UPLOADS, type ?? '')) return refuse(world, 40004)
  const rule = UPLOADS[type]
  const file = readMultipart(headers['content-type'] as string | undefined, body)?.find(({ name }) => name === 'media')
  if (!file?.filename) return refuse(world, 41005)
  if (file.bytes.length === 0) return refuse(world, 44001)
  if (file.bytes.length <= 5) return refuse(world, 40006)
  if (file.bytes.length > rule.largest) return refuse(world, rule.tooLarge)
  if (rule.formats && !rule.formats.includes(contentTypeOf(file.bytes, type))) return refuse(world, rule.wrongFormat)
  const media = await keepMedia(world, corp.corpId, type, { name: file.filename, bytes: file.bytes })
  if (fault?.type === 'forget_upload') world.media.delete(media.id)
  return {
    type: 'json',
    value: {
      errcode: 0,
      errmsg: '',
      type,
      media_id: media.id,
      created_at: String(Math.floor(media.createdAt / 1000)),
    },
  }
}

/** `GET /cgi-bin/media/get?media_id=`: the bytes, in part where `Range` asks so; errors are JSON with HTTP 200. */
export async function getMedia(
  world: World,
  { query, headers }: ApiRequest,
  { corp }: Caller,
  fault: ApiFault | null,
): Promise<ApiAnswer> {
  if (!query['media_id']) return refuse(world, 41006)
  const media = livingMedia(world, corp.corpId, query['media_id'])
  if (!media) return refuse(world, 40007)
  const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers['range'] ?? ''))
  const start = range ? Number(range[1]) : 0
  const end = range?.[2] ? Math.min(Number(range[2]), media.size - 1) : media.size - 1
  if (end - start + 1 > LARGEST_BLOCK || (fault?.type === 'range_only' && !range)) return refuse(world, 830002)
  const name = fault?.type === 'media_name' ? fault.name : media.name
  const common = { 'content-type': media.contentType, 'content-disposition': disposition(name) }
  if (range && start > end)
    return { type: 'bytes', status: 416, headers: { 'content-range': `bytes */${media.size}` }, bytes: Buffer.alloc(0) }
  const bytes = await mediaBytes(world, media)
  if (!range) return { type: 'bytes', status: 200, headers: common, bytes }
  return {
    type: 'bytes',
    status: 206,
    headers: { ...common, 'content-range': `bytes ${start}-${end}/${media.size}` },
    bytes: bytes.subarray(start, end + 1),
  }
}

export const disposition = (name: Media['name']) =>
  `attachment; filename="${/^[\x20-\x7e]*$/.test(name) ? name.replaceAll('"', '') : encodeURIComponent(name)}"`
