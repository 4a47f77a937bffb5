import { z } from 'zod'
import { instantOf, millisOf, type Clock, type Instant } from '../../kernel/clock.js'
import type { MeaningOf } from './errcode.js'
import { readJson, type Got, type Reading } from './json.js'
import { exchange, type Exchange, type Request } from './request.js'
import { tokens, type Failure, type Fetched } from './token.js'

/** What one asks of a path. */
interface Asked extends Omit<Request, 'timeoutMs' | 'limit'> {
  path: string
  query?: Record<string, string>
}

export interface ApiSettings {
  /** `https://qyapi.weixin.qq.com`, or another for tests and proxies. */
  baseUrl: string
  /** How to ask for the access token: answered by `{access_token, expires_in}`. */
  token: Asked
  /** How to have another made although the last one should live, where the platform has a way. */
  freshToken?: Asked
  timeoutMs: number
  meaningOf: MeaningOf
}

export type Answer<T> = { type: 'value'; value: T } | { type: 'too_long' } | Failure

/** What a call that brought no value comes to: an answer too long to read has told us nothing. */
export const failed = (answer: Exclude<Answer<unknown>, { type: 'value' }>): Failure =>
  answer.type === 'too_long' ? { type: 'unknown', code: 'answer.unreadable' } : answer

export interface Call<T> extends Asked {
  timeoutMs?: number
  limit?: number
  read: (got: Got) => Reading<T>
}

export interface Api {
  /**
   * One call with the access token. A token that died early is replaced once and the call repeated once. After 45009 the path is left
   * alone for a while: one minute, then ten, then an hour, because the code does not say which of the limits was broken.
   */
  call<T>(call: Call<T>): Promise<Answer<T>>
  /** The platform's answer to who asks for a token, as it came: for who examines the account. */
  askToken(): Promise<Exchange>
}

const ANSWER_LIMIT = 1024 * 1024
const FREQUENCY = 45009
const HOLDS_MS = [60_000, 600_000, 3_600_000]

export function api(settings: ApiSettings, clock: Clock): Api {
  const { meaningOf, freshToken } = settings
  const held = tokens(() => fetchToken(settings.token), clock, freshToken && (() => fetchToken(freshToken)))
  const holds = new Map<string, { until: Instant; broken: number }>()

  const urlOf = (path: string, query: Record<string, string> = {}): URL => {
    const url = new URL(settings.baseUrl.replace(/\/$/, '') + path)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }

  const ask = ({ path, query, ...init }: Asked): Promise<Exchange> =>
    exchange(urlOf(path, query), { ...init, timeoutMs: settings.timeoutMs, limit: ANSWER_LIMIT })

  async function fetchToken(asked: Asked): Promise<Fetched> {
    const answer = judge(await ask(asked), readJson(tokenAnswer))
    switch (answer.type) {
      case 'value':
        return { type: 'token', token: answer.value.access_token, seconds: answer.value.expires_in }
      case 'errcode': {
        const meaning = meaningOf(answer.errcode)
        const code = `errcode.${answer.errcode}`
        return meaning.type === 'later' ? { ...meaning, code } : { type: 'refused', code, scope: 'account' }
      }
      case 'later':
        return answer
      case 'unknown':
        // Asking twice for a token does no harm.
        return { type: 'later', code: answer.code, after: 5_000 }
      case 'too_long':
        return { type: 'later', code: 'answer.unreadable', after: 5_000 }
    }
  }

  async function attempt<T>(call: Call<T>): Promise<Answer<T> | { type: 'token_dead'; errcode: number }> {
    const { path, query, read, timeoutMs, limit, ...init } = call
    const access = await held.current()
    if (access.type !== 'token') return access
    const request = { ...init, timeoutMs: timeoutMs ?? settings.timeoutMs, limit: limit ?? ANSWER_LIMIT }
    const answer = judge(await exchange(urlOf(path, { access_token: access.token, ...query }), request), read)
    if (answer.type === 'value') holds.delete(path)
    if (answer.type !== 'errcode') return answer
    const { errcode } = answer
    const meaning = meaningOf(errcode)
    if (meaning.type === 'token') {
      held.reject(access.token)
      return { type: 'token_dead', errcode }
    }
    const code = `errcode.${errcode}`
    return errcode === FREQUENCY ? { type: 'later', code, after: hold(path) } : { ...meaning, code }
  }

  function hold(path: string): number {
    const broken = holds.get(path)?.broken ?? 0
    const ms = HOLDS_MS[Math.min(broken, HOLDS_MS.length - 1)]!
    holds.set(path, { until: instantOf(millisOf(clock.now()) + ms), broken: broken + 1 })
    return ms
  }

  return {
    askToken: () => ask(settings.token),
    async call(call) {
      const until = holds.get(call.path)?.until
      const now = clock.now()
      if (until && now < until) {
        return { type: 'later', code: `errcode.${FREQUENCY}`, after: millisOf(until) - millisOf(now) }
      }
      let answer = await attempt(call)
      if (answer.type === 'token_dead') answer = await attempt(call)
      return answer.type === 'token_dead' ? { type: 'later', code: `errcode.${answer.errcode}`, after: 10_000 } : answer
    },
  }
}

/** One request without the token: for what the platform's other hosts give to everybody. */
export async function getOpen<T>(
  url: URL,
  { read, ...request }: { timeoutMs: number; limit: number; read: (got: Got) => Reading<T> },
): Promise<Answer<T>> {
  const answer = judge(await exchange(url, request), read)
  return answer.type === 'errcode' ? { type: 'refused', code: `errcode.${answer.errcode}`, scope: 'message' } : answer
}

const tokenAnswer = z.object({ access_token: z.string().min(1).max(1024), expires_in: z.coerce.number().positive() })

type Judged<T> = Exclude<Exchange, Got> | Extract<Reading<T>, { type: 'value' | 'errcode' }>

function judge<T>(got: Exchange, read: (got: Got) => Reading<T>): Judged<T> {
  if (got.type !== 'got') return got
  const reading = read(got)
  switch (reading.type) {
    case 'html':
      return { type: 'later', code: 'answer.html', after: 10_000 }
    case 'unreadable':
      return { type: 'unknown', code: 'answer.unreadable' }
    default:
      return reading
  }
}
