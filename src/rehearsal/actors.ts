import { roleOf } from '../database/role.js'
import type { Database } from '../database/connect.js'
import type { Control } from '../emulator/control.js'
import type { Who } from '../emulator/corps.js'
import type { Instant } from '../kernel/clock.js'
import type { Address } from '../kernel/message.js'
import type { Role } from '../people/people.js'
import type { Settings } from '../settings.js'
import { mannersOf, type Actor } from './actor.js'
import { diceOf, type Dice } from './dice.js'
import type { Source } from './source.js'

interface ContactRow {
  id: string
  code: string | null
  role: Role | null
  kind: string
  leftAt: Instant | null
}

/**
 * Everybody of the hub as she takes part: where she is bound, else at a place of her own with her invitation in her hand. Of each organisation
 * the one who is asked first has a manner of her own; her colleagues are there or not.
 */
export async function actorsOf(
  database: Database,
  {
    hubId,
    settings,
    control,
    source,
    seed,
    now,
  }: {
    hubId: string
    settings: Settings
    control: Control
    source: Source
    seed: number
    now: Instant
  },
): Promise<Actor[]> {
  const dice = diceOf(seed, 1)
  const rows = await database.reads.all<ContactRow>(
    'SELECT c.id, c.code, c.role, c.leftAt, o.kind FROM contacts c JOIN organisations o ON o.id = c.organisationId WHERE c.hubId = ?',
    [hubId],
  )
  const invitees = await database.transact(({ invitations }) => invitations.invitees(hubId, now))
  const grantees = invitees.filter(({ contactId }) => roleIn(rows, contactId) === 'grantee')
  const first = new Set<string>()
  for (const organisationId of new Set(grantees.map((one) => one.organisationId))) {
    const [asked] = await database.transact(({ colleagues }) => colleagues.of(hubId, organisationId))
    if (asked) first.add(asked.contactId)
  }
  const manners = mannersOf(first.size, dice)
  const actors: Actor[] = []
  for (const [i, { contactId, contactName, organisationId, organisationName, code }] of invitees.entries()) {
    const role = roleIn(rows, contactId)
    if (role === 'viewer') continue
    const found = await database.transact(({ colleagues }) => colleagues.find(hubId, contactId))
    const { choices } = await database.transact(({ affiliations }) => affiliations.choicesOf(contactId))
    const bound = found?.addresses.find(({ standing }) => standing.following && isOurs(settings, standing.address))
    const home = source.homeOf(rows.find(({ id }) => id === contactId)?.code ?? null)
    const address = bound?.standing.address ?? home ?? homeless(settings, role, i, dice)
    const manner =
      role === 'staff' ? null : first.has(contactId) ? manners.pop()! : dice.pick(['prompt', 'silent'] as const)
    const who = whoAt(address)
    const shown = { name: contactName, organisation: organisationName }
    const { notices } = bound?.standing ?? { notices: {} }
    if (address.channel === 'wechat_oa')
      control.putFollower({ appId: who.corpId, openId: who.userId, ...shown, following: bound !== undefined, notices })
    else control.putMember({ corpId: who.corpId, userId: who.userId, ...shown })
    actors.push({
      contactId,
      name: contactName,
      organisation: organisationName,
      organisationIds: [...new Set([organisationId, ...choices.map((choice) => choice.organisationId)])],
      manner,
      dice: diceOf(seed, 2, i),
      address,
      account: calledIn(settings, address),
      who,
      code: bound ? null : (code?.code ?? null),
      here: bound !== undefined,
      reads: '',
    })
  }
  return actors
}

function roleIn(rows: ContactRow[], contactId: string): Role {
  const row = rows.find(({ id }) => id === contactId)
  return row ? roleOf({ role: row.role, organisationKind: row.kind, leftAt: row.leftAt }) : 'grantee'
}

const isOurs = ({ wecom, wechat }: Settings, { channel, account }: Address): boolean =>
  channel === 'wecom_app'
    ? wecom.apps.some(({ corpId, agentId }) => account === `${corpId}/${agentId}`)
    : wechat.accounts.some(({ appId }) => account === appId)

function calledIn({ wecom, wechat }: Settings, { channel, account }: Address): string {
  if (channel === 'wechat_oa') {
    const found = wechat.accounts.find(({ appId }) => appId === account)
    return `公众号 ${found?.title ?? found?.name ?? account}`
  }
  const found = wecom.apps.find(({ corpId, agentId }) => account === `${corpId}/${agentId}`)
  return `企业微信 ${found?.title ?? found?.name ?? account}`
}

/** Most are in WeCom, where there is an app; staff all. */
function homeless({ wecom, wechat }: Settings, role: Role, i: number, dice: Dice): Address {
  const homes: [number, Address][] = [
    ...wecom.apps.map(({ corpId, agentId }): [number, Address] => [
      6,
      { channel: 'wecom_app', account: `${corpId}/${agentId}`, user: `rehearsal-${i}` },
    ]),
    ...wechat.accounts.map(({ appId, verified }): [number, Address] => [
      role === 'staff' && wecom.apps.length > 0 ? 0 : verified ? 3 : 1,
      { channel: 'wechat_oa', account: appId, user: `oRehearsal_${String(i).padStart(16, '0')}` },
    ]),
  ]
  return dice.weighed(homes)
}

function whoAt({ channel, account, user }: Address): Who {
  if (channel === 'wechat_oa') return { corpId: account, agentId: 0, userId: user }
  const [corpId = '', agentId = ''] = account.split('/')
  return { corpId, agentId: Number(agentId), userId: user }
}
