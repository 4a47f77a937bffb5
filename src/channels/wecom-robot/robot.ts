import { createHash } from 'node:crypto'
import { z } from 'zod'
import { millisOf, type Clock } from '../../kernel/clock.js'
import type { Say, SendResult } from '../../kernel/message.js'
import type { Blobs } from '../channel.js'
import { postJson, readJson } from '../tencent/json.js'
import { exchange } from '../tencent/request.js'
import { wecomMeaning } from '../wecom-app/errcodes.js'
import type { WecomRobotSettings } from './settings.js'

/** Messages a minute and robot that the platform takes (path/99110); we stay below. */
const A_MINUTE = 18
const MINUTE_MS = 60_000
/** Bytes of UTF-8: over that is an error here, nothing is cut. */
const TEXT_LIMIT = 2048
/** Raw bytes of a picture. */
const IMAGE_LIMIT = 2 * 1024 * 1024
const TIMEOUT_MS = 10_000
const ANSWER_LIMIT = 64 * 1024

/**
 * Posts into one group. The address is a secret and stands in no result. Refused here: `text.too_long`, `media.too_big`, `robot.unsupported`
 * (there is no such message). What a process before this one posted is not known; the platform says 45009 where it was too much.
 */
export function wecomRobot(
  { webhook }: WecomRobotSettings,
  { clock, blobs }: { clock: Clock; blobs: Blobs },
): { send(say: Say): Promise<SendResult> } {
  let posted: number[] = []

  async function post(message: object): Promise<SendResult> {
    const now = millisOf(clock.now())
    posted = posted.filter((at) => at > now - MINUTE_MS)
    const [first] = posted
    if (first !== undefined && posted.length >= A_MINUTE)
      return { type: 'later', code: 'pace', after: first + MINUTE_MS - now }
    posted.push(now)
    const got = await exchange(new URL(webhook), { ...postJson(message), timeoutMs: TIMEOUT_MS, limit: ANSWER_LIMIT })
    if (got.type === 'too_long') return { type: 'unknown', code: 'answer.unreadable' }
    if (got.type !== 'got') return got
    const reading = readJson(z.unknown())(got)
    switch (reading.type) {
      case 'value':
        return { type: 'sent', id: '' }
      case 'html':
        return { type: 'later', code: 'answer.html', after: 10_000 }
      case 'unreadable':
        return { type: 'unknown', code: 'answer.unreadable' }
      case 'errcode': {
        const code = `errcode.${reading.errcode}`
        const meaning = wecomMeaning(reading.errcode)
        if (meaning.type === 'later') return { ...meaning, code }
        return { type: 'refused', code, scope: meaning.type === 'refused' ? meaning.scope : 'message' }
      }
    }
  }

  const refused = (code: string): SendResult => ({ type: 'refused', code, scope: 'message' })

  return {
    async send(say) {
      switch (say.type) {
        case 'text':
          if (Buffer.byteLength(say.text) > TEXT_LIMIT) return refused('text.too_long')
          return post({ msgtype: 'text', text: { content: say.text } })
        case 'image': {
          const bytes = await blobs.read(say.blob)
          if (bytes.length > IMAGE_LIMIT) return refused('media.too_big')
          const md5 = createHash('md5').update(bytes).digest('hex')
          return post({ msgtype: 'image', image: { base64: Buffer.from(bytes).toString('base64'), md5 } })
        }
        default:
          return refused('robot.unsupported')
      }
    },
  }
}
