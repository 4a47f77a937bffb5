import { instantOf, millisOf, type Instant } from '../../kernel/clock.js'
import { doubtful, fine, wrong, type Check } from './check.js'
import { ANSWER_MS } from './local.js'

/** When something posted to a callback address was last believed, or refused and why; since the service was started. */
export interface LastCallback {
  path: string
  outcome: string
  code: string
  at: Instant
}

/** As `channels/http.ts` counts them. */
const LINE = /^jianbao_callback_last_seconds\{path="([^"]*)",outcome="(\w+)",code="([^"]*)"\} (\S+)$/gm

/** What the running service heard, all accounts together; null: it does not say. */
export async function lastCallbacks(url: string): Promise<LastCallback[] | null> {
  try {
    const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const lines = [...(await response.text()).matchAll(LINE)]
    return lines.map(([, path = '', outcome = '', code = '', at]) => ({
      path,
      outcome,
      code,
      at: instantOf(Number(at) * 1000),
    }))
  } catch {
    // It went away in this moment; whether it is there is said elsewhere.
    return null
  }
}

/**
 * Whether the platform's own messages are believed. Our check of the address cannot tell: it proves the Token alone, and is signed with the
 * same settings that may be wrong.
 */
export function checkHeard(about: string, path: string, all: LastCallback[], now: Instant): Check {
  const newest = (outcome: string) =>
    all
      .filter(
        (each) => each.path === path && each.outcome === outcome && (outcome === 'believed' || each.code in REFUSED),
      )
      .sort((a, b) => (a.at < b.at ? 1 : -1))[0]
  const [believed, refused] = [newest('believed'), newest('refused')]
  if (refused && (!believed || believed.at < refused.at)) {
    const [said, ...todo] = REFUSED[refused.code]!
    // Anybody can send what is signed wrongly; all else was signed with the Token.
    const state = refused.code === 'envelope.signature' ? doubtful : wrong
    return state(about, `${ago(refused.at, now)}来的一条被拒收了：${said}`, {
      code: refused.code,
      todo: [...todo, '改完重启服务，用手机给它发一句话，再执行一次'],
    })
  }
  if (believed) return fine(about, `平台最近一次送来是${ago(believed.at, now)}，收得下`)
  const todo = ['请用手机给它发一句话，再执行一次；还是这样，就看管理后台的回调地址是否已保存并启用']
  return doubtful(about, '服务这次启动以来，平台还没有送来过一条', { code: 'heard.none', todo })
}

const KEY = '请核对设置里的 encodingAesKey 和管理后台的 EncodingAESKey，43 位一字不差'
const TOKEN = '管理后台的 Token 和设置里的不一样时，所有消息都会被拒收：请核对；一样的话，是别人在乱试，不用管'

/** By the codes of refusals that settings can be the cause of. */
const REFUSED: Record<string, [said: string, ...todo: string[]]> = {
  'envelope.signature': ['签名不对（envelope.signature）', TOKEN],
  'envelope.stale': ['时间差得太多（envelope.stale）', '请校准服务器的时间：sudo timedatectl set-ntp true'],
  'envelope.ciphertext': ['解不开（envelope.ciphertext）', KEY],
  'envelope.receiver': [
    '是给别的账号的（envelope.receiver）',
    '请核对设置里的 AppID 或企业ID；这个回调地址是不是也填在了别的账号里',
  ],
  'envelope.encrypt': [
    '没有加密（envelope.encrypt）',
    '管理后台是明文模式：请改成安全模式，或在设置里照实写 mode: plain',
  ],
  'wechat_oa.account': [
    '收信的公众号不是设置里的（wechat_oa.account）',
    '请核对设置里的 originalId：公众平台 → 设置与开发 → 账号设置 → 账号详情 → 原始ID',
  ],
  'wecom_app.corp': ['收信的企业不是设置里的（wecom_app.corp）', '请核对设置里的 corpId（企业ID）'],
  'wecom_app.agent': [
    '收信的应用不是设置里的（wecom_app.agent）',
    '请核对设置里的 agentId；这个回调地址是不是也填在了别的应用里',
  ],
}

function ago(at: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((millisOf(now) - millisOf(at)) / 60_000))
  if (minutes < 60) return minutes === 0 ? '刚刚' : ` ${minutes} 分钟前`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? ` ${hours} 小时前` : ` ${Math.floor(hours / 24)} 天前`
}
