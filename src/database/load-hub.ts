import { createHash } from 'node:crypto'
import { leftJob } from '../conversations/comings/left.js'
import { instantOf } from '../kernel/clock.js'
import type { HubData, InvitationToHandOut } from '../programmes/hub-data.js'
import { newCode } from './invitations.js'
import { databaseOutbox } from './outbox.js'
import { insert, one, upsert, type Row, type Sql } from './sql.js'

/** What the hub's own list gave: codes made since are handed out by `jianbao invite` and in chat. */
const HANDED_OUT = `
  SELECT o.name AS organisation, c.name AS contact, i.code, i.usedAt
  FROM invitations i JOIN contacts c ON c.id = i.contactId JOIN organisations o ON o.id = c.organisationId
  WHERE i.hubId = ? AND i.madeAt IS NULL AND i.expiresAt IS NULL ORDER BY o.name, c.name, i.code`

/**
 * Brings a hub up to date within the unit of work it is given. What people did meanwhile stays: a used code stays used, and
 * what the data no longer names stays where it is.
 */
export function loadHub(
  sql: Sql,
  makeCode: () => string = newCode,
  now = instantOf(Date.now()),
): (data: HubData) => Promise<{ hubId: string; programmeId: string; invitations: InvitationToHandOut[] }> {
  const make = (table: string, row: Row) => upsert(sql, table, row, ['id'])

  async function filesFor(contactId: string, hubId: string, organisationIds: string[]): Promise<void> {
    await sql.run('DELETE FROM contact_organisations WHERE contactId = ?', [contactId])
    for (const organisationId of organisationIds) {
      await insert(sql, 'contact_organisations', { contactId, organisationId, hubId, addedAt: now })
    }
  }

  /** What is to be done about it is said by the service. */
  async function setLeft(contactId: string, hubId: string, left: boolean): Promise<void> {
    const set = `UPDATE contacts SET leftAt = ? WHERE id = ? AND leftAt IS ${left ? '' : 'NOT '}NULL`
    if ((await sql.run(set, [left ? now : null, contactId])) === 0 || !left) return
    await databaseOutbox(sql, { now: () => now }).add(leftJob(contactId, hubId, now))
  }

  return async ({ hub, funder, programme, organisations, grants, contacts, schedules = [] }) => {
    const idOf = (kind: string, key: string) =>
      createHash('sha256')
        .update(JSON.stringify([hub.key, kind, key]))
        .digest('hex')
        .slice(0, 26)
    const organisationOf = (key: string) => {
      const found = organisations.find((each) => each.key === key)
      if (!found) throw new Error(`no organisation has the key ${key}`)
      return { organisationId: idOf('organisation', key), kind: found.kind }
    }
    const hubId = idOf('hub', hub.key)
    const funderId = idOf('funder', funder.key)
    const programmeId = idOf('programme', programme.key)

    await make('hubs', { id: hubId, name: hub.name, zone: hub.zone, language: hub.language })
    await make('funders', { id: funderId, hubId, name: funder.name })
    const { name, startsOn, endsOn } = programme
    await make('programmes', { id: programmeId, hubId, funderId, name, startsOn, endsOn })
    for (const { key, name, kind, city, aliases } of organisations) {
      const { organisationId } = organisationOf(key)
      await make('organisations', { id: organisationId, hubId, name, kind, city })
      for (const alias of aliases) {
        await upsert(sql, 'organisation_aliases', { hubId, alias, organisationId }, ['hubId', 'alias'])
      }
    }
    for (const { key, organisation, ...grant } of grants) {
      const { organisationId } = organisationOf(organisation)
      await make('grants', { id: idOf('grant', key), hubId, programmeId, organisationId, ...grant })
    }
    for (const { key, schedule } of schedules) {
      await make('schedules', { id: idOf('schedule', key), hubId, programmeId, plan: JSON.stringify(schedule) })
    }
    for (const { key, organisation, name, code, role, organisations: further, left } of contacts) {
      const contactId = idOf('contact', key)
      const { organisationId, kind } = organisationOf(organisation)
      const ofHub = kind === 'hub' ? (role ?? 'staff') : 'grantee'
      await make('contacts', { id: contactId, hubId, organisationId, name, role: ofHub })
      if (further)
        await filesFor(
          contactId,
          hubId,
          further.map((each) => organisationOf(each).organisationId),
        )
      if (left !== undefined) await setLeft(contactId, hubId, left)
      const has = code === null && (await one(sql, 'SELECT id FROM invitations WHERE contactId = ?', [contactId]))
      const given = code ?? (has ? null : makeCode())
      if (given) await make('invitations', { id: idOf('invitation', given), hubId, contactId, code: given })
    }
    const invitations = await sql.all<Omit<InvitationToHandOut, 'used'> & { usedAt: string | null }>(HANDED_OUT, [
      hubId,
    ])
    return {
      hubId,
      programmeId,
      invitations: invitations.map(({ usedAt, ...each }) => ({ ...each, used: usedAt !== null })),
    }
  }
}
