import { createHash } from 'node:crypto'
import { type ApiAnswer, type ApiRequest, jsonBody, refuse } from './api-answer.js'
import { violated } from './log.js'
import type { World } from './world.js'

/** A robot of one group: what it posted, and when it was called. */
export interface Robot {
  name: string
  posts: { type: string; text: string; at: number }[]
  calls: number[]
}

const MINUTE = 60_000
const A_MINUTE = 20
const TEXT_BYTES = 2048
const IMAGE_BYTES = 2 * 1024 * 1024

export function putRobot(world: World, { key, name }: { key: string; name: string }): void {
  world.robots.set(key, { name, posts: [], calls: [] })
}

/** `POST /cgi-bin/webhook/send?key=`: no token; the key is the right. Twenty a minute and robot, then 45009. */
export function postByRobot(world: World, request: ApiRequest): ApiAnswer {
  const robot = world.robots.get(request.query['key'] ?? '')
  if (!robot) return refuse(world, 93000)
  const parsed = jsonBody(world, request, 'webhook/send')
  if ('refusal' in parsed) return parsed.refusal
  const now = world.clock.now()
  robot.calls = [...robot.calls.filter((at) => at > now - MINUTE), now]
  if (robot.calls.length > A_MINUTE) {
    violated(world, 'robot.too_many', `群机器人「${robot.name}」每分钟最多 ${A_MINUTE} 条`)
    return refuse(world, 45009)
  }
  const { msgtype } = parsed.value
  if (msgtype === 'text') {
    const content = contentOf(parsed.value['text'])
    if (content === '') return refuse(world, 44004)
    if (Buffer.byteLength(content) > TEXT_BYTES) return refuse(world, 45002)
    robot.posts.push({ type: 'text', text: content, at: now })
  } else if (msgtype === 'image') {
    const { base64, md5 } = (parsed.value['image'] ?? {}) as { base64?: string; md5?: string }
    const bytes = Buffer.from(base64 ?? '', 'base64')
    if (bytes.length === 0) return refuse(world, 44001)
    if (bytes.length > IMAGE_BYTES) return refuse(world, 40009)
    if (createHash('md5').update(bytes).digest('hex') !== md5) return refuse(world, 301019)
    robot.posts.push({ type: 'image', text: '', at: now })
  } else return refuse(world, 40008)
  return { type: 'json', value: { errcode: 0, errmsg: 'ok' } }
}

function contentOf(text: unknown): string {
  const content = typeof text === 'object' && text !== null && 'content' in text ? text.content : ''
  return typeof content === 'string' ? content : ''
}
