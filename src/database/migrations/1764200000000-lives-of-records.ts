import { TableForeignKey, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/**
 * What is new at tables that are there already: versions and states of a record with what filing it took, whom a draft is about and what it
 * revises, what a contact was asked outside of drafts, how a picture looks.
 */
const added: Record<string, Shape> = {
  records: {
    columns: {
      chainId: 'id?',
      version: 'whole?',
      currentOf: 'id?',
      state: 'id?',
      stateAt: 'instant?',
      reason: 'text?',
      typedBy: 'id?',
      confirmedAt: 'instant?',
      idle: 'whole?',
      turns: 'whole?',
      messages: 'whole?',
      activeSeconds: 'whole?',
      peopleMin: 'whole?',
      peopleMax: 'whole?',
      peopleUnit: 'id?',
      peopleQualifier: 'id?',
      peopleBasis: 'id?',
      peopleWording: 'text?',
    },
    unique: [['currentOf']],
    index: [['chainId']],
  },
  sessions: {
    columns: {
      organisationId: 'id?',
      grantId: 'id?',
      programmeId: 'id?',
      typedBy: 'id?',
      spoke: 'name?',
      revises: 'id?',
      revisesOpen: 'id?',
    },
    unique: [['revisesOpen']],
    index: [['organisationId', 'state']],
  },
  contacts: {
    columns: {
      asked: 'json?',
      asks: 'json?',
      lastOrganisationId: 'id?',
      lastGrantId: 'id?',
      leftAt: 'instant?',
    },
  },
  photos: { columns: { fingerprint: 'key?' }, index: [['sha256']] },
}

const tables: [string, Shape][] = [
  [
    'record_photos',
    {
      columns: {
        recordId: 'id',
        position: 'whole',
        photoId: 'id',
        hubId: 'id',
        caption: 'text?',
        consent: 'id?',
      },
      primary: ['recordId', 'position'],
      index: [['photoId']],
      foreign: { recordId: 'records', photoId: 'photos', hubId: 'hubs' },
    },
  ],
  [
    'record_events',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        chainId: 'id',
        recordId: 'id',
        type: 'id',
        field: 'key?',
        fromValue: 'json?',
        toValue: 'json?',
        why: 'text?',
        byContactId: 'id?',
        messageId: 'id?',
        at: 'instant',
      },
      index: [['chainId']],
      foreign: { hubId: 'hubs', recordId: 'records' },
    },
  ],
  [
    'photo_withdrawals',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        photoId: 'id',
        at: 'instant',
        byContactId: 'id?',
        why: 'text?',
        messageId: 'id?',
      },
      index: [['photoId']],
      foreign: { hubId: 'hubs', photoId: 'photos' },
    },
  ],
  [
    'twins',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        scope: 'id',
        chainId: 'id',
        startsOn: 'day',
        title: 'text',
        ofChainId: 'id',
        ofStartsOn: 'day',
        ofTitle: 'text',
        foundAt: 'instant',
        decision: 'id?',
        why: 'text?',
        byContactId: 'id?',
        decidedAt: 'instant?',
        messageId: 'id?',
      },
      index: [['hubId', 'decision'], ['chainId'], ['ofChainId']],
      foreign: { hubId: 'hubs' },
    },
  ],
  [
    'compilations',
    {
      columns: {
        id: 'id',
        hubId: 'id',
        kind: 'id',
        name: 'name',
        public: 'whole',
        madeAt: 'instant',
        byContactId: 'id?',
        fromOn: 'day?',
        toOn: 'day?',
      },
      index: [['hubId', 'madeAt']],
      foreign: { hubId: 'hubs' },
    },
  ],
  [
    'compilation_records',
    {
      columns: { compilationId: 'id', recordId: 'id' },
      primary: ['compilationId', 'recordId'],
      index: [['recordId']],
      foreign: { compilationId: 'compilations', recordId: 'records' },
    },
  ],
  [
    'compilation_photos',
    {
      columns: { compilationId: 'id', photoId: 'id' },
      primary: ['compilationId', 'photoId'],
      index: [['photoId']],
      foreign: { compilationId: 'compilations', photoId: 'photos' },
    },
  ],
  [
    'contact_organisations',
    {
      columns: { contactId: 'id', organisationId: 'id', hubId: 'id', addedAt: 'instant' },
      primary: ['contactId', 'organisationId'],
      index: [['organisationId']],
      foreign: { contactId: 'contacts', organisationId: 'organisations', hubId: 'hubs' },
    },
  ],
  [
    'help_talks',
    {
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
  ],
  [
    'voices',
    {
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
  ],
]

const PLACES =
  'INSERT INTO record_photos (recordId, position, photoId, hubId, caption) SELECT recordId, position, id, hubId, caption FROM photos WHERE recordId IS NOT NULL'
const BACK = ['recordId', 'position', 'caption']
  .map(
    (column, i) =>
      `${column} = (SELECT r.${['recordId', 'position', 'caption'][i]} FROM record_photos r WHERE r.photoId = photos.id)`,
  )
  .join(', ')

/** Where a picture stands in a record was kept with the picture; now with each version of the record. */
const place: Shape = {
  columns: { recordId: 'id?', position: 'whole?', caption: 'text?' },
  index: [['recordId']],
  foreign: { recordId: 'records' },
}

export class LivesOfRecords1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(added)) {
      const { columns, indices } = tableOf(dialect, name, shape)
      await runner.addColumns(name, columns)
      for (const index of indices) await runner.createIndex(name, index)
    }
    for (const [name, shape] of tables) await runner.createTable(tableOf(dialect, name, shape))
    await runner.query(
      "UPDATE records SET chainId = id, version = 1, currentOf = id, state = 'submitted', stateAt = filedAt",
    )
    await runner.query(
      'UPDATE sessions SET organisationId = (SELECT c.organisationId FROM contacts c WHERE c.id = sessions.contactId)',
    )
    await runner.query(PLACES)
    const photos = tableOf(dialect, 'photos', place)
    for (const key of photos.foreignKeys) await runner.dropForeignKey('photos', key.name!)
    for (const index of photos.indices) await runner.dropIndex('photos', index.name!)
    await runner.dropColumns('photos', photos.columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    const photos = tableOf(dialect, 'photos', place)
    await runner.addColumns('photos', photos.columns)
    for (const index of photos.indices) await runner.createIndex('photos', new TableIndex(index))
    for (const key of photos.foreignKeys) await runner.createForeignKey('photos', new TableForeignKey(key))
    await runner.query(`UPDATE photos SET ${BACK}`)
    for (const [name] of tables.toReversed()) await runner.dropTable(name)
    for (const [name, shape] of Object.entries(added).toReversed()) {
      const { columns, indices } = tableOf(dialect, name, shape)
      for (const index of indices) await runner.dropIndex(name, index)
      await runner.dropColumns(name, columns)
    }
  }
}
