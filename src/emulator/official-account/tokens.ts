import { type ApiAnswer, type ApiRequest, fieldsOf } from '../api-answer.js'
import { type Token, deathOf, issueToken, over } from '../tokens.js'
import type { World } from '../world.js'
import type { Account } from './accounts.js'
import { type Answered, json } from './answer.js'
import { overDay, usedToday } from './quotas.js'

const MINUTE = 60_000
/** How long the token before stays usable beside a new one. */
const OVERLAP = 5 * MINUTE
/** A token of `stable_token` is replaced this long before its end. */
const RENEWED_BEFORE = 5 * MINUTE
const STABLE_A_MINUTE = 10_000
const FORCED_A_DAY = 20
const FORCED_APART = 30_000

/** `GET /cgi-bin/token`: a new token each time; the one before lives five more minutes. */
export function getToken(world: World, { query }: ApiRequest): Answered {
  const account = claimant(world, query['grant_type'], query['appid'], query['secret'])
  if (typeof account === 'number') return account
  if (overDay(world, account, 'token')) return 45009
  replace(world, account, 'token')
  return answer(world, issueToken(world, { corpId: account.appId, agentId: 0, by: 'token' }))
}

/** `POST /cgi-bin/stable_token`: the same token until five minutes before its end; `force_refresh` kills it at once. */
export function getStableToken(world: World, request: ApiRequest): Answered {
  const fields = fieldsOf(world, request, 'stable_token')
  if (!fields) return 47001
  const { grant_type, appid, secret, force_refresh } = fields
  const account = claimant(world, grant_type, appid, secret)
  if (typeof account === 'number') return account
  const { appId } = account
  const now = world.clock.now()
  if (over(world.tokenCalls, `${appId}/stable_token`, now, MINUTE, STABLE_A_MINUTE)) return 45011
  if (overDay(world, account, 'stable_token')) return 45009
  const living = livingOf(world, account, 'stable_token').findLast(({ endsWith }) => endsWith === 42001)
  const forcedAt = world.tokenCalls.get(`${appId}/forced`)?.[0] ?? -Infinity
  if (force_refresh === true && now - forcedAt >= FORCED_APART) {
    if (usedToday(world, account, 'stable_token/force') >= FORCED_A_DAY) return 45009
    overDay(world, account, 'stable_token/force')
    world.tokenCalls.set(`${appId}/forced`, [now])
    for (const token of livingOf(world, account, 'stable_token')) token.killedBy = 40001
  } else if (living && living.expiresAt - now > RENEWED_BEFORE) return answer(world, living)
  else replace(world, account, 'stable_token')
  return answer(world, issueToken(world, { corpId: appId, agentId: 0, by: 'stable_token' }))
}

/** Whose credentials these are, or the errcode of what is wrong with them. */
function claimant(world: World, grantType: unknown, appId: unknown, secret: unknown): Account | number {
  if (grantType !== 'client_credential') return 40002
  if (!appId || typeof appId !== 'string') return 41002
  if (!secret) return 41004
  const account = world.accounts.get(appId)
  if (!account) return 40013
  // Both numbers are met.
  if (account.secret !== secret) return world.chance.below(2) === 0 ? 40001 : 40125
  return world.settings.trustedIp ? account : 40164
}

const livingOf = (world: World, { appId }: Account, by: Token['by']): Token[] =>
  [...world.tokens.values()].filter(
    (token) => token.corpId === appId && token.by === by && deathOf(world, token) === null,
  )

function replace(world: World, account: Account, by: Token['by']): void {
  const end = world.clock.now() + OVERLAP
  for (const token of livingOf(world, account, by)) {
    token.expiresAt = Math.min(token.expiresAt, end)
    token.endsWith = 40001
  }
}

const answer = (world: World, { value, expiresAt }: Token): ApiAnswer =>
  json({ access_token: value, expires_in: Math.floor((expiresAt - world.clock.now()) / 1000) })

/** Whose token this is, or the errcode of what is wrong with it. */
export function accountOfToken(world: World, value: string | undefined): Account | number {
  if (!value) return 41001
  const token = world.tokens.get(value)
  const account = token && world.accounts.get(token.corpId)
  if (!token || !account) return 40001
  return deathOf(world, token) ?? account
}
