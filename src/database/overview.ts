import type { Filed, OpenDraft, Overview } from '../conversations/staff/ports.js'
import type { Session } from '../engine/session.js'
import { millisOf, type Clock, type Instant } from '../kernel/clock.js'
import { idFrom } from '../kernel/id.js'
import type { Said } from '../kernel/message.js'
import type { Part } from '../kernel/quantity.js'
import { HOLDER } from './drafts.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'
import { ledgerOf, peopleOf } from './ledger.js'
import { mergedAway } from './merged-away.js'
import { PEOPLE, withPeople, type PeopleRow } from './people-ledger.js'
import { BURDEN, burdenIn, type BurdenRow, COUNTS, databaseRecordsToRead } from './records-to-read.js'
import { one, type Sql } from './sql.js'

type FiledRow = Omit<
  Filed,
  'organisation' | 'contact' | 'typedBy' | 'people' | 'activities' | 'expenses' | 'photos' | 'idle' | 'burden'
> &
  PeopleRow &
  BurdenRow & {
    organisationId: string
    organisationName: string
    contactId: string
    contactName: string
    typedById: string | null
    typedByName: string
  }

/** What staff ask in a chat, on the connection of their turn. */
export function databaseOverview(sql: Sql, clock: Clock): Overview {
  const { programmes, organisations, grants, forms } = databaseRecordsToRead(sql)
  /** The hub, or one organisation of it, by the columns of a table. */
  const scope = (table: string, hubId: string, organisationId?: string): [string, string[]] =>
    organisationId === undefined
      ? [`${table}.hubId = ?`, [hubId]]
      : [`${table}.hubId = ? AND ${table}.organisationId = ?`, [hubId, organisationId]]

  return {
    programmes,
    grants,
    forms,

    async organisations(hubId) {
      const people = new Map<string, string[]>()
      for (const { organisationId, name } of await peopleOf(sql, hubId))
        people.set(organisationId, [...(people.get(organisationId) ?? []), name])
      return (await organisations(hubId)).map((each) => ({ ...each, people: people.get(each.id) ?? [] }))
    },

    async filed(hubId, organisationId) {
      const [where, values] = scope('r', hubId, organisationId)
      const records = await sql.all<FiledRow>(
        `SELECT r.id, r.form, r.formVersion, r.periodFrom, r.periodTo, r.filedAt, r.state, r.typedBy AS typedById, t.name AS typedByName, r.confirmedAt,
           ${PEOPLE}, r.idle, ${BURDEN},
           o.id AS organisationId, o.name AS organisationName, c.id AS contactId, c.name AS contactName
         FROM records r JOIN organisations o ON o.id = r.organisationId JOIN contacts c ON c.id = r.contactId
           LEFT JOIN contacts t ON t.id = r.typedBy
         WHERE ${where} AND ${COUNTS} ORDER BY r.filedAt, r.id`,
        values,
      )
      const rowsOf = async <R>(columns: string, table: string) => {
        const byRecord = new Map<string, R[]>()
        const rows = await sql.all<R & { recordId: string }>(
          `SELECT x.recordId, ${columns} FROM ${table} x JOIN records r ON r.id = x.recordId WHERE ${where} AND ${COUNTS}`,
          values,
        )
        for (const { recordId, ...row } of rows) {
          const own = byRecord.get(recordId) ?? []
          own.push(row as R)
          byRecord.set(recordId, own)
        }
        return byRecord
      }
      const away = await mergedAway(sql, { hubId, ...(organisationId !== undefined && { organisationId }) })
      const activities = await rowsOf<
        Omit<Filed['activities'][number], 'sameAs' | 'breakdown'> & { position: number; breakdown: string }
      >(
        'x.position, x.category, x.startsOn, x.headcountMin, x.headcountMax, x.headcountUnit, x.breakdown',
        'activities',
      )
      const expenses = await rowsOf<Filed['expenses'][number]>('x.amountMinFen, x.amountMaxFen', 'expenses')
      const photos = await rowsOf<Filed['photos'][number]>(
        '(SELECT p.state FROM photos p WHERE p.id = x.photoId) AS state',
        'record_photos',
      )
      return records.map(
        ({
          organisationId: ofId,
          organisationName,
          contactId,
          contactName,
          typedById,
          typedByName,
          idle,
          turns,
          messages,
          activeSeconds,
          ...record
        }) => ({
          ...withPeople(record),
          typedBy: typedById === null ? null : { id: typedById, name: typedByName },
          ...burdenIn({ idle, turns, messages, activeSeconds }),
          organisation: { id: ofId, name: organisationName },
          contact: { id: contactId, name: contactName },
          activities: (activities.get(record.id) ?? []).map(({ position, breakdown, ...activity }) => ({
            ...activity,
            breakdown: JSON.parse(breakdown) as Part[],
            sameAs: away.of(record.id, position),
          })),
          expenses: expenses.get(record.id) ?? [],
          photos: photos.get(record.id) ?? [],
        }),
      )
    },

    async openDrafts(hubId, organisationId) {
      const [where, values] = scope('s', hubId, organisationId)
      const rows = await sql.all<Omit<OpenDraft, 'session'> & { data: string }>(
        `SELECT s.organisationId, s.obligationId, c.id AS contactId, c.name AS contactName, s.data, s.updatedAt
         FROM sessions s JOIN contacts c ON c.id = ${HOLDER}
         WHERE ${where} AND s.state = 'open' ORDER BY s.updatedAt, s.id`,
        values,
      )
      return rows.map(({ data, ...draft }) => ({ ...draft, session: JSON.parse(data) as Session }))
    },

    async contacts(hubId, organisationId) {
      // Those who file for it besides another count, too; those who were taken out of the list do not.
      const where = `c.hubId = ? AND c.leftAt IS NULL AND (c.organisationId = ?
        OR EXISTS (SELECT 1 FROM contact_organisations f WHERE f.contactId = c.id AND f.organisationId = ?))`
      const values = [hubId, organisationId, organisationId]
      const contacts = await sql.all<{ id: string; name: string }>(
        `SELECT c.id, c.name FROM contacts c WHERE ${where} ORDER BY c.name, c.id`,
        values,
      )
      const addresses = await sql.all<StandingRow & { contactId: string }>(
        `SELECT a.contactId, ${STANDING} FROM addresses a JOIN contacts c ON c.id = a.contactId WHERE ${where} ORDER BY a.boundAt, a.id`,
        values,
      )
      return contacts.map(({ id, name }) => ({
        name,
        addresses: addresses.filter(({ contactId }) => contactId === id).map((row) => standingOf(row, clock.now())),
      }))
    },

    ledger: (hubId) => ledgerOf(sql, hubId, clock.now()),

    async wasTold(addressId, text, since) {
      // Ids of messages begin with the moment they came: older ones are not looked at.
      const from = idFrom(millisOf(since), new Uint8Array(16))
      const told =
        'SELECT id FROM inbound_messages WHERE id >= ? AND addressId = ? AND receivedAt >= ? AND reply LIKE ? LIMIT 1'
      return (await one(sql, told, [from, addressId, since, `%${text}%`])) !== null
    },

    async lastSaid(addressId) {
      // Ids of messages sort by the time they came.
      const row = await one<{ said: string; sentAt: Instant; receivedAt: Instant }>(
        sql,
        'SELECT said, sentAt, receivedAt FROM inbound_messages WHERE addressId = ? ORDER BY id DESC LIMIT 1',
        [addressId],
      )
      return row && { ...row, said: JSON.parse(row.said) as Said }
    },
  }
}
