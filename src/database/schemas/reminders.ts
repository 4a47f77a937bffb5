import type { Shape } from '../columns.js'

/** The rungs of deadlines by person, and what was done once (`occasions`), whatever runs twice or on two machines. */
export const reminderTables: Record<string, Shape> = {
  reminders: {
    columns: {
      obligationId: 'id',
      deadline: 'day',
      days: 'whole',
      contactId: 'id',
      hubId: 'id',
      plannedOn: 'day',
      state: 'id',
    },
    primary: ['obligationId', 'deadline', 'days', 'contactId'],
    index: [
      ['contactId', 'state'],
      ['hubId', 'plannedOn'],
    ],
    foreign: { obligationId: 'obligations', hubId: 'hubs' },
  },
  occasions: { columns: { occasionKey: 'key', firstAt: 'instant', claim: 'id' }, primary: ['occasionKey'] },
}
