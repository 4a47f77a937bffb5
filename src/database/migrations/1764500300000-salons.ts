import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/** Salons with who was asked, what they answered and who came; coaching sessions and visits. */
const tables: Record<string, Shape> = {
  salon_plans: {
    columns: { contactId: 'id', hubId: 'id', data: 'json', at: 'instant' },
    primary: ['contactId'],
    foreign: { contactId: 'contacts', hubId: 'hubs' },
  },
  salons: {
    columns: {
      id: 'id',
      hubId: 'id',
      programmeId: 'id?',
      byContactId: 'id',
      messageId: 'id',
      series: 'name?',
      number: 'whole?',
      topic: 'text',
      startsAt: 'instant',
      endsAt: 'instant?',
      place: 'text?',
      guests: 'text?',
      capacity: 'whole?',
      state: 'id',
      secret: 'key',
      sentAt: 'instant',
      checkInAt: 'instant?',
      endedAt: 'instant?',
      sessionId: 'id?',
    },
    index: [
      ['hubId', 'state'],
      ['hubId', 'series'],
    ],
    foreign: { hubId: 'hubs', programmeId: 'programmes', byContactId: 'contacts', sessionId: 'sessions' },
  },
  salon_invited: {
    columns: { salonId: 'id', contactId: 'id', organisationId: 'id', hubId: 'id' },
    primary: ['salonId', 'contactId'],
    index: [['contactId']],
    foreign: { salonId: 'salons', contactId: 'contacts', organisationId: 'organisations', hubId: 'hubs' },
  },
  salon_guests: {
    columns: {
      salonId: 'id',
      organisationId: 'id',
      hubId: 'id',
      contactId: 'id?',
      answer: 'id?',
      people: 'whole',
      waitingSince: 'instant?',
    },
    primary: ['salonId', 'organisationId'],
    foreign: { salonId: 'salons', organisationId: 'organisations', hubId: 'hubs' },
  },
  salon_replies: {
    columns: {
      id: 'id',
      salonId: 'id',
      hubId: 'id',
      organisationId: 'id',
      contactId: 'id?',
      answer: 'id',
      people: 'whole',
      waitingSince: 'instant?',
      how: 'id',
      messageId: 'id?',
      at: 'instant',
    },
    index: [['salonId', 'at'], ['messageId']],
    foreign: { salonId: 'salons', organisationId: 'organisations', hubId: 'hubs' },
  },
  salon_check_ins: {
    columns: {
      id: 'id',
      salonId: 'id',
      hubId: 'id',
      who: 'key',
      organisationId: 'id?',
      name: 'name',
      people: 'whole',
      way: 'id',
      byContactId: 'id',
      messageId: 'id',
      at: 'instant',
    },
    unique: [['salonId', 'who']],
    index: [['messageId']],
    foreign: { salonId: 'salons', hubId: 'hubs', organisationId: 'organisations', byContactId: 'contacts' },
  },
  salon_guesses: {
    columns: { contactId: 'id', hubId: 'id', count: 'whole', since: 'instant' },
    primary: ['contactId'],
    foreign: { contactId: 'contacts', hubId: 'hubs' },
  },
  salon_recaps: {
    columns: {
      id: 'id',
      salonId: 'id',
      hubId: 'id',
      contactId: 'id',
      organisationId: 'id',
      text: 'text',
      messageId: 'id',
      at: 'instant',
    },
    index: [['salonId', 'at'], ['messageId']],
    foreign: { salonId: 'salons', hubId: 'hubs', contactId: 'contacts', organisationId: 'organisations' },
  },
  visits: {
    columns: {
      id: 'id',
      hubId: 'id',
      organisationId: 'id',
      kind: 'id',
      happenedOn: 'day',
      topic: 'text?',
      number: 'whole',
      byContactId: 'id',
      messageId: 'id',
      at: 'instant',
      takenBackAt: 'instant?',
    },
    index: [
      ['hubId', 'happenedOn'],
      ['organisationId', 'kind'],
    ],
    foreign: { hubId: 'hubs', organisationId: 'organisations', byContactId: 'contacts' },
  },
}

export class Salons1764500300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOn(runner)
    for (const [name, shape] of Object.entries(tables)) await runner.createTable(tableOf(dialect, name, shape))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(tables).toReversed()) await runner.dropTable(name)
  }
}
