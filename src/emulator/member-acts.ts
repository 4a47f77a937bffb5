import { type Who, findWho, putMember, renameMember } from './corps.js'
import { type Doing, type Part, eventPart, spokenParts } from './said.js'
import type { World } from './world.js'

/** What a member of a corp does to an app. Throws where there is no such member or app, or it is not for her to do. */
export async function memberActs(world: World, asked: Who, done: Doing): Promise<{ who: Who; parts: Part[] }> {
  const { corpId, agentId, userId } = asked
  const found = findWho(world, asked)
  if (!found) throw new Error(`no member ${userId} of app ${agentId} in corp ${corpId}`)
  const { member, corp } = found
  const who: Who = { corpId, agentId, userId: member.userId }
  if (!member.visible && !['subscribe', 'unsubscribe', 'rename', 'raw_event'].includes(done.type))
    throw new Error(`${userId} does not see the app`)
  const parts = (await partsOf(world, corpId, done)).map((part) => ({ ...part, fields: addressed(who, part) }))
  if (done.type === 'subscribe' || done.type === 'unsubscribe')
    putMember(world, { corpId, ...member, visible: done.type === 'subscribe' })
  if (done.type === 'rename') renameMember(world, corp, member, done.newUserId)
  return { who, parts }
}

/** A contact event comes from the platform itself and names no app. */
const addressed = ({ corpId, agentId, userId }: Who, { fields }: Part): Part['fields'] => ({
  ToUserName: corpId,
  ...(fields['Event'] === 'change_contact'
    ? { FromUserName: 'sys', UserID: userId }
    : { FromUserName: userId, AgentID: agentId }),
  ...fields,
})

async function partsOf(world: World, corpId: string, done: Doing): Promise<Part[]> {
  switch (done.type) {
    case 'click':
      return [eventPart('click', { EventKey: done.key }, `点击菜单：${done.key}`)]
    case 'enter':
      return [eventPart('enter_agent', { EventKey: '' })]
    case 'subscribe':
      return [eventPart('subscribe', { EventKey: '' }, '你已加入应用的可见范围')]
    case 'unsubscribe':
      return [eventPart('unsubscribe', { EventKey: '' }, '你已离开应用的可见范围')]
    case 'rename':
      return [eventPart('change_contact', { ChangeType: 'update_user', NewUserID: done.newUserId })]
    case 'voice':
      if (done.recognition !== undefined) throw new Error('WeCom tells no app what was said')
      return (await spokenParts(world, corpId, done))!
    default: {
      const parts = await spokenParts(world, corpId, done)
      if (!parts) throw new Error(`a member of a corp cannot do ${done.type}`)
      return parts.map((part) => ({ ...part, fields: { ...part.fields, ...OWN[part.kind] } }))
    }
  }
}

/** What only WeCom's messages carry. */
const OWN: Record<string, Part['fields']> = { location: { AppType: 'wxwork' }, link: { PicUrl: '' } }
