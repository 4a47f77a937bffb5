import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const drafts: Shape = {
  columns: {
    compilationId: 'id',
    hubId: 'id',
    content: 'json',
    madeAt: 'instant',
    signedBy: 'id?',
    signedAt: 'instant?',
  },
  primary: ['compilationId'],
  foreign: { compilationId: 'compilations', hubId: 'hubs', signedBy: 'contacts' },
}

/** What a model drafted for a report, and who of the hub stands for it since when. */
export class ReportDrafts1764650100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableOf(dialectOn(runner), 'compilation_drafts', drafts))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('compilation_drafts')
  }
}
