import { instantOf } from '../kernel/clock.js'
import { type HubData, type InvitationToHandOut, registerOf } from '../programmes/hub-data.js'
import { newCode } from './invitations.js'
import { loadRegister } from './load-register.js'
import { one, type Sql } from './sql.js'

/** What the hub's own list gave: codes made since are handed out by `jianbao invite` and in chat. */
const HANDED_OUT = `
  SELECT o.name AS organisation, c.name AS contact, i.code, i.usedAt
  FROM invitations i JOIN contacts c ON c.id = i.contactId JOIN organisations o ON o.id = c.organisationId
  WHERE i.hubId = ? AND i.madeAt IS NULL AND i.expiresAt IS NULL ORDER BY o.name, c.name, i.code`

/** Brings a hub with one programme up to date within the unit of work it is given, and gives the codes to hand out. */
export const loadHub =
  (
    sql: Sql,
    makeCode: () => string = newCode,
    now = instantOf(Date.now()),
  ): ((data: HubData) => Promise<{ hubId: string; programmeId: string; invitations: InvitationToHandOut[] }>) =>
  async (data) => {
    const { hubId } = await loadRegister(sql, makeCode, now)(registerOf(data))
    const programme = await one<{ id: string }>(sql, 'SELECT id FROM programmes WHERE hubId = ? AND code = ?', [
      hubId,
      data.programme.key,
    ])
    const invitations = await sql.all<Omit<InvitationToHandOut, 'used'> & { usedAt: string | null }>(HANDED_OUT, [
      hubId,
    ])
    return {
      hubId,
      programmeId: programme!.id,
      invitations: invitations.map(({ usedAt, ...each }) => ({ ...each, used: usedAt !== null })),
    }
  }
