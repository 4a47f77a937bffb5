import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const tables: [string, Shape][] = [
  [
    'reminders',
    {
      columns: {
        obligationId: 'id',
        deadline: 'day',
        days: 'whole',
        contactId: 'id',
        hubId: 'id',
        plannedOn: 'day',
        state: 'id',
      },
      primary: ['obligationId', 'deadline', 'days', 'contactId'],
      index: [
        ['contactId', 'state'],
        ['hubId', 'plannedOn'],
      ],
      foreign: { obligationId: 'obligations', hubId: 'hubs' },
    },
  ],
  ['occasions', { columns: { occasionKey: 'key', firstAt: 'instant', claim: 'id' }, primary: ['occasionKey'] }],
]

export class Reminders1764500400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
  }
}
