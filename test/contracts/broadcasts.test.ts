import { expect, it } from '@jest/globals'
import { EVERYBODY, type Audience } from '../../src/broadcasts/audience.js'
import { EMPTY, type Broadcast, type Recipient } from '../../src/broadcasts/broadcast.js'
import { loadHub } from '../../src/database/load-hub.js'
import { insert } from '../../src/database/sql.js'
import { NO_PLAN } from '../../src/salons/salon.js'
import { hubData } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('broadcasts', (database) => {
  const run: ReturnType<typeof database>['transact'] = (work) => database().transact(work)

  async function aHub() {
    const data = hubData()
    const { hubId, programmeId } = await database().units((sql) => loadHub(sql)(data))
    const contacts = await database().reads.all<{ id: string; name: string; organisationId: string }>(
      'SELECT id, name, organisationId FROM contacts WHERE hubId = ? ORDER BY name',
      [hubId],
    )
    const named = (name: string) => contacts.find((one) => one.name === `${name}的联系人`)!
    const whom = async (audience: Partial<Audience>) =>
      (await run(({ broadcasts }) => broadcasts.members(hubId, { ...EVERYBODY, ...audience }, '', 100)))
        .map(({ name }) => name.replace('的联系人', ''))
        .sort()
    const broadcast = (changes: Partial<Broadcast> = {}): Broadcast => ({
      id: newId(),
      hubId,
      byContactId: named('one').id,
      state: 'draft',
      content: { ...EMPTY, text: '大家好' },
      audience: null,
      sendAt: null,
      createdAt: NOW,
      listedTo: null,
      listedAt: null,
      endedAt: null,
      ...changes,
    })
    const organisations = async (audience: Partial<Audience>) =>
      (await run(({ broadcasts }) => broadcasts.organisations(hubId, { ...EVERYBODY, ...audience }))).map(({ id }) =>
        contacts.find(({ organisationId }) => organisationId === id)!.name.replace('的联系人', ''),
      )
    return { hubId, programmeId, named, whom, organisations, broadcast }
  }
  const recipient = (contact: { id: string; organisationId: string }, changes: Partial<Recipient> = {}): Recipient => ({
    contactId: contact.id,
    organisationId: contact.organisationId,
    state: 'waiting',
    dueAt: NOW,
    by: null,
    channel: null,
    why: null,
    parts: 0,
    sentAt: null,
    ...changes,
  })

  it('reach everybody of the hub that is in its list, and nobody of another', async () => {
    const [hub] = [await aHub(), await aHub()]
    expect(await hub.whom({})).toEqual(['one', 'three', 'two'])
    const gone = hub.named('two').id
    await database().units((sql) => sql.run('UPDATE contacts SET leftAt = ? WHERE id = ?', [NOW, gone]))
    expect(await hub.whom({})).toEqual(['one', 'three'])
  })

  it('by programme, region and tag: all conditions at once, any value of one; who files for others counts for theirs', async () => {
    const { hubId, programmeId, named, whom, organisations } = await aHub()
    const programmes = [{ id: programmeId, name: '2014' }]
    // The grant of the second was withdrawn.
    expect(await whom({ programmes })).toEqual(['one', 'three'])
    await database().units(async (sql) => {
      const [one, two] = [named('one'), named('two')]
      const further = { contactId: two.id, organisationId: one.organisationId, hubId, addedAt: NOW }
      await insert(sql, 'contact_organisations', further)
      await insert(sql, 'organisation_tags', { organisationId: one.organisationId, tag: '环保', hubId })
    })
    expect(await whom({ programmes })).toEqual(['one', 'three', 'two'])
    expect(await whom({ regions: ['南昌'] })).toEqual(['one'])
    expect(await whom({ regions: ['南昌', '吉安'] })).toEqual(['one', 'three'])
    expect(await whom({ tags: ['环保'] })).toEqual(['one'])
    expect(await whom({ regions: ['吉安'], tags: ['环保'] })).toEqual([])
    // By name: hers, and those that she files for.
    const namedOnes = [{ id: named('one').organisationId, name: 'one' }]
    expect(await whom({ organisations: namedOnes })).toEqual(['one', 'two'])
    expect(await organisations({ organisations: namedOnes })).toEqual(['one'])
    expect(await whom({ organisations: namedOnes, regions: ['吉安'] })).toEqual([])
    // People, alone and beside organisations; all but some.
    const three = { ...named('three'), name: 'three', organisation: 'three' }
    expect(await whom({ people: [three] })).toEqual(['three'])
    expect(await organisations({ people: [three] })).toEqual(['three'])
    expect(await whom({ people: [three], organisations: namedOnes })).toEqual(['one', 'three', 'two'])
    expect(await whom({ except: [{ ...EVERYBODY, organisations: namedOnes }] })).toEqual(['three'])
    expect(await organisations({ except: [{ ...EVERYBODY, people: [three] }] })).not.toContain('three')
    expect(
      await whom({
        except: [
          { ...EVERYBODY, people: [three] },
          { ...EVERYBODY, tags: ['环保'] },
        ],
      }),
    ).toEqual(['two'])
    expect(await whom({ regions: ['南昌', '吉安'], except: [{ ...EVERYBODY, regions: ['吉安'] }] })).toEqual(['one'])
    // A tag that is the name of a place: either will do, also for who has a city within a region.
    await database().units(async (sql) => {
      const [two, three] = [named('two'), named('three')]
      await insert(sql, 'organisation_tags', { organisationId: two.organisationId, tag: '吉安', hubId })
      await sql.run("UPDATE organisations SET region = '江西' WHERE id = ?", [three.organisationId])
    })
    expect(await whom({ regions: ['吉安'], tags: ['吉安'] })).toEqual(['three', 'two'])
    expect(await whom({ regions: ['吉安'], tags: ['吉安', '环保'] })).toEqual([])
    expect(await whom({ regions: ['江西'] })).toEqual(['three'])
    // Of organisations only their own grants, regions and tags count.
    expect((await organisations({ programmes })).sort()).toEqual(['one', 'three'])
    expect(await organisations({ programmes, tags: ['环保'] })).toEqual(['one'])
    expect(await run(({ broadcasts }) => broadcasts.choosable(hubId))).toEqual({
      programmes: [{ id: programmeId, name: '2014 年小额资助' }],
      regions: ['南昌', '吉安', '江西'].sort(),
      tags: ['吉安', '环保'],
      reports: false,
    })
  })

  it('by how their reports stand', async () => {
    const { hubId, programmeId, named, whom } = await aHub()
    const [grant] = await database().reads.all<{ id: string }>('SELECT id FROM grants WHERE hubId = ? LIMIT 1', [hubId])
    const scheduleId = newId()
    await database().units((sql) => insert(sql, 'schedules', { id: scheduleId, hubId, programmeId, plan: '{}' }))
    const owes = (name: string, period: string, state: string) =>
      database().units((sql) =>
        insert(sql, 'obligations', {
          id: newId(),
          hubId,
          programmeId,
          scheduleId,
          grantId: grant!.id,
          organisationId: named(name).organisationId,
          form: 'work-brief',
          period,
          periodFrom: '2026-07-01',
          periodTo: '2026-09-30',
          opensOn: '2026-10-01',
          dueOn: '2026-10-15',
          facts: '{}',
          state,
        }),
      )
    await owes('one', 'Q1', 'accepted')
    await owes('one', 'Q2', 'overdue')
    await owes('two', 'Q3', 'submitted')
    await owes('three', 'Q4', 'returned')
    expect(await whom({ report: 'owed' })).toEqual(['one', 'three'])
    expect(await whom({ report: 'overdue' })).toEqual(['one'])
    expect(await whom({ report: 'returned' })).toEqual(['three'])
    expect(await whom({ report: 'in' })).toEqual(['two'])
  })

  it('by what they answered to a salon', async () => {
    const { hubId, named, whom } = await aHub()
    const salonId = newId()
    const [one, two] = [named('one'), named('two')]
    await run(async ({ salons }) => {
      await salons.add(
        {
          ...NO_PLAN,
          id: salonId,
          hubId,
          topic: '志愿者',
          startsAt: after(86_400_000),
          programmeId: null,
          byContactId: one.id,
          messageId: newId(),
          sentAt: NOW,
          state: 'open',
          secret: 's',
          checkInAt: null,
          endedAt: null,
          sessionId: null,
        },
        [one, two].map(({ id, organisationId }) => ({ contactId: id, organisationId })),
      )
      const reply = {
        salonId,
        hubId,
        organisationId: one.organisationId,
        contactId: one.id,
        people: 2,
        waitingSince: null,
      }
      await salons.reply({ ...reply, answer: 'yes', how: 'said', messageId: null, at: NOW })
    })
    const salon = (...answers: ('yes' | 'silent')[]) => ({ salon: { id: salonId, name: '志愿者', answers } })
    expect(await whom(salon('yes'))).toEqual(['one'])
    expect(await whom(salon('silent'))).toEqual(['two'])
    expect(await whom(salon('yes', 'silent'))).toEqual(['one', 'two'])
  })

  it('are kept with their recipients, whose turn comes by time', async () => {
    const { hubId, named, broadcast } = await aHub()
    const one = broadcast()
    const [a, b, c] = [named('one'), named('two'), named('three')]
    await run(async ({ broadcasts }) => {
      await broadcasts.add(one)
      await broadcasts.addRecipients(one, [
        recipient(a),
        recipient(b, { dueAt: after(60_000) }),
        recipient(c, { state: 'opted_out' }),
      ])
      await broadcasts.update(one.id, { state: 'sending', content: { ...EMPTY, text: '改过的' }, audience: EVERYBODY })
    })
    await run(async ({ broadcasts }) => {
      expect(await broadcasts.hold(one.id)).toMatchObject({
        state: 'sending',
        content: { text: '改过的' },
        audience: EVERYBODY,
      })
      expect(await broadcasts.due(one.id, NOW, 10)).toEqual([recipient(a)])
      expect(await broadcasts.nextDue(one.id)).toBe(NOW)
      const sent = { state: 'sent' as const, by: 'message' as const, channel: 'wecom_app', sentAt: NOW, parts: 1 }
      await broadcasts.put(one.id, [recipient(a, sent)])
      expect(await broadcasts.nextDue(one.id)).toBe(after(60_000))
      expect(await broadcasts.turn(one.id, 'waiting', 'stopped', null)).toBe(1)
      expect(await broadcasts.counts(one.id)).toEqual([
        { state: 'opted_out', channel: null, by: null, why: null, count: 1 },
        { state: 'sent', channel: 'wecom_app', by: 'message', why: null, count: 1 },
        { state: 'stopped', channel: null, by: null, why: null, count: 1 },
      ])
      expect((await broadcasts.lines(one.id, { states: ['sent'] }, 10)).map(({ name }) => name)).toEqual([a.name])
      expect((await broadcasts.inHub(hubId, ['sending'], 5)).map(({ id }) => id)).toEqual([one.id])
    })
  })

  it('note the first answer to the last one, and know who wants none', async () => {
    const { hubId, named, broadcast } = await aHub()
    const one = broadcast({ state: 'sent' })
    const a = named('one')
    await run(async ({ broadcasts }) => {
      await broadcasts.add(one)
      await broadcasts.addRecipients(one, [recipient(a, { state: 'sent', sentAt: NOW })])
      const said = (at: number, more = {}) => ({ id: newId(), at: after(at), inDraft: false, first: false, ...more })
      expect(await broadcasts.noteReply(a.id, after(1), said(2))).toBe(false)
      expect(await broadcasts.noteReply(a.id, after(-1), said(2))).toBe(true)
      expect(await broadcasts.noteReply(a.id, after(-1), said(3, { first: true }))).toBe(false)
      expect(await broadcasts.noteReply(a.id, after(-1), said(4, { inDraft: true }))).toBe(true)
      expect(await broadcasts.replied(one.id)).toBe(1)
      expect(await broadcasts.isOut(a.id)).toBe(false)
      await broadcasts.setOut(hubId, a.id, NOW)
      await broadcasts.setOut(hubId, a.id, after(1))
      expect(await broadcasts.isOut(a.id)).toBe(true)
      expect((await broadcasts.membersOf(hubId, [a.id])).get(a.id)?.out).toBe(true)
      await broadcasts.setOut(hubId, a.id, null)
      expect(await broadcasts.isOut(a.id)).toBe(false)
    })
  })
})
