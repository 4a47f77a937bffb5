import type { Days } from '../kernel/day.js'
import type { Part } from '../kernel/quantity.js'
import type { Decided, KnownActivity, TwinCase, TwinPair, Twins } from '../records/twins.js'
import { mergedAway, PAIRED } from './merged-away.js'
import { COUNTS } from './records-to-read.js'
import { assigned, insert, type Row, type Sql } from './sql.js'

const ACTIVITY = [
  'position',
  'part',
  'category',
  'startsOn',
  'endsOn',
  'title',
  'place',
  'headcountMin',
  'headcountMax',
  'headcountUnit',
  'headcountQualifier',
  'headcountBasis',
  'headcountWording',
  'breakdown',
] as const

/** The columns of an activity with its record, organisation and contact, each under a name that begins so. */
const known = (begin: string, activity: string, record: string, organisation: string): string =>
  [
    ...ACTIVITY.map((column) => `${activity}.${column} AS ${begin}${column}`),
    `${record}.id AS ${begin}recordId`,
    ...['chainId', 'form', 'formVersion', 'filedAt', 'contactId'].map((c) => `${record}.${c} AS ${begin}${c}`),
    `(SELECT c.name FROM contacts c WHERE c.id = ${record}.contactId) AS ${begin}contactName`,
    `${organisation}.id AS ${begin}organisationId`,
    `${organisation}.name AS ${begin}organisationName`,
  ].join(', ')

function knownOf(row: Row, begin: string): KnownActivity {
  const of = (column: string) => row[begin + column] ?? null
  return {
    ...Object.fromEntries(ACTIVITY.map((column) => [column, of(column)])),
    breakdown: JSON.parse(String(of('breakdown'))) as Part[],
    ...Object.fromEntries(['recordId', 'chainId', 'form', 'formVersion', 'filedAt'].map((each) => [each, of(each)])),
    organisation: { id: of('organisationId'), name: of('organisationName') },
    contact: { id: of('contactId'), name: of('contactName') },
  } as KnownActivity
}

type PairRow = Record<'id' | 'hubId' | 'foundAt' | 'chainId' | 'startsOn' | 'title', string> &
  Record<'ofChainId' | 'ofStartsOn' | 'ofTitle', string> & { scope: TwinPair['scope'] }

const PAIR = 't.id, t.hubId, t.scope, t.foundAt, t.chainId, t.startsOn, t.title, t.ofChainId, t.ofStartsOn, t.ofTitle'
const pairOf = ({ id, hubId, scope, foundAt, chainId, startsOn, title, ofChainId, ofStartsOn, ofTitle }: PairRow) => ({
  id,
  hubId,
  scope,
  foundAt,
  first: { chainId, startsOn, title },
  of: { chainId: ofChainId, startsOn: ofStartsOn, title: ofTitle },
})
const sides = ({ first, of }: Pick<TwinPair, 'first' | 'of'>) => ({
  chainId: first.chainId,
  startsOn: first.startsOn,
  title: first.title,
  ofChainId: of.chainId,
  ofStartsOn: of.startsOn,
  ofTitle: of.title,
})
const decidedOf = (decided: Decided | null): Row => ({
  decision: decided?.decision ?? null,
  why: decided?.why ?? null,
  byContactId: decided?.byContactId ?? null,
  decidedAt: decided?.decidedAt ?? null,
  messageId: decided?.messageId ?? null,
})

/** So many activities of a week or so are looked at, the last filed first: a turn waits for it. */
const NEAR = 300

/** So many pairs that may be decided otherwise are shown; all open ones are. */
const DECIDED_SHOWN = 20

export const databaseTwins = (sql: Sql): Twins => ({
  async near(hubId, days, { organisationId, others }, but) {
    if (days.length === 0) return []
    const mysql = sql.dialect === 'mysql'
    // Who files for the same organisation waits here until the one before has filed; on SQLite the one writer is the lock.
    if (mysql && !others) await sql.all('SELECT id FROM organisations WHERE id = ? FOR UPDATE', [organisationId])
    const found: KnownActivity[] = []
    for (const { from, to } of joined(days)) {
      // What another has filed and not yet committed is waited for; two who wait for each other are run anew, one after the other.
      const rows = 'a.hubId = ? AND a.startsOn BETWEEN ? AND ?'
      if (mysql && others)
        await sql.all(`SELECT a.position FROM activities a WHERE ${rows} LOCK IN SHARE MODE`, [hubId, from, to])
      const near = await sql.all<Row>(
        `SELECT ${known('', 'a', 'r', 'o')} FROM activities a JOIN records r ON r.id = a.recordId
         JOIN organisations o ON o.id = r.organisationId
         WHERE ${rows} AND ${COUNTS} AND r.organisationId ${others ? '<>' : '='} ? AND r.chainId <> ?
         ORDER BY r.filedAt DESC, r.id DESC, a.position DESC LIMIT ${NEAR}`,
        [hubId, from, to, organisationId, but ?? ''],
      )
      found.push(...near.toReversed().map((row) => knownOf(row, '')))
    }
    if (found.length === 0) return []
    const away = await mergedAway(sql, { hubId }, [...new Set(found.map(({ chainId }) => chainId))])
    // What is merged with the record that is being filed anew is merged no more where that now says something else.
    return found.filter(({ recordId, position }) => [null, but].includes(away.of(recordId, position)?.chainId ?? null))
  },

  async ofRecord(hubId, chainId) {
    const rows = await sql.all<PairRow>(
      `SELECT ${PAIR} FROM twins t WHERE t.hubId = ? AND (t.chainId = ? OR t.ofChainId = ?)`,
      [hubId, chainId, chainId],
    )
    return rows.map(pairOf)
  },

  async add(pair, decided) {
    const { id, hubId, scope, foundAt } = pair
    await insert(sql, 'twins', { id, hubId, scope, foundAt, ...sides(pair), ...decidedOf(decided) })
  },

  async cases(hubId, organisationId) {
    const own = organisationId === undefined ? '' : "AND t.scope = 'own' AND r.organisationId = ?"
    // What an organisation kept of its own is its own affair.
    const back = organisationId === undefined ? "AND (t.decision = 'merged' OR t.scope = 'joint')" : ''
    const read = async (which: string, order: string): Promise<TwinCase[]> => {
      const rows = await sql.all<Row & PairRow & Pick<TwinCase, 'decision' | 'why' | 'decidedAt'>>(
        `SELECT ${PAIR}, t.decision, t.why, t.decidedAt, ${known('a_', 'a', 'r', 'o')}, ${known('b_', 'b', 'q', 'p')}
         ${PAIRED} WHERE t.hubId = ? AND ${which} ${own} ORDER BY ${order}, t.id, a.position, b.position`,
        organisationId === undefined ? [hubId] : [hubId, organisationId],
      )
      // A record may have several rows of one day and title: the pair is shown by the first.
      const shown = rows.filter(({ id }, i) => rows[i - 1]?.id !== id)
      return shown.map((row) => ({
        ...pairOf(row),
        decision: row.decision,
        why: row.why,
        decidedAt: row.decidedAt,
        sides: { first: knownOf(row, 'a_'), of: knownOf(row, 'b_') },
      }))
    }
    const away = await mergedAway(sql, { hubId })
    const counts = ({ recordId, position }: KnownActivity) => away.of(recordId, position) === null
    const open = await read('t.decision IS NULL', 't.foundAt')
    const decided = await read(`t.decision IS NOT NULL ${back}`, 't.decidedAt DESC')
    return [
      ...open.filter(({ sides: { first, of } }) => counts(first) && counts(of)),
      ...decided.slice(0, DECIDED_SHOWN),
    ]
  },

  async decide(pair, from, decided) {
    const row = { ...sides(pair), ...decidedOf(decided) }
    const changed = await sql.run(
      `UPDATE twins SET ${assigned(Object.keys(row))} WHERE id = ? AND hubId = ? AND ${from === null ? 'decision IS NULL' : 'decision = ?'}`,
      [...Object.values(row), pair.id, pair.hubId, ...(from === null ? [] : [from])],
    )
    return changed > 0
  },
})

/** Ranges that touch or overlap as one, in order. */
function joined(days: Days[]): Days[] {
  const all: Days[] = []
  for (const { from, to } of days.toSorted((x, y) => (x.from < y.from ? -1 : 1))) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = to > last.to ? to : last.to
    else all.push({ from, to })
  }
  return all
}
