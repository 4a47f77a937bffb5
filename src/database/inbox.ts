import type { Inbox } from '../conversations/ports.js'
import { insert, type Sql } from './sql.js'

export const databaseInbox = (sql: Sql): Inbox => ({
  async add({ message, ...heard }) {
    await insert(sql, 'inbound_messages', {
      id: heard.id,
      messageKey: message.key,
      addressId: heard.addressId,
      contactId: heard.contactId,
      hubId: heard.hubId,
      sessionId: heard.sessionId,
      said: JSON.stringify(message.said),
      sentAt: message.sentAt,
      receivedAt: heard.receivedAt,
      reply: heard.reply,
    })
  },
})
