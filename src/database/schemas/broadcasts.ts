import type { Shape } from '../columns.js'

/** Broadcasts with a row a recipient, the groups they were posted in, and who wants none. `listedTo` is the last contact written down. */
export const broadcastTables: Record<string, Shape> = {
  broadcasts: {
    columns: {
      id: 'id',
      hubId: 'id',
      byContactId: 'id',
      state: 'id',
      content: 'json',
      audience: 'json?',
      sendAt: 'instant?',
      createdAt: 'instant',
      listedTo: 'id?',
      listedAt: 'instant?',
      endedAt: 'instant?',
    },
    index: [
      ['hubId', 'state'],
      ['byContactId', 'state'],
    ],
    foreign: { hubId: 'hubs', byContactId: 'contacts' },
  },
  broadcast_recipients: {
    columns: {
      broadcastId: 'id',
      contactId: 'id',
      organisationId: 'id',
      hubId: 'id',
      state: 'id',
      dueAt: 'instant',
      sentBy: 'id?',
      channel: 'id?',
      why: 'key?',
      parts: 'whole',
      sentAt: 'instant?',
      repliedAt: 'instant?',
      replyId: 'id?',
    },
    primary: ['broadcastId', 'contactId'],
    index: [
      ['broadcastId', 'state', 'dueAt', 'contactId'],
      ['contactId', 'sentAt'],
    ],
    foreign: {
      broadcastId: 'broadcasts',
      contactId: 'contacts',
      organisationId: 'organisations',
      hubId: 'hubs',
    },
  },
  broadcast_replies: {
    columns: { broadcastId: 'id', messageId: 'id', contactId: 'id', hubId: 'id', at: 'instant', inDraft: 'whole' },
    primary: ['broadcastId', 'messageId'],
    index: [['broadcastId', 'contactId', 'at']],
    foreign: { broadcastId: 'broadcasts', contactId: 'contacts', hubId: 'hubs' },
  },
  broadcast_groups: {
    columns: { broadcastId: 'id', robot: 'key', hubId: 'id', state: 'id', code: 'key?', at: 'instant' },
    primary: ['broadcastId', 'robot'],
    foreign: { broadcastId: 'broadcasts', hubId: 'hubs' },
  },
  broadcast_opt_outs: {
    columns: { contactId: 'id', hubId: 'id', at: 'instant' },
    primary: ['contactId'],
    foreign: { contactId: 'contacts', hubId: 'hubs' },
  },
}
