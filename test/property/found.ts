import { textIn, type Job } from '../../src/kernel/job.js'
import type { World } from './world.js'

export interface FoundRecord {
  id: string
  form: string
  answers: string
  idle: number | null
  version: number
  state: string
  currentOf: string | null
  photos: {
    mediaId: string
    caption: string | null
    consent: string | null
    state: string
    sha256: string | null
    /** How often it is written down that it may be shown no more. */
    takenBack: number
  }[]
  activities: { title: string; startsOn: string; place: string | null; n: number | null }[]
  expenses: { item: string; fen: number }[]
  /** Which messages its parts came from. */
  sources: { part: string; messageId: string }[]
}

export interface FoundOfContact {
  records: FoundRecord[]
  /** The states of all sessions. */
  sessions: string[]
  /** What was said of activities that may be the same. */
  twins: string[]
  messages: { id: string; messageKey: string; reply: string | null }[]
}

/** All that a database holds, by whom it belongs to: read once, or looking each person up would take longer than talking to her. */
export async function foundIn({ database: { reads }, accountOfAddress }: World) {
  const contacts = new Map<string, FoundOfContact>()
  const of = (contactId: string): FoundOfContact => {
    const known = contacts.get(contactId)
    if (known) return known
    const made = { records: [], sessions: [], twins: [], messages: [] }
    contacts.set(contactId, made)
    return made
  }
  const records = new Map<string, FoundRecord>()
  for (const { contactId, ...row } of await reads.all<
    Pick<FoundRecord, 'id' | 'form' | 'answers' | 'idle' | 'version' | 'state' | 'currentOf'> & { contactId: string }
  >('SELECT id, contactId, form, answers, idle, version, state, currentOf FROM records ORDER BY filedAt, id')) {
    const record = { ...row, photos: [], activities: [], expenses: [], sources: [] }
    records.set(row.id, record)
    of(contactId).records.push(record)
  }
  const into = async <K extends 'photos' | 'activities' | 'expenses' | 'sources'>(list: K, text: string) => {
    for (const { recordId, ...row } of await reads.all<FoundRecord[K][number] & { recordId: string }>(text))
      (records.get(recordId)![list] as unknown[]).push(row)
  }
  await into(
    'photos',
    `SELECT x.recordId, p.mediaId, x.caption, x.consent, p.state, p.sha256,
       (SELECT COUNT(*) FROM photo_withdrawals w WHERE w.photoId = p.id) AS takenBack FROM record_photos x JOIN photos p ON p.id = x.photoId
     ORDER BY x.recordId, x.position`,
  )
  await into(
    'activities',
    'SELECT recordId, title, startsOn, place, headcountMin AS n FROM activities ORDER BY recordId, position',
  )
  await into('expenses', 'SELECT recordId, item, amountMinFen AS fen FROM expenses ORDER BY recordId, position')
  await into('sources', 'SELECT recordId, part, messageId FROM record_sources')
  for (const { contactId, decision } of await reads.all<{ contactId: string; decision: string }>(
    `SELECT r.contactId, t.decision FROM twins t JOIN records r ON r.id = t.chainId
     WHERE t.scope = 'own' AND t.decision IS NOT NULL`,
  ))
    of(contactId).twins.push(decision)
  for (const { contactId, state } of await reads.all<{ contactId: string; state: string }>(
    'SELECT contactId, state FROM sessions',
  ))
    of(contactId).sessions.push(state)
  for (const { contactId, ...row } of await reads.all<FoundOfContact['messages'][number] & { contactId: string }>(
    'SELECT contactId, id, messageKey, reply FROM inbound_messages WHERE contactId IS NOT NULL',
  ))
    of(contactId).messages.push(row)

  /** What a job is still to do, or ended as only a bug ends, by account. */
  const jobs = new Map<string, string[]>()
  for (const { account, kind, state, code, payload } of await reads.all<{
    account: string | null
    kind: string
    state: string
    code: string | null
    payload: string
  }>(
    "SELECT account, kind, state, code, payload FROM outbox WHERE state IN ('waiting', 'running') OR code LIKE 'job.%'",
  )) {
    // Some name only the address.
    const whose = account ?? accountOfAddress.get(textIn(JSON.parse(payload) as Job['payload'], 'addressId'))
    if (!whose) throw new Error(`a job ${kind} of nobody is ${state} (${code})`)
    jobs.set(whose, [...(jobs.get(whose) ?? []), `job ${kind} is ${state} (${code})`])
  }
  const unsaid = new Map(
    (await reads.all<{ id: string; unsaid: string }>('SELECT id, unsaid FROM addresses WHERE unsaid IS NOT NULL')).map(
      (row) => [row.id, (JSON.parse(row.unsaid) as { text: string }[]).map(({ text }) => text)],
    ),
  )
  return { of, jobs, unsaid }
}

export type Found = Awaited<ReturnType<typeof foundIn>>
