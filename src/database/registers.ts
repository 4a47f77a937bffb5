import type { Transact } from '../conversations/ports.js'
import type { Known, KnownRow, Partner, Registers } from '../programmes/register.js'
import { loadRegister } from './load-register.js'
import { databaseObligations } from './obligations.js'
import type { Schedule } from '../programmes/schedule.js'
import type { Sql } from './sql.js'

/** Registers on one connection, inside its transaction. */
export const databaseRegisters = (sql: Sql): Registers => ({
  hubs: () => sql.all<Known['hub']>('SELECT id, code, name, zone, language FROM hubs ORDER BY name, id'),

  async known(hub) {
    const read = <R>(columns: string, table: string) =>
      sql.all<R>(`SELECT ${columns} FROM ${table} WHERE hubId = ?`, [hub.id])
    const aliases = await read<{ organisationId: string; alias: string }>(
      'organisationId, alias',
      'organisation_aliases',
    )
    const organisations = await read<Omit<Known['organisations'][number], 'aliases'>>(
      'id, code, name, kind',
      'organisations',
    )
    return {
      hub,
      funders: await read<KnownRow>('id, code, name', 'funders'),
      programmes: await read('id, code, name, funderId, startsOn, endsOn', 'programmes'),
      organisations: organisations.map((each) => ({
        ...each,
        aliases: aliases.filter(({ organisationId }) => organisationId === each.id).map(({ alias }) => alias),
      })),
      grants: await read('id, code, programmeId, organisationId, purpose, amountFen, status', 'grants'),
      instalments: await read('grantId, number, amountFen', 'instalments'),
      objectives: await read('id, code, programmeId, grantId, label', 'objectives'),
      schedules: (
        await read<{ code: string | null; programmeId: string; plan: string }>('code, programmeId, plan', 'schedules')
      ).map(({ plan, ...each }) => ({ ...each, schedule: JSON.parse(plan) as Schedule })),
      contacts: await read('id, code, name, organisationId, role, precedence, phone, leftAt', 'contacts'),
      partnerChanges: await read('organisationId, fromOn, status, sourceOfFunds, remark', 'partner_statuses'),
    }
  },

  partners: databasePartners(sql),

  load: (register) => loadRegister(sql)(register),

  obligations: databaseObligations(sql),
})

/** How the partners of a hub stood over time, by name. */
export const databasePartners =
  (sql: Pick<Sql, 'all'>) =>
  (hubId: string): Promise<Partner[]> =>
    sql.all<Partner>(
      `SELECT s.organisationId, s.fromOn, s.status, s.sourceOfFunds, s.remark, o.name AS organisation, o.region
       FROM partner_statuses s JOIN organisations o ON o.id = s.organisationId WHERE s.hubId = ? ORDER BY o.name, s.fromOn`,
      [hubId],
    )

/** Does the work as if, and takes back everything that it wrote. */
export const rehearsal =
  (units: Transact<Sql>): Transact<Sql> =>
  async (work) => {
    const done: { result: Awaited<ReturnType<typeof work>> }[] = []
    const back = new Error('taken back')
    await units(async (sql) => {
      done.push({ result: await work(sql) })
      throw back
    }).catch((error: unknown) => {
      if (error !== back) throw error
    })
    return done.at(-1)!.result
  }
