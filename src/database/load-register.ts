import { createHash } from 'node:crypto'
import { leftJob } from '../conversations/comings/left.js'
import { type Instant, instantOf } from '../kernel/clock.js'
import type { Change, Field, Outcome, Ref, Registers } from '../programmes/register.js'
import type { Schedule } from '../programmes/schedule.js'
import { writtenOf } from '../programmes/written-schedule.js'
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
    const tell = (of: Change['of'], name: string, outcome: Outcome, at?: Change['at'], fields: Field[] = []) =>
      void changes.push({ of, name, outcome, at, ...(outcome === 'changed' && { fields: fields.map(named) }) })
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

    const { name: hubName, zone, language, rulesOnly, proposesCaptions } = register.hub
    const asWhole = (yes: boolean | undefined) => (yes === undefined ? undefined : yes ? 1 : 0)
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
      rulesOnly: asWhole(rulesOnly),
      proposesCaptions: asWhole(proposesCaptions),
    }
    const hubFields = rows.differences('hubs', { id: hubId }, hub)
    tell('hub', hubName, rows.put('hubs', { id: hubId }, hub), register.hub.at, hubFields)

    const ids = new Map<string, string>()
    const find = (of: Coded, ref: Ref): string => {
      const found = typeof ref === 'string' ? ids.get(`${of} ${ref}`) : ref.id
      if (found === undefined) throw new Error(`no ${KIND[of]} has the key ${typeof ref === 'string' ? ref : ref.id}`)
      return found
    }
    const textOf = (of: Coded, id: string, column: string) => String(rows.find(of, { id })[0]?.[column] ?? '')
    /** Names in place of the ids that a column holds. */
    function named({ column, from, to }: Field): Field {
      const of = POINTS[column]
      const nameOf = (id: Field['from']) =>
        of === undefined || id === null ? id : textOf(of, String(id), of === 'grants' ? 'purpose' : 'name')
      return { column, from: nameOf(from), to: nameOf(to) }
    }
    function keep(
      of: Coded,
      entry: Entry,
      called: Row,
      given: Given,
    ): { id: string; outcome: Outcome; fields: Field[] } {
      const id = idOf(KIND[of], entry, (values) => rows.find(of, values), called)
      ids.set(`${of} ${entry.key}`, id)
      const all = { ...called, ...given, code: codeOf(entry) }
      const fields = rows.differences(of, { id }, all)
      return { id, fields, outcome: rows.put(of, { id }, all) }
    }
    const also = (outcome: Outcome, ...changed: boolean[]): Outcome =>
      outcome === 'same' && changed.includes(true) ? 'changed' : outcome

    for (const funder of register.funders) {
      const { outcome, fields } = keep('funders', funder, { name: funder.name }, {})
      tell('funders', funder.name, outcome, funder.at, fields)
    }
    for (const programme of register.programmes) {
      const { name, startsOn, endsOn, amountFen, layouts } = programme
      const given = {
        funderId: find('funders', programme.funder),
        startsOn,
        endsOn,
        amountFen,
        layouts: layouts && JSON.stringify(layouts),
      }
      const { outcome, fields } = keep('programmes', programme, { name }, given)
      tell('programmes', name, outcome, programme.at, fields)
    }
    for (const organisation of register.organisations) {
      const { name, kind, city, region, aliases, tags } = organisation
      const { id, outcome, fields } = keep('organisations', organisation, { name }, { kind, city, region })
      const listed = (table: 'organisation_tags' | 'organisation_aliases', column: string) =>
        rows
          .find(table, { organisationId: id })
          .map((row) => String(row[column]))
          .toSorted()
          .join('、')
      const [tagsBefore, aliasesBefore] = [listed('organisation_tags', 'tag'), listed('organisation_aliases', 'alias')]
      const all = also(outcome, addAliases(rows, id, aliases), setTags(rows, id, tags))
      tell('organisations', name, all, organisation.at, [
        ...fields,
        ...differing('tags', tagsBefore, listed('organisation_tags', 'tag')),
        ...differing('aliases', aliasesBefore, listed('organisation_aliases', 'alias')),
      ])
    }
    for (const grant of register.grants) {
      const { purpose, purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn } = grant
      const programmeId = find('programmes', grant.programme)
      const called = { programmeId, organisationId: find('organisations', grant.organisation), purpose }
      const given = { purposeClass, amountFen, status, remark, startsOn, endsOn, enrolledOn }
      const { outcome, fields } = keep('grants', grant, called, given)
      tell('grants', purpose, outcome, grant.at, fields)
    }
    for (const { grant, number, amountFen, plannedOn, paidOn, at } of register.instalments) {
      const grantId = find('grants', grant)
      const given = { amountFen, plannedOn, paidOn }
      const fields = rows.differences('instalments', { grantId, number }, given)
      const outcome = rows.put('instalments', { grantId, number }, given)
      tell('instalments', `${textOf('grants', grantId, 'purpose')} ${number}`, outcome, at, fields)
    }
    for (const objective of register.objectives) {
      const { grant, label, plannedMin, plannedMax, unit, dueOn } = objective
      const programmeId = find('programmes', objective.programme)
      const called = { programmeId, grantId: grant === null ? null : find('grants', grant), label }
      const { outcome, fields } = keep('objectives', objective, called, { plannedMin, plannedMax, unit, dueOn })
      tell('objectives', label, outcome, objective.at, fields)
    }
    for (const { key, code, programme, schedule, at } of register.schedules) {
      const programmeId = find('programmes', programme)
      const found = code === null ? undefined : rows.find('schedules', { programmeId, code })[0]
      const id = String(found?.['id'] ?? hashOf([hubId, programmeId, 'schedule', key]))
      const given = { programmeId, plan: JSON.stringify(schedule), code: code ?? undefined }
      const [before] = rows.find('schedules', { id })
      const fields = before ? planFields(String(before['plan']), schedule) : []
      tell('schedules', code ?? key, rows.put('schedules', { id }, given), at, fields)
    }
    const leaving: { contactId: string; left: boolean }[] = []
    for (const contact of register.contacts) {
      const { name, precedence, phone, organisations: further, left } = contact
      const organisationId = find('organisations', contact.organisation)
      const ofHub = textOf('organisations', organisationId, 'kind') === 'hub'
      const role = ofHub ? (contact.role ?? 'staff') : 'grantee'
      const { id, outcome, fields } = keep('contacts', contact, { organisationId, name }, { role, precedence, phone })
      const files = further?.map((each) => find('organisations', each))
      const gone = left !== undefined && left === ((rows.find('contacts', { id })[0]?.['leftAt'] ?? null) === null)
      if (gone) leaving.push({ contactId: id, left })
      invite(id, contact.invitation)
      const filesFor = () =>
        rows
          .find('contact_organisations', { contactId: id })
          .map((row) => textOf('organisations', String(row['organisationId']), 'name'))
          .toSorted()
          .join('、')
      const filedBefore = filesFor()
      const all = also(outcome, setFilesFor(rows, id, files, now), gone)
      tell('contacts', name, all, contact.at, [
        ...fields,
        ...differing('organisations', filedBefore, filesFor()),
        ...(gone ? [{ column: 'left', from: left ? '否' : '是', to: left ? '是' : '否' }] : []),
      ])
    }
    for (const { organisation, fromOn, status, sourceOfFunds, remark, at } of register.partnerChanges) {
      const key = { organisationId: find('organisations', organisation), fromOn }
      const given = { status, sourceOfFunds, remark }
      const fields = status === null ? [] : rows.differences('partner_statuses', key, given)
      const outcome = status === null ? rows.remove('partner_statuses', key) : rows.put('partner_statuses', key, given)
      tell('partnerChanges', `${textOf('organisations', key.organisationId, 'name')} ${fromOn}`, outcome, at, fields)
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

/** The tables that a column points into. */
const POINTS: Record<string, Coded | undefined> = {
  funderId: 'funders',
  programmeId: 'programmes',
  organisationId: 'organisations',
  grantId: 'grants',
}

const differing = (column: string, from: string, to: string): Field[] =>
  from === to ? [] : [{ column, from: from === '' ? null : from, to: to === '' ? null : to }]

/** What is otherwise in a schedule, in the words in which it is written. */
function planFields(before: string, after: Schedule): Field[] {
  const [was, is] = [writtenOf(JSON.parse(before) as Schedule), writtenOf(after)] as Record<string, unknown>[]
  const shown = (value: unknown) =>
    value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return Object.keys({ ...was, ...is }).flatMap((column) => differing(column, shown(was![column]), shown(is![column])))
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
