import { z } from 'zod'
import { later, type Clock } from '../../kernel/clock.js'
import type { Channel } from '../channel.js'
import { failed, getOpen, type Api } from '../tencent/api.js'
import { postJson, readJson } from '../tencent/json.js'
import { readMedia } from '../tencent/media.js'
import type { WechatOaSettings } from './settings.js'

/** The longest a QR with a scene can live: 30 days. */
const QR_MOST_S = 2_592_000
/** Bytes of its picture. */
const QR_LIMIT = 1024 * 1024

const made = readJson(z.object({ ticket: z.string().min(1), expire_seconds: z.number() }))
// Who does not follow has `subscribe: 0` and nothing else; `unionid` is there only with an Open Platform account.
const user = readJson(z.object({ subscribe: z.number(), unionid: z.string().min(1).optional() }))
const done = readJson(z.unknown())

/** What an account may do beyond talking depends on its kind and on being verified: the pages of the other kinds do not have the call. */
export function abilities(
  api: Api,
  settings: WechatOaSettings,
  clock: Clock,
): Pick<Channel, 'sceneQr' | 'identify' | 'setMenu'> {
  const { kind, verified, qrBaseUrl, timeouts } = settings

  const sceneQr: Channel['sceneQr'] = async (scene, seconds) => {
    const now = clock.now()
    const answer = await api.call({ ...qrCall(scene, Math.min(seconds, QR_MOST_S)), read: made })
    if (answer.type !== 'value') return failed(answer)
    const { ticket, expire_seconds: lives } = answer.value
    const url = new URL(`${qrBaseUrl.replace(/\/$/, '')}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`)
    const picture = await getOpen(url, { timeoutMs: timeouts.media, limit: QR_LIMIT, read: readMedia })
    if (picture.type !== 'value') return failed(picture)
    return { type: 'made', picture: picture.value.bytes, until: later(now, lives * 1000) }
  }

  const identify: Channel['identify'] = async (openid) => {
    const answer = await api.call({ path: '/cgi-bin/user/info', query: { openid }, read: user })
    if (answer.type !== 'value') return failed(answer)
    return { type: 'known', following: answer.value.subscribe === 1, unionId: answer.value.unionid ?? null }
  }

  /** Replaces all buttons; the platform refuses more than three, and labels over 16 bytes. Phones look every five minutes at most. */
  const setMenu: Channel['setMenu'] = async (buttons) => {
    const button = buttons.map(({ label, key }) => ({ type: 'click', name: label, key }))
    const answer = await api.call({ path: '/cgi-bin/menu/create', ...postJson({ button }), read: done })
    return answer.type === 'value' ? { type: 'done' } : failed(answer)
  }

  return {
    sceneQr: verified && kind === 'service' ? sceneQr : null,
    identify: verified ? identify : null,
    setMenu: verified ? setMenu : null,
  }
}

/** Asks for a QR whose scan brings this scene (1 to 64 characters) for so many seconds: only verified service accounts may. */
export const qrCall = (scene: string, seconds: number) => ({
  path: '/cgi-bin/qrcode/create',
  ...postJson({
    expire_seconds: seconds,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: scene } },
  }),
})
