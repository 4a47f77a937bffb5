import { createHash } from 'node:crypto'
import { leftJob } from '../conversations/comings/left.js'
import { type Instant, instantOf } from '../kernel/clock.js'
import type { Change, Outcome, Ref, Registers } from '../programmes/register.js'
import { newCode } from './invitations.js'
import { databaseOutbox } from './outbox.js'
import { type Given, put, remove } from './put.js'
import { insert, insertIfAbsent, one, type Sql } from './sql.js'

type Entry = { key: string; code: string | null; id?: string | undefined }
/** Brings a hub up to date within the unit of work it is given, and tells of every entry what became of it. */
export function loadRegister(
  sql: Sql,
  makeCode: () => string = newCode,
  now: Instant = instantOf(Date.now()),
): Registers['load'] {
  return async (register) => {
    const changes: Change[] = []
    const tell = (of: Change['of'], name: string, outcome: Outcome) => void changes.push({ of, name, outcome })
    const hash = (kind: string, key: string) =>
      createHash('sha256')
        .update(JSON.stringify([register.hub.key, kind, key]))
        .digest('hex')
        .slice(0, 26)

    /** The row of an entry: the one it is known to be, the one with its code, or one that is named after its key for good. */
    async function idOf(table: string, kind: string, { id, code, key }: Entry, hubId: string | null): Promise<string> {
      if (id !== undefined) return id
      const where = hubId === null ? 'code = ?' : 'code = ? AND hubId = ?'
      const values = hubId === null ? [code] : [code, hubId]
      const coded =
        code === null ? null : await one<{ id: string }>(sql, `SELECT id FROM ${table} WHERE ${where}`, values)
      return coded?.id ?? hash(kind, key)
    }

    const hubId = await idOf('hubs', 'hub', register.hub, null)
    /** A code that is there stays unless another is given. */
    const codeOf = ({ code }: Entry) => code ?? undefined
    const { name: hubName, zone, language } = register.hub
    tell(
      'hub',
      hubName,
      await put(sql, 'hubs', { id: hubId }, { name: hubName, zone, language, code: codeOf(register.hub) }),
    )

    const ids = new Map<string, string>()
    const find = (kind: string, ref: Ref): string => {
      const found = typeof ref === 'string' ? ids.get(`${kind} ${ref}`) : ref.id
      if (found === undefined) throw new Error(`no ${kind} has the key ${typeof ref === 'string' ? ref : ref.id}`)
      return found
    }
    async function keep(of: Change['of'], kind: string, entry: Entry, name: string, given: Given) {
      const id = await idOf(of, kind, entry, hubId)
      const outcome = await put(sql, of, { id }, { hubId, ...given, code: codeOf(entry) })
      ids.set(`${kind} ${entry.key}`, id)
      return { id, tell: (changed = false) => tell(of, name, changed && outcome === 'same' ? 'changed' : outcome) }
    }

    for (const funder of register.funders) {
      const { name } = funder
      ;(await keep('funders', 'funder', funder, name, { name })).tell()
    }
    for (const programme of register.programmes) {
      const { name, startsOn, endsOn } = programme
      const given = { funderId: find('funder', programme.funder), name, startsOn, endsOn }
      ;(await keep('programmes', 'programme', programme, name, given)).tell()
    }
    for (const organisation of register.organisations) {
      const { name, kind, city, region, aliases, tags } = organisation
      const id = organisation.id ?? (await uncoded(sql, hubId, name))
      const given = { name, kind, city, region }
      const kept = await keep('organisations', 'organisation', { ...organisation, id }, name, given)
      const aliased = await addAliases(sql, hubId, kept.id, aliases)
      const tagged = tags !== undefined && (await setTags(sql, hubId, kept.id, tags))
      kept.tell(aliased || tagged)
    }
    for (const grant of register.grants) {
      const { purpose, purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn } = grant
      const programmeId = find('programme', grant.programme)
      const of = { programmeId, organisationId: find('organisation', grant.organisation) }
      const given = { ...of, purpose, purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn }
      ;(await keep('grants', 'grant', grant, purpose, given)).tell()
    }
    for (const { grant, number, amountFen, plannedOn, paidOn } of register.instalments) {
      const grantId = find('grant', grant)
      const purpose = await one<{ purpose: string }>(sql, 'SELECT purpose FROM grants WHERE id = ?', [grantId])
      const outcome = await put(sql, 'instalments', { grantId, number }, { hubId, amountFen, plannedOn, paidOn })
      tell('instalments', `${purpose?.purpose} ${number}`, outcome)
    }
    for (const objective of register.objectives) {
      const { grant, label, plannedMin, plannedMax, unit, dueOn } = objective
      const programmeId = find('programme', objective.programme)
      const of = { programmeId, grantId: grant === null ? null : find('grant', grant) }
      const given = { ...of, label, plannedMin, plannedMax, unit, dueOn }
      ;(await keep('objectives', 'objective', objective, label, given)).tell()
    }
    for (const contact of register.contacts) {
      const organisationId = find('organisation', contact.organisation)
      const of = await one<{ kind: string }>(sql, 'SELECT kind FROM organisations WHERE id = ?', [organisationId])
      const { name, precedence, organisations: further, left } = contact
      const role = of?.kind === 'hub' ? (contact.role ?? 'staff') : 'grantee'
      const kept = await keep('contacts', 'contact', contact, name, { organisationId, name, role, precedence })
      const files = further?.map((each) => find('organisation', each))
      const moved = files !== undefined && (await setFilesFor(sql, hubId, kept.id, files, now))
      const gone = left !== undefined && (await setLeft(sql, hubId, kept.id, left, now))
      await invite(kept.id, contact.invitation)
      kept.tell(moved || gone)
    }
    for (const { organisation, fromOn, status, sourceOfFunds, remark } of register.partnerChanges) {
      const organisationId = find('organisation', organisation)
      const of = await one<{ name: string }>(sql, 'SELECT name FROM organisations WHERE id = ?', [organisationId])
      const key = { organisationId, fromOn }
      const outcome =
        status === null
          ? await remove(sql, 'partner_statuses', key)
          : await put(sql, 'partner_statuses', key, { hubId, status, sourceOfFunds, remark })
      tell('partnerChanges', `${of?.name} ${fromOn}`, outcome)
    }
    return { hubId, changes }

    async function invite(contactId: string, given: string | null): Promise<void> {
      const has = given === null && (await one(sql, 'SELECT id FROM invitations WHERE contactId = ?', [contactId]))
      const code = given ?? (has ? null : makeCode())
      if (code) await put(sql, 'invitations', { id: hash('invitation', code) }, { hubId, contactId, code })
    }
  }
}

/** The organisation of this name that has no code yet: given one now, it is still the same. */
async function uncoded(sql: Sql, hubId: string, name: string): Promise<string | undefined> {
  const where = 'hubId = ? AND name = ? AND code IS NULL'
  return (await one<{ id: string }>(sql, `SELECT id FROM organisations WHERE ${where}`, [hubId, name]))?.id
}

/** An alias means one organisation of a hub: the one that it was last given to. */
async function addAliases(sql: Sql, hubId: string, organisationId: string, aliases: string[]): Promise<boolean> {
  const outcomes: Outcome[] = []
  for (const alias of aliases)
    outcomes.push(await put(sql, 'organisation_aliases', { hubId, alias }, { organisationId }))
  return outcomes.some((each) => each !== 'same')
}

async function setTags(sql: Sql, hubId: string, organisationId: string, tags: string[]): Promise<boolean> {
  const rows = await sql.all<{ tag: string }>('SELECT tag FROM organisation_tags WHERE organisationId = ?', [
    organisationId,
  ])
  if (
    isSameSet(
      rows.map(({ tag }) => tag),
      tags,
    )
  )
    return false
  await sql.run('DELETE FROM organisation_tags WHERE organisationId = ?', [organisationId])
  for (const tag of new Set(tags)) await insert(sql, 'organisation_tags', { organisationId, tag, hubId })
  return true
}

async function setFilesFor(sql: Sql, hubId: string, contactId: string, organisationIds: string[], now: Instant) {
  const rows = await sql.all<{ organisationId: string }>(
    'SELECT organisationId FROM contact_organisations WHERE contactId = ?',
    [contactId],
  )
  const before = rows.map(({ organisationId }) => organisationId)
  if (isSameSet(before, organisationIds)) return false
  const gone = before.filter((each) => !organisationIds.includes(each))
  for (const organisationId of gone)
    await sql.run('DELETE FROM contact_organisations WHERE contactId = ? AND organisationId = ?', [
      contactId,
      organisationId,
    ])
  for (const organisationId of organisationIds) {
    const row = { contactId, organisationId, hubId, addedAt: now }
    await insertIfAbsent(sql, 'contact_organisations', row, ['contactId', 'organisationId'])
  }
  return true
}

/** What is to be done about who left is said by the service. */
async function setLeft(sql: Sql, hubId: string, contactId: string, left: boolean, now: Instant): Promise<boolean> {
  const set = `UPDATE contacts SET leftAt = ? WHERE id = ? AND leftAt IS ${left ? '' : 'NOT '}NULL`
  if ((await sql.run(set, [left ? now : null, contactId])) === 0) return false
  if (left) await databaseOutbox(sql, { now: () => now }).add(leftJob(contactId, hubId, now))
  return true
}

const isSameSet = (a: string[], b: string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((each) => b.includes(each))
