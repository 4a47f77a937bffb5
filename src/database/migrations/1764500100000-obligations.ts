import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/** What a draft is an answer to. */
const added: Record<string, Shape> = {
  sessions: { columns: { obligationId: 'id?' } },
}

const tables: [string, Shape][] = [
  [
    'schedules',
    {
      columns: { id: 'id', hubId: 'id', programmeId: 'id', plan: 'json' },
      index: [['hubId', 'programmeId']],
      foreign: { hubId: 'hubs', programmeId: 'programmes' },
    },
  ],
  [
    'obligations',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        programmeId: 'id',
        scheduleId: 'id',
        grantId: 'id',
        organisationId: 'id',
        form: 'id',
        period: 'id',
        periodFrom: 'day',
        periodTo: 'day',
        opensOn: 'day',
        dueOn: 'day',
        facts: 'json',
        state: 'id',
        chainId: 'id?',
        nextOn: 'day?',
      },
      unique: [['grantId', 'scheduleId', 'period']],
      index: [['hubId', 'nextOn', 'id'], ['hubId', 'organisationId', 'dueOn'], ['chainId']],
      foreign: { hubId: 'hubs', grantId: 'grants', scheduleId: 'schedules', organisationId: 'organisations' },
    },
  ],
  [
    'obligation_events',
    {
      columns: {
        position: 'order',
        hubId: 'id',
        obligationId: 'id',
        at: 'instant',
        fromState: 'id?',
        toState: 'id',
        extendedTo: 'day?',
        why: 'text?',
        contactId: 'id?',
        messageId: 'id?',
      },
      primary: ['position'],
      index: [
        ['obligationId', 'at'],
        ['hubId', 'at'],
      ],
      foreign: { hubId: 'hubs', obligationId: 'obligations' },
    },
  ],
]

export class Obligations1764500100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added))
      await runner.addColumns(name, tableOf(dialect, name, shape).columns)
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
    for (const [name, shape] of Object.entries(added).toReversed())
      await runner.dropColumns(name, tableOf(dialect, name, shape).columns)
  }
}
