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
  // `openFor` is the contact while the session is open: its index allows one open session a contact. `revises` is the chain of the record
  // that it revises, `revisesOpen` the same while it is open: one open revision a record. `typedBy` is of the hub's staff, who types for the
  // contact.
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
      organisationId: 'id?',
      grantId: 'id?',
      programmeId: 'id?',
      typedBy: 'id?',
      revises: 'id?',
      revisesOpen: 'id?',
    },
    unique: [['openFor'], ['revisesOpen']],
    index: [['organisationId', 'state']],
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
      fingerprint: 'key?',
    },
    index: [['sessionId', 'state'], ['sha256']],
    foreign: { hubId: 'hubs' },
  },
  // A voice message is kept as it came; `transcript` is what the platform or a transcriber heard in it.
  voices: {
    columns: {
      id: 'id',
      hubId: 'id',
      contactId: 'id',
      addressId: 'id',
      sessionId: 'id?',
      field: 'key?',
      messageId: 'id',
      channel: 'id',
      account: 'key',
      mediaId: 'text',
      sentAt: 'instant',
      state: 'id',
      settledAt: 'instant?',
      code: 'key?',
      sha256: 'key?',
      bytes: 'whole?',
      transcript: 'text?',
      transcriptBy: 'id?',
    },
    index: [['messageId'], ['sessionId']],
    foreign: { hubId: 'hubs', contactId: 'contacts' },
  },
  // 「人工」: while one is open (`openFor` is the contact) what she says goes to staff, and what they answer to her.
  help_talks: {
    columns: {
      id: 'id',
      hubId: 'id',
      contactId: 'id',
      addressId: 'id',
      openFor: 'id?',
      staffId: 'id?',
      openedAt: 'instant',
      lastAt: 'instant',
      closedAt: 'instant?',
    },
    unique: [['openFor']],
    index: [['hubId', 'openedAt']],
    foreign: { hubId: 'hubs', contactId: 'contacts', addressId: 'addresses' },
  },
}
