import { decodeAlbum, encodeAlbum } from '../forms/album.js'
import { mayBePublic } from '../forms/consent.js'
import type { Form } from '../forms/form.js'
import type { Json } from '../kernel/json.js'
import { callsOf } from '../people/names.js'
import { hidden } from './personal-data.js'
import type { RecordState } from './record.js'
import type { ExportedGrant, ExportedPhoto, ExportedRecord, ExportOrganisation } from './export-ports.js'

/** Why a picture is no part of what the public may see: consent was taken back, it was taken out of the record since, consent was refused, is not known, or nobody was asked. */
export const REASONS = ['withdrawn', 'deleted', 'not_given', 'unknown', 'never_asked'] as const
export type Withheld = (typeof REASONS)[number]

/**
 * The reason, or null where it may be shown. Consent belongs to the picture: what was refused or taken back of the very same one in another
 * record holds here too, whatever was said here.
 */
export function withheld({
  consent,
  withdrawnAt,
  refused,
}: Pick<ExportedPhoto, 'consent' | 'withdrawnAt' | 'refused'>): Withheld | null {
  if (withdrawnAt !== null) return 'withdrawn'
  if (mayBePublic(consent)) return refused
  return consent === 'not_given' || consent === 'unknown' ? consent : 'never_asked'
}

/** What stands for a private person, to whom a grant was given like to an organisation. */
export const SOMEBODY = '个人'

/** What the public does not hear: the private persons of a hub, by id and by all they are called. */
export interface Persons {
  ids: ReadonlySet<string>
  names: readonly string[]
}
export const NOBODY: Persons = { ids: new Set(), names: [] }

export const personsIn = (organisations: readonly ExportOrganisation[]): Persons => {
  const persons = organisations.filter(({ person }) => person)
  // Of one who is called by a longer and a shorter name the longer is hidden first.
  const names = persons.flatMap(({ name, aliases }) => [name, ...aliases]).sort((a, b) => b.length - a.length)
  return { ids: new Set(persons.map(({ id }) => id)), names }
}

/** The name of an organisation, or what stands for a person. */
export const publicName = (name: string, { names }: Persons): string => (names.includes(name) ? SOMEBODY : name)

/**
 * A record as the public may see it: without the pictures that may not be shown and what was written under them, and without the names of
 * who filed and who typed it and of private persons, which are hidden in what people wrote, too, as are numbers by which somebody can be called or known. `withheld`
 * has a reason for each of those pictures.
 */
export function publicRecord(
  record: ExportedRecord,
  forms: Form[],
  persons: Persons = NOBODY,
): ExportedRecord & { withheld: Withheld[] } {
  const reasons = new Map(record.photos.map((photo) => [photo.id, withheld(photo)]))
  const form = forms.find(({ id, version }) => id === record.form && version === record.formVersion)
  const shown = (key: string, answer: Json | null): [string, Json | null][] => {
    const field = form?.fields.find((each) => each.key === key)
    if (!field) return []
    if (field.kind !== 'photos' || answer === null) return [[key, answer]]
    const album = decodeAlbum(answer)
    // A picture that feeds no row is known by its album alone.
    const photos = album.photos.filter(({ photo, consent }) =>
      reasons.has(photo) ? reasons.get(photo) === null : mayBePublic(consent),
    )
    return [[key, encodeAlbum({ ...album, photos })]]
  }
  const ofPerson = persons.ids.has(record.organisation.id)
  const filers = [record.contact.name, ...(record.typedBy ? [record.typedBy.name] : [])].flatMap(callsOf)
  const names = [...persons.names, ...filers.filter((name) => ofPerson || !record.organisation.name.includes(name))]
  const plain = <T extends string | null>(text: T) => text && hidden(text, names)
  return {
    ...record,
    organisation: ofPerson ? { ...record.organisation, name: SOMEBODY } : record.organisation,
    grant: record.grant && { ...record.grant, purpose: hidden(record.grant.purpose, persons.names) },
    contact: { ...record.contact, name: '' },
    typedBy: null,
    answers: Object.fromEntries(
      Object.entries(record.answers)
        .flatMap(([key, answer]) => shown(key, answer))
        .map(([key, answer]) => [key, answer && inEachText(answer, plain)]),
    ),
    activities: record.activities.map((row) => ({ ...row, title: plain(row.title), place: plain(row.place) })),
    expenses: record.expenses.map((row) => ({ ...row, item: plain(row.item), wording: plain(row.wording) })),
    photos: record.photos
      .filter(({ id }) => reasons.get(id) === null)
      .map((photo) => ({ ...photo, caption: plain(photo.caption) })),
    withheld: [...reasons.values()].filter((reason) => reason !== null),
  }
}

function inEachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => inEachText(each, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inEachText(each, change)]))
}

/** A grant as the public may see it: without the hub's remark and the names of private persons. */
export const publicGrant = (grant: ExportedGrant, persons: Persons = NOBODY): ExportedGrant => ({
  ...grant,
  ...(grant.organisationKind === 'person' && { organisationName: SOMEBODY }),
  purpose: hidden(grant.purpose, persons.names),
  remark: null,
})

/** How many pictures were left out, by reason: the reasons there are, each with its number. */
export const countWithheld = (all: Withheld[]): { reason: Withheld; count: number }[] =>
  REASONS.map((reason) => ({ reason, count: all.filter((one) => one === reason).length })).filter(
    ({ count }) => count > 0,
  )

export interface Unaccepted {
  state: RecordState
  count: number
}

/** Only what the hub has accepted is shown to anybody. */
export const isForPublic = ({ state }: Pick<ExportedRecord, 'state'>): boolean => state === 'accepted'

/** How many of these the public does not see, by how they stand, in the order in which they came. */
export async function countUnaccepted(records: AsyncIterable<ExportedRecord>): Promise<Unaccepted[]> {
  const counts = new Map<RecordState, number>()
  for await (const record of records)
    if (!isForPublic(record)) counts.set(record.state, (counts.get(record.state) ?? 0) + 1)
  return [...counts].map(([state, count]) => ({ state, count }))
}
