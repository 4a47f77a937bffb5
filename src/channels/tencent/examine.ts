import { z } from 'zod'
import { millisOf, type Clock } from '../../kernel/clock.js'
import type { Finding } from '../channel.js'
import type { Api } from './api.js'
import type { MeaningOf } from './errcode.js'
import { readJson, type Got } from './json.js'

/** Callbacks are believed within 300 s of our clock: this near to it is too near. */
const CLOCK_WARNING_S = 60
const CLOCK_BROKEN_S = 240

/** The errcodes that say our address is not on the account's list: of official accounts, of WeCom. */
const FOREIGN_IP = new Set([40164, 60020])

/**
 * What asking for a token shows: `network` (the platform can be reached), `clock` (ours against the platform's, `detail.seconds` ahead),
 * `ip` (`detail.ip` is the address the platform saw) and `token` (the secrets are right). What cannot be seen for an earlier fault is left out.
 */
export async function examineToken(api: Api, meaningOf: MeaningOf, clock: Clock): Promise<Finding[]> {
  const got = await api.askToken()
  if (got.type !== 'got') return [broken('network', got.type === 'too_long' ? 'answer.unreadable' : got.code)]
  const findings = clockIn(got, clock)
  const reading = readJson(z.object({ access_token: z.string().min(1) }))(got)
  switch (reading.type) {
    case 'value':
      return [ok('network'), ...findings, ok('ip'), ok('token')]
    case 'errcode': {
      const code = `errcode.${reading.errcode}`
      if (FOREIGN_IP.has(reading.errcode)) return [ok('network'), ...findings, broken('ip', code, ipIn(got))]
      const passes = meaningOf(reading.errcode).type === 'later'
      return [ok('network'), ...findings, { ...broken('token', code), ...(passes && { state: 'warning' as const }) }]
    }
    default:
      // Whoever answered, it was not the platform.
      return [broken('network', `answer.${reading.type}`)]
  }
}

export const ok = (what: string): Finding => ({ what, state: 'ok', code: null })
export const broken = (what: string, code: string, detail?: Record<string, string>): Finding => ({
  what,
  state: 'broken',
  code,
  ...(detail && { detail }),
})

function clockIn({ headers }: Got, clock: Clock): Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return []
  const seconds = Math.round((millisOf(clock.now()) - theirs) / 1000)
  const off = Math.abs(seconds)
  const state = off > CLOCK_BROKEN_S ? 'broken' : off > CLOCK_WARNING_S ? 'warning' : 'ok'
  return [{ what: 'clock', state, code: state === 'ok' ? null : 'clock.off', detail: { seconds: String(seconds) } }]
}

/** Only the message names the address, in words that change: `invalid ip 203.0.113.7 ipv6 ::ffff:…, not in whitelist`, `from ip: 203.0.113.7`. */
export function ipIn({ bytes }: Got): Record<string, string> {
  const ip = /\bip:? ([0-9a-f.:]+)/i.exec(Buffer.from(bytes).toString('utf8'))?.[1]
  return ip === undefined ? {} : { ip }
}
