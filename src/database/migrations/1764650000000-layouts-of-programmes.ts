import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const added: Shape = { columns: { layouts: 'json?' } }

/** The layouts that the reports of a programme have, so that who asks for one in a chat need not choose. */
export class LayoutsOfProgrammes1764650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('programmes', tableOf(dialectOn(runner), 'programmes', added).columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('programmes', 'layouts')
  }
}
