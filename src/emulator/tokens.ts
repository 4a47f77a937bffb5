import { type App, type Corp } from './corps.js'
import { type ApiAnswer, type ApiRequest, refuse } from './api-answer.js'
import type { World } from './world.js'

const TOKEN_LIFE_S = 7200
const MINUTE = 60_000

/** Of an app; of an official account with its AppID as `corpId` and `agentId` 0. */
export interface Token {
  value: string
  corpId: string
  agentId: number
  /** The endpoint that gave it. */
  by: 'gettoken' | 'token' | 'stable_token'
  expiresAt: number
  /** The errcode that calls with it get once it has expired. */
  endsWith: 42001 | 40001
  /** The errcode that calls with it get since it died early. */
  killedBy: number | null
}

const living = (world: World, corp: Corp, app: App) =>
  [...world.tokens.values()].find(
    (token) =>
      token.corpId === corp.corpId &&
      token.agentId === app.agentId &&
      token.killedBy === null &&
      token.expiresAt > world.clock.now(),
  )

/** Notes one more use of `key` and says whether more than `limit` fell into the last `ms`. */
export function over(uses: Map<string, number[]>, key: string, now: number, ms: number, limit: number): boolean {
  const recent = (uses.get(key) ?? []).filter((at) => at > now - ms)
  recent.push(now)
  uses.set(key, recent)
  return recent.length > limit
}

/** `GET /cgi-bin/gettoken`: the same token all its life; a new one only after it. */
export function getToken(world: World, { query }: ApiRequest): ApiAnswer {
  const { corpid, corpsecret } = query
  if (!corpid) return refuse(world, 41002)
  if (!corpsecret) return refuse(world, 41004)
  const corp = world.corps.get(corpid)
  if (!corp) return refuse(world, 40013)
  const hasSecret = (one: App) => one.secret === corpsecret
  const app = [...corp.apps.values()].find(hasSecret)
  if (!app) {
    const elsewhere = [...world.corps.values()].some(({ apps }) => [...apps.values()].some(hasSecret))
    return refuse(world, elsewhere ? 40091 : 40001)
  }
  const now = world.clock.now()
  const caller = `${corpid}/${app.agentId}`
  if (over(world.tokenCalls, caller, now, MINUTE, world.settings.tokenCallsPerMinute)) return refuse(world, 45009)
  const token =
    living(world, corp, app) ?? issueToken(world, { corpId: corp.corpId, agentId: app.agentId, by: 'gettoken' })
  const expires_in = Math.floor((token.expiresAt - now) / 1000)
  return { type: 'json', value: { errcode: 0, errmsg: 'ok', access_token: token.value, expires_in } }
}

/** A new token of full life. */
export function issueToken(world: World, owner: Pick<Token, 'corpId' | 'agentId' | 'by'>): Token {
  const token: Token = {
    ...owner,
    value: world.chance.letters(100 + world.chance.below(413)),
    expiresAt: world.clock.now() + TOKEN_LIFE_S * 1000,
    endsWith: 42001,
    killedBy: null,
  }
  world.tokens.set(token.value, token)
  // An old token must still be told apart from one never issued, but not for ever.
  for (const old of world.tokens.values()) {
    if (world.tokens.size <= 1000) break
    world.tokens.delete(old.value)
  }
  return token
}

/** Whose token this is, or the errcode of what is wrong with it. */
export function appOfToken(world: World, value: string | undefined): { corp: Corp; app: App } | number {
  if (!value) return 41001
  const token = world.tokens.get(value)
  const corp = token && world.corps.get(token.corpId)
  const app = corp?.apps.get(token!.agentId)
  if (!token || !corp || !app) return 40014
  return deathOf(world, token) ?? { corp, app }
}

/** The errcode of a token that lives no more; null while it lives. */
export const deathOf = (world: World, token: Token): number | null =>
  token.killedBy ?? (token.expiresAt <= world.clock.now() ? token.endsWith : null)

/** Ends the tokens of an app or account before their time; calls with them get `errcode`. */
export function killTokens(world: World, corpId: string, agentId: number, errcode: number): void {
  for (const token of world.tokens.values())
    if (token.corpId === corpId && token.agentId === agentId) token.killedBy ??= errcode
}
