import { fileTypeFromBuffer } from 'file-type'
import { fail, ok, type Outcome } from '../kernel/outcome.js'

/** The platforms cut voice messages at a minute and 2 MB; above this somebody is not speaking to us. */
const MOST_BYTES = 5 * 1024 * 1024

/** AMR (also wide-band), MP3, Speex in Ogg: by what the files begin with. Speex without a container has no such beginning and is not known. */
const FORMATS = new Set(['amr', 'mp3', 'spx'])

/**
 * Is this a voice message, whatever its sender calls it? `format` is the ending of a file name that fits it. Problems: `voice.empty`,
 * `voice.too_big` {bytes, most}, `voice.none` {found: a MIME type or `unknown`}.
 */
export async function examineVoice(bytes: Uint8Array): Promise<Outcome<{ format: string }>> {
  if (bytes.length === 0) return fail('voice.empty')
  if (bytes.length > MOST_BYTES) return fail('voice.too_big', { bytes: bytes.length, most: MOST_BYTES })
  const found = await fileTypeFromBuffer(bytes)
  return found && FORMATS.has(found.ext)
    ? ok({ format: found.ext })
    : fail('voice.none', { found: found?.mime ?? 'unknown' })
}
