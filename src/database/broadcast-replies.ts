import type { Reply } from '../conversations/broadcasts/ports.js'
import type { Said } from '../kernel/message.js'
import type { Sql } from './sql.js'

const TOGETHER = 100

/** All that these contacts said to a broadcast, by contact, oldest first. */
export async function repliesOf(
  sql: Pick<Sql, 'all'>,
  broadcastId: string,
  contactIds: string[],
): Promise<Map<string, Reply[]>> {
  const replies = new Map<string, Reply[]>()
  for (let at = 0; at < contactIds.length; at += TOGETHER) {
    const some = contactIds.slice(at, at + TOGETHER)
    const rows = await sql.all<{ contactId: string; inDraft: number; said: string | null }>(
      `SELECT r.contactId, r.inDraft, (SELECT m.said FROM inbound_messages m WHERE m.id = r.messageId) AS said
       FROM broadcast_replies r WHERE r.broadcastId = ? AND r.contactId IN (${some.map(() => '?').join(', ')})
       ORDER BY r.at, r.messageId`,
      [broadcastId, ...some],
    )
    for (const { contactId, inDraft, said } of rows) {
      const theirs = replies.get(contactId) ?? []
      theirs.push({ text: wordsOf(said), inDraft: inDraft === 1 })
      replies.set(contactId, theirs)
    }
  }
  return replies
}

function wordsOf(said: string | null): string | null {
  const message = said === null ? null : (JSON.parse(said) as Said)
  return message?.type === 'text' ? message.text : null
}
