import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const names: Shape = {
  columns: { hubId: 'id', kind: 'id', said: 'name', means: 'name', byContactId: 'id', learntAt: 'instant' },
  primary: ['hubId', 'kind', 'said'],
  foreign: { hubId: 'hubs', byContactId: 'contacts' },
}

/** What people of a hub call organisations and places for short. */
export class LearntNames1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf(dialectOn(runner), 'learnt_names', names))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('learnt_names')
  }
}
