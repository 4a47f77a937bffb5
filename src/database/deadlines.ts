import type { Deadlines } from '../conversations/reach/ports.js'
import type { Day } from '../kernel/day.js'
import { deadlineOf, type Facts } from '../programmes/obligation.js'
import type { Sql } from './sql.js'

/** So many of the next ones are looked at: one of them may have been extended beyond the others. */
const NEXT = 20

export const databaseDeadlines = (sql: Sql): Deadlines => ({
  async nextDeadline(contactId) {
    const rows = await sql.all<{ dueOn: Day; facts: string }>(
      `SELECT o.dueOn, o.facts FROM obligations o JOIN contacts c ON c.hubId = o.hubId
       WHERE c.id = ? AND o.state IN ('upcoming', 'open', 'in_draft') AND (o.organisationId = c.organisationId
         OR o.organisationId IN (SELECT f.organisationId FROM contact_organisations f WHERE f.contactId = c.id))
       ORDER BY o.dueOn, o.id LIMIT ${NEXT}`,
      [contactId],
    )
    const days = rows.map(({ dueOn, facts }) => deadlineOf({ dueOn }, JSON.parse(facts) as Facts))
    return days.sort()[0] ?? null
  },
})
