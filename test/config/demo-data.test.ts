import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../config/demo/${name}.json`, import.meta.url), 'utf8'))

interface Event {
  table: string
  from: string
  to: string
  headcount: number | null
  filedBy: string
}
const hub: {
  organisations: { key: string; name: string; aliases: string[]; kind: string }[]
  grants: { organisation: string; amountFen: number | null; status: string }[]
  statedGrantedFen: number
  contacts: { key: string; organisation: string; invitation: string }[]
  wecom: { members: { userid: string; contact: string }[]; guests: { userid: string }[] }
  wechat: {
    accounts: {
      name: string
      appId: string
      originalId: string
      followers: { openId: string; contact: string }[]
      guests: { openId: string }[]
    }[]
  }
} = read('hub')
const { events, statedTotals }: { events: Event[]; statedTotals: Record<string, number> } = read('events')

const doubled = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index)

describe('the demo hub', () => {
  it.each([
    ['exchange', 5, 221],
    ['accompaniment', 18, 404],
    ['training', 26, 1462],
  ])('has an event table %s of %i rows that adds up to %i people as the report states', (table, rows, total) => {
    const those = events.filter((event) => event.table === table)
    expect(those).toHaveLength(rows)
    expect(those.reduce((sum, event) => sum + (event.headcount ?? 0), 0)).toBe(total)
    expect(statedTotals[table]).toBe(total)
  })

  it('has one event without a headcount, which lasts three months', () => {
    expect(events.filter((event) => event.headcount === null)).toMatchObject([{ from: '2014-10-01', to: '2014-12-31' }])
    expect(events.filter((event) => event.from !== event.to)).toHaveLength(1)
  })

  it('grants 53,100 yuan in seven grants, an eighth is withdrawn', () => {
    expect(hub.grants.map((grant) => grant.status).toSorted()).toEqual([
      ...Array<string>(7).fill('active'),
      'withdrawn',
    ])
    expect(hub.grants.filter((grant) => grant.amountFen === null)).toMatchObject([{ status: 'withdrawn' }])
    expect(hub.grants.reduce((sum, grant) => sum + (grant.amountFen ?? 0), 0)).toBe(5_310_000)
    expect(hub.statedGrantedFen).toBe(5_310_000)
  })

  it('lets every event be filed by a contact, and every active grantee have one', () => {
    const contacts = new Set(hub.contacts.map((contact) => contact.key))
    expect(events.filter((event) => !contacts.has(event.filedBy))).toEqual([])
    const withContact = new Set(hub.contacts.map((contact) => contact.organisation))
    const active = hub.grants.filter((grant) => grant.status === 'active')
    expect(active.filter((grant) => !withContact.has(grant.organisation))).toEqual([])
    const followers = hub.wechat.accounts.flatMap((account) => account.followers)
    expect([...hub.wecom.members, ...followers].map((one) => one.contact)).toEqual([...contacts])
  })

  it('refers to organisations it has, by names and codes that stand once', () => {
    const organisations = new Set(hub.organisations.map((organisation) => organisation.key))
    expect([...hub.grants, ...hub.contacts].filter((one) => !organisations.has(one.organisation))).toEqual([])
    expect(doubled(hub.organisations.flatMap((organisation) => [organisation.name, ...organisation.aliases]))).toEqual(
      [],
    )
    expect(doubled(hub.organisations.map((organisation) => organisation.key))).toEqual([])
    expect(doubled([...hub.wecom.members, ...hub.wecom.guests].map((member) => member.userid))).toEqual([])
    const openIds = hub.wechat.accounts.flatMap(({ followers, guests }) => [...followers, ...guests])
    expect(doubled(openIds.map(({ openId }) => openId))).toEqual([])
    expect(doubled(hub.wechat.accounts.flatMap(({ appId, originalId, name }) => [appId, originalId, name]))).toEqual([])
    expect(doubled(hub.contacts.map((contact) => contact.invitation))).toEqual([])
  })

  it('invites by four letters and four digits that are not taken for each other', () => {
    for (const { invitation } of hub.contacts) expect(invitation).toMatch(/^[ACDEFGHJKMNPQRSTUVWXY]{4}[2-9]{4}$/)
  })
})
