import type { Context } from 'koa'
import { instantOf } from '../../kernel/clock.js'
import { type Fields, noteUnknown } from '../api-answer.js'
import { writeLog } from '../log.js'
import type { World } from '../world.js'
import type { Account } from './accounts.js'
import { type AccountCall, type Answered, json } from './answer.js'
import { qrPicture } from './qr-picture.js'

/** A QR with a scene. */
export interface Qr {
  ticket: string
  /** `scene_str`, or `scene_id` in digits. */
  scene: string
  /** Until when (ms) it can be scanned; null: for good. */
  until: number | null
}

const LONGEST_LIFE_S = 2_592_000
const SHORTEST_LIFE_S = 60
const MOST_PERMANENT = 100_000

/** What each kind of QR takes for a scene. */
const ACTIONS: Record<string, { isPermanent: boolean; sceneOf(scene: Fields): string | null }> = {
  QR_SCENE: { isPermanent: false, sceneOf: ({ scene_id }) => whole(scene_id, 2 ** 32 - 1) },
  QR_STR_SCENE: { isPermanent: false, sceneOf: ({ scene_str }) => short(scene_str) },
  QR_LIMIT_SCENE: { isPermanent: true, sceneOf: ({ scene_id }) => whole(scene_id, MOST_PERMANENT) },
  QR_LIMIT_STR_SCENE: { isPermanent: true, sceneOf: ({ scene_str }) => short(scene_str) },
}

const whole = (value: unknown, most: number) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most ? String(value) : null
const short = (value: unknown) => (typeof value === 'string' && value.length >= 1 && value.length <= 64 ? value : null)
const inside = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** `POST /cgi-bin/qrcode/create`. */
export function createQr(world: World, { account, fields }: AccountCall): Answered {
  noteUnknown(world, 'qrcode/create', fields, ['expire_seconds', 'action_name', 'action_info'])
  const name = String(fields['action_name'])
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name]! : null
  if (!action) return 40052
  const scene = action.sceneOf(inside(inside(fields['action_info'])['scene']))
  if (scene === null) return 40053
  const seconds = fields['expire_seconds'] ?? SHORTEST_LIFE_S
  if (!action.isPermanent && whole(seconds, LONGEST_LIFE_S) === null) return 40053
  if (action.isPermanent && account.qrs.filter(({ until }) => until === null).length >= MOST_PERMANENT) return 45029
  const qr: Qr = {
    ticket: newTicket(world),
    scene,
    until: action.isPermanent ? null : world.clock.now() + (seconds as number) * 1000,
  }
  account.qrs.push(qr)
  world.tell('state', {})
  const lives = action.isPermanent ? {} : { expire_seconds: seconds }
  return json({ ticket: qr.ticket, ...lives, url: addressIn(qr) })
}

export const newTicket = (world: World): string => `g${world.chance.letters(94)}==`

/** What the picture says. */
const addressIn = ({ ticket }: Qr) => `http://weixin.qq.com/q/${ticket.slice(0, 22)}`

/** `GET /cgi-bin/showqrcode?ticket=`: the picture, without a token; 404 for a ticket nobody was given. */
export async function showQr(world: World, ctx: Context): Promise<void> {
  const found = [...world.accounts.values()]
    .flatMap(({ qrs }) => qrs)
    .find(({ ticket }) => ticket === ctx.query['ticket'])
  // What the phone page shows of its own is no traffic.
  if (ctx.headers['sec-fetch-site'] !== 'same-origin')
    writeLog(world, {
      direction: 'in',
      kind: 'api',
      title: 'showqrcode',
      method: ctx.method,
      path: ctx.url,
      status: found ? 200 : 404,
      ms: 0,
      summary: found ? { 'zh-CN': found.scene, en: found.scene } : { 'zh-CN': '没有这个 ticket', en: 'no such ticket' },
      detail: { request: '', answer: '' },
    })
  if (!found) return ctx.throw(404)
  ctx.type = 'image/png'
  ctx.body = await qrPicture(addressIn(found))
}

/** For the phone page. */
export const qrsOf = ({ qrs }: Account) =>
  qrs.map(({ ticket, scene, until }) => ({ ticket, scene, until: until === null ? null : instantOf(until) }))

/** The scene of a QR of this account that can still be scanned; throws where there is none. */
export function sceneOfTicket(world: World, { qrs }: Account, ticket: string): string {
  const qr = qrs.find((one) => one.ticket === ticket)
  if (!qr) throw new Error('the account has no QR with this ticket')
  if (qr.until !== null && qr.until <= world.clock.now()) throw new Error('this QR has expired')
  return qr.scene
}
