import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../src/kernel/json.js'
import type { Draft } from './draft.js'
import type { Person } from './person.js'
import { pictureHash } from './pictures.js'
import { meantBy, storedIn } from './stored.js'

interface RecordRow {
  id: string
  form: string
  answers: string
}
interface PhotoRow {
  mediaId: string
  caption: string | null
  state: string
  sha256: string | null
}

/** What the database holds of a person whose conversation is over, against what she said: each difference in a line. */
export async function differences(me: Person): Promise<string[]> {
  const { reads } = me.world.database
  const rows = <R>(sql: string, ...values: string[]) => reads.all<R>(sql, values)
  const found: string[] = []

  const records = await rows<RecordRow>(
    'SELECT id, form, answers FROM records WHERE contactId = ? ORDER BY filedAt, id',
    me.contactId,
  )
  if (records.length !== me.filed.length) found.push(`${me.filed.length} were filed, ${records.length} are stored`)
  for (const [i, draft] of me.filed.entries()) if (records[i]) found.push(...(await ofRecord(me, draft, records[i])))

  const sessions = await rows<{ state: string }>('SELECT state FROM sessions WHERE contactId = ?', me.contactId)
  const ended = (state: string) => sessions.filter((one) => one.state === state).length
  const counts = { filed: ended('filed'), cancelled: ended('cancelled'), open: ended('open') }
  const meant = { filed: me.filed.length, cancelled: me.cancelled, open: me.draft ? 1 : 0 }
  if (!isDeepStrictEqual(counts, meant)) found.push(`sessions ${show(counts)}, and she knows of ${show(meant)}`)

  found.push(...(await ofMessages(me)), ...(await ofJobs(me)))
  return found
}

async function ofRecord(me: Person, draft: Draft, record: RecordRow): Promise<string[]> {
  const { reads } = me.world.database
  const { form } = draft
  if (record.form !== form.id) return [`「${form.title}」 was filed, a ${record.form} is stored`]
  const found: string[] = []
  const compare = (what: string, stored: Json, meant: Json) => {
    if (!isDeepStrictEqual(plain(stored), plain(meant)))
      found.push(`「${form.title}」 ${what}\n      stored ${show(stored)}\n      meant  ${show(meant)}`)
  }
  const meant = meantBy(draft)
  const stored = storedIn(form, JSON.parse(record.answers) as Record<string, Json>)
  const isAlbum = (key: string) => form.fields.some((field) => field.key === key && field.kind === 'photos')
  for (const { key, label } of form.fields) if (!isAlbum(key)) compare(label, stored[key]!, meant[key]!)

  const photos = await reads.all<PhotoRow>(
    `SELECT p.mediaId, x.caption, p.state, p.sha256 FROM record_photos x JOIN photos p ON p.id = x.photoId
     WHERE x.recordId = ? ORDER BY x.position`,
    [record.id],
  )
  const album = form.fields.flatMap(({ key }) => (isAlbum(key) ? ((meant[key] ?? []) as Json[]) : []))
  compare(
    'photos of the record',
    photos.map(({ mediaId: media, caption }) => ({ media, caption })),
    album,
  )
  for (const { mediaId, state, sha256 } of photos) {
    const picture = me.pictures.get(mediaId)
    if (!picture) continue
    const comes = picture.fate === 'comes' || picture.fate === 'late'
    compare(
      `picture ${mediaId}`,
      { state, sha256 },
      comes ? { state: 'kept', sha256: await pictureHash(picture.which) } : { state: 'lost', sha256: null },
    )
  }

  const activities = await reads.all<{ title: string; startsOn: string; n: number | null }>(
    'SELECT title, startsOn, headcountMin AS n FROM activities WHERE recordId = ? ORDER BY position',
    [record.id],
  )
  compare(
    'activities',
    activities.map((one) => ({ ...one })),
    activitiesIn(draft),
  )
  const expenses = await reads.all<{ item: string; fen: number }>(
    'SELECT item, amountMinFen AS fen FROM expenses WHERE recordId = ? ORDER BY position',
    [record.id],
  )
  compare(
    'expenses',
    expenses.map((one) => ({ ...one })),
    fedBy(draft, 'expenses').map(({ item, amount }) => ({ item: item!, fen: bounds(amount)! })),
  )
  return found
}

const bounds = (meaning: Json | undefined): Json => (meaning as { min: number } | null | undefined)?.min ?? null
const fedBy = ({ form, rows }: Draft, feeds: string) =>
  form.fields.filter((field) => field.feeds === feeds).flatMap(({ key }) => rows.get(key) ?? [])

/** The activities by what feeds them: rows of a table, and the questions of a form about one. */
function activitiesIn(draft: Draft): Json[] {
  const { form, answers } = draft
  const one = ({ date, title, headcount }: { [key: string]: Json | undefined }): Json => ({
    title: title ?? '',
    startsOn: (date as { from: string }).from,
    n: bounds(headcount),
  })
  const own = (feeds: string) => answers.get(form.fields.find((field) => field.feeds === feeds)?.key ?? '') ?? null
  const date = own('activity.date')
  return [
    ...fedBy(draft, 'activities').map(one),
    ...(date === null ? [] : [one({ date, title: own('activity.title'), headcount: own('activity.headcount') })]),
  ]
}

/** Every message once, with the answer she got. */
async function ofMessages(me: Person): Promise<string[]> {
  const rows = await me.world.database.reads.all<{ messageKey: string; reply: string | null }>(
    'SELECT messageKey, reply FROM inbound_messages WHERE contactId = ? ORDER BY messageKey',
    [me.contactId],
  )
  const kept = me.said.filter(({ forgotten }) => !forgotten)
  const stored = new Map(rows.map(({ messageKey, reply }) => [messageKey, reply]))
  const found = kept.flatMap(({ message: { key }, reply }) => {
    if (!stored.has(key)) return [`message ${key} is not stored`]
    return stored.get(key) === reply ? [] : [`message ${key} is stored with another answer than she got`]
  })
  const unknown = rows.length - kept.length
  return unknown > 0 && found.length === 0 ? [`${unknown} messages are stored that she did not send`] : found
}

/** Nothing is left to be done, and nothing ended as only a bug ends. */
async function ofJobs(me: Person): Promise<string[]> {
  const accounts = me.addresses.map(({ account }) => account)
  const rows = await me.world.database.reads.all<{ kind: string; state: string; code: string | null }>(
    `SELECT kind, state, code FROM outbox WHERE account IN (${accounts.map(() => '?').join(', ')})`,
    accounts,
  )
  return rows
    .filter(({ state, code }) => state === 'waiting' || state === 'running' || code?.startsWith('job.'))
    .map(({ kind, state, code }) => `job ${kind} is ${state} (${code})`)
}

const plain = (value: Json): unknown => JSON.parse(JSON.stringify(value))
const show = (value: Json): string => JSON.stringify(value)
