import type { Database } from '../../src/database/connect.js'
import type { FiledRecord, RecordState, TypedRows } from '../../src/records/record.js'
import { aPersonWithADraft, firstVersion, session } from './a-hub.js'
import { newId, NOW } from './databases.js'

export const NO_ROWS: TypedRows = { period: null, people: null, activities: [], expenses: [], photos: [], sources: [] }

/** A record that a contact of a hub's first grantee filed, and what makes further versions of it. */
export async function aRecord(database: Database, changes: Partial<FiledRecord> = {}) {
  const person = await aPersonWithADraft(database)
  const { hubId, contactId, sessionId, addressId, about } = person
  const record: FiledRecord = {
    ...firstVersion(newId()),
    hubId,
    programmeId: null,
    grantId: null,
    organisationId: about.organisationId,
    contactId,
    sessionId,
    form: 'brief',
    formVersion: 1,
    answers: { done: '走访' },
    periodFrom: '2014-01-01',
    periodTo: '2014-03-31',
    filedAt: NOW,
    ...changes,
  }
  await database.transact(async ({ records, drafts }) => {
    await drafts.save(sessionId, session({ at: { type: 'filed' } }), NOW)
    await records.file(record, NO_ROWS)
  })

  /** Files a version in the place of one; false when somebody was quicker. */
  async function replace(old: FiledRecord, state: RecordState, states: RecordState[], more: Partial<FiledRecord> = {}) {
    const id = newId()
    const version = { ...old, id, version: old.version + 1, state, sessionId: newId(), ...more }
    const done = await database.transact(async ({ records, drafts }) => {
      const revises = { ...about, revises: null }
      await drafts.open(version.sessionId, { contactId, hubId, addressId, about: revises }, session(), NOW)
      await drafts.save(version.sessionId, session({ at: { type: 'filed' } }), NOW)
      return records.file(version, NO_ROWS, { recordId: old.id, states })
    })
    return { version, done }
  }
  return { ...person, record, replace }
}
