import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const added: Shape = { columns: { rulesOnly: 'whole?' } }

/** 1 where a hub lets no text of its people go to a language model. */
export class RulesOnly1764600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('hubs', tableOf(dialectOn(runner), 'hubs', added).columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('hubs', 'rulesOnly')
  }
}
