import type { Transact } from '../conversations/ports.js'
import type { Day } from '../kernel/day.js'
import { insertIfAbsent, type Sql } from './sql.js'

/** Counted in the database: all processes of a service share one budget, and a restart forgets nothing. Days gone by are not kept. */
export const databaseModelBudget = (units: Transact<Sql>) => ({
  take: (hubId: string, day: Day, most: number): Promise<boolean> =>
    units(async (sql) => {
      const made = await insertIfAbsent(sql, 'model_calls', { hubId, day, calls: 0 }, ['hubId', 'day'])
      if (made > 0) await sql.run('DELETE FROM model_calls WHERE hubId = ? AND day < ?', [hubId, day])
      const took = await sql.run('UPDATE model_calls SET calls = calls + 1 WHERE hubId = ? AND day = ? AND calls < ?', [
        hubId,
        day,
        most,
      ])
      return took > 0
    }),
})
