import type { Binding, OpenDraft, People, Person, Unsaid, WaitingPicture } from '../conversations/ports.js'
import type { Ask, Asked } from '../conversations/asked.js'
import type { Session } from '../engine/session.js'
import { millisOf, type Clock, type Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Role } from '../people/people.js'
import { ABOUT, aboutOf, type AboutRow } from './drafts.js'
import { forgetting } from './forget-person.js'
import { refusals } from './refusals.js'
import { renaming } from './renaming.js'
import { roleOf } from './role.js'
import { insertIfAbsent, one, type Row, type Sql, type Value } from './sql.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'

/** `heardAt` is exact to a minute: saying it anew with each message would cost every turn a write. It is never too late, and exact after a refusal. */
const HEARD_MS = 60_000

const NOT_REFUSED = { refusal: null, refusedAt: null, refusalOf: null, unreachableAt: null }

const REACHABLE = `SELECT ${STANDING} FROM addresses a WHERE a.id = ?`

/**
 * All that a turn must know, in one statement. On MySQL it locks what it joins: the address, her contact (who may speak from two
 * addresses), her draft, her talk with staff, the message heard before; each is then as the last holder left it. What is only selected from
 * is not locked, or all people of a hub would wait for one another.
 */
const PERSON = `
  SELECT a.id AS addressId, a.binding, a.waiting, a.unsaid, ${STANDING}, c.id AS contactId, c.name, c.hubId, c.organisationId, c.role, c.asked, c.asks, c.leftAt, c.permissionAskedFor,
    (SELECT o.name FROM organisations o WHERE o.id = c.organisationId) AS organisationName,
    (SELECT o.kind FROM organisations o WHERE o.id = c.organisationId) AS organisationKind,
    (SELECT h.zone FROM hubs h WHERE h.id = c.hubId) AS zone,
    (SELECT h.language FROM hubs h WHERE h.id = c.hubId) AS language,
    s.id AS sessionId, s.data, s.addressId AS draftAt,
    ${ABOUT}, s.contactId AS speaksFor,
    (SELECT o.name FROM organisations o WHERE o.id = s.organisationId) AS aboutOrganisation,
    (SELECT g.purpose FROM grants g WHERE g.id = s.grantId) AS aboutPurpose,
    (SELECT n.name FROM contacts n WHERE n.id = s.contactId) AS speaker,
    t.id AS helpId, t.openedAt AS helpOpenedAt, t.lastAt AS helpLastAt, m.id AS messageId, m.reply
  FROM addresses a
  LEFT JOIN contacts c ON c.id = a.contactId
  LEFT JOIN sessions s ON s.openFor = a.contactId
  LEFT JOIN help_talks t ON t.openFor = a.contactId
  LEFT JOIN inbound_messages m ON m.messageKey = ?`

const CONTACT_BEHIND = `
  SELECT DISTINCT c.id AS contactId, c.name, o.name AS organisation
  FROM addresses a JOIN contacts c ON c.id = a.contactId JOIN organisations o ON o.id = c.organisationId
  WHERE a.unionId = ? AND c.hubId = ?`

const BY_ADDRESS = ' WHERE a.channel = ? AND a.account = ? AND a.user = ?'
const BY_ID = ' WHERE a.id = ?'

interface PersonRow extends StandingRow, AboutRow {
  addressId: string
  binding: string | null
  waiting: string | null
  unsaid: string | null
  contactId: string | null
  name: string
  hubId: string
  organisationId: string
  organisationName: string
  organisationKind: string
  role: Role | null
  asked: string | null
  asks: string | null
  zone: string
  language: string
  sessionId: string | null
  data: string
  draftAt: string
  leftAt: string | null
  permissionAskedFor: string | null
  speaksFor: string
  aboutOrganisation: string
  aboutPurpose: string | null
  speaker: string
  helpId: string | null
  helpOpenedAt: string
  helpLastAt: string
  messageId: string | null
  reply: string | null
}

export function databasePeople(sql: Sql, newId: NewId, clock: Clock): People {
  /** On SQLite the one writer is the lock. */
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const locked = (where: string, values: Value[], message: string | null = null) =>
    one<PersonRow>(sql, PERSON + where + lock, [message, ...values])

  const change = (addressId: string, column: string, values: Value[]) =>
    sql.run(`UPDATE addresses SET ${column} WHERE id = ?`, [...values, addressId])
  const update = (addressId: string, row: Row) =>
    change(
      addressId,
      Object.keys(row)
        .map((column) => `${column} = ?`)
        .join(', '),
      Object.values(row),
    )

  const setFollowing: People['setFollowing'] = async (addressId, following, at) => {
    // An event may come late: what happened after it stands.
    const changed = await sql.run(
      `UPDATE addresses SET following = ?, followingAt = ?, unreachableAt = ${following ? 'NULL' : 'COALESCE(unreachableAt, ?)'}
       WHERE id = ? AND (followingAt IS NULL OR followingAt <= ?) AND (heardAt IS NULL OR heardAt <= ?) AND (actedAt IS NULL OR actedAt <= ?)`,
      [following ? 1 : 0, at, ...(following ? [] : [at]), addressId, at, at, at],
    )
    return changed > 0
  }

  return {
    async hold({ channel, account, user }, message) {
      const key = [channel, account, user]
      const known = await locked(BY_ADDRESS, key, message)
      if (known) return personOf(known, clock.now())
      const row = { id: newId(), channel, account, user, following: 1 }
      await insertIfAbsent(sql, 'addresses', row, ['channel', 'account', 'user'])
      const made = await locked(BY_ADDRESS, key, message)
      if (!made) throw new Error('an address that was just made is not there')
      return personOf(made, clock.now())
    },

    async holdById(addressId) {
      const row = await locked(BY_ID, [addressId])
      return row && personOf(row, clock.now())
    },

    async hear({ addressId, standing }, presence, at) {
      if (presence === 'none') return standing
      const following = standing.following || (await setFollowing(addressId, true, at))
      const was = { ...standing, following, ...(following && !standing.following && { unreachableAt: null }) }
      const back = was.refusal !== null && was.refusedAt! <= at ? NOT_REFUSED : null
      if (presence === 'acted') {
        if (was.actedAt !== null && was.actedAt >= at) return was
        await update(addressId, { actedAt: at, sentSinceActed: 0, ...back })
        return { ...was, actedAt: at, sentSinceActed: 0, ...back }
      }
      // What comes late opens nothing that is not open already.
      if (was.heardAt !== null && was.heardAt > at) return was
      const news = was.heardAt === null || millisOf(at) - millisOf(was.heardAt) > HEARD_MS
      if (!news && was.sentSinceHeard === 0 && was.refusal === null) return was
      await update(addressId, { heardAt: at, sentSinceHeard: 0, ...back })
      return { ...was, heardAt: at, sentSinceHeard: 0, ...back }
    },

    async setUnsaid(addressId, unsaid) {
      await change(addressId, 'unsaid = ?', [unsaid.length > 0 ? JSON.stringify(unsaid) : null])
    },

    async setAsked(contactId, asked) {
      await sql.run('UPDATE contacts SET asked = ? WHERE id = ?', [asked && JSON.stringify(asked), contactId])
    },

    async setAsks(contactId, asks) {
      await sql.run('UPDATE contacts SET asks = ? WHERE id = ?', [
        asks.length > 0 ? JSON.stringify(asks) : null,
        contactId,
      ])
    },

    async addAsk(contactId, ask) {
      const row = await one<{ asks: string | null }>(sql, `SELECT asks FROM contacts WHERE id = ?${lock}`, [contactId])
      const asks = asksIn(row?.asks ?? null)
      if (asks.some((each) => JSON.stringify(each) === JSON.stringify(ask))) return
      await sql.run('UPDATE contacts SET asks = ? WHERE id = ?', [JSON.stringify([...asks, ask]), contactId])
    },

    async setLeft(contactId, at) {
      await sql.run('UPDATE contacts SET leftAt = ? WHERE id = ?', [at, contactId])
    },

    rename: renaming(sql),

    async setBinding(addressId, binding: Binding | null) {
      await change(addressId, 'binding = ?', [binding && JSON.stringify(binding)])
    },

    async setWaiting(addressId, waiting) {
      await change(addressId, 'waiting = ?', [waiting.length > 0 ? JSON.stringify(waiting) : null])
    },

    async bind(addressId, contactId, at) {
      await change(addressId, 'contactId = ?, boundAt = ?, binding = NULL', [contactId, at])
    },

    async setUnionId(addressId, unionId) {
      await update(addressId, { unionId })
    },

    async contactBehind(unionId, hubId) {
      const found = await sql.all<{ contactId: string; name: string; organisation: string }>(CONTACT_BEHIND, [
        unionId,
        hubId,
      ])
      return found.length === 1 ? found[0]! : null
    },

    forget: forgetting(sql, clock),

    async strangersSilentSince(at) {
      const silent = '(heardAt IS NULL OR heardAt < ?) AND (actedAt IS NULL OR actedAt < ?)'
      const rows = await sql.all<{ id: string }>(`SELECT id FROM addresses WHERE contactId IS NULL AND ${silent}`, [
        at,
        at,
      ])
      return rows.map(({ id }) => id)
    },

    async reachable(addressId) {
      const row = await one<StandingRow>(sql, REACHABLE, [addressId])
      return row && standingOf(row, clock.now())
    },

    async countSent(addressId) {
      await change(
        addressId,
        'sentSinceHeard = COALESCE(sentSinceHeard, 0) + 1, sentSinceActed = COALESCE(sentSinceActed, 0) + 1',
        [],
      )
    },

    setFollowing,

    ...refusals(sql),

    async setPermissionAskedFor(contactId, deadline) {
      await sql.run('UPDATE contacts SET permissionAskedFor = ? WHERE id = ?', [deadline, contactId])
    },

    async setAccountRefusal({ channel, account }, refused) {
      const key = ['channel', 'account']
      await insertIfAbsent(sql, 'accounts', { channel, account, refusal: null, refusedUntil: null }, key)
      const set = 'UPDATE accounts SET refusal = ?, refusedUntil = ? WHERE channel = ? AND account = ?'
      const values = [refused?.code ?? null, refused?.until ?? null, channel, account]
      if ((await sql.run(`${set} AND refusal IS ${refused ? '' : 'NOT '}NULL`, values)) > 0) return true
      if (refused) await sql.run(set, values)
      return false
    },
  }
}

const asksIn = (stored: string | null): Ask[] => (stored === null ? [] : (JSON.parse(stored) as Ask[]))

const personOf = (row: PersonRow, now: Instant): Person => ({
  addressId: row.addressId,
  standing: standingOf(row, now),
  unsaid: row.unsaid === null ? [] : (JSON.parse(row.unsaid) as Unsaid[]),
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
        role: roleOf(row),
        asked: row.asked === null ? null : (JSON.parse(row.asked) as Asked),
        asks: asksIn(row.asks),
        left: row.leftAt !== null,
        permissionAskedFor: row.permissionAskedFor,
      }
    : null,
  before: row.messageId === null ? null : { reply: row.reply },
  help: row.helpId ? { id: row.helpId, openedAt: row.helpOpenedAt, lastAt: row.helpLastAt } : null,
  draft: row.sessionId
    ? {
        id: row.sessionId,
        session: JSON.parse(row.data) as Session,
        addressId: row.draftAt,
        contactId: row.speaksFor,
        about: aboutOf(row),
        whom: whomOf(row),
      }
    : null,
})

function whomOf(row: PersonRow): OpenDraft['whom'] {
  // A revision is about what it revises: that was said when it was filed.
  const chosen = row.grantId !== null && row.revises === null
  const plain = row.aboutOrganisationId === row.organisationId && !chosen && row.typedBy === null
  if (plain) return null
  const speaker = row.typedBy === null ? null : (row.spoke ?? row.speaker)
  return { organisation: row.aboutOrganisation, purpose: row.aboutPurpose, speaker }
}
