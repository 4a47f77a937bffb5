import type { Clock } from '../../kernel/clock.js'
import type { Blobs, Channel } from '../channel.js'
import { api } from '../tencent/api.js'
import { verificationOf } from '../tencent/envelope.js'
import { postJson } from '../tencent/json.js'
import { splitText } from '../tencent/split.js'
import { abilities } from './abilities.js'
import { accountOf } from './decode.js'
import { accountMeaning } from './errcodes.js'
import { examine } from './examine.js'
import { fetchMedia } from './media.js'
import { noticeSending } from './notices.js'
import { reachOf, waysOf } from './reach.js'
import { receiving } from './receive.js'
import { sending } from './send.js'
import type { WechatOaSettings } from './settings.js'

/** An official account of WeChat (公众号), service or subscription account, verified or not. */
export function wechatOa(settings: WechatOaSettings, deps: { clock: Clock; blobs: Blobs }): Channel {
  const { appId, secret, baseUrl, kind, verified, notices, timeouts } = settings
  const { channel, account } = accountOf(appId)
  // The stable token: asking for it leaves the one in force alive, whoever else may use it.
  const stableToken = (force_refresh: boolean) => ({
    path: '/cgi-bin/stable_token',
    ...postJson({ grant_type: 'client_credential', appid: appId, secret, force_refresh }),
  })
  const calls = api(
    {
      baseUrl,
      token: stableToken(false),
      freshToken: stableToken(true),
      timeoutMs: timeouts.call,
      meaningOf: accountMeaning,
    },
    deps.clock,
  )

  return {
    name: channel,
    account,
    path: `/wechat/${settings.name}`,
    receive: receiving(settings),
    send: sending(calls, { verified, uploadTimeoutMs: timeouts.media }, deps, noticeSending(calls, notices)),
    onceWithinMs: null,
    reach: (standing, now) => reachOf(standing, verified, now),
    ways: (standing, about, now) => waysOf(standing, settings, about, now),
    permission(about) {
      const asked = verified && kind === 'service' ? notices[about]?.subscription : undefined
      return asked ? { template: asked.id, url: asked.askUrl } : null
    },
    fetchMedia: (ref) => fetchMedia(calls, ref, { verified, baseUrl, timeoutMs: timeouts.media }),
    split: splitText,
    sendsFiles: false,
    ...abilities(calls, settings, deps.clock),
    verification: (now) => verificationOf({ receiveId: appId, secrets: [settings] }, 'signature', now),
    examine: () => examine(calls, settings, deps.clock),
  }
}
