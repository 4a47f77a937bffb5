import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/** Sessions, messages, records and jobs, those that others point at first. Never changed once released: the next change is a migration of its own. */
const tables: [string, Shape][] = [
  [
    'form_versions',
    { columns: { formId: 'id', version: 'whole', content: 'json', keptAt: 'instant' }, primary: ['formId', 'version'] },
  ],
  [
    'sessions',
    {
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
  ],
  [
    'inbound_messages',
    {
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
  ],
  [
    'records',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        programmeId: 'id?',
        grantId: 'id?',
        organisationId: 'id',
        contactId: 'id',
        sessionId: 'id',
        form: 'id',
        formVersion: 'whole',
        answers: 'json',
        periodFrom: 'day?',
        periodTo: 'day?',
        filedAt: 'instant',
      },
      unique: [['sessionId']],
      index: [['hubId', 'filedAt']],
      foreign: {
        hubId: 'hubs',
        programmeId: 'programmes',
        grantId: 'grants',
        organisationId: 'organisations',
        contactId: 'contacts',
        sessionId: 'sessions',
      },
    },
  ],
  [
    'record_sources',
    {
      columns: { recordId: 'id', part: 'key', messageId: 'id', hubId: 'id' },
      primary: ['recordId', 'part', 'messageId'],
      foreign: { recordId: 'records', hubId: 'hubs' },
    },
  ],
  [
    'activities',
    {
      columns: {
        recordId: 'id',
        position: 'whole',
        hubId: 'id',
        part: 'key',
        category: 'id?',
        startsOn: 'day',
        endsOn: 'day',
        title: 'text',
        place: 'text?',
        headcountMin: 'whole?',
        headcountMax: 'whole?',
        headcountUnit: 'id?',
        headcountQualifier: 'id?',
        headcountBasis: 'id?',
        headcountWording: 'text?',
        breakdown: 'json',
      },
      primary: ['recordId', 'position'],
      index: [['hubId', 'startsOn']],
      foreign: { recordId: 'records', hubId: 'hubs' },
    },
  ],
  [
    'expenses',
    {
      columns: {
        recordId: 'id',
        position: 'whole',
        hubId: 'id',
        part: 'key',
        item: 'text?',
        amountMinFen: 'whole',
        amountMaxFen: 'whole',
        wording: 'text',
      },
      primary: ['recordId', 'position'],
      foreign: { recordId: 'records', hubId: 'hubs' },
    },
  ],
  [
    'photos',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        sessionId: 'id',
        field: 'key',
        messageId: 'id',
        channel: 'id',
        account: 'key',
        mediaId: 'text',
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
  ],
  [
    'outbox',
    {
      columns: {
        position: 'order',
        kind: 'id',
        jobKey: 'key',
        lane: 'key?',
        payload: 'json',
        state: 'id',
        dueAt: 'instant',
        attempts: 'whole',
        leasedUntil: 'instant?',
        againAt: 'instant?',
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
  ],
]

export class ConversationsAndRecords1763600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialectOn(runner), name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
  }
}
