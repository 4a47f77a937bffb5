import type { Shown } from './chats.js'
import type { Callback } from './corps.js'
import { signatureOf, unseal } from './envelope.js'
import { type MediaType, livingMedia, shownMedia } from './media.js'
import type { SentMessage } from './said.js'
import { cutAt } from './text.js'
import type { World } from './world.js'
import { type XmlNode, readXml, textOf } from './xml.js'

/** What the platform makes of an answer with HTTP 200. */
export type Judged = { type: 'silent' } | { type: 'reply'; shown: Shown[]; text: string; plain: string } | Violation

interface Violation {
  type: 'violation'
  code: string
  message: string
}

const EVENTS_WITH_REPLY = new Set([
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_event',
  'template_card_menu_event',
])

export const broken = (code: string, message: string): Violation => ({ type: 'violation', code, message })

/** Empty or `success` is silence; all else must be a sealed reply that the platform would show. */
export async function judge(
  world: World,
  corpId: string,
  { token, encodingAesKey }: Secrets,
  message: SentMessage,
  body: Buffer,
): Promise<Judged> {
  const text = body.toString('utf8')
  if (text === '' || /^"?success"?$/i.test(text)) return { type: 'silent' }
  const outer = await readXml(text)
  if (!outer.ok) return broken('reply.no_envelope', `对 ${message.kind} 的回答既不是空的，也不是加密信封`)
  const inner = await openReply(outer.value, { token, encodingAesKey }, corpId)
  if ('type' in inner) return inner
  const { fields } = inner
  const { userId } = message.who
  if (textOf(fields['ToUserName'])?.toLowerCase() !== userId.toLowerCase())
    return broken('reply.addressing', `ToUserName 不是 ${userId}`)
  if (textOf(fields['FromUserName']) !== corpId) return broken('reply.addressing', 'FromUserName 不是 corpid')
  if (!/^\d+$/.test(textOf(fields['CreateTime']) ?? '')) return broken('reply.field', 'CreateTime 不是数字')
  const [type, event] = message.kind.split(':')
  if (type === 'event' && !EVENTS_WITH_REPLY.has(event!))
    return broken('reply.not_allowed', `事件 ${event} 不能被动回复`)
  const content = readContent(world, corpId, event, fields)
  return 'type' in content ? content : { type: 'reply', ...content, plain: inner.plain }
}

type Secrets = Pick<Callback, 'token' | 'encodingAesKey'>

/** What a sealed reply says, or the violation that it is. */
export async function openReply(
  outer: Fields,
  { token, encodingAesKey }: Secrets,
  receiveId: string,
): Promise<{ fields: Fields; plain: string } | Violation> {
  const encrypt = textOf(outer['Encrypt'])
  const signature = textOf(outer['MsgSignature'])
  const timestamp = textOf(outer['TimeStamp'])
  const nonce = textOf(outer['Nonce'])
  if (!encrypt || !signature || !timestamp || !/^\d+$/.test(timestamp) || !nonce)
    return broken('reply.no_envelope', '信封里缺 Encrypt、MsgSignature、TimeStamp 或 Nonce')
  if (signatureOf(token, timestamp, nonce, encrypt) !== signature) return broken('reply.signature', 'MsgSignature 不对')
  const opened = unseal(encodingAesKey, encrypt, receiveId)
  if (!opened.ok) return broken('reply.envelope', `回复解不开：${opened.problem.code}`)
  const inner = await readXml(opened.value)
  return inner.ok ? { fields: inner.value, plain: opened.value } : broken('reply.not_xml', '信封里不是 XML')
}

/** What the person sees, and the same in words. */
export type Content = { shown: Shown[]; text: string }
export type Fields = Record<string, XmlNode>

function readContent(world: World, corpId: string, event: string | undefined, fields: Fields): Content | Violation {
  const type = textOf(fields['MsgType'])
  switch (type) {
    case 'text': {
      const text = textOf(fields['Content'])
      if (!text?.trim()) return broken('reply.field', '文字回复没有 Content')
      const seen = cutAt(world, text, 2048)
      return { shown: [{ type: 'text', text: seen }], text: seen }
    }
    case 'update_button':
    case 'update_template_card':
      if (event !== 'template_card_event') return broken('reply.not_allowed', `${type} 只能回复卡片事件`)
      return { shown: [], text: `[${type}]` }
    default:
      return readRich(world, corpId, fields) ?? broken('reply.field', `MsgType ${type} 不能作被动回复`)
  }
}

/** Pictures, voices, films and news, alike on both platforms; null: it is none of them. */
export function readRich(world: World, corpId: string, fields: Fields): Content | Violation | null {
  switch (textOf(fields['MsgType'])) {
    case 'image':
      return readMedia(world, corpId, 'image', fields['Image'])
    case 'voice':
      return readMedia(world, corpId, 'voice', fields['Voice'])
    case 'video':
      return readMedia(world, corpId, 'video', fields['Video'])
    case 'news':
      return readNews(fields)
    default:
      return null
  }
}

export const child = (node: XmlNode | undefined, name: string) =>
  typeof node === 'object' && !Array.isArray(node) ? node[name] : undefined

function readMedia(world: World, corpId: string, type: MediaType, node: XmlNode | undefined): Content | Violation {
  const media = livingMedia(world, corpId, textOf(child(node, 'MediaId')))
  if (media?.type !== type) return broken('reply.media', `${type} 的 MediaId 无效`)
  return { shown: [shownMedia(media)], text: `[${type}]` }
}

function readNews(fields: Fields): Content | Violation {
  const items = child(fields['Articles'], 'item')
  const articles = Array.isArray(items) ? items : items === undefined ? [] : [items]
  if (articles.length < 1 || articles.length > 8 || Number(fields['ArticleCount']) !== articles.length)
    return broken('reply.field', '图文要有 1 到 8 篇，且与 ArticleCount 相同')
  const of = (article: XmlNode, name: string) => textOf(child(article, name)) ?? ''
  return {
    shown: articles.map((article) => ({
      type: 'textcard',
      title: of(article, 'Title'),
      description: of(article, 'Description'),
      url: of(article, 'Url'),
    })),
    text: articles.map((article) => of(article, 'Title')).join('\n'),
  }
}
