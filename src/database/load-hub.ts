import { createHash } from 'node:crypto'
import type { HubData, InvitationToHandOut } from '../programmes/hub-data.js'
import { newCode } from './invitations.js'
import { one, upsert, type Row, type Sql } from './sql.js'

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
): (data: HubData) => Promise<{ hubId: string; programmeId: string; invitations: InvitationToHandOut[] }> {
  const make = (table: string, row: Row) => upsert(sql, table, row, ['id'])

  return async ({ hub, funder, programme, organisations, grants, contacts }) => {
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
    for (const { key, organisation, name, code, role } of contacts) {
      const contactId = idOf('contact', key)
      const { organisationId, kind } = organisationOf(organisation)
      const ofHub = kind === 'hub' ? (role ?? 'staff') : 'grantee'
      await make('contacts', { id: contactId, hubId, organisationId, name, role: ofHub })
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
