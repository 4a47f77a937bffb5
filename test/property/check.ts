import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../src/kernel/json.js'
import { activitiesIn, bounds, fedBy, untold } from './activities.js'
import { askedIn, inside, type Draft } from './draft.js'
import type { Found, FoundOfContact, FoundRecord } from './found.js'
import type { Person } from './person.js'
import { pictureHash } from './pictures.js'
import { returnedUnheard } from './returned.js'
import { hears } from './sentences.js'
import { meantBy, storedIn } from './stored.js'

/** What the database holds of a person whose conversation is over, against what she said: each difference in a line. */
export async function differences(me: Person, colleagues: Person[], stored: Found): Promise<string[]> {
  const { records, sessions, messages, twins } = stored.of(me.contactId)
  const found: string[] = []
  if (records.length !== me.filed.length) found.push(`${me.filed.length} were filed, ${records.length} are stored`)
  for (const [i, draft] of me.filed.entries())
    if (records[i]) found.push(...(await ofRecord(me, colleagues, draft, records[i])))

  const { organisation } = me
  for (const [i, draft] of organisation.reviewed ? [] : me.filed.entries())
    for (const one of untold(...withEarlier(me, draft, me.filed.slice(0, i))))
      found.push(`she was not asked whether ${show({ ...one })} is the same as what was filed before`)
  const said = (organisation.reviewed ? [] : me.filed).flatMap(({ twins }) => twins.map(({ decision }) => decision))
  if (!organisation.reviewed && !isDeepStrictEqual(twins.toSorted(), said.toSorted()))
    found.push(`of activities that may be the same she said ${show(said)}, and stored is ${show(twins)}`)

  const ended = (state: string) => sessions.filter((one) => one === state).length
  const counts = { filed: ended('filed'), cancelled: ended('cancelled'), open: ended('open') }
  const meant = { filed: me.filed.length, cancelled: me.cancelled, open: me.draft ? 1 : 0 }
  if (!isDeepStrictEqual(counts, meant)) found.push(`sessions ${show(counts)}, and she knows of ${show(meant)}`)

  const ids = new Set(colleagues.flatMap(({ contactId }) => stored.of(contactId).messages.map(({ id }) => id)))
  for (const { sources, activities } of records) {
    const foreign = sources.filter(({ messageId }) => !ids.has(messageId))
    if (foreign.length > 0) found.push(`parts came from messages that are not hers: ${show(foreign)}`)
    const told = new Set(sources.map(({ part }) => part).filter((part) => /^activit(?:y$|ies\/)/.test(part)))
    if (told.size < activities.length)
      found.push(`${activities.length} activities, of which only ${told.size} say where they came from`)
  }
  found.push(...ofMessages(me, messages))
  const unsaid = me.addressIds.flatMap((id) => stored.unsaid.get(id) ?? [])
  found.push(...returnedUnheard(me, unsaid))
  const waiting = unsaid.filter((text) => hears(text, 'returned.accepted'))
  if (me.acceptances > waiting.length) found.push('she never heard that what she filed was accepted')
  for (const { account } of me.addresses) found.push(...(stored.jobs.get(account) ?? []))
  return found
}

/** A draft with what was said of its activities in earlier versions, and what of others counted when it was filed. */
function withEarlier({ organisation: { lives } }: Person, draft: Draft, filed: Draft[]): [Draft, Draft[]] {
  const lifeOf = (of: Draft) => lives.find((versions) => versions.some((version) => version.draft === of))
  const own = lifeOf(draft)
  const last = new Map(filed.map((one) => [lifeOf(one), one]))
  const versions = filed.filter((one) => lifeOf(one) === own)
  return [
    { ...draft, twins: [...versions, draft].flatMap(({ twins }) => twins) },
    [...last].flatMap(([life, one]) => (life === own ? [] : [one])),
  ]
}

async function ofRecord(me: Person, colleagues: Person[], draft: Draft, record: FoundRecord): Promise<string[]> {
  const { form } = draft
  const life = me.organisation.lives.find((versions) => versions.some((version) => version.draft === draft))!
  const at = life.findIndex((version) => version.draft === draft)
  const known = { version: at + 1, state: life[at]!.state, current: at === life.length - 1 }
  const { version, state: standing, currentOf } = record
  const there = { version, state: standing, current: currentOf !== null }
  if (!isDeepStrictEqual(there, known)) return [`「${form.title}」 is ${show(there)}, and should be ${show(known)}`]
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

  const album = form.fields.flatMap(({ key }) => (isAlbum(key) ? ((meant[key] ?? []) as Json[]) : []))
  compare(
    'photos of the record',
    record.photos.map(({ mediaId: media, caption, consent }) => ({ media, caption, consent })),
    album,
  )
  const shown = askedIn(draft).flatMap(({ key }) => inside(draft.albums.get(key) ?? []))
  const taken = shown.flatMap((one) => (one.takenBack ? [one.media] : []))
  compare(
    'photos that may be shown no more',
    record.photos.flatMap(({ takenBack, mediaId }) =>
      takenBack === 1 && (taken.includes(mediaId) || !me.organisation.refused.has(mediaId)) ? [mediaId] : [],
    ),
    taken,
  )
  for (const { mediaId, state, sha256 } of record.photos) {
    const picture = colleagues.flatMap(({ pictures }) => pictures.get(mediaId) ?? [])[0]
    if (!picture) {
      found.push(`picture ${mediaId} was never sent`)
      continue
    }
    const comes = picture.fate === 'comes' || picture.fate === 'late'
    compare(
      `picture ${mediaId}`,
      { state, sha256 },
      comes ? { state: 'kept', sha256: await pictureHash(picture.which) } : { state: 'lost', sha256: null },
    )
  }

  compare(
    'activities',
    record.activities.map((one) => ({ ...one })),
    activitiesIn(draft).map((one) => ({ ...one })),
  )
  compare('that there was no activity', record.idle === 1, draft.idle)
  compare(
    'expenses',
    record.expenses.map((one) => ({ ...one })),
    fedBy(draft, 'expenses').map(({ item, amount }) => ({ item: item!, fen: bounds(amount)! })),
  )
  return found
}

/** Every message once, with the answer she got. */
function ofMessages(me: Person, messages: FoundOfContact['messages']): string[] {
  const kept = me.said.filter(({ forgotten }) => !forgotten)
  const stored = new Map(messages.map(({ messageKey, reply }) => [messageKey, reply]))
  const found = kept.flatMap(({ message: { key }, reply }) => {
    if (!stored.has(key)) return [`message ${key} is not stored`]
    return stored.get(key) === reply ? [] : [`message ${key} is stored with another answer than she got`]
  })
  const sent = new Set(me.said.map(({ message: { key } }) => key))
  if (stored.size < messages.length) found.push('a message is stored twice')
  for (const key of stored.keys()) if (!sent.has(key)) found.push(`message ${key} is stored, and she did not send it`)
  return found
}

const plain = (value: Json): unknown => JSON.parse(JSON.stringify(value))
const show = (value: Json): string => JSON.stringify(value)
