import type { Shape } from '../columns.js'

/** Organisations, their contacts and where these are reached. */
export const peopleTables: Record<string, Shape> = {
  organisations: {
    columns: { id: 'id', hubId: 'id', name: 'name', kind: 'id', city: 'name?' },
    unique: [['hubId', 'name']],
    foreign: { hubId: 'hubs' },
  },
  organisation_aliases: {
    columns: { hubId: 'id', alias: 'name', organisationId: 'id' },
    primary: ['hubId', 'alias'],
    foreign: { hubId: 'hubs', organisationId: 'organisations' },
  },
  contacts: {
    columns: { id: 'id', hubId: 'id', organisationId: 'id', name: 'name' },
    foreign: { hubId: 'hubs', organisationId: 'organisations' },
  },
  // An address belongs to no hub before its person is known.
  addresses: {
    columns: {
      id: 'id',
      channel: 'id',
      account: 'key',
      user: 'key',
      contactId: 'id?',
      boundAt: 'instant?',
      binding: 'json?',
      waiting: 'json?',
      following: 'whole',
      followingAt: 'instant?',
      heardAt: 'instant?',
      refusal: 'key?',
      refusedAt: 'instant?',
    },
    unique: [['channel', 'account', 'user']],
    foreign: { contactId: 'contacts' },
  },
  invitations: {
    columns: {
      id: 'id',
      hubId: 'id',
      contactId: 'id',
      code: 'id',
      expiresAt: 'instant?',
      usedAt: 'instant?',
      usedBy: 'id?',
    },
    unique: [['code']],
    foreign: { hubId: 'hubs', contactId: 'contacts', usedBy: 'addresses' },
  },
}
