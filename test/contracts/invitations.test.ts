import { expect, it } from '@jest/globals'
import { newCode } from '../../src/database/invitations.js'
import { loadHub } from '../../src/database/load-hub.js'
import { handOut, HANDED_OUT_MS } from '../../src/people/hand-out.js'
import { CODE_ALPHABET } from '../../src/people/invitation-code.js'
import { addressOf, hubData } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const CODE = new RegExp(`^[${CODE_ALPHABET}]{8}$`)

onEachDatabase('invitations', (database) => {
  async function aHub() {
    const data = hubData()
    const { hubId } = await database().units((sql) => loadHub(sql)(data))
    const invitees = (at = NOW, organisationId?: string) =>
      database().transact(({ invitations }) => invitations.invitees(hubId, at, organisationId))
    const hand = (at = NOW, fresh = false) =>
      database().transact(async ({ invitations }) =>
        handOut(invitations, hubId, await invitations.invitees(hubId, at), { now: at, by: null, fresh }),
      )
    const bindBy = (code: string) =>
      database().transact(async ({ people, invitations }) => {
        const { addressId } = await people.hold(addressOf())
        const { invitation } = (await invitations.find(code))!
        await invitations.use(invitation.id, addressId, NOW)
        await people.bind(addressId, invitation.contactId, NOW)
      })
    return { data, hubId, invitees, hand, bindBy }
  }

  it('lead to contacts with the role that the list gives them: staff of the hub unless it says viewer, all others grantees', async () => {
    const data = hubData()
    const hub = { key: 'hub', name: '江西枢纽', kind: 'hub' as const, city: null, aliases: [] }
    const contact = (key: string, organisation: string, role?: 'viewer') => ({
      key,
      organisation,
      name: key,
      code: newCode(),
      role,
    })
    const contacts = [contact('boss', 'hub'), contact('trainee', 'hub', 'viewer'), contact('officer', 'one')]
    const loaded = { ...data, organisations: [...data.organisations, hub], contacts }
    const roles = () =>
      database().transact(async ({ invitations, people }) => {
        const found: string[] = []
        for (const { code } of contacts) {
          const { addressId } = await people.hold(addressOf())
          await people.bind(addressId, (await invitations.find(code))!.invitation.contactId, NOW)
          found.push((await people.holdById(addressId))!.contact!.role)
        }
        return found
      })
    await database().units((sql) => loadHub(sql)(loaded))
    expect(await roles()).toEqual(['staff', 'viewer', 'grantee'])
    // Loaded anew without it, she is staff.
    await database().units((sql) =>
      loadHub(sql)({ ...loaded, contacts: contacts.map((each) => ({ ...each, role: undefined })) }),
    )
    expect(await roles()).toEqual(['staff', 'staff', 'grantee'])
  })

  it('list the contacts of a hub or of one organisation, each once, with the code that works', async () => {
    await aHub()
    const { data, invitees } = await aHub()
    const all = await invitees()
    expect(all.map(({ contactName }) => contactName).sort()).toEqual(['one', 'three', 'two'].map((o) => `${o}的联系人`))
    const one = all.find(({ contactName }) => contactName === 'one的联系人')!
    expect(one).toMatchObject({
      organisationName: '青云社',
      bound: 0,
      code: { code: data.contacts[0]!.code, expiresAt: null },
    })
    expect(await invitees(NOW, one.organisationId)).toEqual([one])
    expect(await invitees(NOW, 'nobody')).toEqual([])
  })

  it('give an unused code again, a fresh one for a used or expired one, and on demand for all', async () => {
    const { data, hand, bindBy, invitees } = await aHub()
    const codes = (handed: Awaited<ReturnType<typeof hand>>) =>
      handed.toSorted((a, b) => a.contactName.localeCompare(b.contactName, 'en')).map(({ code: { code } }) => code)
    const [one, two, three] = data.contacts.map(({ code }) => code!)
    expect(codes(await hand())).toEqual([one, three, two])

    await bindBy(one!)
    const [fresh, ...others] = codes(await hand())
    expect(fresh).toMatch(CODE)
    expect(others).toEqual([three, two])
    expect(codes(await hand())).toEqual([fresh, three, two])
    expect((await invitees()).filter(({ bound }) => bound === 1)).toMatchObject([
      { contactName: 'one的联系人', code: { code: fresh, expiresAt: after(HANDED_OUT_MS) } },
    ])

    const later = after(HANDED_OUT_MS)
    expect(codes(await hand(later))).toEqual([expect.not.stringMatching(fresh!), three, two])

    const all = codes(await hand(later, true))
    expect(new Set([...all, fresh, three, two]).size).toBe(6)
    const ended = await database().transact(({ invitations }) => invitations.find(two!))
    expect(ended!.invitation.expiresAt).toBe(later)
    expect(codes(await hand(later))).toEqual(all)
  })

  it('hand out nobody the code she asked for herself', async () => {
    const { hubId, invitees, bindBy, data } = await aHub()
    await bindBy(data.contacts[0]!.code!)
    const { contactId } = (await invitees()).find(({ bound }) => bound === 1)!
    const make = (madeBy: string | null) =>
      database().transact(({ invitations }) =>
        invitations.make({ hubId, contactId, madeAt: NOW, madeBy, expiresAt: after(1_000) }),
      )
    await make(contactId)
    expect((await invitees()).find(({ bound }) => bound === 1)!.code).toBeNull()
    const { code } = await make(null)
    expect((await invitees()).find(({ bound }) => bound === 1)!.code).toEqual({ code, expiresAt: after(1_000) })
    expect((await invitees(after(1_000))).find(({ bound }) => bound === 1)!.code).toBeNull()
  })

  it('count the wrong codes of an account by the hour', async () => {
    const account = { channel: 'wechat_oa', account: newId() }
    const guesses = (at: string) => database().transact(({ invitations }) => invitations.guesses(account, at))
    const guessed = (at: string) => database().transact(({ invitations }) => invitations.guessed(account, at))
    expect(await guesses(NOW)).toEqual({ count: 0, since: NOW })
    expect([await guessed(NOW), await guessed(after(1_000)), await guessed(after(3_599_999))]).toEqual([1, 2, 3])
    expect(await guesses(after(3_599_999))).toEqual({ count: 3, since: NOW })
    expect(await guesses(after(3_600_000))).toMatchObject({ count: 0 })
    expect(await guessed(after(3_600_000))).toBe(1)
    expect(await guesses(after(3_600_000))).toEqual({ count: 1, since: after(3_600_000) })
    // What the platform says against the account stands in the same row.
    expect(
      await database().transact(({ people }) => people.setAccountRefusal(account, { code: '48001', until: NOW })),
    ).toBe(true)
    expect(await guesses(after(3_600_001))).toMatchObject({ count: 1 })
  })
})
