import type { Named } from '../broadcasts/audience.js'
import type { Broadcast, Recipient } from '../broadcasts/broadcast.js'
import type { Broadcasts, Count, GroupSent, Line, Member } from '../conversations/broadcasts/ports.js'
import type { Clock } from '../kernel/clock.js'
import { audienceSql } from './audience-sql.js'
import { repliesOf } from './broadcast-replies.js'
import { assigned, insert, one, upsert, type Row, type Sql, type Value } from './sql.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'

const BROADCAST =
  'SELECT id, hubId, byContactId, state, content, audience, sendAt, createdAt, listedTo, listedAt, endedAt FROM broadcasts'
const RECIPIENT = 'contactId, organisationId, state, dueAt, sentBy, channel, why, parts, sentAt'

type BroadcastRow = Omit<Broadcast, 'content' | 'audience'> & { content: string; audience: string | null }
type RecipientRow = Omit<Recipient, 'by'> & { sentBy: Recipient['by'] }
type MemberRow = Omit<Member, 'addresses' | 'out'> & { isOut: number }

const broadcastOf = ({ content, audience, ...row }: BroadcastRow): Broadcast => ({
  ...row,
  content: JSON.parse(content) as Broadcast['content'],
  audience: audience === null ? null : (JSON.parse(audience) as Broadcast['audience']),
})
const recipientOf = ({ sentBy, ...row }: RecipientRow): Recipient => ({ ...row, by: sentBy })
const rowOf = ({ by, ...recipient }: Recipient): Row => ({ ...recipient, sentBy: by })
const places = (values: unknown[]): string => values.map(() => '?').join(', ')

/** So many rows in one statement. */
const TOGETHER = 100

export function databaseBroadcasts(sql: Sql, clock: Clock): Broadcasts {
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''

  async function withAddresses(rows: MemberRow[]): Promise<Member[]> {
    if (rows.length === 0) return []
    const addresses = await sql.all<StandingRow & { addressId: string; contactId: string }>(
      `SELECT a.id AS addressId, a.contactId, ${STANDING} FROM addresses a WHERE a.contactId IN (${places(rows)}) ORDER BY a.heardAt DESC, a.id`,
      rows.map(({ contactId }) => contactId),
    )
    const now = clock.now()
    const byContact = grouped(addresses, ({ contactId }) => contactId)
    return rows.map(({ isOut, ...row }) => ({
      ...row,
      out: isOut === 1,
      addresses: (byContact.get(row.contactId) ?? []).map(({ addressId, contactId, ...standing }) => ({
        addressId,
        contactId,
        standing: standingOf(standing, now),
      })),
    }))
  }

  const MEMBER = `SELECT c.id AS contactId, c.organisationId, c.name, o.name AS organisation,
      CASE WHEN EXISTS (SELECT 1 FROM broadcast_opt_outs x WHERE x.contactId = c.id) THEN 1 ELSE 0 END AS isOut
    FROM contacts c JOIN organisations o ON o.id = c.organisationId`

  return {
    async add({ content, audience, ...row }) {
      await insert(sql, 'broadcasts', {
        ...row,
        content: JSON.stringify(content),
        audience: audience && JSON.stringify(audience),
      })
    },

    async hold(id) {
      const row = await one<BroadcastRow>(sql, `${BROADCAST} WHERE id = ?${lock}`, [id])
      return row && broadcastOf(row)
    },

    async update(id, { content, audience, ...changes }) {
      const row: Row = {
        ...changes,
        ...(content !== undefined && { content: JSON.stringify(content) }),
        ...(audience !== undefined && { audience: audience && JSON.stringify(audience) }),
      }
      await sql.run(`UPDATE broadcasts SET ${assigned(Object.keys(row))} WHERE id = ?`, [...Object.values(row), id])
    },

    async remove(id) {
      await sql.run("DELETE FROM broadcast_groups WHERE broadcastId = ? AND state = 'failed'", [id])
      await sql.run("DELETE FROM broadcasts WHERE id = ? AND state = 'draft'", [id])
    },

    async inHub(hubId, states, limit) {
      const rows = await sql.all<BroadcastRow>(
        `${BROADCAST} WHERE hubId = ? AND state IN (${places(states)}) ORDER BY COALESCE(sendAt, createdAt) DESC, id DESC LIMIT ${limit}`,
        [hubId, ...states],
      )
      return rows.map(broadcastOf)
    },

    async draftOf(contactId) {
      const row = await one<BroadcastRow>(sql, `${BROADCAST} WHERE byContactId = ? AND state = 'draft'`, [contactId])
      return row && broadcastOf(row)
    },

    async hub(hubId) {
      const hub = await one<{ name: string; zone: string; language: string }>(
        sql,
        'SELECT name, zone, language FROM hubs WHERE id = ?',
        [hubId],
      )
      if (!hub) throw new Error(`no hub ${hubId}`)
      return hub
    },

    async choosable(hubId) {
      const named = async (text: string) => (await sql.all<{ name: string }>(text, [hubId])).map(({ name }) => name)
      return {
        programmes: await sql.all(
          `SELECT id, name FROM programmes p WHERE hubId = ? AND EXISTS (SELECT 1 FROM grants g WHERE g.programmeId = p.id AND g.status = 'active') ORDER BY name`,
          [hubId],
        ),
        regions: await named(
          // Some are written with a province and a city, some with one of them.
          `SELECT DISTINCT name FROM (SELECT region AS name, hubId, kind FROM organisations UNION SELECT city, hubId, kind FROM organisations) p
           WHERE hubId = ? AND kind <> 'hub' AND name IS NOT NULL ORDER BY name`,
        ),
        tags: await named('SELECT DISTINCT tag AS name FROM organisation_tags WHERE hubId = ? ORDER BY name'),
        reports: (await one(sql, 'SELECT id FROM schedules WHERE hubId = ? LIMIT 1', [hubId])) !== null,
      }
    },

    people: (hubId) =>
      sql.all(
        `SELECT c.id, c.name, o.name AS organisation, o.id AS organisationId FROM contacts c
         JOIN organisations o ON o.id = c.organisationId
         WHERE c.hubId = ? AND c.leftAt IS NULL AND o.kind <> 'hub' ORDER BY c.name, c.id`,
        [hubId],
      ),

    async members(hubId, audience, after, limit) {
      const where = audienceSql(audience, 'contact')
      return withAddresses(
        await sql.all<MemberRow>(
          `${MEMBER} WHERE c.hubId = ? AND c.leftAt IS NULL AND o.kind <> 'hub' AND c.id > ?${where.text} ORDER BY c.id LIMIT ${limit}`,
          [hubId, after, ...where.values],
        ),
      )
    },

    async organisations(hubId, audience) {
      const where = audienceSql(audience, 'organisation')
      return sql.all<Named>(
        `SELECT o.id, o.name FROM organisations o WHERE o.hubId = ? AND o.kind <> 'hub'${where.text} ORDER BY o.name, o.id`,
        [hubId, ...where.values],
      )
    },

    async membersOf(hubId, contactIds) {
      if (contactIds.length === 0) return new Map()
      const rows = await sql.all<MemberRow>(
        `${MEMBER} WHERE c.hubId = ? AND c.leftAt IS NULL AND c.id IN (${places(contactIds)})`,
        [hubId, ...contactIds],
      )
      return new Map((await withAddresses(rows)).map((member) => [member.contactId, member]))
    },

    async addRecipients({ id: broadcastId, hubId }, recipients) {
      for (let at = 0; at < recipients.length; at += TOGETHER) {
        const rows = recipients.slice(at, at + TOGETHER).map((one): Row => ({ broadcastId, hubId, ...rowOf(one) }))
        const columns = Object.keys(rows[0] ?? {})
        await sql.run(
          `INSERT INTO broadcast_recipients (${columns.join(', ')}) VALUES ${rows.map(() => `(${places(columns)})`).join(', ')}`,
          rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
        )
      }
    },

    async due(id, now, limit) {
      const rows = await sql.all<RecipientRow>(
        `SELECT ${RECIPIENT} FROM broadcast_recipients
         WHERE broadcastId = ? AND state = 'waiting' AND dueAt <= ? ORDER BY dueAt, contactId LIMIT ${limit}${lock}`,
        [id, now],
      )
      return rows.map(recipientOf)
    },

    async nextDue(id) {
      const row = await one<{ dueAt: string | null }>(
        sql,
        "SELECT MIN(dueAt) AS dueAt FROM broadcast_recipients WHERE broadcastId = ? AND state = 'waiting'",
        [id],
      )
      return row?.dueAt ?? null
    },

    async put(id, recipients) {
      // Those who became the same are written together.
      const alike = grouped(recipients, (one) => JSON.stringify({ ...one, contactId: '', organisationId: '' }))
      for (const group of alike.values()) {
        const { contactId: _, organisationId: __, ...row } = rowOf(group[0]!)
        await sql.run(
          `UPDATE broadcast_recipients SET ${assigned(Object.keys(row))} WHERE broadcastId = ? AND contactId IN (${places(group)})`,
          [...Object.values(row), id, ...group.map(({ contactId }) => contactId)],
        )
      }
    },

    async resume(id, channels, since, now) {
      if (channels.length === 0) return
      await sql.run(
        `UPDATE broadcast_recipients SET state = 'waiting', dueAt = ?
         WHERE broadcastId = ? AND state = 'leaving' AND sentBy = 'message' AND sentAt > ? AND channel IN (${places(channels)})`,
        [now, id, since, ...channels],
      )
    },

    turn: (id, from, to, why) =>
      sql.run('UPDATE broadcast_recipients SET state = ?, why = ? WHERE broadcastId = ? AND state = ?', [
        to,
        why,
        id,
        from,
      ]),

    async counts(id) {
      const rows = await sql.all<Omit<Count, 'by'> & { sentBy: Count['by'] }>(
        `SELECT state, channel, sentBy, why, COUNT(*) AS count FROM broadcast_recipients WHERE broadcastId = ?
         GROUP BY state, channel, sentBy, why ORDER BY state, channel, sentBy, why`,
        [id],
      )
      return rows.map(({ sentBy, ...row }) => ({ ...row, by: sentBy }))
    },

    async replied(id) {
      const row = await one<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM broadcast_recipients WHERE broadcastId = ? AND repliedAt IS NOT NULL',
        [id],
      )
      return row?.n ?? 0
    },

    async lines(id, { states = [], replied }, limit, offset = 0) {
      const rows = await sql.all<RecipientRow & Omit<Line, 'by' | 'replies'>>(
        `SELECT r.contactId, r.organisationId, r.state, r.dueAt, r.sentBy, r.channel, r.why, r.parts, r.sentAt, r.repliedAt,
           c.name, o.name AS organisation
         FROM broadcast_recipients r JOIN contacts c ON c.id = r.contactId JOIN organisations o ON o.id = r.organisationId
         WHERE r.broadcastId = ?${states.length > 0 ? ` AND r.state IN (${places(states)})` : ''}${replied ? ' AND r.repliedAt IS NOT NULL' : ''}
         ORDER BY o.name, c.name, c.id LIMIT ${limit} OFFSET ${offset}`,
        [id, ...states],
      )
      const repliedBy = rows.flatMap(({ contactId, repliedAt }) => (repliedAt === null ? [] : [contactId]))
      const replies = await repliesOf(sql, id, repliedBy)
      return rows.map(({ sentBy, ...row }) => ({ ...row, by: sentBy, replies: replies.get(row.contactId) ?? [] }))
    },

    async noteReply(contactId, since, { id: messageId, at, inDraft, first }) {
      const last = await one<{ broadcastId: string; hubId: string; repliedAt: string | null }>(
        sql,
        'SELECT broadcastId, hubId, repliedAt FROM broadcast_recipients WHERE contactId = ? AND sentAt > ? ORDER BY sentAt DESC LIMIT 1',
        [contactId, since],
      )
      if (!last || (first && last.repliedAt !== null)) return false
      const { broadcastId, hubId } = last
      await insert(sql, 'broadcast_replies', { broadcastId, messageId, contactId, hubId, at, inDraft: inDraft ? 1 : 0 })
      if (last.repliedAt === null)
        await sql.run('UPDATE broadcast_recipients SET repliedAt = ? WHERE broadcastId = ? AND contactId = ?', [
          at,
          broadcastId,
          contactId,
        ])
      return true
    },

    isOut: async (contactId) =>
      (await one(sql, 'SELECT contactId FROM broadcast_opt_outs WHERE contactId = ?', [contactId])) !== null,

    async setOut(hubId, contactId, at) {
      if (at === null) await sql.run('DELETE FROM broadcast_opt_outs WHERE contactId = ?', [contactId])
      else await upsert(sql, 'broadcast_opt_outs', { contactId, hubId, at }, ['contactId'])
    },

    groups: (id) =>
      sql.all<GroupSent>('SELECT robot, state, code FROM broadcast_groups WHERE broadcastId = ? ORDER BY robot', [id]),

    async putGroup({ id: broadcastId, hubId }, group, at) {
      await upsert(sql, 'broadcast_groups', { broadcastId, hubId, ...group, at } satisfies Record<string, Value>, [
        'broadcastId',
        'robot',
      ])
    },
  }
}

function grouped<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
