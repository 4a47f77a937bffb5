import type { Database } from '../../src/database/connect.js'
import { aboutOwn } from '../../src/conversations/ports.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Session } from '../../src/engine/session.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import { newId, NOW } from './databases.js'

/** A small hub with a grantee whose grant runs, one that withdrew, and one with two grants. */
export const hubData = (key: string = newId()): HubData => ({
  hub: { key, name: '江西枢纽', zone: 'Asia/Shanghai', language: 'zh-CN' },
  funder: { key: 'funder', name: '某基金会' },
  programme: { key: '2014', name: '2014 年小额资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
  organisations: [
    { key: 'one', name: '青云社', kind: 'organisation', city: '南昌', aliases: ['青云', '青云公益'] },
    { key: 'two', name: '赣江组', kind: 'organisation', city: null, aliases: [] },
    { key: 'three', name: '个人申请者一', kind: 'person', city: '吉安', aliases: [] },
  ],
  grants: [
    grant('a', 'one', '读书会', 1_000_000),
    { ...grant('b', 'two', '盲童戏剧', null), status: 'withdrawn', remark: '主动退出' },
    grant('c', 'three', '办公', 50_000),
    grant('d', 'three', '培训', 60_000),
  ],
  contacts: ['one', 'two', 'three'].map((organisation) => ({
    key: `contact-${organisation}`,
    organisation,
    name: `${organisation}的联系人`,
    code: newId().slice(-8),
  })),
})

const grant = (
  key: string,
  organisation: string,
  purpose: string,
  amountFen: number | null,
): HubData['grants'][number] => ({
  key,
  organisation,
  purpose,
  purposeClass: 'project',
  amountFen,
  status: 'active',
  remark: null,
})

/** An installation that has nothing for staff but words. */
export const noWays = {
  accountsOf: () => [{ channel: 'wechat_oa', title: null }],
  takesFiles: () => false,
  qrAccount: () => null,
  robotsOf: (): string[] => [],
  layouts: () => Promise.resolve(['annual', 'quarterly']),
  publicUrl: null,
}

export const addressOf = (user: string = newId()) => ({ channel: 'wecom_app', account: 'ww1/1000002', user })

export const session = (changes: Partial<Session> = {}): Session => ({
  form: 'brief',
  formVersion: 1,
  answers: {},
  at: { type: 'asking', field: 'period' },
  partials: {},
  misses: 0,
  paused: false,
  heardAt: NOW,
  ...changes,
})

/** Loads a hub and binds an address to the contact of its first grantee, with a draft open. */
export async function aPersonWithADraft(database: Database) {
  const data = hubData()
  const { hubId, programmeId } = await database.units((sql) => loadHub(sql)(data))
  const address = addressOf()
  return database.transact(async ({ people, invitations, drafts }) => {
    const { addressId } = await people.hold(address)
    const invited = await invitations.find(data.contacts[0]!.code!)
    const { contactId } = invited!.invitation
    await people.bind(addressId, contactId, NOW)
    const sessionId = newId()
    const about = aboutOwn((await people.holdById(addressId))!.contact!.organisationId)
    await drafts.open(sessionId, { contactId, hubId, addressId, about }, session(), NOW)
    return { data, hubId, programmeId, address, addressId, contactId, sessionId, about }
  })
}

/** What of a filed record is the same for all first versions. */
export const firstVersion = (id: string) => ({
  id,
  chainId: id,
  version: 1,
  state: 'submitted' as const,
  reason: null,
  typedBy: null,
  idle: false,
  burden: null,
})
