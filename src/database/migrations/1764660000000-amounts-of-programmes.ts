import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const added: Shape = { columns: { amountFen: 'whole?' } }

/** What the funder gives for a whole programme, beside what of it was granted out. */
export class AmountsOfProgrammes1764660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('programmes', tableOf(dialectOn(runner), 'programmes', added).columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('programmes', 'amountFen')
  }
}
