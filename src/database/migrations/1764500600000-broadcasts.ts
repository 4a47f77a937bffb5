import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const tables: [string, Shape][] = [
  [
    'broadcasts',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        byContactId: 'id',
        state: 'id',
        content: 'json',
        audience: 'json?',
        sendAt: 'instant?',
        createdAt: 'instant',
        listedTo: 'id?',
        listedAt: 'instant?',
        endedAt: 'instant?',
      },
      index: [
        ['hubId', 'state'],
        ['byContactId', 'state'],
      ],
      foreign: { hubId: 'hubs', byContactId: 'contacts' },
    },
  ],
  [
    'broadcast_recipients',
    {
      columns: {
        broadcastId: 'id',
        contactId: 'id',
        organisationId: 'id',
        hubId: 'id',
        state: 'id',
        dueAt: 'instant',
        sentBy: 'id?',
        channel: 'id?',
        why: 'key?',
        parts: 'whole',
        sentAt: 'instant?',
        repliedAt: 'instant?',
        replyId: 'id?',
      },
      primary: ['broadcastId', 'contactId'],
      index: [
        ['broadcastId', 'state', 'dueAt', 'contactId'],
        ['contactId', 'sentAt'],
      ],
      foreign: {
        broadcastId: 'broadcasts',
        contactId: 'contacts',
        organisationId: 'organisations',
        hubId: 'hubs',
      },
    },
  ],
  [
    'broadcast_groups',
    {
      columns: { broadcastId: 'id', robot: 'key', hubId: 'id', state: 'id', code: 'key?', at: 'instant' },
      primary: ['broadcastId', 'robot'],
      foreign: { broadcastId: 'broadcasts', hubId: 'hubs' },
    },
  ],
  [
    'broadcast_opt_outs',
    {
      columns: { contactId: 'id', hubId: 'id', at: 'instant' },
      primary: ['contactId'],
      foreign: { contactId: 'contacts', hubId: 'hubs' },
    },
  ],
]

export class Broadcasts1764500600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
  }
}
