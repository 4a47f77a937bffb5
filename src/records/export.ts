import type { Form } from '../forms/form.js'
import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import { dayIn } from '../kernel/zone.js'
import { categoryLabels } from './category-labels.js'
import type { Table } from './columns.js'
import { exportCsv } from './export-csv.js'
import { exportJson } from './export-json.js'
import type {
  ExportedGrant,
  ExportedRecap,
  ExportedRecord,
  ExportedVisit,
  ExportHub,
  Named,
  RecordScope,
  RecordsToRead,
} from './export-ports.js'
import { exportXlsx } from './export-xlsx.js'
import {
  countUnaccepted,
  isForPublic,
  NOBODY,
  personsIn,
  publicGrant,
  publicRecord,
  type Persons,
  type Unaccepted,
} from './public-records.js'
import { within, type Range } from './within.js'

/** What was chosen: one hub, and within it perhaps a programme, a grantee, a range of days. */
export interface Choice {
  hub: ExportHub
  programme: Named | null
  grantee: Named | null
  range: Range
  /** For the public: accepted records alone, without pictures that may not be shown, the names of contacts and what is internal. */
  public?: boolean
}

/** Everything an export is made of. `records` holds only what falls into the range; grants have no days and are all there. */
export interface Export {
  madeAt: Instant
  choice: Choice
  records: AsyncIterable<ExportedRecord>
  grants: ExportedGrant[]
  /** Of salons and visits on these days; none for the public, for whom nobody wrote them. */
  recaps: ExportedRecap[]
  visits: ExportedVisit[]
  /** Category keys with their labels, in the order of the form. */
  categories: ReadonlyMap<string, string>
  /** The form versions that records were filed with. */
  forms: Form[]
  /** For the public: the records that are left out, since the hub has not accepted them, by how they stand. */
  unaccepted: Unaccepted[]
  /** The JPEG bytes of a thumbnail, or null where the file is missing or damaged. */
  thumbnail(sha256: string): Promise<Uint8Array | null>
}

/** The formats by the name a person types. Each gives the bytes of the file piece by piece. */
export const formats = {
  json: exportJson,
  csv: exportCsv,
  xlsx: exportXlsx,
} satisfies Record<string, (exported: Export, table: Table) => AsyncIterable<Uint8Array>>

/** The tables by the name a person types. A CSV file is one of them; the other formats hold all. */
export const tables = [
  'briefs',
  'activities',
  'expenses',
  'photos',
  'grants',
  'recaps',
  'visits',
] as const satisfies Table[]

export async function readChosen(
  records: Pick<RecordsToRead, 'records' | 'grants' | 'forms' | 'recaps' | 'visits' | 'organisations'>,
  choice: Choice,
): Promise<
  Pick<Export, 'choice' | 'records' | 'grants' | 'recaps' | 'visits' | 'categories' | 'forms' | 'unaccepted'> & {
    /** Whom the public does not hear of by name; nobody where it is not for the public. */
    persons: Persons
    /**
     * Records filed since the range began that tell of activities before it, with those activities alone: whole once `records` were read; none for the
     * public.
     */
    early: ExportedRecord[]
  }
> {
  const { hub, programme, grantee, range } = choice
  const scope = {
    hubId: hub.id,
    ...(programme && { programmeId: programme.id }),
    ...(grantee && { organisationId: grantee.id }),
  }
  const forms = await records.forms()
  const persons = choice.public ? personsIn(await records.organisations(hub.id)) : NOBODY
  const early: ExportedRecord[] = []
  async function* chosen(state?: RecordScope['state']) {
    for await (const record of records.records({ ...scope, ...(state && { state }) })) {
      if (!choice.public) early.push(...toldLate(record, range, hub.zone))
      const part = within(record, range, hub.zone)
      if (part) yield part
    }
  }
  async function* forPublic() {
    // Merged with one that is not accepted, it is counted here.
    for await (const record of chosen('accepted')) if (isForPublic(record)) yield publicRecord(record, forms, persons)
  }
  const grants = await records.grants(scope)
  const inside = (day: Day) => (range.from ?? day) <= day && day <= (range.to ?? day)
  const recaps = choice.public ? [] : await records.recaps(scope)
  const visits = choice.public ? [] : await records.visits(scope)
  return {
    choice,
    persons,
    early,
    forms,
    records: choice.public ? forPublic() : chosen(),
    unaccepted: choice.public ? await countUnaccepted(chosen('left_out')) : [],
    grants: choice.public ? grants.map((grant) => publicGrant(grant, persons)) : grants,
    recaps: recaps.filter(({ startsAt }) => inside(dayIn(startsAt, hub.zone))),
    visits: visits.filter(({ happenedOn }) => inside(happenedOn)),
    categories: categoryLabels(forms),
  }
}

/** The record with what it tells of days before the range, where it was filed since the range began. */
function toldLate(record: ExportedRecord, { from }: Range, zone: string): ExportedRecord[] {
  if (from === undefined || dayIn(record.filedAt, zone) < from) return []
  const activities = record.activities.filter(({ startsOn, sameAs }) => startsOn < from && sameAs === null)
  return activities.length > 0 ? [{ ...record, activities, photos: [], expenses: [] }] : []
}
