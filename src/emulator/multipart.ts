export interface FormPart {
  name: string
  /** Null when the part is no file. */
  filename: string | null
  bytes: Buffer
}

/** The parts of a `multipart/form-data` body; null when it is none or is cut short. */
export function readMultipart(contentType: string | undefined, body: Buffer): FormPart[] | null {
  const named = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '')
  const boundary = named?.[1] ?? named?.[2]
  if (!boundary) return null
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: FormPart[] = []
  for (let at = body.indexOf(delimiter); at >= 0;) {
    const start = at + delimiter.length
    if (body.toString('latin1', start, start + 2) === '--') return parts
    const next = body.indexOf(Buffer.from(`\r\n--${boundary}`), start)
    const headersEnd = body.indexOf('\r\n\r\n', start)
    if (next < 0 || headersEnd < 0 || headersEnd > next) return null
    const headers = body.toString('utf8', start, headersEnd)
    const disposition = /^content-disposition:\s*form-data\b.*$/im.exec(headers)?.[0] ?? ''
    parts.push({
      name: /[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? '',
      filename: /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
      bytes: body.subarray(headersEnd + 4, next),
    })
    at = next + 2
  }
  return null
}
