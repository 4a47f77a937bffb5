import { expect, it } from '@jest/globals'
import type { Binding } from '../../src/conversations/ports.js'
import type { Form } from '../../src/forms/form.js'
import { loadHub } from '../../src/database/load-hub.js'
import { addressOf, aPersonWithADraft, hubData, session } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('the ports of a turn', (database) => {
  it('bind a person by her code: she is known, and the code is used', async () => {
    const data = hubData()
    await database().units((sql) => loadHub(sql)(data))
    const address = addressOf()
    const { addressId } = await database().transact(({ people }) => people.hold(address, NOW))
    const binding: Binding = { confirming: newId(), guesses: 2, guessingSince: NOW, closedUntil: null }
    await database().transact(({ people }) => people.setBinding(addressId, binding))
    expect(await database().transact(({ people }) => people.hold(address, NOW))).toMatchObject({
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
      (await people.hold(addressOf(), NOW, newId())).before,
    ])
    expect(nothing).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('know where she is reached: whether she follows, was refused, and to a minute when she was last heard', async () => {
    const address = addressOf()
    const reachable = (id: string) => database().transact(({ people }) => people.reachable(id))
    const { addressId } = await database().transact(({ people }) => people.hold(address, NOW))
    expect(await reachable(addressId)).toEqual({
      address,
      following: true,
      heardAt: NOW,
      refusal: null,
      refusedAt: null,
    })
    await database().transact(async ({ people }) => {
      await people.hold(address, after(59_000))
      await people.setFollowing(addressId, false, NOW)
      await people.setRefusal(addressId, '81013', NOW)
    })
    expect(await reachable(addressId)).toMatchObject({
      following: false,
      heardAt: NOW,
      refusal: '81013',
      refusedAt: NOW,
    })
    await database().transact(async ({ people }) => {
      await people.hold(address, after(61_000))
      await people.setRefusal(addressId, null, NOW)
    })
    expect(await reachable(addressId)).toMatchObject({ heardAt: after(61_000), refusal: null, refusedAt: null })
  })

  it('keep one open draft a contact, and let her open another when it is filed', async () => {
    const { sessionId, contactId, hubId, addressId, address } = await aPersonWithADraft(database())
    const owner = { contactId, hubId, addressId }
    await expect(database().transact(({ drafts }) => drafts.open(newId(), owner, session(), NOW))).rejects.toThrow()

    const filed = session({ at: { type: 'filed' }, answers: { done: { value: '走访了 3 家👋', from: ['m1'] } } })
    await database().transact(({ drafts }) => drafts.save(sessionId, filed, NOW))
    expect(await database().transact(({ drafts }) => drafts.find(sessionId))).toEqual({
      session: filed,
      contactId,
      addressId,
      open: false,
    })
    expect(await database().transact(({ people }) => people.hold(address, NOW))).toMatchObject({ draft: null })

    const next = newId()
    await database().transact(({ drafts }) => drafts.open(next, owner, session({ misses: 1 }), NOW))
    expect(await database().transact(({ people }) => people.hold(address, NOW))).toMatchObject({
      draft: { id: next, session: session({ misses: 1 }) },
    })
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
    const message = { from: address, key, sentAt: NOW, said: { type: 'text' as const, text } }
    await database().transact(({ inbox }) => inbox.add({ ...heard, id: newId(), message }))
    expect(await database().transact(({ people }) => people.hold(address, NOW, key))).toMatchObject({
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
      .transact(({ people }) => people.hold(address, NOW))
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
        const { addressId } = await people.hold(addressOf(), NOW)
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
