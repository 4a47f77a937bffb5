import type { Shape } from '../columns.js'

/** Hubs, who funds them, and what is granted to whom. */
export const programmeTables: Record<string, Shape> = {
  hubs: { columns: { id: 'id', name: 'name', zone: 'key', language: 'id' } },
  funders: { columns: { id: 'id', hubId: 'id', name: 'name' }, foreign: { hubId: 'hubs' } },
  programmes: {
    columns: { id: 'id', hubId: 'id', funderId: 'id', name: 'name', startsOn: 'day', endsOn: 'day' },
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
    },
    foreign: { hubId: 'hubs', programmeId: 'programmes', organisationId: 'organisations' },
  },
}
