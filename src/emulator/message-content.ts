import type { Fields } from './api-answer.js'
import type { Shown } from './chats.js'
import { type MediaType, livingMedia, shownMedia } from './media.js'
import { cutAt, cutAtCharacters } from './text.js'
import type { World } from './world.js'

/** What the receivers will see, or the errcode of what is wrong with the message. */
export type Content = { shown: Shown[] } | number

interface Kind {
  /** Fields the platform knows inside the message's own object. */
  knows: string[]
  /** Values of `safe` besides 0. */
  safe: number[]
  read(world: World, corpId: string, fields: Fields): Content
}

const utf8Length = (text: string) => Buffer.byteLength(text, 'utf8')
const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const textIn = (value: unknown) => (typeof value === 'string' ? value : '')

const asMedia =
  (type: MediaType): Kind['read'] =>
  (world, corpId, fields) => {
    if (!filled(fields['media_id'])) return 41006
    const media = livingMedia(world, corpId, fields['media_id'])
    if (media?.type !== type) return 40007
    return { shown: [shownMedia(media)] }
  }

/** The errcode of a link, 0 if it is good. */
function linkFault(url: unknown): number {
  if (!filled(url)) return 41010
  if (!/^https?:\/\//i.test(url)) return 45034
  return utf8Length(url) > 2048 ? 45002 : 0
}

function readArticles(fields: Fields, read: (article: Fields) => Shown | number): Content {
  const articles = fields['articles']
  if (!Array.isArray(articles) || articles.length === 0) return 44003
  if (articles.length > 8) return 45008
  const shown: Shown[] = []
  for (const article of articles as Fields[]) {
    const one = read(article)
    if (typeof one === 'number') return one
    shown.push(one)
  }
  return { shown }
}

/** The message types of message/send: a new one is an entry here. */
export const kinds: Record<string, Kind> = {
  text: {
    knows: ['content'],
    safe: [1],
    read: (world, _corpId, { content }) =>
      filled(content) ? { shown: [{ type: 'text', text: cutAt(world, content, 2048) }] } : 44004,
  },
  markdown: {
    knows: ['content'],
    safe: [],
    read: (_world, _corpId, { content }) => {
      if (!filled(content)) return 44004
      return utf8Length(content) > 2048 ? 45002 : { shown: [{ type: 'markdown', text: content }] }
    },
  },
  image: { knows: ['media_id'], safe: [1], read: asMedia('image') },
  voice: { knows: ['media_id'], safe: [], read: asMedia('voice') },
  file: { knows: ['media_id'], safe: [1], read: asMedia('file') },
  video: {
    knows: ['media_id', 'title', 'description'],
    safe: [1],
    read: (world, corpId, fields) => {
      const content = asMedia('video')(world, corpId, fields)
      if (typeof content === 'number') return content
      const title = cutAt(world, textIn(fields['title']), 128)
      const description = cutAt(world, textIn(fields['description']), 512)
      return { shown: content.shown.map((one) => ({ ...one, title, description })) }
    },
  },
  textcard: {
    knows: ['title', 'description', 'url', 'btntxt'],
    safe: [],
    read: (world, _corpId, { title, description, url, btntxt }) => {
      if (!filled(title)) return 41016
      if (!filled(description)) return 41033
      const fault = linkFault(url)
      if (fault) return fault
      return {
        shown: [
          {
            type: 'textcard',
            title: cutAtCharacters(world, title, 128),
            description: cutAtCharacters(world, description, 512),
            url: url as string,
            btntxt: cutAtCharacters(world, textIn(btntxt) || '详情', 4),
          },
        ],
      }
    },
  },
  news: {
    knows: ['articles'],
    safe: [],
    read: (world, _corpId, fields) =>
      readArticles(fields, ({ title, description, url, picurl, appid, pagepath }) => {
        if (!filled(title)) return 41016
        const fault = filled(appid) && filled(pagepath) ? 0 : linkFault(url)
        if (fault) return fault
        return {
          type: 'textcard',
          title: cutAt(world, title, 128),
          description: cutAt(world, textIn(description), 512),
          url: textIn(url),
          ...(filled(picurl) ? { mediaUrl: picurl } : {}),
        }
      }),
  },
  mpnews: {
    knows: ['articles'],
    safe: [1, 2],
    read: (world, corpId, fields) =>
      readArticles(fields, ({ title, thumb_media_id, author, content, content_source_url, digest }) => {
        if (!filled(title)) return 41016
        if (livingMedia(world, corpId, thumb_media_id)?.type !== 'image') return 40007
        if (!filled(content)) return 44004
        if (utf8Length(content) > 666 * 1024) return 45002
        if (utf8Length(textIn(author)) > 64) return 45032
        return {
          type: 'textcard',
          title: cutAt(world, title, 128),
          description: cutAt(world, textIn(digest), 512),
          url: textIn(content_source_url),
        }
      }),
  },
}
