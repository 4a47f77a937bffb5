import type { Shape } from '../columns.js'

/** What programmes ask of their grants: `plan` is the schedule, `facts` what happened to an obligation, `nextOn` when it is looked at again. */
export const obligationTables: Record<string, Shape> = {
  schedules: {
    columns: { id: 'id', hubId: 'id', programmeId: 'id', plan: 'json', code: 'key?' },
    unique: [['code', 'programmeId']],
    index: [['hubId', 'programmeId']],
    foreign: { hubId: 'hubs', programmeId: 'programmes' },
  },
  obligations: {
    columns: {
      id: 'id',
      hubId: 'id',
      programmeId: 'id',
      scheduleId: 'id',
      grantId: 'id',
      organisationId: 'id',
      form: 'id',
      period: 'id',
      periodFrom: 'day',
      periodTo: 'day',
      opensOn: 'day',
      dueOn: 'day',
      facts: 'json',
      state: 'id',
      chainId: 'id?',
      nextOn: 'day?',
    },
    unique: [['grantId', 'scheduleId', 'period']],
    index: [['hubId', 'nextOn', 'id'], ['hubId', 'organisationId', 'dueOn'], ['chainId']],
    foreign: { hubId: 'hubs', grantId: 'grants', scheduleId: 'schedules', organisationId: 'organisations' },
  },
  obligation_events: {
    columns: {
      position: 'order',
      hubId: 'id',
      obligationId: 'id',
      at: 'instant',
      fromState: 'id?',
      toState: 'id',
      extendedTo: 'day?',
      why: 'text?',
      contactId: 'id?',
      messageId: 'id?',
    },
    primary: ['position'],
    index: [
      ['obligationId', 'at'],
      ['hubId', 'at'],
    ],
    foreign: { hubId: 'hubs', obligationId: 'obligations' },
  },
}
