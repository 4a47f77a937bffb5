import type { Instant } from '../kernel/clock.js'
import type { World } from './world.js'

/** What the phone page shows, in its two languages. */
export interface Bilingual {
  'zh-CN': string
  en: string
}

/** One thing that went over the wire. `in` came to the platform, `out` was sent by it. */
export interface LogEntry {
  seq: number
  at: Instant
  direction: 'in' | 'out'
  kind: 'api' | 'callback' | 'verify'
  title: string
  method: string
  path: string
  /** HTTP status; 0 when there was none. */
  status: number
  /** Time until the answer, in real milliseconds. */
  ms: number
  summary: Bilingual
  detail: { request: string; answer: string }
  errcode?: number
}

export interface Violation {
  at: Instant
  code: string
  message: string
}

const KEPT = 5000
const KEPT_VIOLATIONS = 1000
const LONGEST_DETAIL = 4000

const shorten = (text: string) =>
  text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}… (${text.length} characters)` : text

/** Takes the values of secrets out of query strings and JSON. */
export const mask = (text: string): string =>
  text
    .replace(/\b(access_token|corpsecret|secret|key)=[^&\s"]+/g, '$1=***')
    .replace(/("(?:access_token|corpsecret|secret|appsecret)"\s*:\s*)"[^"]*"/g, '$1"***"')

export function writeLog(world: World, entry: Omit<LogEntry, 'seq' | 'at'>): void {
  const written: LogEntry = {
    seq: (world.log.at(-1)?.seq ?? 0) + 1,
    at: world.clock.at(),
    ...entry,
    path: mask(entry.path),
    detail: { request: shorten(mask(entry.detail.request)), answer: shorten(mask(entry.detail.answer)) },
  }
  world.log.push(written)
  if (world.log.length > KEPT * 1.1) world.log.splice(0, world.log.length - KEPT)
  world.tell('wire', written)
}

/** The entries after `since`, newest last, at most `limit` of the newest. */
export function readLog(world: World, since = 0, limit = KEPT): LogEntry[] {
  return world.log.filter((entry) => entry.seq > since).slice(-limit)
}

/** Writes down that the client under test broke a rule of the platform. */
export function violated(world: World, code: string, message: string): void {
  const violation = { at: world.clock.at(), code, message }
  world.violations.push(violation)
  if (world.violations.length > KEPT_VIOLATIONS) world.violations.shift()
  world.tell('violation', violation)
}
