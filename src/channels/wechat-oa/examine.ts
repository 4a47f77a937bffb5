import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import type { Finding } from '../channel.js'
import { failed, type Answer, type Api } from '../tencent/api.js'
import { examineToken } from '../tencent/examine.js'
import { readJson } from '../tencent/json.js'
import { qrCall } from './abilities.js'
import { accountMeaning } from './errcodes.js'
import { examineNotices } from './examine-notices.js'
import type { WechatOaSettings } from './settings.js'

const read = readJson(z.unknown())
/** «No menu yet»: who may ask hears it. */
const NO_MENU = 'errcode.46003'
const NO_RIGHT = 'errcode.48001'

/**
 * Looks at the account as `examineToken` does, and at its `rights`: whether it is what the settings say. `detail.setting` (`verified`,
 * `kind`) is `configured` so and was `seen` so; less than configured is broken, more a warning. At its templates
 * it looks as `examineNotices` does.
 */
export async function examine(api: Api, settings: WechatOaSettings, clock: Clock): Promise<Finding[]> {
  const findings = await examineToken(api, accountMeaning, clock)
  if (!findings.some(({ what, state }) => what === 'token' && state === 'ok')) return findings

  const menu = await api.call({ path: '/cgi-bin/menu/get', read })
  findings.push(compared('verified', ['false', 'true'], settings.verified, menu))
  if (!mayIt(menu)) return findings
  // The cheapest call that only service accounts have. What it makes dies in a minute, and nobody sees it.
  const qr = await api.call({ ...qrCall('doctor', 60), read })
  findings.push(compared('kind', ['subscription', 'service'], settings.kind === 'service', qr))
  return [...findings, ...(await examineNotices(api, settings.notices))]
}

/** Null: the call did not tell. */
function mayIt(answer: Answer<unknown>): boolean | null {
  if (answer.type === 'value') return true
  const { code } = failed(answer)
  return code === NO_MENU ? true : code === NO_RIGHT ? false : null
}

/** What the setting is when the account may not and when it may, and whether it is configured as one that may. */
function compared(
  setting: string,
  [less, more]: [string, string],
  expected: boolean,
  answer: Answer<unknown>,
): Finding {
  const may = mayIt(answer)
  if (may === null) {
    const failure = answer.type === 'value' ? null : failed(answer)
    const isBanned = failure?.type === 'refused' && failure.scope === 'rights'
    return { what: 'rights', state: isBanned ? 'broken' : 'warning', code: failure?.code ?? null }
  }
  const detail = { setting, configured: expected ? more : less, seen: may ? more : less }
  if (may === expected) return { what: 'rights', state: 'ok', code: null, detail }
  return { what: 'rights', state: may ? 'warning' : 'broken', code: may ? 'rights.more' : NO_RIGHT, detail }
}
