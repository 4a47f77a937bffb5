import { expect, it } from '@jest/globals'
import type { Binding, TurnPorts } from '../../src/conversations/ports.js'
import type { Form } from '../../src/forms/form.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Presence } from '../../src/kernel/message.js'
import { addressOf, aPersonWithADraft, hubData, session } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('the ports of a turn', (database) => {
  it('bind a person by her code: she is known, and the code is used', async () => {
    const data = hubData()
    await database().units((sql) => loadHub(sql)(data))
    const address = addressOf()
    const { addressId } = await database().transact(({ people }) => people.hold(address))
    const binding: Binding = { confirming: newId(), guesses: 2, guessingSince: NOW, closedUntil: null }
    await database().transact(({ people }) => people.setBinding(addressId, binding))
    expect(await database().transact(({ people }) => people.hold(address))).toMatchObject({
      binding,
      contact: null,
    })

    const invited = await database().transact(({ invitations }) => invitations.find(data.contacts[1]!.code!))
    expect(invited).toMatchObject({
      invitation: { code: data.contacts[1]!.code, expiresAt: null, usedAt: null },
      contactName: 'two的联系人',
      organisationName: '赣江组',
      hubName: '江西枢纽',
    })
    const { id, contactId, hubId } = invited!.invitation
    await database().transact(async ({ people, invitations }) => {
      await invitations.use(id, addressId, NOW)
      await people.bind(addressId, contactId, NOW)
    })
    const used = await database().transact(({ invitations }) => invitations.findById(id))
    expect(used!.invitation.usedAt).toBe(NOW)
    expect(await database().transact(({ people }) => people.holdById(addressId))).toMatchObject({
      addressId,
      binding: null,
      contact: {
        id: contactId,
        hubId,
        name: 'two的联系人',
        organisationName: '赣江组',
        zone: 'Asia/Shanghai',
        language: 'zh-CN',
      },
      draft: null,
    })
  })

  it('know no code and no address that was never made', async () => {
    const nothing = await database().transact(async ({ invitations, people, drafts, photos }) => [
      await invitations.find('WRONG234'),
      await invitations.findById(newId()),
      await people.holdById(newId()),
      await people.reachable(newId()),
      await drafts.find(newId()),
      await drafts.findForm('brief', 99),
      await photos.find(newId()),
      (await people.hold(addressOf(), newId())).before,
    ])
    expect(nothing).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('keep the ledger of an address: what she said and did when, what we sent since, and what the platform said against it', async () => {
    const address = addressOf()
    const people = <T>(work: (ports: TurnPorts['people']) => Promise<T>) => database().transact((p) => work(p.people))
    const { addressId } = await people((p) => p.hold(address))
    const hear = (presence: Presence, at: string) => people(async (p) => p.hear(await p.hold(address), presence, at))
    const standing = () => people((p) => p.reachable(addressId))
    const fresh = {
      address,
      following: true,
      heardAt: null,
      sentSinceHeard: 0,
      actedAt: null,
      sentSinceActed: 0,
      refusal: null,
      refusedAt: null,
      accountRefusal: null,
      accountRefusedUntil: null,
    }
    expect(await standing()).toEqual(fresh)

    expect(await hear('spoke', NOW)).toEqual({ ...fresh, heardAt: NOW })
    await hear('none', after(5_000))
    await hear('spoke', after(59_000))
    expect(await standing()).toMatchObject({ ...fresh, heardAt: NOW })

    await people((p) => p.countSent(addressId))
    await people((p) => p.setFollowing(addressId, false, NOW))
    await people((p) => p.setRefusal(addressId, '81013', after(60_000)))
    expect(await standing()).toMatchObject({ following: false, sentSinceHeard: 1, sentSinceActed: 1, refusal: '81013' })
    // What was said before, and is told only now, changes nothing.
    await hear('spoke', after(-1_000))
    expect(await standing()).toMatchObject({ heardAt: NOW, sentSinceHeard: 1, refusal: '81013' })

    expect(await hear('acted', after(61_000))).toMatchObject({
      following: true,
      actedAt: after(61_000),
      sentSinceActed: 0,
      refusal: null,
    })
    expect(await standing()).toMatchObject({ heardAt: NOW, sentSinceHeard: 1, sentSinceActed: 0, refusedAt: null })
    await hear('spoke', after(62_000))
    expect(await standing()).toMatchObject({ heardAt: after(62_000), sentSinceHeard: 0 })
  })

  it('believe of what comes late only what nothing later contradicts: who spoke is here, who left is not', async () => {
    const address = addressOf()
    const people = <T>(work: (ports: TurnPorts['people']) => Promise<T>) => database().transact((p) => work(p.people))
    const { addressId } = await people((p) => p.hold(address))
    const follow = (following: boolean, at: string) => people((p) => p.setFollowing(addressId, following, at))
    const hear = (at: string, presence: Presence = 'spoke') =>
      people(async (p) => p.hear(await p.hold(address), presence, at))
    const following = async () => (await people((p) => p.reachable(addressId)))?.following

    await hear(after(10_000))
    expect([await follow(false, NOW), await following()]).toEqual([false, true])
    expect([await follow(false, after(20_000)), await following()]).toEqual([true, false])
    expect([await follow(true, after(15_000)), await following()]).toEqual([false, false])
    expect(await hear(after(15_000))).toMatchObject({ following: false })
    expect(await hear(after(30_000))).toMatchObject({ following: true })
    expect(await following()).toBe(true)
    // A tap or a scan is as good a sign as a word.
    await hear(after(50_000), 'acted')
    expect([await follow(false, after(40_000)), await following()]).toEqual([false, true])
    expect([await follow(false, after(60_000)), await following()]).toEqual([true, false])
  })

  it('keep until when the platform lets an account send nothing; it is news once, and that it is over, too', async () => {
    const account = newId()
    const address = { ...addressOf(), account }
    const people = <T>(work: (ports: TurnPorts['people']) => Promise<T>) => database().transact((p) => work(p.people))
    const { addressId } = await people((p) => p.hold(address))
    const refuse = (code: string, until: string) => people((p) => p.setAccountRefusal(address, { code, until }))
    const over = () => people((p) => p.setAccountRefusal(address, null))
    const state = async () => {
      const { accountRefusal, accountRefusedUntil } = (await people((p) => p.reachable(addressId)))!
      expect((await people((p) => p.hold(address))).standing).toMatchObject({ accountRefusal, accountRefusedUntil })
      return [accountRefusal, accountRefusedUntil]
    }

    expect(await refuse('48001', after(-1_000))).toBe(true)
    expect(await state()).toEqual([null, after(-1_000)])
    expect([await refuse('48004', after(1_000)), await refuse('40164', after(2_000))]).toEqual([false, false])
    expect(await state()).toEqual(['40164', after(2_000)])
    expect([await over(), await over()]).toEqual([true, false])
    expect(await state()).toEqual([null, null])
  })

  it('find the addresses of the staff of a hub: of nobody else, and the one last heard first', async () => {
    const data = hubData()
    const { hubId } = await database().units((sql) => loadHub(sql)(data))
    const ids = await database().transact(async ({ people, invitations }) => {
      const bound: Record<string, string[]> = {}
      for (const { key, code } of data.contacts) {
        const { contactId } = (await invitations.find(code!))!.invitation
        bound[key] = [contactId]
        for (const at of [NOW, after(120_000)]) {
          const address = addressOf()
          const { addressId } = await people.hold(address)
          await people.bind(addressId, contactId, at)
          await people.hear(await people.hold(address), 'spoke', at)
          bound[key].push(addressId)
        }
      }
      return bound
    })
    const role = (key: string, is: string) =>
      database().units((sql) => sql.run('UPDATE contacts SET role = ? WHERE id = ?', [is, ids[key]![0]!]))
    await role('contact-one', 'staff')
    await role('contact-two', 'viewer')
    const [contactId, before, last] = ids['contact-one']!
    const found = await database().transact(({ staff }) => staff.addressesOf(hubId))
    expect(found).toMatchObject([
      { contactId, addressId: last, standing: { heardAt: after(120_000), following: true } },
      { contactId, addressId: before, standing: { heardAt: NOW } },
    ])
    expect(await database().transact(({ staff }) => staff.addressesOf(newId()))).toEqual([])
  })

  it('keep one open draft a contact, and let her open another when it is filed', async () => {
    const { sessionId, contactId, hubId, addressId, address, about } = await aPersonWithADraft(database())
    const owner = { contactId, hubId, addressId, about }
    await expect(database().transact(({ drafts }) => drafts.open(newId(), owner, session(), NOW))).rejects.toThrow()

    const filed = session({ at: { type: 'filed' }, answers: { done: { value: '走访了 3 家👋', from: ['m1'] } } })
    await database().transact(({ drafts }) => drafts.save(sessionId, filed, NOW))
    expect(await database().transact(({ drafts }) => drafts.find(sessionId))).toEqual({
      session: filed,
      contactId,
      addressId,
      heldBy: null,
      open: false,
      about,
    })
    expect(await database().transact(({ people }) => people.hold(address))).toMatchObject({ draft: null })

    const next = newId()
    await database().transact(({ drafts }) => drafts.open(next, owner, session({ misses: 1 }), NOW))
    expect(await database().transact(({ people }) => people.hold(address))).toMatchObject({
      draft: { id: next, session: session({ misses: 1 }), about },
    })
  })

  it('let a draft wait while another is open, and take it up when nobody has it', async () => {
    const { sessionId, contactId, hubId, addressId, address, about } = await aPersonWithADraft(database())
    const hold = () => database().transact(({ people }) => people.hold(address))
    const takesUp = (id: string) => database().transact(({ drafts }) => drafts.takeUp(id, { contactId, addressId }))
    await database().transact(({ drafts }) => drafts.setAside(sessionId))
    expect(await hold()).toMatchObject({ draft: null })
    expect(await database().transact(({ drafts }) => drafts.find(sessionId))).toMatchObject({
      open: true,
      heldBy: null,
    })
    // Staff see it as begun all the while.
    const drafts = await database().transact(({ overview }) => overview.openDrafts(hubId))
    expect(drafts).toMatchObject([{ organisationId: about.organisationId }])
    const next = newId()
    await database().transact((ports) =>
      ports.drafts.open(next, { contactId, hubId, addressId, about }, session({ misses: 1 }), NOW),
    )
    await database().transact((ports) => ports.drafts.save(next, session({ at: { type: 'filed' } }), NOW))
    expect(await takesUp(next)).toBe(false)
    expect(await takesUp(sessionId)).toBe(true)
    expect(await takesUp(sessionId)).toBe(false)
    expect(await hold()).toMatchObject({ draft: { id: sessionId } })
  })

  it('forget a stranger whole, and of a contact all that is not in her drafts', async () => {
    const { address, addressId, contactId, hubId, sessionId } = await aPersonWithADraft(database())
    const stranger = addressOf()
    const held = (of: typeof address) => database().transact(({ people }) => people.hold(of))
    const said = async (of: typeof address, at: string | null) => {
      const { addressId: by } = await held(of)
      const id = newId()
      const message = { from: of, presence: 'spoke' as const, key: newId(), sentAt: NOW }
      const heard = { id, addressId: by, contactId: null, hubId, sessionId: at, reply: null, receivedAt: NOW }
      await database().transact(({ inbox }) =>
        inbox.add({ ...heard, message: { ...message, said: { type: 'text', text: '你好' } } }),
      )
      return id
    }
    await said(stranger, null)
    await said(address, null)
    const answer = await said(address, sessionId)
    const picture = await said(address, null)
    await database().transact(({ photos }) =>
      photos.add({
        channel: address.channel,
        account: address.account,
        id: newId(),
        hubId,
        sessionId,
        field: 'f',
        messageId: picture,
        mediaId: 'm',
        mediaUrl: null,
        sentAt: NOW,
      }),
    )
    await database().transact(async ({ people }) => {
      await people.setWaiting(addressId, [{ messageId: newId(), mediaId: 'm', sentAt: NOW }])
      await people.setUnsaid(addressId, [{ text: 't', key: 'k', at: NOW }])
      await people.setUnionId(addressId, 'union')
    })
    const { addressId: strange } = await held(stranger)
    const silent = (since: string) => database().transact(({ people }) => people.strangersSilentSince(since))
    await database().transact(async ({ people }) => people.hear(await people.hold(stranger), 'spoke', NOW))
    expect(await silent(NOW)).not.toContain(strange)
    expect(await silent(after(1_000))).toContain(strange)
    expect(await silent(after(1_000))).not.toContain(addressId)
    for (const of of [stranger, address]) {
      await database().transact(async ({ people }) => people.forget(await people.hold(of)))
    }
    const left = await database().reads.all('SELECT id FROM inbound_messages WHERE addressId IN (?, ?) ORDER BY id', [
      addressId,
      strange,
    ])
    // Two ids of one millisecond have no order.
    expect(left).toEqual([answer, picture].sort().map((id) => ({ id })))
    expect(await database().transact(({ people }) => people.holdById(strange))).toBeNull()
    expect(await held(address)).toMatchObject({
      waiting: [],
      unsaid: [],
      contact: { id: contactId },
      draft: { id: sessionId, addressId },
    })
    expect(await database().transact(({ people }) => people.contactBehind('union', hubId))).toBeNull()
  })

  it('find the one contact of a hub behind a name over several accounts, and let her draft move', async () => {
    const { addressId, contactId, hubId, sessionId, data } = await aPersonWithADraft(database())
    const union = newId()
    const second = addressOf()
    const behind = (hub = hubId) => database().transact(({ people }) => people.contactBehind(union, hub))
    const { addressId: other } = await database().transact(({ people }) => people.hold(second))
    for (const id of [addressId, other]) {
      await database().transact(({ people }) => people.setUnionId(id, union))
      expect(await behind()).toEqual({ contactId, name: 'one的联系人', organisation: '青云社' })
    }
    expect(await behind(newId())).toBeNull()

    await database().transact(async ({ people, drafts }) => {
      await people.bind(other, contactId, NOW)
      await drafts.move(sessionId, other)
    })
    expect(await behind()).toMatchObject({ contactId })
    expect(await database().transact(({ people }) => people.hold(second))).toMatchObject({
      draft: { id: sessionId, addressId: other },
    })
    await database().transact(async ({ people, invitations }) => {
      const { invitation } = (await invitations.find(data.contacts[1]!.code!))!
      await people.bind(other, invitation.contactId, NOW)
    })
    expect(await behind()).toBeNull()
  })

  it('keep a form version as it was first used', async () => {
    const form: Form = { id: newId(), version: 1, menu: 1, title: '工作简报', aliases: ['简报'], fields: [] }
    await database().transact(({ drafts }) => drafts.keepForm(form, NOW))
    await database().transact(({ drafts }) => drafts.keepForm({ ...form, title: '改了' }, NOW))
    expect(await database().transact(({ drafts }) => drafts.findForm(form.id, 1))).toEqual(form)
  })

  it('keep what was said to the last character', async () => {
    const { addressId, address } = await aPersonWithADraft(database())
    const text = '二百多人次👨‍👩‍👧\u200b𠮷"\\\n'.repeat(1_500)
    const key = newId()
    const heard = { addressId, contactId: null, hubId: null, sessionId: null, reply: null, receivedAt: NOW }
    const message = {
      from: address,
      presence: 'spoke' as const,
      key,
      sentAt: NOW,
      said: { type: 'text' as const, text },
    }
    await database().transact(({ inbox }) => inbox.add({ ...heard, id: newId(), message }))
    expect(await database().transact(({ people }) => people.hold(address, key))).toMatchObject({
      before: { reply: null },
    })
    const [row] = await database().reads.all<{ said: string }>(
      'SELECT said FROM inbound_messages WHERE messageKey = ?',
      [key],
    )
    expect(JSON.parse(row!.said)).toEqual({ type: 'text', text })
    // The key stands once, whatever the shell does.
    await expect(database().transact(({ inbox }) => inbox.add({ ...heard, id: newId(), message }))).rejects.toThrow()
  })

  it('refuse what does not fit instead of cutting it', async () => {
    const address = addressOf('u'.repeat(191))
    const held = await database()
      .transact(({ people }) => people.hold(address))
      .then(
        ({ addressId }) => database().transact(({ people }) => people.reachable(addressId)),
        () => null,
      )
    expect(held === null || held.address.user === address.user).toBe(true)
  })

  it('find the only active grant of an organisation, else the newest programme', async () => {
    const data = hubData()
    const { hubId, programmeId } = await database().units((sql) => loadHub(sql)(data))
    const of = (organisation: string) =>
      database().transact(async ({ invitations, people, grants }) => {
        const { code } = data.contacts.find((contact) => contact.organisation === organisation)!
        const { invitation } = (await invitations.find(code!))!
        const { addressId } = await people.hold(addressOf())
        await people.bind(addressId, invitation.contactId, NOW)
        const { contact } = (await people.holdById(addressId))!
        return grants.forOrganisation(hubId, contact!.organisationId)
      })
    expect(await of('one')).toEqual({ grantId: expect.any(String), programmeId })
    expect(await of('two')).toEqual({ grantId: null, programmeId })
    expect(await of('three')).toEqual({ grantId: null, programmeId })
    expect(await database().transact(({ grants }) => grants.forOrganisation('no_such_hub', 'nobody'))).toEqual({
      grantId: null,
      programmeId: null,
    })
  })
})
