import { millisOf, type Instant } from '../../kernel/clock.js'
import type { Say } from '../../kernel/message.js'
import type { RawAnswer, Received } from '../channel.js'
import { cdata } from './xml.js'

export const plain = (body: string): RawAnswer => ({ status: 200, type: 'text/plain; charset=utf-8', body })
export const xmlAnswer = (body: string): RawAnswer => ({ status: 200, type: 'text/xml; charset=utf-8', body })

/** A passive reply. Only a text can ride back: everything else would have to be uploaded first. */
export function replyXml({ to, from }: { to: string; from: string }, reply: Say, at: Instant): string {
  if (reply.type !== 'text') throw new Error(`a passive reply is a text, not ${reply.type}`)
  return (
    `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName>` +
    `<CreateTime>${Math.floor(millisOf(at) / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>${cdata(reply.text)}</Content></xml>`
  )
}

/** How a channel refuses: who cannot prove to be the platform, and what has one of its own `forbidden` codes, is 403; all else a bad request. */
export function refusals(...forbidden: string[]): (code: string) => Received {
  const all = new Set(['envelope.stale', 'envelope.signature', 'envelope.receiver', ...forbidden])
  return (code) => ({
    type: 'refused',
    status: code === 'xml.too_long' ? 413 : all.has(code) ? 403 : 400,
    code,
  })
}
