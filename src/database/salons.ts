import type { NewId } from '../kernel/id.js'
import type { CheckIn, Guest, Draft, Picture, Recap, Reply, Salon, Salons } from '../salons/salon.js'
import { assigned, insert, insertIfAbsent, one, upsert, type Row, type Sql } from './sql.js'

const SALON = `SELECT id, hubId, programmeId, byContactId, messageId, series, number, topic, startsAt, endsAt, place, guests, capacity,
  state, secret, sentAt, checkInAt, endedAt, sessionId FROM salons`

export function databaseSalons(sql: Sql, newId: NewId): Salons {
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''

  return {
    async plan(contactId) {
      const row = await one<{ data: string }>(sql, 'SELECT data FROM salon_plans WHERE contactId = ?', [contactId])
      return row && (JSON.parse(row.data) as Draft)
    },

    async savePlan(hubId, contactId, plan, at) {
      if (plan === null) await sql.run('DELETE FROM salon_plans WHERE contactId = ?', [contactId])
      else await upsert(sql, 'salon_plans', { contactId, hubId, data: JSON.stringify(plan), at }, ['contactId'])
    },

    async add(salon, invited) {
      const { id: salonId, hubId } = salon
      await insert(sql, 'salons', { ...salon })
      for (const { contactId, organisationId } of invited)
        await insert(sql, 'salon_invited', { salonId, contactId, organisationId, hubId })
      for (const organisationId of new Set(invited.map((one) => one.organisationId)))
        await insert(sql, 'salon_guests', { salonId, organisationId, hubId, people: 0 })
    },

    async invite({ id: salonId, hubId }, { contactId, organisationId }) {
      await insertIfAbsent(sql, 'salon_invited', { salonId, contactId, organisationId, hubId }, [
        'salonId',
        'contactId',
      ])
      await insertIfAbsent(sql, 'salon_guests', { salonId, organisationId, hubId, people: 0 }, [
        'salonId',
        'organisationId',
      ])
    },

    find: (salonId) => one<Salon>(sql, `${SALON} WHERE id = ?`, [salonId]),

    hold: (salonId) => one<Salon>(sql, `${SALON} WHERE id = ?${lock}`, [salonId]),

    async update(salonId, changes) {
      const columns = Object.keys(changes)
      await sql.run(`UPDATE salons SET ${assigned(columns)} WHERE id = ?`, [
        ...(Object.values(changes) as Row[string][]),
        salonId,
      ])
    },

    inHub: (hubId, states) =>
      sql.all<Salon>(
        `${SALON} WHERE hubId = ? AND state IN (${states.map(() => '?').join(', ')}) ORDER BY startsAt, id`,
        [hubId, ...states],
      ),

    async lastNumber(hubId, series) {
      const row = await one<{ n: number | null }>(
        sql,
        "SELECT MAX(number) AS n FROM salons WHERE hubId = ? AND series = ? AND state <> 'cancelled'",
        [hubId, series],
      )
      return row?.n ?? 0
    },

    async invitedTo(contactId) {
      const rows = await sql.all<Salon & { forId: string }>(
        `${SALON.replace('sessionId FROM', 'sessionId, (SELECT i.organisationId FROM salon_invited i WHERE i.salonId = salons.id AND i.contactId = ?) AS forId FROM')}
         WHERE state = 'open' AND id IN (SELECT salonId FROM salon_invited WHERE contactId = ?) ORDER BY startsAt, id`,
        [contactId, contactId],
      )
      return rows.map(({ forId: organisationId, ...salon }) => ({ salon, organisationId }))
    },

    invited: (salonId) =>
      sql.all(
        `SELECT i.contactId, i.organisationId FROM salon_invited i JOIN contacts c ON c.id = i.contactId
         WHERE i.salonId = ? AND c.leftAt IS NULL ORDER BY c.name, c.id`,
        [salonId],
      ),

    guests: (salonId) =>
      sql.all<Guest>(
        `SELECT g.organisationId, o.name AS organisation, g.contactId, c.name AS contactName, g.answer, g.people, g.waitingSince
         FROM salon_guests g JOIN organisations o ON o.id = g.organisationId LEFT JOIN contacts c ON c.id = g.contactId
         WHERE g.salonId = ? ORDER BY o.name, o.id`,
        [salonId],
      ),

    async reply(reply: Reply) {
      const { salonId, hubId, organisationId, contactId, answer, people, waitingSince } = reply
      await insert(sql, 'salon_replies', { id: newId(), ...reply })
      await upsert(sql, 'salon_guests', { salonId, organisationId, hubId, contactId, answer, people, waitingSince }, [
        'salonId',
        'organisationId',
      ])
    },

    checkIns: (salonId) =>
      sql.all<CheckIn>(
        `SELECT salonId, hubId, who, organisationId, name, people, way, byContactId, messageId, at
         FROM salon_check_ins WHERE salonId = ? ORDER BY at, id`,
        [salonId],
      ),

    async checkIn(checkIn) {
      const { salonId, who, people, messageId } = checkIn
      const found = await sql.run(
        'UPDATE salon_check_ins SET people = ?, messageId = ? WHERE salonId = ? AND who = ?',
        [people, messageId, salonId, who],
      )
      if (found === 0) await insert(sql, 'salon_check_ins', { id: newId(), ...checkIn })
    },

    async removeCheckIn(salonId, who) {
      return (await sql.run('DELETE FROM salon_check_ins WHERE salonId = ? AND who = ?', [salonId, who])) > 0
    },

    guesses: (contactId) =>
      one<{ count: number; since: string }>(sql, 'SELECT count, since FROM salon_guesses WHERE contactId = ?', [
        contactId,
      ]),

    async setGuesses(contactId, hubId, guesses) {
      await upsert(sql, 'salon_guesses', { contactId, hubId, ...guesses }, ['contactId'])
    },

    async addRecap(recap) {
      await insert(sql, 'salon_recaps', { id: newId(), ...recap })
    },

    async removeRecaps(contactId, messageIds) {
      for (const messageId of messageIds)
        await sql.run('DELETE FROM salon_recaps WHERE contactId = ? AND messageId = ?', [contactId, messageId])
    },

    pictures: (sessionId) =>
      sql.all<Picture>(
        `SELECT p.id, p.mediaId, p.sentAt, p.sha256, p.messageId, o.name AS organisation
         FROM photos p JOIN inbound_messages m ON m.id = p.messageId JOIN contacts c ON c.id = m.contactId
           JOIN organisations o ON o.id = c.organisationId
         WHERE p.sessionId = ? AND p.field = 'salon' AND p.state = 'kept' ORDER BY p.sentAt, p.id`,
        [sessionId],
      ),

    async chainOf(sessionId) {
      const row = await one<{ chainId: string }>(sql, 'SELECT chainId FROM records WHERE sessionId = ?', [sessionId])
      return row?.chainId ?? null
    },

    recaps: (salonId) =>
      sql.all<Recap & { contactName: string; organisation: string }>(
        `SELECT r.salonId, r.hubId, r.contactId, r.organisationId, r.text, r.messageId, r.at, c.name AS contactName, o.name AS organisation
         FROM salon_recaps r JOIN contacts c ON c.id = r.contactId JOIN organisations o ON o.id = r.organisationId
         WHERE r.salonId = ? ORDER BY r.at, r.id`,
        [salonId],
      ),
  }
}
