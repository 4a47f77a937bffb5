import type { World } from '../world.js'
import { type AccountCall, type Answered, done, json } from './answer.js'
import { clearDay, limitOf, overMonth, usedToday } from './quotas.js'

const RID_LIFE = 7 * 24 * 3600_000
const PATH = '/cgi-bin/'
/** Resets a month: of everything, by either call; of single paths. */
const RESETS = 10
const SINGLE_RESETS = 50

const CHECKS = ['all', 'dns', 'ping']
const OPERATORS = ['DEFAULT', 'CHINANET', 'UNICOM', 'CAP']

/** The endpoint that a `cgi_path` names, or the errcode of why it has none. */
function endpointOf(cgiPath: unknown, isKnown: (endpoint: string) => boolean): string | number {
  if (typeof cgiPath !== 'string') return 76021
  if (cgiPath.startsWith('/sns/')) return 76022
  const endpoint = cgiPath.startsWith(PATH) ? cgiPath.slice(PATH.length) : ''
  return isKnown(endpoint) ? endpoint : 76021
}

/** The calls about calls: `isKnown` tells which endpoints there are. */
export const maintenance = (isKnown: (endpoint: string) => boolean) => ({
  /** `POST /cgi-bin/openapi/quota/get`. */
  getQuota(world: World, { account, fields }: AccountCall): Answered {
    const endpoint = endpointOf(fields['cgi_path'], isKnown)
    if (typeof endpoint === 'number') return endpoint
    const [limit, used] = [limitOf(world, endpoint), usedToday(world, account, endpoint)]
    return done({
      quota: { daily_limit: limit, used, remain: Math.max(0, limit - used) },
      rate_limit: { call_count: 10_000, refresh_second: 60 },
    })
  },

  /** `POST /cgi-bin/openapi/quota/clear`: one path's calls of today. */
  clearOne(world: World, { account, fields }: AccountCall): Answered {
    const endpoint = endpointOf(fields['cgi_path'], isKnown)
    if (typeof endpoint === 'number') return endpoint
    if (overMonth(world, account, 'one', SINGLE_RESETS)) return 48006
    clearDay(world, account, endpoint)
    return done()
  },

  /** `POST /cgi-bin/clear_quota`: all calls of today. */
  clearAll(world: World, { account, fields }: AccountCall): Answered {
    if (fields['appid'] !== account.appId) return 40013
    if (overMonth(world, account, 'all', RESETS)) return 48006
    clearDay(world, account)
    return done()
  },

  /** `POST /cgi-bin/openapi/rid/get`: what was refused under a rid. */
  getRid(world: World, { account, fields }: AccountCall): Answered {
    const rid = fields['rid']
    if (typeof rid !== 'string' || !/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/.test(rid)) return 76002
    const found = world.rids.get(rid)
    if (!found) return 76001
    if (found.appId !== account.appId) return 76003
    if (world.clock.now() - found.at > RID_LIFE) return 76004
    const { endpoint, errcode, at } = found
    const request = {
      invoke_time: Math.floor(at / 1000),
      cost_in_ms: 1,
      request_url: endpoint,
      request_body: '',
      response_body: JSON.stringify({ errcode }),
      client_ip: '127.0.0.1',
    }
    return done({ request })
  },

  /** `GET /cgi-bin/get_api_domain_ip` and `GET /cgi-bin/getcallbackip`. */
  getIps: (): Answered => json({ ip_list: ['127.0.0.1'] }),

  /** `POST /cgi-bin/callback/check`. */
  checkCallback(_world: World, { fields: { action, check_operator } }: AccountCall): Answered {
    if (!CHECKS.includes(String(action)) || !OPERATORS.includes(String(check_operator))) return 40035
    const dns = [{ ip: '127.0.0.1', real_operator: 'UNKNOWN' }]
    const ping = [{ ip: '127.0.0.1', from_operator: 'UNKNOWN', package_loss: '0%', time: '1.000ms' }]
    return json({ ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) })
  },
})
