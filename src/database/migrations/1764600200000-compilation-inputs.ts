import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const inputs: Shape = {
  columns: { compilationId: 'id', content: 'json' },
  primary: ['compilationId'],
  foreign: { compilationId: 'compilations' },
}

/** The figures that a report was made with, so that one that is not right any more can be held against what is right now. */
export class CompilationInputs1764600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf(dialectOn(runner), 'compilation_inputs', inputs))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('compilation_inputs')
  }
}
