import type { Callback } from '../corps.js'
import type { World } from '../world.js'
import type { MenuButton } from './menu.js'
import type { Qr } from './qr.js'
import { type Permits, noPermits } from './permits.js'

/** A template of the account, for `message/template/send` (`service`) or for subscription notices of either kind. */
export interface Template {
  id: string
  kind: 'service' | 'one_time' | 'long_term'
  title: string
  /** The keys its data must have, as `first` or `thing1`: of notices each names what its value may be. */
  keys: string[]
}

/** An article of the account with a component in which one accepts notices. */
export interface Article {
  url: string
  title: string
  templateIds: string[]
}

/** A person who has met the account. */
export interface Follower {
  openId: string
  name: string
  organisation: string
  role: string
  /** What the phone page suggests to try as this person. */
  hint: string
  /** Null: the account is bound to no Open Platform account. */
  unionId: string | null
  following: boolean
  /** When (ms), and with the scene of which QR, she followed last. */
  followedAt: number | null
  followedBy: string | null
  /** Receives no messages by her own wish (48002). */
  refuses: boolean
  permits: Permits
  /** Notices she accepted and has not got yet, by template. */
  notices: Record<string, number>
  /** When (ms) she and the account last exchanged something; whether the account shows that it types. */
  exchangedAt: number | null
  seesTyping: boolean
}

/** 服务号 or 订阅号. */
export interface Account {
  appId: string
  /** 原始ID, `gh_…`: how callbacks call the account. */
  originalId: string
  name: string
  secret: string
  kind: 'service' | 'subscription'
  verified: boolean
  /** Its API is banned as a punishment (48004). */
  banned: boolean
  mode: 'plain' | 'compatible' | 'safe'
  callback: Callback | null
  /** As `menu/create` got it; null: none. */
  menu: MenuButton[] | null
  /** By openid, whose case counts. */
  followers: Map<string, Follower>
  qrs: Qr[]
  templates: Template[]
  articles: Article[]
}

export interface NewAccount {
  appId: string
  originalId: string
  name: string
  secret: string
  kind: Account['kind']
  verified: boolean
}

export interface NewFollower {
  appId: string
  openId: string
  name: string
  organisation?: string | undefined
  role?: string | undefined
  hint?: string | undefined
  unionId?: string | undefined
  following?: boolean | undefined
  refuses?: boolean | undefined
  /** Notices she has accepted before, by template. */
  notices?: Record<string, number> | undefined
}

/** The account named, or throws: settings that name what is not there are a mistake of the caller. */
export function accountNamed(world: World, appId: string): Account {
  const account = world.accounts.get(appId)
  if (!account) throw new Error(`no official account ${appId} in the emulator`)
  return account
}

/** Adds an account, or changes what is given of one that is there: its callback, followers, menu and QRs stay. */
export function putAccount(world: World, given: NewAccount): void {
  const before = world.accounts.get(given.appId)
  world.accounts.set(given.appId, {
    ...(before ?? {
      banned: false,
      mode: 'plain',
      callback: null,
      menu: null,
      followers: new Map(),
      qrs: [],
      templates: [],
      articles: [],
    }),
    ...given,
  })
  world.tell('state', {})
}

/** Adds a person, or changes what is given of one who is there. One who is put as following has done nothing just now. */
export function putFollower(world: World, { appId, ...given }: NewFollower): void {
  const { followers } = accountNamed(world, appId)
  const before: Follower = followers.get(given.openId) ?? {
    openId: given.openId,
    name: given.name,
    organisation: '',
    role: '',
    hint: '',
    unionId: null,
    following: false,
    followedAt: null,
    followedBy: null,
    refuses: false,
    permits: noPermits(),
    notices: {},
    exchangedAt: null,
    seesTyping: false,
  }
  const changed = { ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
  if (changed.following && !before.following) changed.followedAt = world.clock.now()
  followers.set(given.openId, changed)
  world.tell('state', {})
}

/** What the platform grants or withdraws, also in the middle of the day. */
export function setRights(
  world: World,
  appId: string,
  rights: { kind?: Account['kind'] | undefined; verified?: boolean | undefined; banned?: boolean | undefined },
): void {
  const given = Object.fromEntries(Object.entries(rights).filter(([, value]) => value !== undefined))
  Object.assign(accountNamed(world, appId), given)
  world.tell('state', {})
}

/** What an account may have at once: templates of messages, and notices in one component. */
const MOST_TEMPLATES = 25
const MOST_IN_COMPONENT = 5

/** Adds a template of the account's console. */
export function putTemplate(world: World, appId: string, template: Template): void {
  const account = accountNamed(world, appId)
  const others = account.templates.filter(({ id }) => id !== template.id)
  const sort = ({ kind }: Template) => kind === 'service'
  if (sort(template) && others.filter(sort).length >= MOST_TEMPLATES)
    throw new Error(`an account has ${MOST_TEMPLATES} templates at most`)
  account.templates = [...others, template]
  world.tell('state', {})
}

/** Publishes an article in which these notices can be accepted: five at most, and one-time ones apart from those of the long kind. */
export function putArticle(world: World, appId: string, article: Article): void {
  const account = accountNamed(world, appId)
  const kinds = article.templateIds.map((id) => account.templates.find((one) => one.id === id)?.kind)
  if (kinds.length === 0 || kinds.length > MOST_IN_COMPONENT || kinds.some((kind) => !kind || kind === 'service'))
    throw new Error(`a component has 1 to ${MOST_IN_COMPONENT} notices of the account`)
  if (new Set(kinds).size > 1) throw new Error('one-time notices and those of the long kind are not mixed')
  account.articles = [...account.articles.filter(({ url }) => url !== article.url), article]
  world.tell('state', {})
}
