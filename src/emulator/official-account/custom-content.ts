import type { Fields } from '../api-answer.js'
import type { Shown } from '../chats.js'
import { type MediaType, livingMedia, shownMedia } from '../media.js'
import type { World } from '../world.js'

/** What the follower will see, or the errcode of what is wrong with the message. */
type Content = Shown | number

interface Kind {
  /** Fields the platform knows inside the message's own object. */
  knows: string[]
  read(world: World, appId: string, fields: Fields): Content
}

/** Not documented; measured at the mini-program's twin of the call. */
const LONGEST_TEXT = 2048
/** Not documented either. */
const MOST_CHOICES = 20

const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const textIn = (value: unknown) => (typeof value === 'string' ? value : '')
const isLong = (text: string) => Buffer.byteLength(text) > LONGEST_TEXT

const media = (world: World, appId: string, id: unknown, type: MediaType) => {
  const found = livingMedia(world, appId, id)
  return found?.type === type ? found : null
}

const asMedia =
  (type: MediaType): Kind['read'] =>
  (world, appId, { media_id, thumb_media_id }) => {
    if (!filled(media_id)) return 41006
    const found = media(world, appId, media_id, type)
    if (!found || (type === 'video' && !media(world, appId, thumb_media_id, 'thumb'))) return 40007
    return shownMedia(found)
  }

/** The message types of message/custom/send: a new one is an entry here. */
export const customKinds: Record<string, Kind> = {
  text: {
    knows: ['content'],
    read: (_world, _appId, { content }) => {
      if (!filled(content)) return 44004
      return isLong(content) ? 45002 : { type: 'text', text: content }
    },
  },
  image: { knows: ['media_id'], read: asMedia('image') },
  voice: { knows: ['media_id'], read: asMedia('voice') },
  video: { knows: ['media_id', 'thumb_media_id', 'title', 'description'], read: asMedia('video') },
  music: {
    knows: ['title', 'description', 'musicurl', 'hqmusicurl', 'thumb_media_id'],
    read: (world, appId, { title, description, musicurl, thumb_media_id }) => {
      if (!media(world, appId, thumb_media_id, 'thumb')) return 40007
      return { type: 'textcard', title: textIn(title), description: textIn(description), url: textIn(musicurl) }
    },
  },
  news: {
    knows: ['articles'],
    read: (_world, _appId, { articles }) => {
      if (!Array.isArray(articles) || articles.length === 0) return 44003
      if (articles.length > 1) return 45008
      const { title, description, url, picurl } = articles[0] as Fields
      if (!filled(title)) return 44003
      return {
        type: 'textcard',
        title,
        description: textIn(description),
        url: textIn(url),
        ...(filled(picurl) ? { mediaUrl: picurl } : {}),
      }
    },
  },
  msgmenu: {
    knows: ['head_content', 'list', 'tail_content'],
    read: (_world, _appId, { head_content, list, tail_content }) => {
      const choices = (Array.isArray(list) ? (list as Fields[]) : []).map(({ id, content }) => ({ id, content }))
      if (choices.length === 0 || !choices.every(isChoice)) return 44004
      if (choices.length > MOST_CHOICES) return 45098
      const text = textIn(head_content)
      const description = textIn(tail_content)
      if (isLong([text, ...choices.map(({ content }) => content), description].join('\n'))) return 45002
      return { type: 'menu', text, choices, ...(description === '' ? {} : { description }) }
    },
  },
}

const isChoice = (one: { id: unknown; content: unknown }): one is { id: string; content: string } =>
  filled(one.id) && filled(one.content)
