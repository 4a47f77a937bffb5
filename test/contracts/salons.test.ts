import { expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Reply, Salon, Visit } from '../../src/salons/salon.js'
import { NO_PLAN } from '../../src/salons/salon.js'
import { hubData } from './a-hub.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

onEachDatabase('salons', (database) => {
  async function aHub() {
    const data = hubData()
    const { hubId } = await database().units((sql) => loadHub(sql)(data))
    const people = await database().reads.all<{ id: string; organisationId: string }>(
      'SELECT id, organisationId FROM contacts WHERE hubId = ? ORDER BY name',
      [hubId],
    )
    const [one, three, two] = people
    const invited = [one!, two!].map(({ id, organisationId }) => ({ contactId: id, organisationId }))
    const salon = (changes: Partial<Salon> = {}): Salon => ({
      ...NO_PLAN,
      id: newId(),
      hubId,
      topic: '志愿者怎么留住',
      startsAt: after(86_400_000),
      programmeId: null,
      byContactId: three!.id,
      messageId: newId(),
      sentAt: NOW,
      state: 'open',
      secret: randomBytes(32).toString('base64url'),
      checkInAt: null,
      endedAt: null,
      sessionId: null,
      ...changes,
    })
    return { hubId, one: one!, two: two!, three: three!, invited, salon }
  }
  const run: ReturnType<typeof database>['transact'] = (work) => database().transact(work)

  it('keep a plan of one member of staff until it is sent', async () => {
    const { hubId, three } = await aHub()
    const plan = { ...NO_PLAN, topic: '怎么写简报', capacity: 30 }
    await run(({ salons }) => salons.savePlan(hubId, three.id, plan, NOW))
    await run(({ salons }) => salons.savePlan(hubId, three.id, { ...plan, place: '财大' }, after(1)))
    expect(await run(({ salons }) => salons.plan(three.id))).toEqual({ ...plan, place: '财大' })
    await run(({ salons }) => salons.savePlan(hubId, three.id, null, after(2)))
    expect(await run(({ salons }) => salons.plan(three.id))).toBeNull()
  })

  it('are found as they were added, changed, and by whom they invited', async () => {
    const { hubId, one, three, invited, salon } = await aHub()
    const first = salon({ startsAt: after(2), place: '鸡鸣山社区', series: '木棉', number: 3 })
    const second = salon({ startsAt: after(1), series: '木棉', number: 4, state: 'cancelled' })
    await run(async ({ salons }) => {
      await salons.add(first, invited)
      await salons.add(second, invited)
      await salons.update(first.id, { place: null, capacity: 20 })
    })
    const changed = { ...first, place: null, capacity: 20 }
    expect(await run(({ salons }) => salons.find(first.id))).toEqual(changed)
    expect(await run(({ salons }) => salons.hold(first.id))).toEqual(changed)
    expect(await run(({ salons }) => salons.inHub(hubId, ['open', 'cancelled']))).toEqual([second, changed])
    expect(await run(({ salons }) => salons.invitedTo(one.id))).toEqual([
      { salon: changed, organisationId: one.organisationId },
    ])
    expect(await run(({ salons }) => salons.invitedTo(three.id))).toEqual([])
    expect(await run(({ salons }) => salons.invited(first.id))).toEqual(invited)
    // What was called off leaves its number free.
    expect(await run(({ salons }) => salons.lastNumber(hubId, '木棉'))).toBe(3)
    expect(await run(({ salons }) => salons.lastNumber(hubId, '别的'))).toBe(0)
  })

  it('keep every reply, and the last one of an organisation counts', async () => {
    const { hubId, one, invited, salon } = await aHub()
    const it = salon()
    const reply = (changes: Partial<Reply>): Reply => ({
      salonId: it.id,
      hubId,
      organisationId: one.organisationId,
      contactId: one.id,
      answer: 'yes',
      people: 2,
      waitingSince: null,
      how: 'said',
      messageId: newId(),
      at: NOW,
      ...changes,
    })
    await run(async ({ salons }) => {
      await salons.add(it, invited)
      await salons.reply(reply({ waitingSince: NOW }))
      await salons.reply(reply({ how: 'moved_up', messageId: null, at: after(1) }))
      await salons.reply(reply({ answer: 'no', people: 0, at: after(2) }))
    })
    const guests = await run(({ salons }) => salons.guests(it.id))
    expect(guests).toHaveLength(2)
    expect(guests.find(({ organisationId }) => organisationId === one.organisationId)).toMatchObject({
      contactId: one.id,
      answer: 'no',
      people: 0,
      waitingSince: null,
    })
    const kept = await database().reads.all<{ answer: string; how: string }>(
      'SELECT answer, how FROM salon_replies WHERE salonId = ? ORDER BY at',
      [it.id],
    )
    expect(kept.map(({ answer, how }) => `${answer} ${how}`)).toEqual(['yes said', 'yes moved_up', 'no said'])
  })

  it('count who is there once, however often she checks in', async () => {
    const { hubId, one, invited, salon } = await aHub()
    const it = salon()
    const checkIn = (people: number, messageId: string) => ({
      salonId: it.id,
      hubId,
      who: `o:${one.organisationId}`,
      organisationId: one.organisationId,
      name: '青云社',
      people,
      way: 'code' as const,
      byContactId: one.id,
      messageId,
      at: NOW,
    })
    const came = () => run(({ salons }) => salons.checkIns(it.id))
    await run(async ({ salons }) => {
      await salons.add(it, invited)
      await salons.checkIn(checkIn(1, 'first'))
      await salons.checkIn(checkIn(3, 'second'))
    })
    expect(await came()).toEqual([checkIn(3, 'second')])
    expect(await run(({ salons }) => salons.removeCheckIn(it.id, `o:${one.organisationId}`))).toBe(true)
    expect(await run(({ salons }) => salons.removeCheckIn(it.id, `o:${one.organisationId}`))).toBe(false)
    expect(await came()).toEqual([])
  })

  it('remember wrong codes, and what people told afterwards', async () => {
    const { hubId, one, invited, salon } = await aHub()
    const it = salon()
    const recap = {
      salonId: it.id,
      hubId,
      contactId: one.id,
      organisationId: one.organisationId,
      messageId: newId(),
      at: NOW,
    }
    await run(async ({ salons }) => {
      await salons.add(it, invited)
      await salons.setGuesses(one.id, hubId, { count: 1, since: NOW })
      await salons.setGuesses(one.id, hubId, { count: 2, since: NOW })
      await salons.addRecap({ ...recap, text: '认识了新伙伴' })
    })
    expect(await run(({ salons }) => salons.guesses(one.id))).toEqual({ count: 2, since: NOW })
    expect(await run(({ salons }) => salons.recaps(it.id))).toMatchObject([
      { text: '认识了新伙伴', organisation: '青云社', contactName: 'one的联系人' },
    ])
    const exported = databaseRecordsToRead(database().reads)
    expect(await exported.recaps({ hubId, organisationId: one.organisationId })).toMatchObject([
      { salonId: it.id, text: '认识了新伙伴', organisation: { name: '青云社' }, contact: { name: 'one的联系人' } },
    ])
    expect(await exported.recaps({ hubId, programmeId: 'another' })).toEqual([])
  })
})

onEachDatabase('visits', (database) => {
  it('are listed latest first, counted by organisation and kind, and taken back once', async () => {
    const { hubId } = await database().units((sql) => loadHub(sql)(hubData()))
    const [one, other] = await database().reads.all<{ id: string; organisationId: string }>(
      'SELECT id, organisationId FROM contacts WHERE hubId = ? ORDER BY name',
      [hubId],
    )
    const visit = (changes: Partial<Visit>): Omit<Visit, 'organisation'> => ({
      id: newId(),
      hubId,
      organisationId: one!.organisationId,
      kind: 'coaching',
      happenedOn: '2026-11-20',
      topic: '财务制度',
      number: 1,
      byContactId: one!.id,
      messageId: newId(),
      at: NOW,
      ...changes,
    })
    const [first, second] = [visit({}), visit({ happenedOn: '2026-11-25', number: 2, topic: null })]
    const third = visit({ organisationId: other!.organisationId, happenedOn: '2026-11-21', kind: 'visit' })
    await database().transact(async ({ visits }) => {
      for (const one of [first, second, third]) await visits.add(one)
    })
    const ids = async (organisationId?: string) =>
      (await database().transact(({ visits }) => visits.list(hubId, organisationId))).map(({ id }) => id)
    const last = () => database().transact(({ visits }) => visits.lastNumber(hubId, one!.organisationId, 'coaching'))
    expect(await ids()).toEqual([second.id, third.id, first.id])
    expect(await ids(one!.organisationId)).toEqual([second.id, first.id])
    expect(await last()).toBe(2)
    const takeBack = () => database().transact(({ visits }) => visits.takeBack(second.id, NOW))
    expect([await takeBack(), await takeBack()]).toEqual([true, false])
    expect(await ids(one!.organisationId)).toEqual([first.id])
    expect(await last()).toBe(1)
    const exported = databaseRecordsToRead(database().reads)
    const [{ id: programmeId } = { id: '' }] = await exported.programmes(hubId)
    expect(await exported.visits({ hubId, programmeId })).toMatchObject([
      { id: first.id, organisation: { name: '青云社' }, by: { name: 'one的联系人' } },
      { id: third.id, kind: 'visit' },
    ])
    expect(await exported.visits({ hubId, programmeId: 'another' })).toEqual([])
    expect(await database().transact(({ visits }) => visits.find(first.id))).toEqual({
      ...first,
      organisation: '青云社',
    })
  })
})
