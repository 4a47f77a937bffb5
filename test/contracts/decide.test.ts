import { expect, it } from '@jest/globals'
import type { TurnPorts } from '../../src/conversations/ports.js'
import type { Form } from '../../src/forms/form.js'
import {
  notesOf,
  accept,
  type Actor,
  type Decided,
  reopen,
  restore,
  returnFields,
  takeBackReturn,
  withdraw,
} from '../../src/records/decide.js'
import type { RecordState } from '../../src/records/record.js'
import { aRecord } from './a-record.js'
import { after, newId, onEachDatabase } from './databases.js'

const field = (key: string) => ({ key, kind: 'text', label: key, required: false, options: {} })
const form: Form = {
  id: 'brief',
  version: 1,
  title: '简报',
  menu: 1,
  aliases: [],
  fields: [field('done'), field('next')],
}

onEachDatabase('deciding on a record', (database) => {
  type Records = TurnPorts['records']

  async function stage() {
    const made = await aRecord(database())
    const { hubId, contactId, about, record } = made
    const [other] = await database().units((sql) =>
      sql.all<{ id: string }>("SELECT id FROM contacts WHERE hubId = ? AND name = 'two的联系人'", [hubId]),
    )
    const grantee: Actor = {
      hubId,
      contactId,
      isStaff: false,
      organisationIds: [about.organisationId],
      messageId: 'm1',
    }
    const staff: Actor = { hubId, contactId: other!.id, isStaff: true, organisationIds: [], messageId: 'm2' }
    const does = (work: (records: Records) => Promise<Decided>): Promise<Decided> =>
      database().transact(({ records }) => work(records))
    const state = async (id = record.id) => (await database().transact(({ records }) => records.find(hubId, id)))!.state
    const acts = {
      accept: (by = staff, id = record.id) => does((records) => accept(records)(by, id, after(1))),
      return: (comments = [{ field: 'done', comment: '写具体些' }], by = staff, id = record.id) =>
        does((records) => returnFields(records)(by, form, id, comments, after(2))),
      takeBack: (by = staff) => does((records) => takeBackReturn(records)(by, record.id, after(3))),
      reopen: (why = '数字要核对', by = staff) => does((records) => reopen(records)(by, record.id, why, after(4))),
      withdraw: (by = grantee) => does((records) => withdraw(records)(by, record.id, after(5))),
      restore: (by = grantee) => does((records) => restore(records)(by, record.id, after(6))),
    }
    return { ...made, grantee, staff, acts, state }
  }
  const code = (decided: Decided) => (decided.type === 'done' ? decided.record.state : decided.problem.code)

  it('leaves who, when, from, to, why and by which message, and each act has its way back', async () => {
    const { acts, hubId, record, staff, grantee } = await stage()
    expect(code(await acts.return())).toBe('returned')
    expect(code(await acts.takeBack())).toBe('submitted')
    expect(code(await acts.accept())).toBe('accepted')
    expect(code(await acts.reopen())).toBe('submitted')
    expect(code(await acts.withdraw())).toBe('withdrawn')
    expect(code(await acts.restore())).toBe('submitted')
    const events = await database().transact(({ records }) => records.events(hubId, record.id))
    expect(
      events.map(({ type, field: of, from, to, why, byContactId, messageId }) => [
        type,
        of,
        from,
        to,
        why,
        byContactId === staff.contactId ? 'staff' : byContactId === grantee.contactId ? 'grantee' : byContactId,
        messageId,
      ]),
    ).toEqual([
      ['accepted', null, 'submitted', 'accepted', 'accepted_as_it_is', 'staff', 'm2'],
      ['returned', 'done', 'submitted', 'returned', '写具体些', 'staff', 'm2'],
      ['submitted', null, 'returned', 'submitted', 'return_taken_back', 'staff', 'm2'],
      ['submitted', null, 'accepted', 'submitted', '数字要核对', 'staff', 'm2'],
      ['withdrawn', null, 'submitted', 'withdrawn', 'withdrawn_by_filer', 'grantee', 'm1'],
      ['submitted', null, 'withdrawn', 'submitted', 'withdrawal_undone', 'grantee', 'm1'],
    ])
  })

  it('what was returned and then withdrawn comes back returned', async () => {
    const { acts, state } = await stage()
    await acts.return()
    await acts.withdraw()
    expect(code(await acts.restore())).toBe('returned')
    expect(await state()).toBe('returned')
  })

  it('and with what the hub said of it, which may be taken back as if nothing had been', async () => {
    const { acts, hubId, record } = await stage()
    const notes = async () =>
      Object.fromEntries(
        await database().transact(async ({ records }) =>
          notesOf(await records.events(hubId, record.id), (await records.find(hubId, record.id))!),
        ),
      )
    await acts.return()
    await acts.withdraw()
    expect(await notes()).toEqual({})
    await acts.restore()
    expect(await notes()).toEqual({ done: '写具体些' })
    expect(code(await acts.takeBack())).toBe('submitted')
  })

  it('returns nothing without a word to each question, or to a question that is not there', async () => {
    const { acts, state } = await stage()
    const said = (...comments: [string, string][]) =>
      acts.return(comments.map(([of, comment]) => ({ field: of, comment })))
    expect(code(await said())).toBe('record.no_comment')
    expect(code(await said(['done', '写具体些'], ['next', ' ']))).toBe('record.no_comment')
    expect(code(await said(['photos', '补两张']))).toBe('record.no_question')
    expect(code(await acts.accept())).toBe('accepted')
    expect(code(await acts.reopen('  '))).toBe('record.no_reason')
    expect(await state()).toBe('accepted')
  })

  it('is not for everybody', async () => {
    const { acts, grantee, staff, state } = await stage()
    const stranger = { ...grantee, organisationIds: [newId()] }
    const elsewhere = { ...staff, hubId: newId() }
    expect(code(await acts.accept(grantee))).toBe('record.not_yours')
    expect(code(await acts.return(undefined, grantee))).toBe('record.not_yours')
    expect(code(await acts.withdraw(staff))).toBe('record.not_yours')
    expect(code(await acts.withdraw(stranger))).toBe('record.not_yours')
    expect(code(await acts.accept(elsewhere))).toBe('record.unknown')
    expect(code(await acts.accept(staff, newId()))).toBe('record.unknown')
    expect(await state()).toBe('submitted')
  })

  it.each<[RecordState, string[]]>([
    ['submitted', ['takeBack', 'reopen', 'restore']],
    ['returned', ['accept', 'return', 'reopen', 'restore']],
    ['accepted', ['accept', 'return', 'takeBack', 'withdraw', 'restore']],
    ['withdrawn', ['accept', 'return', 'takeBack', 'reopen', 'withdraw']],
  ])('what is %s is left alone by what does not fit', async (state, misfits) => {
    const { acts } = await stage()
    const into = { submitted: null, returned: acts.return, accepted: acts.accept, withdrawn: acts.withdraw }
    await into[state as keyof typeof into]?.()
    for (const name of misfits) {
      const decided = await acts[name as keyof typeof acts]()
      expect([name, decided]).toMatchObject([
        name,
        { type: 'not_done', problem: { code: 'record.state', values: { state } }, now: { state } },
      ])
    }
  })

  it('is on the version one looked at: of one that was replaced the newer is given back', async () => {
    const { acts, record, replace } = await stage()
    const { version } = await replace(record, 'resubmitted', ['submitted'])
    expect(await acts.accept()).toMatchObject({
      type: 'not_done',
      problem: { code: 'record.replaced' },
      now: { id: version.id, version: 2 },
    })
    expect(code(await acts.accept(undefined, version.id))).toBe('accepted')
  })

  it('a reviewer who accepts while a new version is filed: one wins, the other is told', async () => {
    const wins = { reviewer: 0, grantee: 0 }
    for (let i = 0; i < 12; i++) {
      const { acts, record, replace, hubId } = await stage()
      const file = () => replace(record, 'resubmitted', ['submitted', 'returned'])
      const both = i % 2 === 0 ? [acts.accept(), file()] : [file(), acts.accept()]
      const results = await Promise.all(both)
      const accepted = results.find((one): one is Decided => 'type' in one)!
      const filed = results.find((one): one is Awaited<ReturnType<typeof replace>> => 'done' in one)!
      expect(accepted.type === 'done').toBe(!filed.done)
      const counts = await database().transact(({ records }) => records.current(hubId, record.id))
      expect(counts).toMatchObject(
        filed.done ? { version: 2, state: 'resubmitted' } : { version: 1, state: 'accepted' },
      )
      wins[filed.done ? 'grantee' : 'reviewer']++
    }
    expect(wins.reviewer + wins.grantee).toBe(12)
  })

  it('two who decide at once: the second is told what the first did', async () => {
    for (let i = 0; i < 6; i++) {
      const { acts, state } = await stage()
      const results = await Promise.all(i % 2 === 0 ? [acts.accept(), acts.return()] : [acts.withdraw(), acts.accept()])
      expect(results.filter(({ type }) => type === 'done')).toHaveLength(1)
      const [done] = results.flatMap((one) => (one.type === 'done' ? [one.record.state] : []))
      expect(await state()).toBe(done)
      for (const one of results) if (one.type === 'not_done') expect(one.problem.values).toEqual({ state: done })
    }
  })

  it('counts in exports unless it is withdrawn, whatever its review', async () => {
    const { acts, hubId } = await stage()
    const counted = async () => (await database().transact(({ overview }) => overview.filed(hubId))).length
    expect(await counted()).toBe(1)
    await acts.return()
    expect(await counted()).toBe(1)
    await acts.withdraw()
    expect(await counted()).toBe(0)
    await acts.restore()
    expect(await counted()).toBe(1)
  })
})
