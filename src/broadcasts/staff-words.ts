import { bare } from '../forms/prompt.js'
import { normaliseText } from '../kernel/numeral.js'

/** What staff want of broadcasts. `text` is what it is to say, as they wrote it. */
export type BroadcastCommand =
  | { type: 'write'; text: string }
  | { type: 'salon' }
  /** `nth`: counted from the newest. */
  | { type: 'sheet'; nth: number }
  /** A word to those who have not handed in something; `sure`: the verb says so. */
  | { type: 'urge'; whom: string; sure: boolean }
  | { type: 'names' | 'log' | 'group_text' | 'to_group' | 'stop' | 'export' }

const COMMANDS: [Exclude<BroadcastCommand['type'], 'write' | 'sheet' | 'urge'>, RegExp][] = [
  ['names', /^群发\s*(?:的)?(?:名单|没收到的?|没送到的?|谁没收到)$|^broadcast names$/i],
  ['log', /^群发\s*(?:的)?(?:记录|历史|列表)$|^(?:broadcasts|broadcast log)$/i],
  ['group_text', /^(?:群发\s*)?(?:的)?(?:群文本|群消息|群公告)$|^group text$/i],
  ['to_group', /^(?:群发\s*)?(?:发到|发进|发)群(?:里)?$|^to the group$/i],
  ['stop', /^(?:群发\s*)?(?:停|停止|停下|停发|不发了|别发了|先别发)$|^群发\s*取消$|^取消群发$|^stop(?: broadcast)?$/i],
  ['export', /^导出\s*群发(?:结果)?$|^群发\s*导出$|^export broadcast$/i],
  ['salon', /^群发\s*沙龙(?:邀请)?$|^broadcast salon$/i],
]
const SHEET = /^(?:群发\s*(?:的)?(?:结果|情况|怎么样了?|送达|回执|进度)|broadcast result)\s*第?(\d?)条?\??$/i
const WRITE = /^(?:群发|broadcast)(?:消息|通知)?(?:[:：,，\s]+([\s\S]+))?$/i
const URGE =
  /^(?:请|帮我|麻烦|再)*(催|提醒|通知)(?:交|一?下|一声|一催|催)?(?:给)?\s*(?!交$|报$|一下$|一声$)(.{2,30}?)(?:交(?:报告|简报))?(?:一下|一声)?[吧了]?$/
const LONG = 40

/** The command that a message of staff is, if it is nothing but one. */
export function broadcastCommandIn(text: string): BroadcastCommand | null {
  const said = text.length > LONG ? '' : bare(normaliseText(text)).trim()
  const [sheet, nth] = SHEET.exec(said) ?? []
  if (sheet !== undefined) return { type: 'sheet', nth: Number(nth) || 1 }
  const type = COMMANDS.find(([, pattern]) => pattern.test(said))?.[0]
  if (type) return { type }
  const [, verb, whom] = URGE.exec(said) ?? []
  if (whom !== undefined) return { type: 'urge', whom, sure: verb === '催' }
  const written = WRITE.exec(text.trim())
  return written ? { type: 'write', text: (written[1] ?? '').trim() } : null
}

/** 「退订」 of a broadcast, and 「订阅」 to come back: what a recipient may say at any time. */
export function subscriptionIn(text: string): 'off' | 'on' | null {
  if (text.length > 20) return null
  const said = bare(normaliseText(text)).toLowerCase()
  if (
    /^(?:退订|td|取消订阅|退出群发|(?:请)?(?:不要|别)再?(?:给我|跟我)?(?:发|群发)(?:群发|消息|了)*|(?:我)?不(?:想|要|愿)?再?收(?:到)?群发(?:消息)?了?|unsubscribe)$/.test(
      said,
    )
  )
    return 'off'
  return /^(?:订阅|恢复订阅|重新订阅|subscribe)$/.test(said) ? 'on' : null
}
