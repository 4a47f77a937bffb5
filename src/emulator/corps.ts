import { chatKey } from './chats.js'
import type { World } from './world.js'

/** Where an app wants its callbacks, and how they are sealed. Only a verified one is used. */
export interface Callback {
  url: string
  token: string
  encodingAesKey: string
  verified: boolean
  /** Why the last attempt to save was refused. */
  reason: string | null
}

export interface App {
  agentId: number
  name: string
  secret: string
  callback: Callback | null
}

export interface Member {
  userId: string
  name: string
  organisation: string
  role: string
  /** What the phone page suggests to try as this person. */
  hint: string
  /** In the visible range of the apps: only then messages reach this person. */
  visible: boolean
  /** Has activated the account. */
  active: boolean
}

export interface Corp {
  corpId: string
  name: string
  apps: Map<number, App>
  /** By user id in lower case: the platform ignores case. */
  members: Map<string, Member>
}

export interface NewMember {
  corpId: string
  userId: string
  name: string
  organisation?: string
  role?: string
  hint?: string
  visible?: boolean
}

/**
 * One conversation: a member with an app. With an official account `corpId` is its AppID, `agentId` 0 and `userId` the
 * openid.
 */
export interface Who {
  corpId: string
  agentId: number
  userId: string
}

export const findMember = (corp: Corp, userId: string): Member | undefined => corp.members.get(userId.toLowerCase())

/** The three that `who` names, or null when one of them does not exist. */
export function findWho(world: World, who: Who): { corp: Corp; app: App; member: Member } | null {
  const corp = world.corps.get(who.corpId)
  const app = corp?.apps.get(who.agentId)
  const member = corp && findMember(corp, who.userId)
  return corp && app && member ? { corp, app, member } : null
}

/** The corp named, or throws: settings that name what is not there are a mistake of the caller. */
export function corpNamed(world: World, corpId: string): Corp {
  const corp = world.corps.get(corpId)
  if (!corp) throw new Error(`no corp ${corpId} in the emulator`)
  return corp
}

export function appNamed(world: World, corpId: string, agentId: number): App {
  const app = corpNamed(world, corpId).apps.get(agentId)
  if (!app) throw new Error(`no app ${agentId} in corp ${corpId} of the emulator`)
  return app
}

export function putCorp(world: World, { corpId, name }: { corpId: string; name: string }): void {
  const corp = world.corps.get(corpId)
  if (corp) corp.name = name
  else world.corps.set(corpId, { corpId, name, apps: new Map(), members: new Map() })
  world.tell('state', {})
}

export function putApp(
  world: World,
  { corpId, agentId, name, secret }: { corpId: string; agentId: number; name: string; secret: string },
): void {
  const { apps } = corpNamed(world, corpId)
  apps.set(agentId, { agentId, name, secret, callback: apps.get(agentId)?.callback ?? null })
  world.tell('state', {})
}

/** Adds a member, or changes what is given of one who is there. */
export function putMember(world: World, { corpId, ...given }: NewMember): void {
  const corp = corpNamed(world, corpId)
  const before = findMember(corp, given.userId)
  corp.members.set(given.userId.toLowerCase(), {
    ...(before ?? { organisation: '', role: '', hint: '', visible: true, active: true }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    userId: before?.userId ?? given.userId,
    name: given.name,
  })
  world.tell('state', {})
}

/** Gives a member another user id; the chats go along. */
export function renameMember(world: World, corp: Corp, member: Member, newUserId: string): void {
  const { corpId } = corp
  for (const { agentId } of corp.apps.values()) {
    const before = chatKey({ corpId, agentId, userId: member.userId })
    world.chats.set(chatKey({ corpId, agentId, userId: newUserId }), world.chats.get(before) ?? [])
    world.chats.delete(before)
  }
  corp.members.delete(member.userId.toLowerCase())
  member.userId = newUserId
  corp.members.set(newUserId.toLowerCase(), member)
  world.tell('state', {})
}
