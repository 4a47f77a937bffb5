import { z } from 'zod'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import { readJson, type Answer, type Api, type Got, type Reading } from '../tencent/api.js'

/** Bytes. What members send is at most 20 MB (path/96484); more than this is not brought into memory. */
const MEDIA_LIMIT = 50 * 1024 * 1024
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

const fetched = ({ headers }: Got, bytes: Uint8Array): MediaResult => ({
  type: 'fetched',
  bytes,
  name: fileNameIn(headers.get('content-disposition')),
  contentType: headers.get('content-type'),
})

function notFetched(answer: Exclude<Answer<Got>, { type: 'value' }>): MediaResult {
  switch (answer.type) {
    case 'later':
      return answer
    case 'unknown':
      // A download may be repeated.
      return { type: 'later', code: answer.code, after: 5_000 }
    case 'too_long':
      return { type: 'gone', code: 'media.too_big' }
    case 'refused':
      // What is wrong with the app an operator can mend while the platform still keeps the file.
      return answer.scope === 'account'
        ? { type: 'later', code: answer.code, after: 600_000 }
        : { type: 'gone', code: answer.code }
  }
}

/** An error comes as JSON with HTTP 200, under any content type; and a gateway's page is no photo either. */
function readMedia(got: Got): Reading<Got> {
  const start = Buffer.from(got.bytes.subarray(0, 200)).toString('latin1')
  if (/^\s*\{\s*"errcode"/.test(start)) return readJson(z.never())(got)
  if (/^\s*\{/.test(start) && got.bytes.length < 4096) {
    const json = readJson(z.never())(got)
    if (json.type === 'errcode') return json
  }
  if (/^\s*<(!doctype|html)/i.test(start)) return { type: 'html' }
  return got.bytes.length === 0 ? { type: 'unreadable' } : { type: 'value', value: got }
}

/** The name the sender's phone gave, without folders, controls and what file systems dislike; null when there is none. */
export function fileNameIn(disposition: string | null): string | null {
  // fetch gives a header byte by byte; the platform writes UTF-8 or percent codes.
  const text = Buffer.from(disposition ?? '', 'latin1').toString('utf8')
  const encoded = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(text)?.[1]
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(text)
  const given = encoded ?? plain?.[1] ?? plain?.[2] ?? ''
  const name = decoded(given.trim())
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return name === '' ? null : Array.from(name).slice(-100).join('')
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    // A percent sign that is part of the name.
    return name
  }
}
