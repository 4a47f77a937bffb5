import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

const replies: Shape = {
  columns: { broadcastId: 'id', messageId: 'id', contactId: 'id', hubId: 'id', at: 'instant', inDraft: 'whole' },
  primary: ['broadcastId', 'messageId'],
  index: [['broadcastId', 'contactId', 'at']],
  foreign: { broadcastId: 'broadcasts', contactId: 'contacts', hubId: 'hubs' },
}
const phoned: Shape = { columns: { phone: 'key?' } }

/** All that a person answered to a broadcast, and the number under which staff call a contact. */
export class RepliesAndPhones1764500700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    await runner.createTable(tableOf(dialect, 'broadcast_replies', replies))
    await runner.query(
      `INSERT INTO broadcast_replies (broadcastId, messageId, contactId, hubId, at, inDraft)
       SELECT broadcastId, replyId, contactId, hubId, repliedAt, 0 FROM broadcast_recipients
       WHERE replyId IS NOT NULL AND repliedAt IS NOT NULL`,
    )
    await runner.addColumns('contacts', tableOf(dialect, 'contacts', phoned).columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('contacts', 'phone')
    await runner.dropTable('broadcast_replies')
  }
}
