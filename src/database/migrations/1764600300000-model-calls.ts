import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const calls: Shape = {
  columns: { hubId: 'id', day: 'day', calls: 'whole' },
  primary: ['hubId', 'day'],
  foreign: { hubId: 'hubs' },
}

/** How often a language model was asked for each hub on a day: one budget for all processes, over restarts. */
export class ModelCalls1764600300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf(dialectOn(runner), 'model_calls', calls))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('model_calls')
  }
}
