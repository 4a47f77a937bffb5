import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const added: Shape = { columns: { proposesCaptions: 'whole?' } }

/** 1 where a hub agreed that its people's pictures go to a model that proposes captions. */
export class ProposedCaptions1764650200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('hubs', tableOf(dialectOn(runner), 'hubs', added).columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('hubs', 'proposesCaptions')
  }
}
