import type { MigrationInterface, QueryRunner } from 'typeorm'
import { dialectOn, tableOf, type Shape } from '../columns.js'

/** Contacts of an organisation and addresses of a contact are asked for in every turn and for everybody who is reminded. */
const added: Record<string, Shape> = {
  contacts: { columns: { organisationId: 'id' }, index: [['organisationId']] },
  addresses: { columns: { contactId: 'id?' }, index: [['contactId']] },
}

export class PeopleByOrganisation1764650300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, shape] of Object.entries(added))
      for (const index of tableOf(dialectOn(runner), name, shape).indices) await runner.createIndex(name, index)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, shape] of Object.entries(added))
      for (const index of tableOf(dialectOn(runner), name, shape).indices) {
        // MySQL let go of its own index of the foreign key when this one came; it makes one again with the key.
        const keys =
          dialectOn(runner) === 'mysql'
            ? ((await runner.getTable(name))?.foreignKeys ?? []).filter(
                ({ columnNames }) => columnNames[0] === index.columnNames[0],
              )
            : []
        await runner.dropForeignKeys(name, keys)
        await runner.dropIndex(name, index)
        await runner.createForeignKeys(name, keys)
      }
  }
}
