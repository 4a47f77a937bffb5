import type { Shape } from '../columns.js'

/**
 * `position` is the order in which jobs were added: that of a lane. `againAt` is set when a running job was added once more: it runs again
 * after this run. `mark` is what a handler wrote down for its next run. A job serves the whole installation; what it is about is in its payload.
 */
export const jobTables: Record<string, Shape> = {
  outbox: {
    columns: {
      position: 'order',
      kind: 'id',
      jobKey: 'key',
      lane: 'key?',
      account: 'key?',
      payload: 'json',
      state: 'id',
      dueAt: 'instant',
      attempts: 'whole',
      leasedUntil: 'instant?',
      againAt: 'instant?',
      mark: 'id?',
      code: 'key?',
      createdAt: 'instant',
      doneAt: 'instant?',
    },
    primary: ['position'],
    unique: [['jobKey']],
    index: [
      ['state', 'dueAt'],
      ['lane', 'state'],
    ],
  },
}
