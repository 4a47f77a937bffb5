import type { Day } from '../kernel/day.js'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Form } from '../forms/form.js'
import type { Json } from '../kernel/json.js'
import type { Part } from '../kernel/quantity.js'
import type {
  ExportedActivity,
  ExportedExpense,
  ExportedGrant,
  ExportedPhoto,
  ExportedRecord,
  ExportHub,
  Named,
  RecordScope,
  RecordsToRead,
} from '../records/export-ports.js'
import { reviewedAt } from '../records/record-reads.js'
import { accepted, leftOut, stillIn } from './accepted-version.js'
import { mergedAway } from './merged-away.js'
import { supportReads } from './support-reads.js'
import { refusedPictures } from './refused-pictures.js'
import { PEOPLE, withPeople, type PeopleRow } from './people-ledger.js'
import type { Sql, Value } from './sql.js'

/** Records read at once; the SQLite driver answers without giving way, so the process lives between two pages. */
const PAGE = 50

/** What all versions of the record of `r` took together: a correction of one word is no short filing. Sums are whole numbers on both databases. */
export const BURDEN = ['turns', 'messages', 'activeSeconds']
  .map((each) => `(SELECT CAST(SUM(v.${each}) AS SIGNED) FROM records v WHERE v.chainId = r.chainId) AS ${each}`)
  .join(', ')

const RECORD = `
  SELECT r.id, r.form, r.formVersion, r.periodFrom, r.periodTo, r.filedAt, r.answers, r.state, r.stateAt, r.version, ${PEOPLE},
    r.idle, ${BURDEN},
    p.id AS programmeId, p.name AS programmeName, g.id AS grantId, g.purpose,
    o.id AS organisationId, o.name AS organisationName, c.id AS contactId, c.name AS contactName,
    r.typedBy AS typedById, t.name AS typedByName, r.confirmedAt
  FROM records r
  JOIN organisations o ON o.id = r.organisationId
  JOIN contacts c ON c.id = r.contactId
  LEFT JOIN contacts t ON t.id = r.typedBy
  LEFT JOIN programmes p ON p.id = r.programmeId
  LEFT JOIN grants g ON g.id = r.grantId`

export interface BurdenRow {
  idle: number | null
  turns: number | null
  messages: number | null
  activeSeconds: number | null
}

/** What filing took, as stored. */
export const burdenIn = ({ idle, turns, messages, activeSeconds }: BurdenRow) => ({
  idle: idle === 1,
  burden: turns === null ? null : { turns, messages: messages ?? 0, activeSeconds: activeSeconds ?? 0 },
})

/** Of a record the version that counts, unless it was taken back. */
export const COUNTS = "r.currentOf IS NOT NULL AND r.state <> 'withdrawn'"

/** The moment at which consent to the picture `p` was first taken back. */
export const WITHDRAWN_AT = '(SELECT MIN(w.at) FROM photo_withdrawals w WHERE w.photoId = p.id) AS withdrawnAt'

interface RecordRow
  extends
    Omit<
      ExportedRecord,
      | 'programme'
      | 'grant'
      | 'organisation'
      | 'contact'
      | 'typedBy'
      | 'answers'
      | 'people'
      | 'idle'
      | 'burden'
      | 'reviewedAt'
      | 'sources'
    >,
    PeopleRow,
    BurdenRow {
  answers: string
  stateAt: string
  programmeId: string | null
  programmeName: string
  grantId: string | null
  purpose: string
  organisationId: string
  organisationName: string
  contactId: string
  contactName: string
  typedById: string | null
  typedByName: string
}

type Of<T> = T & { recordId: string }

/** What exports and totals read, beside the units of work. */
export function databaseRecordsToRead(reads: Pick<Sql, 'all'>): RecordsToRead {
  async function* records(scope: RecordScope): AsyncGenerator<ExportedRecord> {
    const { state, ...whose } = scope
    const { where, values } = scopeOf('r', whose)
    const counts = { accepted: accepted('r'), left_out: `${COUNTS} AND ${leftOut('r')}`, any: COUNTS }[state ?? 'any']
    const away = await mergedAway(reads, scope)
    const refused = await refusedPictures(reads, scope.hubId)
    for (let after = ['', '']; ; await nextTurn()) {
      const page = await reads.all<RecordRow>(
        `${RECORD} WHERE ${where} AND ${counts} AND (r.filedAt > ? OR (r.filedAt = ? AND r.id > ?)) ORDER BY r.filedAt, r.id LIMIT ${PAGE}`,
        [...values, after[0] ?? '', ...after],
      )
      const last = page.at(-1)
      if (!last) return
      yield* await withRows(page, away, refused)
      after = [last.filedAt, last.id]
    }
  }

  async function withRows(
    page: RecordRow[],
    away: Awaited<ReturnType<typeof mergedAway>>,
    refused: Awaited<ReturnType<typeof refusedPictures>>,
  ): Promise<ExportedRecord[]> {
    const ids = page.map(({ id }) => id)
    const rowsOf = <R>(columns: string, table: string, order: string) =>
      reads.all<Of<R>>(
        `SELECT recordId, ${columns} FROM ${table} WHERE recordId IN (${ids.map(() => '?').join(', ')}) ORDER BY ${order}`,
        ids,
      )
    const activities = await rowsOf<
      Omit<ExportedActivity, 'breakdown' | 'messageIds' | 'sameAs'> & { breakdown: string }
    >(
      `position, part, category, startsOn, endsOn, title, place, headcountMin, headcountMax, headcountUnit,
       headcountQualifier, headcountBasis, headcountWording, breakdown`,
      'activities',
      'position',
    )
    const expenses = await rowsOf<Omit<ExportedExpense, 'messageIds'>>(
      'position, part, item, amountMinFen, amountMaxFen, wording',
      'expenses',
      'position',
    )
    const photos = await rowsOf<Omit<ExportedPhoto, 'refused'> & { stays: number }>(
      `p.id, position, caption, consent, ${WITHDRAWN_AT}, ${stillIn('recordId')} AS stays, state, sha256, copy, thumbnail, bytes, width, height, takenAt, messageId`,
      'record_photos JOIN photos p ON p.id = photoId',
      'position',
    )
    // Ids of messages sort by the time they came.
    const sources = await rowsOf<{ part: string; messageId: string }>(
      'part, messageId',
      'record_sources',
      'messageId, part',
    )

    return page.map((row) => {
      const own = <R extends { recordId: string }>(rows: R[]) =>
        rows.filter(({ recordId }) => recordId === row.id).map(({ recordId: _recordId, ...rest }) => rest)
      const said = own(sources)
      const messageIds = (part: string) =>
        said.filter((source) => source.part === part).map(({ messageId }) => messageId)
      return {
        ...recordOf(row),
        activities: own(activities).map(({ breakdown, ...activity }) => ({
          ...activity,
          breakdown: JSON.parse(breakdown) as Part[],
          messageIds: messageIds(activity.part),
          sameAs: away.of(row.id, activity.position),
        })),
        expenses: own(expenses).map((expense) => ({ ...expense, messageIds: messageIds(expense.part) })),
        photos: own(photos).map(({ stays, ...photo }) => ({
          ...photo,
          refused: refused.of(photo.sha256) ?? (stays ? null : ('deleted' as const)),
        })),
        sources: said,
      }
    })
  }

  return {
    records,
    hubs: () => reads.all<ExportHub>('SELECT id, name, zone FROM hubs ORDER BY name, id'),
    async programmes(hubId) {
      const rows = await reads.all<Named & { startsOn: Day; endsOn: Day; code: string | null; layouts: string | null }>(
        'SELECT id, name, startsOn, endsOn, code, layouts FROM programmes WHERE hubId = ? ORDER BY name, id',
        [hubId],
      )
      return rows.map(({ code, layouts, ...row }) => ({
        ...row,
        aliases: code === null ? [] : [code],
        ...(layouts !== null && { layouts: JSON.parse(layouts) as string[] }),
      }))
    },

    async organisations(hubId) {
      const aliases = await reads.all<{ organisationId: string; alias: string }>(
        'SELECT organisationId, alias FROM organisation_aliases WHERE hubId = ? ORDER BY alias',
        [hubId],
      )
      const organisations = await reads.all<Named & { kind: string }>(
        'SELECT id, name, kind FROM organisations WHERE hubId = ? ORDER BY name, id',
        [hubId],
      )
      return organisations.map(({ kind, ...each }) => ({
        ...each,
        ...(kind === 'person' && { person: true as const }),
        aliases: aliases.filter(({ organisationId }) => organisationId === each.id).map(({ alias }) => alias),
      }))
    },

    grants(scope) {
      const { where, values } = scopeOf('g', scope)
      return reads.all<ExportedGrant>(
        `SELECT g.id, g.hubId, g.programmeId, g.organisationId, g.purpose, g.purposeClass, g.amountFen, g.status, g.remark,
           p.name AS programmeName, o.name AS organisationName, o.kind AS organisationKind
         FROM grants g JOIN programmes p ON p.id = g.programmeId JOIN organisations o ON o.id = g.organisationId
         WHERE ${where} ORDER BY p.name, o.name, g.purpose, g.id`,
        values,
      )
    },

    ...supportReads(reads),

    async forms() {
      const rows = await reads.all<{ content: string }>('SELECT content FROM form_versions ORDER BY formId, version')
      return rows.map(({ content }) => JSON.parse(content) as Form)
    },
  }
}

function scopeOf(
  table: string,
  { hubId, programmeId, organisationId }: Omit<RecordScope, 'state'>,
): { where: string; values: Value[] } {
  const given = Object.entries({ hubId, programmeId, organisationId }).filter(([, value]) => value !== undefined)
  return {
    where: given.map(([column]) => `${table}.${column} = ?`).join(' AND '),
    values: given.map(([, value]) => value ?? null),
  }
}

const recordOf = (row: RecordRow): Omit<ExportedRecord, 'activities' | 'expenses' | 'photos' | 'sources'> => ({
  id: row.id,
  programme: row.programmeId ? { id: row.programmeId, name: row.programmeName } : null,
  grant: row.grantId ? { id: row.grantId, purpose: row.purpose } : null,
  organisation: { id: row.organisationId, name: row.organisationName },
  contact: { id: row.contactId, name: row.contactName },
  typedBy: row.typedById ? { id: row.typedById, name: row.typedByName } : null,
  confirmedAt: row.confirmedAt,
  form: row.form,
  formVersion: row.formVersion,
  periodFrom: row.periodFrom,
  periodTo: row.periodTo,
  filedAt: row.filedAt,
  state: row.state,
  version: row.version,
  reviewedAt: reviewedAt(row),
  ...burdenIn(row),
  answers: JSON.parse(row.answers) as Record<string, Json | null>,
  people: withPeople(row).people,
})
