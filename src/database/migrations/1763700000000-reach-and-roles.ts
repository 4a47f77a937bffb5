import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/**
 * What is new at tables that are there already: the reach ledger of an address, roles, who made an invitation, whom a job talks to, the second
 * way to a picture.
 */
const added: Record<string, Shape> = {
  addresses: {
    columns: {
      sentSinceHeard: 'whole?',
      actedAt: 'instant?',
      sentSinceActed: 'whole?',
      unsaid: 'json?',
      unionId: 'key?',
    },
    index: [['unionId']],
  },
  contacts: { columns: { role: 'id?' } },
  invitations: { columns: { madeAt: 'instant?', madeBy: 'id?' } },
  outbox: { columns: { account: 'key?', mark: 'id?' } },
  photos: { columns: { mediaUrl: 'text?' } },
}

const tables: [string, Shape][] = [
  [
    'accounts',
    {
      columns: {
        channel: 'id',
        account: 'key',
        refusal: 'key?',
        refusedUntil: 'instant?',
        guesses: 'whole?',
        guessingSince: 'instant?',
      },
      primary: ['channel', 'account'],
    },
  ],
  [
    'downloads',
    {
      columns: {
        tokenHash: 'key',
        hubId: 'id',
        contactId: 'id',
        sha256: 'key',
        name: 'name',
        expiresAt: 'instant',
        fetched: 'whole',
      },
      primary: ['tokenHash'],
      foreign: { hubId: 'hubs', contactId: 'contacts' },
    },
  ],
]

export class ReachAndRoles1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added)) {
      const { columns, indices } = tableOf(dialect, name, shape)
      await runner.addColumns(name, columns)
      for (const index of indices) await runner.createIndex(name, index)
    }
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
    // What the release before left under way has no mark that tells how far it came: it may have been heard.
    await runner.query(
      "UPDATE outbox SET state = 'failed', code = 'interrupted', doneAt = dueAt WHERE state = 'running' AND kind = 'deliver'",
    )
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
