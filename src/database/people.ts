import type { Binding, People, Person, Reachable, WaitingPicture } from '../conversations/ports.js'
import type { Session } from '../engine/session.js'
import { millisOf, type Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Address } from '../kernel/message.js'
import { insertIfAbsent, one, type Sql, type Value } from './sql.js'

/** `heardAt` is exact to a minute: saying it anew with each message would cost every turn a write. It is never too late, and exact after a refusal. */
const HEARD_MS = 60_000

/**
 * All that a turn must know, in one statement. On MySQL it locks what it joins: the address, her contact (who may speak from two
 * addresses), her draft, the message heard before; each is then as the last holder left it. What is only selected from is not locked, or
 * all people of a hub would wait for one another.
 */
const PERSON = `
  SELECT a.id AS addressId, a.following, a.binding, a.waiting, a.heardAt, a.refusal, c.id AS contactId, c.name, c.hubId, c.organisationId,
    (SELECT o.name FROM organisations o WHERE o.id = c.organisationId) AS organisationName,
    (SELECT h.zone FROM hubs h WHERE h.id = c.hubId) AS zone,
    (SELECT h.language FROM hubs h WHERE h.id = c.hubId) AS language,
    s.id AS sessionId, s.data, m.id AS messageId, m.reply
  FROM addresses a
  LEFT JOIN contacts c ON c.id = a.contactId
  LEFT JOIN sessions s ON s.openFor = a.contactId
  LEFT JOIN inbound_messages m ON m.messageKey = ?`

const BY_ADDRESS = ' WHERE a.channel = ? AND a.account = ? AND a.user = ?'
const BY_ID = ' WHERE a.id = ?'

interface PersonRow {
  addressId: string
  following: number
  binding: string | null
  waiting: string | null
  heardAt: Instant | null
  refusal: string | null
  contactId: string | null
  name: string
  hubId: string
  organisationId: string
  organisationName: string
  zone: string
  language: string
  sessionId: string | null
  data: string
  messageId: string | null
  reply: string | null
}

export function databasePeople(sql: Sql, newId: NewId): People {
  /** On SQLite the one writer is the lock. */
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const locked = (where: string, values: Value[], message: string | null = null) =>
    one<PersonRow>(sql, PERSON + where + lock, [message, ...values])

  const change = (addressId: string, column: string, values: Value[]) =>
    sql.run(`UPDATE addresses SET ${column} WHERE id = ?`, [...values, addressId])

  return {
    async hold({ channel, account, user }, now, message) {
      const key = [channel, account, user]
      const known = await locked(BY_ADDRESS, key, message)
      if (known?.refusal) {
        // Who speaks is there again.
        await change(known.addressId, 'heardAt = ?, refusal = NULL, refusedAt = NULL', [now])
      } else if (known && (!known.heardAt || millisOf(now) - millisOf(known.heardAt) > HEARD_MS)) {
        await change(known.addressId, 'heardAt = ?', [now])
      }
      if (known) return personOf(known)
      const row = { id: newId(), channel, account, user, following: 1, heardAt: now }
      await insertIfAbsent(sql, 'addresses', row, ['channel', 'account', 'user'])
      const made = await locked(BY_ADDRESS, key, message)
      if (!made) throw new Error('an address that was just made is not there')
      return personOf(made)
    },

    async holdById(addressId) {
      const row = await locked(BY_ID, [addressId])
      return row && personOf(row)
    },

    async setBinding(addressId, binding: Binding | null) {
      await change(addressId, 'binding = ?', [binding && JSON.stringify(binding)])
    },

    async setWaiting(addressId, waiting) {
      await change(addressId, 'waiting = ?', [waiting.length > 0 ? JSON.stringify(waiting) : null])
    },

    async bind(addressId, contactId, at) {
      await change(addressId, 'contactId = ?, boundAt = ?, binding = NULL', [contactId, at])
    },

    async reachable(addressId) {
      const row = await one<Address & Omit<Reachable, 'address' | 'following'> & { following: number }>(
        sql,
        'SELECT channel, account, user, following, heardAt, refusedAt, refusal FROM addresses WHERE id = ?',
        [addressId],
      )
      if (!row) return null
      const { channel, account, user, following, ...rest } = row
      return { address: { channel, account, user }, following: following === 1, ...rest }
    },

    async setFollowing(addressId, following, at) {
      // An event may come late: what happened after it stands.
      await sql.run(
        'UPDATE addresses SET following = ?, followingAt = ? WHERE id = ? AND (followingAt IS NULL OR followingAt <= ?)',
        [following ? 1 : 0, at, addressId, at],
      )
    },

    async setRefusal(addressId, code, at) {
      await change(addressId, 'refusal = ?, refusedAt = ?', [code, code && at])
    },
  }
}

const personOf = (row: PersonRow): Person => ({
  addressId: row.addressId,
  following: row.following === 1,
  waiting: row.waiting === null ? [] : (JSON.parse(row.waiting) as WaitingPicture[]),
  binding: row.binding === null ? null : (JSON.parse(row.binding) as Binding),
  contact: row.contactId
    ? {
        id: row.contactId,
        name: row.name,
        hubId: row.hubId,
        organisationId: row.organisationId,
        organisationName: row.organisationName,
        zone: row.zone,
        language: row.language,
      }
    : null,
  before: row.messageId === null ? null : { reply: row.reply },
  draft: row.sessionId ? { id: row.sessionId, session: JSON.parse(row.data) as Session } : null,
})
