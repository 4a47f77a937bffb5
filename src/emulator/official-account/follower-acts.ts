import { chatOf } from '../chats.js'
import type { Who } from '../corps.js'
import { keepMedia } from '../media.js'
import { type Doing, type Part, SILENCE, eventPart, locationPart, photoParts, spokenParts } from '../said.js'
import type { World } from '../world.js'
import type { XmlFields } from '../xml.js'
import { type Account, type Follower, accountNamed } from './accounts.js'
import { buttonOf } from './menu.js'
import { noPermits, openPermit } from './permits.js'
import { newTicket, sceneOfTicket } from './qr.js'

/** What one need not follow for. */
const BY_ANYBODY = new Set<Doing['type']>(['subscribe', 'scan', 'notices', 'raw_event'])
/** Taps that give the right to messages; those of other buttons give none. */
const RIGHTFUL = new Set([
  'event:subscribe',
  'event:SCAN',
  'event:CLICK',
  'event:scancode_push',
  'event:scancode_waitmsg',
])

/**
 * What a person does to an official account; opens the windows that it opens. `createTime` in seconds. Throws where there
 * is no such person, or it cannot be done: she does not follow, the QR has expired, no menu has the entry.
 */
export async function followerActs(
  world: World,
  { corpId, userId }: Who,
  done: Doing,
  createTime: number,
): Promise<{ who: Who; parts: Part[] }> {
  const account = accountNamed(world, corpId)
  const follower = account.followers.get(userId)
  if (!follower) throw new Error(`nobody with the openid ${userId} at ${corpId}`)
  if (!follower.following && !BY_ANYBODY.has(done.type)) throw new Error(`${userId} does not follow the account`)
  const who: Who = { corpId, agentId: 0, userId }
  const parts = await partsOf(world, account, follower, done)
  if (done.type !== 'raw_event')
    for (const { kind } of parts) {
      if (!kind.startsWith('event:')) openPermit(follower.permits, 'message', createTime * 1000)
      else if (RIGHTFUL.has(kind)) openPermit(follower.permits, 'act', createTime * 1000)
      else continue
      follower.exchangedAt = world.clock.now()
    }
  world.tell('state', {})
  return { who, parts: parts.map((part) => ({ ...part, fields: { ...addressed(account, userId), ...part.fields } })) }
}

export const addressed = ({ originalId }: Account, openId: string): XmlFields => ({
  ToUserName: originalId,
  FromUserName: openId,
})

async function partsOf(world: World, account: Account, follower: Follower, done: Doing): Promise<Part[]> {
  const { appId } = account
  switch (done.type) {
    case 'subscribe':
      if (follower.following) throw new Error(`${follower.openId} follows already`)
      return [follows(world, follower, scannedIn(world, account, done))]
    case 'scan': {
      const scanned = scannedIn(world, account, done)
      if (!scanned) throw new Error('a scan needs a ticket or a scene')
      const { scene, Ticket } = scanned
      if (!follower.following) return [follows(world, follower, scanned)]
      return [eventPart('SCAN', { EventKey: scene, Ticket }, '你扫了公众号的二维码')]
    }
    case 'unsubscribe':
      Object.assign(follower, { following: false, permits: noPermits() })
      return [eventPart('unsubscribe', { EventKey: '' }, '你已取消关注')]
    case 'click':
      return [eventPart('CLICK', { EventKey: done.key }, `点击菜单：${buttonOf(account, done.key)?.name ?? done.key}`)]
    case 'view':
      return [eventPart('VIEW', { EventKey: done.url, MenuId: world.chance.below(1e9) })]
    case 'menu_choice':
      return [choice(world, { corpId: appId, agentId: 0, userId: follower.openId }, done.id)]
    case 'scancode': {
      const ScanCodeInfo = { ScanType: 'qrcode', ScanResult: done.result }
      return [
        eventPart(done.waits ? 'scancode_waitmsg' : 'scancode_push', { EventKey: done.key, ScanCodeInfo }, '扫一扫'),
      ]
    }
    case 'pick_photos': {
      const pictures = await photoParts(world, appId, done.photos)
      const item = pictures.map(() => ({ PicMd5Sum: world.chance.letters(32).toLowerCase() }))
      const SendPicsInfo = { Count: item.length, PicList: { item } }
      return [eventPart(done.by, { EventKey: done.key, SendPicsInfo }), ...pictures]
    }
    case 'pick_location': {
      const place = locationPart(done)
      const SendLocationInfo = { ...place.fields, Poiname: '' }
      return [eventPart('location_select', { EventKey: done.key, SendLocationInfo }), place]
    }
    case 'notices':
      return [answersNotices(account, follower, done)]
    case 'voice': {
      const [voice] = (await spokenParts(world, appId, done))!
      const sharper = await keepMedia(world, appId, 'voice', { name: 'voice.amr', bytes: SILENCE })
      const heard: XmlFields = done.recognition === undefined ? {} : { Recognition: done.recognition }
      return [{ ...voice!, fields: { ...voice!.fields, MediaId16K: sharper.id, ...heard } }]
    }
    default: {
      const parts = await spokenParts(world, appId, done)
      if (!parts) throw new Error(`a follower cannot do ${done.type}`)
      return parts
    }
  }
}

/** A QR that was scanned; scenes that nobody made have a ticket, too. */
type Scanned = { scene: string; Ticket: string }

function scannedIn(
  world: World,
  account: Account,
  { ticket, scene }: { ticket?: string | undefined; scene?: string | undefined },
): Scanned | null {
  if (ticket !== undefined) return { scene: sceneOfTicket(world, account, ticket), Ticket: ticket }
  if (scene === undefined) return null
  const made = account.qrs.find((qr) => qr.scene === scene)
  return { scene, Ticket: made?.ticket ?? newTicket(world) }
}

function follows(world: World, follower: Follower, scanned: Scanned | null): Part {
  Object.assign(follower, {
    following: true,
    followedAt: world.clock.now(),
    followedBy: scanned?.scene ?? null,
  })
  if (!scanned) return eventPart('subscribe', { EventKey: '' }, '你已关注公众号')
  const { scene, Ticket } = scanned
  return eventPart('subscribe', { EventKey: `qrscene_${scene}`, Ticket }, '你扫码关注了公众号')
}

/** A tap on an entry of a `msgmenu` comes as its words. */
function choice(world: World, who: Who, id: string): Part {
  const chosen = chatOf(world, who)
    .toReversed()
    .flatMap(({ choices = [] }) => choices)
    .find((one) => one.id === id)
  if (!chosen) throw new Error(`no menu in the chat has ${id}`)
  const { content } = chosen
  return { kind: 'text', fields: { Content: content, bizmsgmenuid: id }, bubble: { type: 'text', text: content } }
}

/** Where the pop-up was: on a page, or in an article. */
const SCENES = { page: 1, article: 2 }

function answersNotices(
  { templates, articles }: Account,
  { notices }: Follower,
  done: Doing & { type: 'notices' },
): Part {
  const article = articles.find(({ url }) => url === done.article)
  if (done.article !== undefined && !article) throw new Error(`the account has no article ${done.article}`)
  for (const id of done.templateIds) {
    if (article && !article.templateIds.includes(id)) throw new Error(`the article does not ask for ${id}`)
    const template = templates.find((one) => one.id === id && one.kind !== 'service')
    if (!template) throw new Error(`the account has no subscription notice ${id}`)
    // One acceptance is one notice; of the long-lasting kind it is all to come.
    if (done.answer === 'accept') notices[id] = template.kind === 'long_term' ? 1 : (notices[id] ?? 0) + 1
    if (done.answer === 'off') delete notices[id]
  }
  const status = done.answer === 'accept' ? 'accept' : 'reject'
  const List = done.templateIds.map((TemplateId) => ({
    TemplateId,
    SubscribeStatusString: status,
    ...(done.answer === 'off' ? {} : { PopupScene: SCENES[article ? 'article' : 'page'] }),
  }))
  return done.answer === 'off'
    ? eventPart('subscribe_msg_change_event', { SubscribeMsgChangeEvent: { List } })
    : eventPart(
        'subscribe_msg_popup_event',
        { SubscribeMsgPopupEvent: { List } },
        status === 'accept' ? '你同意了订阅通知' : '你拒绝了订阅通知',
      )
}
