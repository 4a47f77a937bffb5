import { expect, it } from '@jest/globals'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import type { Form } from '../../src/forms/form.js'
import { accept, type Actor, reopen, returnFields, withdraw } from '../../src/records/decide.js'
import type { FiledRecord } from '../../src/records/record.js'
import { aRecord } from './a-record.js'
import { after, newId, onEachDatabase } from './databases.js'

const form: Form = {
  id: 'brief',
  version: 1,
  title: '简报',
  menu: 1,
  aliases: [],
  fields: [{ key: 'done', kind: 'text', label: 'done', required: false, options: {} }],
}

onEachDatabase('what the public sees of a record', (database) => {
  async function stage() {
    const { hubId, contactId, about, record: first, replace } = await aRecord(database())
    const staff: Actor = { hubId, contactId, isStaff: true, organisationIds: [about.organisationId], messageId: null }
    const reads = databaseRecordsToRead(database().reads)
    const versions = async (state?: 'accepted') => {
      const all: number[] = []
      for await (const { version } of reads.records({ hubId, ...(state && { state }) })) all.push(version)
      return all
    }
    const made = { id: newId(), hubId, kind: 'csv', name: '公开', public: true, madeAt: after(2), byContactId: null }
    return {
      first,
      replace,
      versions,
      accepts: ({ id }: FiledRecord, at: number) =>
        database().transact(({ records }) => accept(records)(staff, id, after(at))),
      returns: ({ id }: FiledRecord, at: number) =>
        database().transact(({ records }) =>
          returnFields(records)(staff, form, id, [{ field: 'done', comment: '写具体些' }], after(at)),
        ),
      reopens: ({ id }: FiledRecord, at: number) =>
        database().transact(({ records }) => reopen(records)(staff, id, '数字要核对', after(at))),
      takesBack: ({ id }: FiledRecord, at: number) =>
        database().transact(({ records }) => withdraw(records)(staff, id, after(at))),
      compiles: (of: FiledRecord) =>
        database().transact(({ compilations }) => compilations.add({ ...made, fromOn: null, toOn: null }, [of.id], [])),
      stale: async () => (await database().transact(({ compilations }) => compilations.staleOf(hubId))).length,
    }
  }

  it('is what was accepted, until its correction is', async () => {
    const { first, replace, versions, accepts, compiles, stale } = await stage()
    expect(await versions('accepted')).toEqual([])
    await accepts(first, 1)
    await compiles(first)
    const { version: second } = await replace(first, 'corrected', ['accepted'], { filedAt: after(3) })
    expect(await versions()).toEqual([2])
    expect(await versions('accepted')).toEqual([1])
    expect(await stale()).toBe(0)
    await accepts(second, 4)
    expect(await versions('accepted')).toEqual([2])
    expect(await stale()).toBe(1)
  })

  it('is still that while the correction is returned and answered; nothing while it is opened again or was taken back', async () => {
    const { first, replace, versions, accepts, returns, reopens, takesBack } = await stage()
    await accepts(first, 1)
    const { version: second } = await replace(first, 'corrected', ['accepted'])
    await returns(second, 3)
    expect(await versions('accepted')).toEqual([1])
    const { version: third } = await replace(second, 'resubmitted', ['returned'])
    expect(await versions('accepted')).toEqual([1])
    await accepts(third, 5)
    await reopens(third, 6)
    expect(await versions('accepted')).toEqual([])
    await takesBack(third, 7)
    expect(await versions('accepted')).toEqual([])
  })
})
