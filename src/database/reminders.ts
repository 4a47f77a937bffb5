import type { Transact } from '../conversations/ports.js'
import type { Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Reminder, Reminders } from '../reminders/ports.js'
import { insert, insertIfAbsent, one, type Sql } from './sql.js'

type Stored = Omit<Reminder, 'on'> & { plannedOn: string }

const COLUMNS = 'obligationId, deadline, days, contactId, hubId, plannedOn, state'
const reminderOf = ({ plannedOn: on, ...row }: Stored): Reminder => ({ ...row, on })

/** Reminders on one connection, inside its transaction. */
export const databaseReminders = (sql: Sql, newId: NewId): Reminders => ({
  async ofDeadline(obligationId, deadline) {
    const rows = await sql.all<{ days: number }>(
      'SELECT DISTINCT days FROM reminders WHERE obligationId = ? AND deadline = ?',
      [obligationId, deadline],
    )
    return rows.map(({ days }) => days)
  },

  async add({ on: plannedOn, ...row }) {
    await insert(sql, 'reminders', { ...row, plannedOn })
  },

  async plannedFor(hubId, contactId) {
    const rows = await sql.all<Stored>(
      `SELECT ${COLUMNS} FROM reminders WHERE contactId = ? AND state = 'planned' AND hubId = ? ORDER BY deadline, obligationId, days`,
      [contactId, hubId],
    )
    return rows.map(reminderOf)
  },

  async setState({ obligationId, deadline, days }, contactId, state) {
    await sql.run(
      'UPDATE reminders SET state = ? WHERE obligationId = ? AND deadline = ? AND days = ? AND contactId = ?',
      [state, obligationId, deadline, days, contactId],
    )
  },

  async droppedSince(hubId, day) {
    const rows = await sql.all<Stored>(
      `SELECT ${COLUMNS} FROM reminders WHERE hubId = ? AND plannedOn >= ? AND state = 'dropped' ORDER BY plannedOn, obligationId, days`,
      [hubId, day],
    )
    return rows.map(reminderOf)
  },

  async lastOf(from, before) {
    const row = await one<{ last: string | null }>(
      sql,
      'SELECT MAX(occasionKey) AS last FROM occasions WHERE occasionKey >= ? AND occasionKey < ?',
      [from, before],
    )
    return row?.last ?? null
  },

  async firstAt(key) {
    const row = await one<{ firstAt: Instant }>(sql, 'SELECT firstAt FROM occasions WHERE occasionKey = ?', [key])
    return row?.firstAt ?? null
  },

  async firstTime(key, at) {
    const claim = newId()
    await insertIfAbsent(sql, 'occasions', { occasionKey: key, firstAt: at, claim }, ['occasionKey'])
    // Whose row it is tells; MySQL counts one that stands there already as found.
    return (
      (await one<{ claim: string }>(sql, 'SELECT claim FROM occasions WHERE occasionKey = ?', [key]))?.claim === claim
    )
  },
})

/**
 * Forgets what was done once before some moment. Each key names its day or hour: a month later nobody asks for it again. What is told once for
 * good (`once:…`, a few rows a year) is kept. Gives how many.
 */
export const forgetOccasions =
  (units: Transact<Sql>) =>
  (before: Instant): Promise<number> =>
    units((sql) => sql.run("DELETE FROM occasions WHERE firstAt < ? AND occasionKey NOT LIKE 'once:%'", [before]))
