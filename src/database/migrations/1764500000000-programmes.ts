import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

// Not the hub first: MySQL would take the index for that of the foreign key, and not let it go again.
const coded: Shape = { columns: { code: 'key?' }, unique: [['code', 'hubId']] }

/** What staff call a row by, for good; where an organisation is; the term of a grant; which contact is asked first. */
const added: Record<string, Shape> = {
  hubs: { columns: { code: 'key?' }, unique: [['code']] },
  funders: coded,
  programmes: coded,
  organisations: { ...coded, columns: { code: 'key?', region: 'name?' } },
  grants: { ...coded, columns: { startsOn: 'day?', endsOn: 'day?', enrolledOn: 'day?', code: 'key?' } },
  contacts: { ...coded, columns: { precedence: 'whole?', code: 'key?' } },
}

const tables: [string, Shape][] = [
  [
    'organisation_tags',
    {
      columns: { organisationId: 'id', tag: 'name', hubId: 'id' },
      primary: ['organisationId', 'tag'],
      foreign: { organisationId: 'organisations', hubId: 'hubs' },
    },
  ],
  [
    'instalments',
    {
      columns: { grantId: 'id', number: 'whole', hubId: 'id', amountFen: 'whole?', plannedOn: 'day?', paidOn: 'day?' },
      primary: ['grantId', 'number'],
      foreign: { grantId: 'grants', hubId: 'hubs' },
    },
  ],
  [
    'objectives',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        programmeId: 'id',
        grantId: 'id?',
        label: 'text',
        plannedMin: 'whole?',
        plannedMax: 'whole?',
        unit: 'name?',
        dueOn: 'day?',
        code: 'key?',
      },
      unique: [['code', 'hubId']],
      foreign: { hubId: 'hubs', programmeId: 'programmes', grantId: 'grants' },
    },
  ],
  [
    'partner_statuses',
    {
      columns: {
        organisationId: 'id',
        fromOn: 'day',
        hubId: 'id',
        status: 'id',
        sourceOfFunds: 'name?',
        remark: 'text?',
      },
      primary: ['organisationId', 'fromOn'],
      foreign: { organisationId: 'organisations', hubId: 'hubs' },
    },
  ],
]

export class Programmes1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added)) {
      const { columns, indices } = tableOf(dialect, name, shape)
      await runner.addColumns(name, columns)
      for (const index of indices) await runner.createIndex(name, index)
    }
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
    for (const [name, shape] of Object.entries(added).toReversed()) {
      const { columns, indices } = tableOf(dialect, name, shape)
      for (const index of indices) await runner.dropIndex(name, index)
      await runner.dropColumns(name, columns)
    }
  }
}
