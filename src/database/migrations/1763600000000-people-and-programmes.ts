import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/** Hubs, grants, organisations and contacts, those that others point at first. Never changed once released: the next change is a migration of its own. */
const tables: [string, Shape][] = [
  ['hubs', { columns: { id: 'id', name: 'name', zone: 'key', language: 'id' } }],
  ['funders', { columns: { id: 'id', hubId: 'id', name: 'name' }, foreign: { hubId: 'hubs' } }],
  [
    'programmes',
    {
      columns: { id: 'id', hubId: 'id', funderId: 'id', name: 'name', startsOn: 'day', endsOn: 'day' },
      foreign: { hubId: 'hubs', funderId: 'funders' },
    },
  ],
  [
    'organisations',
    {
      columns: { id: 'id', hubId: 'id', name: 'name', kind: 'id', city: 'name?' },
      unique: [['hubId', 'name']],
      foreign: { hubId: 'hubs' },
    },
  ],
  [
    'organisation_aliases',
    {
      columns: { hubId: 'id', alias: 'name', organisationId: 'id' },
      primary: ['hubId', 'alias'],
      foreign: { hubId: 'hubs', organisationId: 'organisations' },
    },
  ],
  [
    'contacts',
    {
      columns: { id: 'id', hubId: 'id', organisationId: 'id', name: 'name' },
      foreign: { hubId: 'hubs', organisationId: 'organisations' },
    },
  ],
  [
    'addresses',
    {
      columns: {
        id: 'id',
        channel: 'id',
        account: 'key',
        user: 'key',
        contactId: 'id?',
        boundAt: 'instant?',
        binding: 'json?',
        waiting: 'json?',
        following: 'whole',
        followingAt: 'instant?',
        heardAt: 'instant?',
        refusal: 'key?',
        refusedAt: 'instant?',
      },
      unique: [['channel', 'account', 'user']],
      foreign: { contactId: 'contacts' },
    },
  ],
  [
    'invitations',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        contactId: 'id',
        code: 'id',
        expiresAt: 'instant?',
        usedAt: 'instant?',
        usedBy: 'id?',
      },
      unique: [['code']],
      foreign: { hubId: 'hubs', contactId: 'contacts', usedBy: 'addresses' },
    },
  ],
  [
    'grants',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        programmeId: 'id',
        organisationId: 'id',
        purpose: 'text',
        purposeClass: 'id?',
        amountFen: 'whole?',
        status: 'id',
        remark: 'text?',
      },
      foreign: { hubId: 'hubs', programmeId: 'programmes', organisationId: 'organisations' },
    },
  ],
]

export class PeopleAndProgrammes1763600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialectOn(runner), name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
  }
}
