import { call, stamp } from '../callback-sender.js'
import type { Callback } from '../corps.js'
import { signatureOf } from '../envelope.js'
import { faultOf, logVerification, reasonOf } from '../verification.js'
import type { World } from '../world.js'
import { type Account, accountNamed } from './accounts.js'

export interface AccountCallback extends Pick<Callback, 'url' | 'token' | 'encodingAesKey'> {
  appId: string
  mode: Account['mode']
}

/**
 * Saves the callback settings if the account's address gives the echostr back byte for byte; in every mode it comes plain
 * and is signed without it. Refused, the settings before stay in force.
 */
export async function saveAccountCallback(
  world: World,
  { appId, mode, url, token, encodingAesKey }: AccountCallback,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const account = accountNamed(world, appId)
  const wanted = { url, token, encodingAesKey }
  const reason = faultOf(wanted, 3) ?? (await verify(world, wanted))
  const before = account.callback
  if (reason === null) Object.assign(account, { mode, callback: { ...wanted, verified: true, reason } })
  else account.callback = before?.verified ? { ...before, reason } : { ...wanted, verified: false, reason }
  world.tell('state', {})
  return reason === null ? { ok: true } : { ok: false, reason }
}

async function verify(world: World, { url, token }: Pick<Callback, 'url' | 'token'>): Promise<string | null> {
  const echostr = world.chance.bigId()
  const { timestamp, nonce } = stamp(world)
  const query = { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, echostr }
  const startedAt = performance.now()
  const answered = await call(world, url, query, world.settings.verifyWithinMs)
  const reason = reasonOf(answered, echostr)
  logVerification(world, url, { answered, reason, startedAt, echostr })
  return reason?.['zh-CN'] ?? null
}
