import type { Shape } from '../columns.js'

/** Hubs, who funds them, and what is granted to whom. */
export const programmeTables: Record<string, Shape> = {
  hubs: {
    columns: {
      id: 'id',
      name: 'name',
      zone: 'key',
      language: 'id',
      code: 'key?',
      rulesOnly: 'whole?',
      proposesCaptions: 'whole?',
    },
    unique: [['code']],
  },
  // How often a language model was asked for a hub on a day.
  model_calls: {
    columns: { hubId: 'id', day: 'day', calls: 'whole' },
    primary: ['hubId', 'day'],
    foreign: { hubId: 'hubs' },
  },
  // Funders of several hubs that have the same code are the same one.
  funders: {
    columns: { id: 'id', hubId: 'id', name: 'name', code: 'key?' },
    unique: [['code', 'hubId']],
    foreign: { hubId: 'hubs' },
  },
  programmes: {
    columns: {
      id: 'id',
      hubId: 'id',
      funderId: 'id',
      name: 'name',
      startsOn: 'day',
      endsOn: 'day',
      code: 'key?',
      layouts: 'json?',
      amountFen: 'whole?',
    },
    unique: [['code', 'hubId']],
    foreign: { hubId: 'hubs', funderId: 'funders' },
  },
  grants: {
    columns: {
      id: 'id',
      hubId: 'id',
      programmeId: 'id',
      organisationId: 'id',
      purpose: 'text',
      purposeClass: 'id?',
      amountFen: 'whole?',
      status: 'id',
      remark: 'text?',
      startsOn: 'day?',
      endsOn: 'day?',
      enrolledOn: 'day?',
      code: 'key?',
    },
    unique: [['code', 'hubId']],
    foreign: { hubId: 'hubs', programmeId: 'programmes', organisationId: 'organisations' },
  },
  instalments: {
    columns: { grantId: 'id', number: 'whole', hubId: 'id', amountFen: 'whole?', plannedOn: 'day?', paidOn: 'day?' },
    primary: ['grantId', 'number'],
    foreign: { grantId: 'grants', hubId: 'hubs' },
  },
  // Of a whole programme where no grant is named.
  objectives: {
    columns: {
      id: 'id',
      hubId: 'id',
      programmeId: 'id',
      grantId: 'id?',
      label: 'text',
      plannedMin: 'whole?',
      plannedMax: 'whole?',
      unit: 'name?',
      dueOn: 'day?',
      code: 'key?',
    },
    unique: [['code', 'hubId']],
    foreign: { hubId: 'hubs', programmeId: 'programmes', grantId: 'grants' },
  },
  // Each row is a change: it holds until the next one of the same organisation.
  partner_statuses: {
    columns: {
      organisationId: 'id',
      fromOn: 'day',
      hubId: 'id',
      status: 'id',
      sourceOfFunds: 'name?',
      remark: 'text?',
    },
    primary: ['organisationId', 'fromOn'],
    foreign: { organisationId: 'organisations', hubId: 'hubs' },
  },
}
