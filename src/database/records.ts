import type { Records } from '../records/record.js'
import { insert, one, type Sql } from './sql.js'

export const databaseRecords = (sql: Sql): Records => ({
  async file({ answers, ...record }, rows) {
    if (await one(sql, 'SELECT id FROM records WHERE sessionId = ?', [record.sessionId])) return
    await insert(sql, 'records', { ...record, answers: JSON.stringify(answers) })

    const of = { recordId: record.id, hubId: record.hubId }
    for (const { breakdown, ...activity } of rows.activities) {
      await insert(sql, 'activities', { ...of, ...activity, breakdown: JSON.stringify(breakdown) })
    }
    for (const expense of rows.expenses) await insert(sql, 'expenses', { ...of, ...expense })
    for (const source of rows.sources) await insert(sql, 'record_sources', { ...of, ...source })
    for (const { photo, position, caption } of rows.photos) {
      await sql.run('UPDATE photos SET recordId = ?, position = ?, caption = ? WHERE id = ?', [
        record.id,
        position,
        caption,
        photo,
      ])
    }
  },
})
