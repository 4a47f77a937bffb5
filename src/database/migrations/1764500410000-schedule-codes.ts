import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

// Not the programme first: MySQL would take the index for that of the foreign key, and not let it go again.
const coded: Shape = { columns: { code: 'key?', programmeId: 'id' }, unique: [['code', 'programmeId']] }

/** What staff call a schedule by, in the hub's file and in a workbook. */
export class ScheduleCodes1764500410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { columns, indices } = tableOf(dialectOn(runner), 'schedules', coded)
    await runner.addColumns(
      'schedules',
      columns.filter(({ name }) => name === 'code'),
    )
    for (const index of indices) await runner.createIndex('schedules', index)
  }

  async down(runner: QueryRunner): Promise<void> {
    const { indices } = tableOf(dialectOn(runner), 'schedules', coded)
    for (const index of indices) await runner.dropIndex('schedules', index)
    await runner.dropColumn('schedules', 'code')
  }
}
