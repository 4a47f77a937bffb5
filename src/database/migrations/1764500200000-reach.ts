import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/**
 * The ledger of an address: by what way the last refusal came, since when nothing arrives there, and the notices in stock by template; of a
 * contact, for which deadline she was asked for a permission last.
 */
const added: Record<string, Shape> = {
  addresses: { columns: { refusalOf: 'id?', unreachableAt: 'instant?', notices: 'json?' } },
  contacts: { columns: { permissionAskedFor: 'day?' } },
}

export class Reach1764500200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added))
      await runner.addColumns(name, tableOf(dialect, name, shape).columns)
    // Until now there was nothing but messages to be refused.
    await runner.query(
      "UPDATE addresses SET refusalOf = 'message', unreachableAt = refusedAt WHERE refusedAt IS NOT NULL",
    )
    await runner.query(
      'UPDATE addresses SET unreachableAt = followingAt WHERE following = 0 AND followingAt IS NOT NULL',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added).toReversed())
      await runner.dropColumns(name, tableOf(dialect, name, shape).columns)
  }
}
