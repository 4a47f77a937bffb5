import type { Shape } from '../columns.js'

/**
 * What was said and where each conversation stands. A turn writes its rows in the order it decides, the message itself last: what is
 * written before it (photos, sources) names the message without a foreign key.
 */
export const conversationTables: Record<string, Shape> = {
  form_versions: {
    columns: { formId: 'id', version: 'whole', content: 'json', keptAt: 'instant' },
    primary: ['formId', 'version'],
  },
  // `openFor` is the contact while the session is open: its index allows one open session a contact.
  sessions: {
    columns: {
      id: 'id',
      hubId: 'id',
      contactId: 'id',
      addressId: 'id',
      form: 'id',
      formVersion: 'whole',
      state: 'id',
      openFor: 'id?',
      data: 'json',
      openedAt: 'instant',
      updatedAt: 'instant',
    },
    unique: [['openFor']],
    foreign: { hubId: 'hubs', contactId: 'contacts', addressId: 'addresses' },
  },
  inbound_messages: {
    columns: {
      id: 'id',
      messageKey: 'key',
      addressId: 'id',
      contactId: 'id?',
      hubId: 'id?',
      sessionId: 'id?',
      said: 'json',
      sentAt: 'instant',
      receivedAt: 'instant',
      reply: 'text?',
    },
    unique: [['messageKey']],
    foreign: { addressId: 'addresses' },
  },
  photos: {
    columns: {
      id: 'id',
      hubId: 'id',
      sessionId: 'id',
      field: 'key',
      messageId: 'id',
      channel: 'id',
      account: 'key',
      mediaId: 'text',
      mediaUrl: 'text?',
      sentAt: 'instant',
      state: 'id',
      settledAt: 'instant?',
      code: 'key?',
      sha256: 'key?',
      copy: 'key?',
      thumbnail: 'key?',
      bytes: 'whole?',
      width: 'whole?',
      height: 'whole?',
      takenAt: 'instant?',
      recordId: 'id?',
      position: 'whole?',
      caption: 'text?',
    },
    index: [['recordId'], ['sessionId', 'state']],
    foreign: { hubId: 'hubs', recordId: 'records' },
  },
}
