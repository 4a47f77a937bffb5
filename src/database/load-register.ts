import { createHash } from 'node:crypto'
import { leftJob } from '../conversations/comings/left.js'
import { type Instant, instantOf } from '../kernel/clock.js'
import type { Change, Outcome, Ref, Registers } from '../programmes/register.js'
import { type Given, hubRows, type HubRows } from './hub-rows.js'
import { newCode } from './invitations.js'
import { databaseOutbox } from './outbox.js'
import type { Row, Sql } from './sql.js'

type Entry = { key: string; code: string | null; id?: string | undefined }
type Coded = 'funders' | 'programmes' | 'organisations' | 'grants' | 'objectives' | 'contacts'
const KIND = {
  funders: 'funder',
  programmes: 'programme',
  organisations: 'organisation',
  grants: 'grant',
  objectives: 'objective',
  contacts: 'contact',
}

/** Brings a hub up to date within the unit of work it is given, and tells of every entry what became of it. */
export function loadRegister(
  sql: Sql,
  makeCode: () => string = newCode,
  now: Instant = instantOf(Date.now()),
): Registers['load'] {
  return async (register) => {
    const changes: Change[] = []
    const tell = (of: Change['of'], name: string, outcome: Outcome) => void changes.push({ of, name, outcome })
    const hash = (kind: string, key: string) => hashOf([register.hub.key, kind, key])
    /** A code that is there stays unless another is given. */
    const codeOf = ({ code }: Entry) => code ?? undefined

    /**
     * The row of an entry: the one it is known to be, the one with its code, the one that was named after its key before codes were kept, one
     * that is called so and has no code yet; else a new one.
     */
    function idOf(kind: string, { id, code, key }: Entry, find: (values: Row) => Row[], called: Row): string {
      if (id !== undefined) return id
      const named = hash(kind, key)
      const found =
        (code === null ? undefined : find({ code })[0]) ?? find({ id: named })[0] ?? find({ ...called, code: null })[0]
      return typeof found?.['id'] === 'string' ? found['id'] : named
    }

    const { name: hubName, zone, language, rulesOnly } = register.hub
    const hubs = await sql.all<Row>('SELECT id, code, name FROM hubs')
    const among = (values: Row) =>
      hubs.filter((hub) => Object.entries(values).every(([of, value]) => hub[of] === value))
    const hubId = idOf('hub', register.hub, among, { name: hubName })
    const rows = await hubRows(sql, hubId)
    const hub = {
      name: hubName,
      zone,
      language,
      code: codeOf(register.hub),
      rulesOnly: rulesOnly === undefined ? undefined : rulesOnly ? 1 : 0,
    }
    tell('hub', hubName, rows.put('hubs', { id: hubId }, hub))

    const ids = new Map<string, string>()
    const find = (of: Coded, ref: Ref): string => {
      const found = typeof ref === 'string' ? ids.get(`${of} ${ref}`) : ref.id
      if (found === undefined) throw new Error(`no ${KIND[of]} has the key ${typeof ref === 'string' ? ref : ref.id}`)
      return found
    }
    const textOf = (of: Coded, id: string, column: string) => String(rows.find(of, { id })[0]?.[column] ?? '')
    function keep(of: Coded, entry: Entry, called: Row, given: Given): { id: string; outcome: Outcome } {
      const id = idOf(KIND[of], entry, (values) => rows.find(of, values), called)
      ids.set(`${of} ${entry.key}`, id)
      return { id, outcome: rows.put(of, { id }, { ...called, ...given, code: codeOf(entry) }) }
    }
    const also = (outcome: Outcome, ...changed: boolean[]): Outcome =>
      outcome === 'same' && changed.includes(true) ? 'changed' : outcome

    for (const funder of register.funders) {
      tell('funders', funder.name, keep('funders', funder, { name: funder.name }, {}).outcome)
    }
    for (const programme of register.programmes) {
      const { name, startsOn, endsOn } = programme
      const given = { funderId: find('funders', programme.funder), startsOn, endsOn }
      tell('programmes', name, keep('programmes', programme, { name }, given).outcome)
    }
    for (const organisation of register.organisations) {
      const { name, kind, city, region, aliases, tags } = organisation
      const { id, outcome } = keep('organisations', organisation, { name }, { kind, city, region })
      tell('organisations', name, also(outcome, addAliases(rows, id, aliases), setTags(rows, id, tags)))
    }
    for (const grant of register.grants) {
      const { purpose, purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn } = grant
      const programmeId = find('programmes', grant.programme)
      const called = { programmeId, organisationId: find('organisations', grant.organisation), purpose }
      const given = { purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn }
      tell('grants', purpose, keep('grants', grant, called, given).outcome)
    }
    for (const { grant, number, amountFen, plannedOn, paidOn } of register.instalments) {
      const grantId = find('grants', grant)
      const outcome = rows.put('instalments', { grantId, number }, { amountFen, plannedOn, paidOn })
      tell('instalments', `${textOf('grants', grantId, 'purpose')} ${number}`, outcome)
    }
    for (const objective of register.objectives) {
      const { grant, label, plannedMin, plannedMax, unit, dueOn } = objective
      const programmeId = find('programmes', objective.programme)
      const called = { programmeId, grantId: grant === null ? null : find('grants', grant), label }
      tell('objectives', label, keep('objectives', objective, called, { plannedMin, plannedMax, unit, dueOn }).outcome)
    }
    for (const { key, code, programme, schedule } of register.schedules) {
      const programmeId = find('programmes', programme)
      const found = code === null ? undefined : rows.find('schedules', { programmeId, code })[0]
      const id = String(found?.['id'] ?? hashOf([hubId, programmeId, 'schedule', key]))
      const given = { programmeId, plan: JSON.stringify(schedule), code: code ?? undefined }
      tell('schedules', code ?? key, rows.put('schedules', { id }, given))
    }
    const leaving: { contactId: string; left: boolean }[] = []
    for (const contact of register.contacts) {
      const { name, precedence, organisations: further, left } = contact
      const organisationId = find('organisations', contact.organisation)
      const ofHub = textOf('organisations', organisationId, 'kind') === 'hub'
      const role = ofHub ? (contact.role ?? 'staff') : 'grantee'
      const { id, outcome } = keep('contacts', contact, { organisationId, name }, { role, precedence })
      const files = further?.map((each) => find('organisations', each))
      const gone = left !== undefined && left === ((rows.find('contacts', { id })[0]?.['leftAt'] ?? null) === null)
      if (gone) leaving.push({ contactId: id, left })
      invite(id, contact.invitation)
      tell('contacts', name, also(outcome, setFilesFor(rows, id, files, now), gone))
    }
    for (const { organisation, fromOn, status, sourceOfFunds, remark } of register.partnerChanges) {
      const key = { organisationId: find('organisations', organisation), fromOn }
      const outcome =
        status === null
          ? rows.remove('partner_statuses', key)
          : rows.put('partner_statuses', key, { status, sourceOfFunds, remark })
      tell('partnerChanges', `${textOf('organisations', key.organisationId, 'name')} ${fromOn}`, outcome)
    }
    await rows.write()
    for (const { contactId, left } of leaving) await setLeft(sql, hubId, contactId, left, now)
    return { hubId, changes }

    function invite(contactId: string, given: string | null): void {
      const has = given === null && rows.find('invitations', { contactId }).length > 0
      const code = given ?? (has ? null : makeCode())
      if (code) rows.put('invitations', { id: hash('invitation', code) }, { contactId, code })
    }
  }
}

const hashOf = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 26)

/** An alias means one organisation of a hub: the one that it was last given to. */
const addAliases = (rows: HubRows, organisationId: string, aliases: string[]): boolean =>
  aliases
    .map((alias) => rows.put('organisation_aliases', { alias }, { organisationId }))
    .some((each) => each !== 'same')

function setTags(rows: HubRows, organisationId: string, tags: string[] | undefined): boolean {
  if (tags === undefined) return false
  const gone = rows.find('organisation_tags', { organisationId }).filter(({ tag }) => !tags.includes(String(tag)))
  for (const { tag = '' } of gone) rows.remove('organisation_tags', { organisationId, tag })
  const added = tags.map((tag) => rows.put('organisation_tags', { organisationId, tag }, {}))
  return gone.length > 0 || added.includes('created')
}

function setFilesFor(rows: HubRows, contactId: string, organisationIds: string[] | undefined, now: Instant): boolean {
  if (organisationIds === undefined) return false
  const before = rows.find('contact_organisations', { contactId }).map((row) => String(row['organisationId']))
  const gone = before.filter((each) => !organisationIds.includes(each))
  const added = organisationIds.filter((each) => !before.includes(each))
  for (const organisationId of gone) rows.remove('contact_organisations', { contactId, organisationId })
  for (const organisationId of added) rows.put('contact_organisations', { contactId, organisationId }, { addedAt: now })
  return gone.length > 0 || added.length > 0
}

/** What is to be done about who left is said by the service. */
async function setLeft(sql: Sql, hubId: string, contactId: string, left: boolean, now: Instant): Promise<void> {
  const set = `UPDATE contacts SET leftAt = ? WHERE id = ? AND leftAt IS ${left ? '' : 'NOT '}NULL`
  if ((await sql.run(set, [left ? now : null, contactId])) > 0 && left)
    await databaseOutbox(sql, { now: () => now }).add(leftJob(contactId, hubId, now))
}
