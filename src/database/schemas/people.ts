import type { Shape } from '../columns.js'

/** Organisations, their contacts and where these are reached. */
export const peopleTables: Record<string, Shape> = {
  organisations: {
    columns: { id: 'id', hubId: 'id', name: 'name', kind: 'id', city: 'name?', code: 'key?', region: 'name?' },
    unique: [
      ['hubId', 'name'],
      ['code', 'hubId'],
    ],
    foreign: { hubId: 'hubs' },
  },
  organisation_tags: {
    columns: { organisationId: 'id', tag: 'name', hubId: 'id' },
    primary: ['organisationId', 'tag'],
    foreign: { organisationId: 'organisations', hubId: 'hubs' },
  },
  organisation_aliases: {
    columns: { hubId: 'id', alias: 'name', organisationId: 'id' },
    primary: ['hubId', 'alias'],
    foreign: { hubId: 'hubs', organisationId: 'organisations' },
  },
  // What a hub's people call a place (`means` is its name) or an organisation (its id) for short.
  learnt_names: {
    columns: { hubId: 'id', kind: 'id', said: 'name', means: 'name', byContactId: 'id', learntAt: 'instant' },
    primary: ['hubId', 'kind', 'said'],
    foreign: { hubId: 'hubs', byContactId: 'contacts' },
  },
  // `role` is null for those loaded before roles were kept: staff where the organisation is the hub, else grantee.
  // `asked` is what she was last asked outside of a draft, `asks` what she is to be asked when she is next here; the next two say for whom she
  // filed last. `precedence` is 1 for the first contact of her organisation, 2 for the deputy, and so on; `permissionAskedFor` the deadline for
  // which she was asked whether she wants a notice; `phone` is for staff who call her.
  contacts: {
    columns: {
      id: 'id',
      hubId: 'id',
      organisationId: 'id',
      name: 'name',
      role: 'id?',
      asked: 'json?',
      asks: 'json?',
      lastOrganisationId: 'id?',
      lastGrantId: 'id?',
      leftAt: 'instant?',
      precedence: 'whole?',
      code: 'key?',
      permissionAskedFor: 'day?',
      phone: 'key?',
    },
    unique: [['code', 'hubId']],
    index: [['organisationId']],
    foreign: { hubId: 'hubs', organisationId: 'organisations' },
  },
  // Further organisations that a contact files for, beside her own.
  contact_organisations: {
    columns: { contactId: 'id', organisationId: 'id', hubId: 'id', addedAt: 'instant' },
    primary: ['contactId', 'organisationId'],
    index: [['organisationId']],
    foreign: { contactId: 'contacts', organisationId: 'organisations', hubId: 'hubs' },
  },
  // What the platform says against an account as a whole, while it does; and the wrong codes strangers typed to it in one hour.
  accounts: {
    columns: {
      channel: 'id',
      account: 'key',
      refusal: 'key?',
      refusedUntil: 'instant?',
      guesses: 'whole?',
      guessingSince: 'instant?',
    },
    primary: ['channel', 'account'],
  },
  // A file to be fetched by who holds its link: the link itself is not kept, only its hash.
  downloads: {
    columns: {
      tokenHash: 'key',
      hubId: 'id',
      contactId: 'id',
      sha256: 'key',
      name: 'name',
      expiresAt: 'instant',
      fetched: 'whole',
    },
    primary: ['tokenHash'],
    foreign: { hubId: 'hubs', contactId: 'contacts' },
  },
  // An address belongs to no hub before its person is known. `notices` are those she accepted and has not got, by template.
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
      refusalOf: 'id?',
      unreachableAt: 'instant?',
      notices: 'json?',
      sentSinceHeard: 'whole?',
      actedAt: 'instant?',
      sentSinceActed: 'whole?',
      unsaid: 'json?',
      unionId: 'key?',
    },
    index: [['unionId'], ['contactId']],
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
      madeAt: 'instant?',
      madeBy: 'id?',
    },
    unique: [['code']],
    foreign: { hubId: 'hubs', contactId: 'contacts', usedBy: 'addresses' },
  },
}
