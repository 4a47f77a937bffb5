import type { Database } from '../../src/database/connect.js'
import { addDays, type Day } from '../../src/kernel/day.js'
import { LADDER } from '../../src/programmes/ladder.js'
import { NO_FACTS } from '../../src/programmes/obligation.js'
import type { Schedule } from '../../src/programmes/schedule.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Value } from '../../src/database/sql.js'

export const TODAY: Day = '2026-10-15'
const GRANTS = 1_000
/** In one statement: 16 values each, of the 32766 that SQLite takes. */
const ROWS = 500

const schedule: Schedule = {
  form: 'work-brief',
  cadence: { type: 'weekly' },
  due: { type: 'after_end', days: 3 },
  dayOff: 'stay',
  opensBefore: 7,
  first: null,
  last: null,
  ladder: LADDER,
  forms: {},
}

const COLUMNS = [
  'id',
  'hubId',
  'programmeId',
  'scheduleId',
  'grantId',
  'organisationId',
  'form',
  'period',
  'periodFrom',
  'periodTo',
  'opensOn',
  'dueOn',
  'facts',
  'state',
  'chainId',
  'nextOn',
]

/**
 * A hub of a thousand grants with so many obligations over the years, of which `due` are to be looked at today: each of these is due in two
 * days, so that its person is to be reminded. Most of the others are in; the rest lie ahead.
 */
export async function fill(database: Database, count: number, due: number): Promise<{ hubId: string }> {
  const organisations = Array.from({ length: GRANTS }, (_, i) => ({ key: `o${i}`, name: `机构${i}` }))
  const { hubId, programmeId } = await database.units((sql) =>
    loadHub(sql)({
      hub: { key: 'bench', name: '测试枢纽', zone: 'Asia/Shanghai', language: 'zh-CN' },
      funder: { key: 'funder', name: '某基金会' },
      programme: { key: 'p', name: '小额资助', startsOn: '2007-01-01', endsOn: '2026-12-31' },
      organisations: organisations.map((one) => ({ ...one, kind: 'organisation' as const, city: null, aliases: [] })),
      grants: organisations.map(({ key }) => ({
        key: `g-${key}`,
        organisation: key,
        purpose: '读书会',
        purposeClass: null,
        amountFen: null,
        status: 'active' as const,
        remark: null,
      })),
      contacts: organisations.map(({ key, name }) => ({ key: `c-${key}`, organisation: key, name, code: null })),
      schedules: [{ key: 'weekly', schedule }],
    }),
  )
  const grants = await database.reads.all<{ id: string; organisationId: string }>(
    'SELECT id, organisationId FROM grants WHERE hubId = ? ORDER BY id',
    [hubId],
  )
  const [{ id: scheduleId } = { id: '' }] = await database.reads.all<{ id: string }>(
    'SELECT id FROM schedules WHERE hubId = ?',
    [hubId],
  )
  const facts = { out: JSON.stringify(NO_FACTS), in: JSON.stringify({ ...NO_FACTS, record: 'accepted' }) }
  const rowOf = (i: number): Value[] => {
    const grant = grants[i % grants.length]
    const isDue = i < due
    const dueOn = isDue ? addDays(TODAY, 2) : addDays(TODAY, (i % 7) * 7 + 21)
    const isIn = !isDue && i % 10 > 0
    const state = isIn ? 'accepted' : 'upcoming'
    const nextOn = isIn ? null : isDue ? TODAY : addDays(dueOn, -7)
    const id = `bench${String(i).padStart(21, '0')}`
    const days = [addDays(dueOn, -9), addDays(dueOn, -3), addDays(dueOn, -7), dueOn]
    return [
      id,
      hubId,
      programmeId,
      scheduleId,
      grant?.id ?? '',
      grant?.organisationId ?? '',
      'work-brief',
      `p-${Math.floor(i / GRANTS)}`,
      ...days,
      isIn ? facts.in : facts.out,
      state,
      null,
      nextOn,
    ]
  }
  await database.units(async (sql) => {
    const indexes = await sql.all<{ name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'obligations' AND sql IS NOT NULL",
    )
    for (const { name } of indexes) await sql.run(`DROP INDEX "${name}"`)
    for (let at = 0; at < count; at += ROWS) {
      const rows = Array.from({ length: Math.min(ROWS, count - at) }, (_, i) => rowOf(at + i))
      const places = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
      await sql.run(`INSERT INTO obligations (${COLUMNS.join(', ')}) VALUES ${places}`, rows.flat())
    }
    // Once over what is there, instead of a million times in the middle of it.
    for (const { sql: text } of indexes) await sql.run(text)
  })
  return { hubId }
}
