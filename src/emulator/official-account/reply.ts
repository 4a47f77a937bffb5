import type { Callback } from '../corps.js'
import { type Content, type Fields, type Judged, broken, child, openReply, readRich } from '../reply.js'
import type { SentMessage } from '../said.js'
import type { World } from '../world.js'
import { readXml, textOf } from '../xml.js'
import type { Account } from './accounts.js'

/** What of events a person brings about herself in the chat; the platform's own and a farewell take no answer. */
const EVENTS_WITH_REPLY = new Set(['subscribe', 'SCAN', 'LOCATION', 'CLICK', 'scancode_waitmsg'])

const LONGEST_TEXT = 2048

export function takesReply(kind: string): boolean {
  const [type, event] = kind.split(':')
  return type !== 'event' || EVENTS_WITH_REPLY.has(event!)
}

/** Empty or `success` is silence, unencrypted in every mode; all else must be a reply of the mode that can be shown. */
export async function judgeReply(
  world: World,
  account: Account,
  callback: Callback,
  message: SentMessage,
  body: Buffer,
): Promise<Judged> {
  const text = body.toString('utf8')
  if (text === '' || text === 'success') return { type: 'silent' }
  if (!takesReply(message.kind)) return broken('reply.not_allowed', `${message.kind} 不能被动回复`)
  const outer = await readXml(text)
  if (!outer.ok) return broken('reply.not_xml', `对 ${message.kind} 的回答既不是空的、success，也不是 XML`)
  const isSealed = 'Encrypt' in outer.value
  if (isSealed && account.mode === 'plain') return broken('reply.mode', '明文模式下回复了加密信封')
  if (!isSealed && account.mode === 'safe') return broken('reply.mode', '安全模式下回复了明文')
  const inner = isSealed ? await openReply(outer.value, callback, account.appId) : { fields: outer.value, plain: text }
  if ('type' in inner) return inner
  const { fields, plain } = inner
  if (textOf(fields['ToUserName']) !== message.who.userId)
    return broken('reply.addressing', 'ToUserName 不是对方的 openid')
  if (textOf(fields['FromUserName']) !== account.originalId)
    return broken('reply.addressing', 'FromUserName 不是公众号的原始 ID')
  if (!/^\d+$/.test(textOf(fields['CreateTime']) ?? '')) return broken('reply.field', 'CreateTime 不是数字')
  const content = readContent(world, account, message.kind, fields)
  return 'type' in content ? content : { type: 'reply', ...content, plain }
}

function readContent(
  world: World,
  { appId }: Account,
  kind: string,
  fields: Fields,
): Content | ReturnType<typeof broken> {
  const type = textOf(fields['MsgType'])
  switch (type) {
    case 'text': {
      const text = textOf(fields['Content'])
      if (!text?.trim()) return broken('reply.field', '文字回复没有 Content')
      const length = Buffer.byteLength(text)
      if (length > LONGEST_TEXT) return broken('reply.too_long', `文字回复有 ${length} 字节，超过 ${LONGEST_TEXT}`)
      return { shown: [{ type: 'text', text }], text }
    }
    case 'news':
      // Only events may be answered with more than one.
      if (!kind.startsWith('event:') && Array.isArray(child(fields['Articles'], 'item')))
        return broken('reply.news', '对消息只能回复一条图文')
      return readRich(world, appId, fields)!
    case 'music': {
      const music = fields['Music']
      if (!textOf(child(music, 'ThumbMediaId'))) return broken('reply.field', '音乐没有 ThumbMediaId')
      const of = (name: string) => textOf(child(music, name)) ?? ''
      return {
        shown: [{ type: 'textcard', title: of('Title'), description: of('Description'), url: of('MusicUrl') }],
        text: '[music]',
      }
    }
    case 'transfer_customer_service':
      return { shown: [], text: '[transfer_customer_service]' }
    default:
      return readRich(world, appId, fields) ?? broken('reply.field', `MsgType ${type} 不能作被动回复`)
  }
}
