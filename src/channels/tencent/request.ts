/** One HTTP exchange with the platform, without judging what the body says. */
export type Exchange =
  | { type: 'got'; status: 200 | 206; headers: Headers; bytes: Uint8Array }
  /** Nothing was done by it: it never left, or a gateway turned it away. Not before `after` ms. */
  | { type: 'later'; code: string; after: number }
  /** It left, and no whole answer came: what it asked for may have been done. */
  | { type: 'unknown'; code: string }
  /** The answer is longer than `limit`. */
  | { type: 'too_long' }

export interface Request {
  method?: 'POST'
  headers?: Record<string, string>
  body?: string | FormData
  /** For the whole exchange to the last byte. Above 10 s, Node's own limit for connecting, a slow connection is told from a slow answer. */
  timeoutMs: number
  /** Bytes of answer. */
  limit: number
}

/** Errors of finding the way, and of TLS before a request may be sent; the names of the latter come from OpenSSL. */
const BEFORE_LEAVING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/

/**
 * Errors of the network are values here. A gateway's answer (502, 503, 429, a redirect) counts as «not done»: the platform itself says all
 * it has to say with HTTP 200. A gateway that waited in vain (504) did pass the request on.
 */
export async function exchange(url: URL, request: Request): Promise<Exchange> {
  const { timeoutMs, limit, ...init } = request
  try {
    const response = await fetch(url, {
      ...init,
      // The address carries the access token: it must not follow a redirect to somebody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { status } = response
    if (status !== 200 && status !== 206) {
      await response.body?.cancel()
      if (status === 504) return { type: 'unknown', code: `http.${status}` }
      return { type: 'later', code: `http.${status}`, after: status === 429 ? 60_000 : 5_000 }
    }
    const bytes = await bytesOf(response, limit)
    return bytes ? { type: 'got', status, headers: response.headers, bytes } : { type: 'too_long' }
  } catch (error) {
    const { name, code, syscall } = reasonOf(error)
    if (name === 'TimeoutError') return { type: 'unknown', code: 'net.timeout' }
    const failed = `net.${code}`
    const left = !BEFORE_LEAVING.test(code) && syscall !== 'connect' && syscall !== 'getaddrinfo'
    return left ? { type: 'unknown', code: failed } : { type: 'later', code: failed, after: 5_000 }
  }
}

async function bytesOf(response: Response, limit: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  // Leaving the loop early cancels the download.
  for await (const part of body ?? []) {
    length += part.length
    if (length > limit) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** fetch wraps what went wrong with the network in a TypeError that names its cause; anything else is a bug and goes on. */
function reasonOf(error: unknown): { name: string; code: string; syscall: unknown } {
  const name = of(error, 'name')
  const code = of(of(error, 'cause'), 'code')
  if (name === 'TimeoutError') return { name, code: name, syscall: null }
  if (name !== 'TypeError' || typeof code !== 'string') throw error
  return { name, code, syscall: of(of(error, 'cause'), 'syscall') }
}

const of = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
