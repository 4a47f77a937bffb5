import type { EntitySchema } from 'typeorm'
import { schemaOf, type Dialect, type Shape } from '../columns.js'
import { broadcastTables } from './broadcasts.js'
import { conversationTables } from './conversations.js'
import { jobTables } from './jobs.js'
import { obligationTables } from './obligations.js'
import { peopleTables } from './people.js'
import { programmeTables } from './programmes.js'
import { recordTables } from './records.js'
import { reminderTables } from './reminders.js'
import { salonTables } from './salons.js'

const tables: Record<string, Shape> = {
  ...programmeTables,
  ...obligationTables,
  ...peopleTables,
  ...conversationTables,
  ...recordTables,
  ...salonTables,
  ...broadcastTables,
  ...jobTables,
  ...reminderTables,
}

/** Every table as the code of today expects it. */
export const schemas = (dialect: Dialect): EntitySchema[] =>
  Object.entries(tables).map(([name, shape]) => schemaOf(dialect, name, shape))
