import { z } from 'zod'
import type { MediaResult } from '../../kernel/message.js'
import type { Answer } from './api.js'
import { readJson, type Got, type Reading } from './json.js'

/** Bytes. What people send is at most 20 MB (path/96484); more than this is not brought into memory. */
export const MEDIA_LIMIT = 50 * 1024 * 1024

export const fetched = ({ headers }: Got, bytes: Uint8Array): MediaResult => ({
  type: 'fetched',
  bytes,
  name: fileNameIn(headers.get('content-disposition')),
  contentType: headers.get('content-type'),
})

export function notFetched(answer: Exclude<Answer<Got>, { type: 'value' }>): MediaResult {
  switch (answer.type) {
    case 'later':
      return answer
    case 'unknown':
      // A download may be repeated.
      return { type: 'later', code: answer.code, after: 5_000 }
    case 'too_long':
      return { type: 'gone', code: 'media.too_big' }
    case 'refused':
      // What is wrong with the account an operator can mend while the platform still keeps the file.
      return answer.scope === 'account' || answer.scope === 'rights'
        ? { type: 'later', code: answer.code, after: 600_000 }
        : { type: 'gone', code: answer.code }
  }
}

/** An error comes as JSON with HTTP 200, under any content type; and a gateway's page is no photo either. */
export function readMedia(got: Got): Reading<Got> {
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
