import { companyPacing } from '../src/channels/tencent/company-pace.js'
import { pacing } from '../src/channels/tencent/pace.js'
import { readConfigFiles } from '../src/config-files.js'
import { EVERYBODY } from '../src/broadcasts/audience.js'
import { EMPTY } from '../src/broadcasts/broadcast.js'
import { broadcastJob, broadcastLater } from '../src/conversations/broadcasts/send-job.js'
import { formsOf } from '../src/conversations/forms.js'
import type { TurnShell } from '../src/conversations/receive.js'
import { newId } from '../src/app.js'
import { openDatabase, type Database } from '../src/database/connect.js'
import { loadHub } from '../src/database/load-hub.js'
import { databaseQueue } from '../src/database/queue.js'
import type { DatabaseSettings } from '../src/database/sources.js'
import type { Value } from '../src/database/sql.js'
import { later, millisOf, type Instant } from '../src/kernel/clock.js'
import type { OutboundMessage, SendResult } from '../src/kernel/message.js'

const START: Instant = '2026-10-15T01:07:00.000Z'
const ACCOUNT = 'ww1/1000002'
/** What the platform takes of a company in a minute (path/90312): what counts is its own limit. */
const PLATFORM_A_MINUTE = 10_000
const MINUTE = 60_000
const ROWS = 500
const USER = 'user'
const LEASE_MS = 180_000

export interface Broadcast {
  /** The time it took by the platform's clock, over the least that its limit allows. */
  ratio: number
  /** In this process, real. */
  ms: number
  rssMb: number
}

/**
 * A broadcast to so many people of one app through the real jobs and database, on a virtual clock that moves on whenever nothing is due. The
 * platform is a counter: it counts the calls of every minute, and refuses nothing, so that what is too much shows. Throws where somebody got
 * it twice or not at all, or a minute had more calls than the platform takes.
 */
export async function benchBroadcast(settings: DatabaseSettings, people: number): Promise<Broadcast> {
  let now = START
  const clock = { now: () => now }
  const database = await openDatabase(settings, { newId, clock })
  try {
    await database.migrate()
    const { hubId, author } = await fill(database, people)
    const got = new Uint8Array(people)
    const sentAt = new Float64Array(people)
    let sent = 0
    const pace = { person: pacing(later(START, -60 * MINUTE)), company: companyPacing(later(START, -60 * MINUTE)) }
    const send = ({ to, bulk }: OutboundMessage): Promise<SendResult> => {
      const crowded = pace.company.take('ww1', now, bulk === true)
      if (crowded > 0) return Promise.resolve({ type: 'later', code: 'pace.account', after: crowded })
      const wait = pace.person.take(`${ACCOUNT}/${to.user}`, now)
      if (wait > 0) return Promise.resolve({ type: 'later', code: 'pace', after: wait })
      got[Number(to.user.slice(USER.length))]! += 1
      sentAt[sent++] = millisOf(now)
      return Promise.resolve({ type: 'sent', id: '' })
    }
    const handler = broadcastJob(await shellOf(database, hubId, clock), {
      senderOf: () => ({ send }),
      nameOf: ({ account }) => account,
      repeats: [{ channel: 'wecom_app', withinMs: 4 * 60 * MINUTE }],
    })
    const id = newId()
    const broadcast = {
      id,
      hubId,
      byContactId: author,
      state: 'scheduled' as const,
      audience: EVERYBODY,
      sendAt: START,
    }
    await database.transact(async (ports) => {
      await ports.broadcasts.add({
        ...broadcast,
        content: { ...EMPTY, text: '各位伙伴：年度简报请在月底前交，不清楚的随时问。' },
        createdAt: START,
        listedTo: null,
        listedAt: null,
        endedAt: null,
      })
      await broadcastLater(ports, id, START)
    })

    const before = performance.now()
    const queue = databaseQueue(database.units)
    for (;;) {
      const [next] = await database.reads.all<{ dueAt: Instant | null }>(
        "SELECT MIN(dueAt) AS dueAt FROM outbox WHERE state = 'waiting' AND kind = 'broadcast'",
      )
      if (!next?.dueAt) break
      if (next.dueAt > now) now = next.dueAt
      for (const job of await queue.claim(1, now, later(now, LEASE_MS), { share: 1, runs: [] })) {
        const result = await handler.run(job)
        if (result.type === 'again') throw new Error(`again: ${result.code}`)
        await queue.finish(job, { type: result.type, code: result.code ?? null }, now)
      }
    }
    const ms = performance.now() - before
    if (sent !== people || got.some((count) => count !== 1))
      throw new Error(`${sent} messages for ${people} people, some more than one or none`)
    if (mostInAMinute(sentAt) > PLATFORM_A_MINUTE) throw new Error('more in a minute than the platform takes')
    const least = (people / PLATFORM_A_MINUTE) * MINUTE
    const ratio = ((sentAt[sent - 1] ?? 0) - millisOf(START)) / least
    return { ratio, ms, rssMb: process.resourceUsage().maxRSS / 1024 }
  } finally {
    await database.close()
  }
}

function mostInAMinute(sentAt: Float64Array): number {
  let [first, most] = [0, 0]
  for (const [last, at] of sentAt.entries()) {
    while (sentAt[first]! <= at - MINUTE) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

async function shellOf(database: Database, hubId: string, clock: TurnShell['clock']): Promise<TurnShell> {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error('the configuration is faulty')
  return {
    transact: database.transact,
    clock,
    newId,
    forms: formsOf(config.forms),
    wordsOf: config.wordsOf,
    hubOf: () => ({ id: hubId, name: '测试枢纽', zone: 'Asia/Shanghai', language: 'zh-CN' }),
    identifierOf: () => null,
    notice: () => {},
    staffWays: {
      takesFiles: () => true,
      accountsOf: () => [],
      qrAccount: () => null,
      robotsOf: () => [],
      layouts: () => Promise.resolve([]),
      publicUrl: null,
    },
    reach: () => ({ type: 'open', left: null, until: null }),
    ways: () => [{ by: 'message', left: null, until: null }],
    permission: () => null,
    split: (_to, text) => [text],
    calendar: config.calendar,
    transcribes: false,
    readsAgain: false,
    nudge: () => {},
    broke: (error) => {
      throw error
    },
  }
}

/** A hub with so many contacts, each an organisation's one of a thousand and bound to an app; and one of its staff. */
async function fill(database: Database, people: number): Promise<{ hubId: string; author: string }> {
  const organisations = Array.from({ length: Math.min(1_000, people) }, (_, i) => ({ key: `o${i}`, name: `机构${i}` }))
  const { hubId } = await database.units((sql) =>
    loadHub(sql)({
      hub: { key: newId(), name: '测试枢纽', zone: 'Asia/Shanghai', language: 'zh-CN' },
      funder: { key: 'funder', name: '某基金会' },
      programme: { key: 'p', name: '小额资助', startsOn: '2026-01-01', endsOn: '2026-12-31' },
      organisations: [
        ...organisations.map((one) => ({ ...one, kind: 'organisation' as const, city: null, aliases: [] })),
        { key: 'hub', name: '测试枢纽', kind: 'hub' as const, city: null, aliases: [] },
      ],
      grants: [],
      contacts: [{ key: 'staff', organisation: 'hub', name: '工作人员', code: null, role: 'staff' as const }],
    }),
  )
  const ids = await database.reads.all<{ id: string }>(
    "SELECT id FROM organisations WHERE hubId = ? AND kind <> 'hub' ORDER BY id",
    [hubId],
  )
  const [staff] = await database.reads.all<{ id: string }>('SELECT id FROM contacts WHERE hubId = ?', [hubId])
  const put = async (table: string, columns: string[], rowOf: (i: number) => Value[]) => {
    for (let from = 0; from < people; from += ROWS) {
      const rows = Array.from({ length: Math.min(ROWS, people - from) }, (_, i) => rowOf(from + i))
      const places = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
      await database.units((sql) =>
        sql.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places}`, rows.flat()),
      )
    }
  }
  const idOf = (i: number) => `bench${String(i).padStart(20, '0')}`
  await put('contacts', ['id', 'hubId', 'organisationId', 'name', 'role'], (i) => [
    idOf(i),
    hubId,
    ids[i % ids.length]?.id ?? '',
    `联系人${i}`,
    'grantee',
  ])
  await put('addresses', ['id', 'channel', 'account', 'user', 'contactId', 'boundAt', 'following'], (i) => [
    idOf(i),
    'wecom_app',
    ACCOUNT,
    `${USER}${i}`,
    idOf(i),
    START,
    1,
  ])
  return { hubId, author: staff?.id ?? '' }
}

/** Run by itself: the measurement on standard output, in a process of its own. */
if (process.argv[1] === import.meta.filename) {
  const [stored = '', people = '100000'] = process.argv.slice(2)
  console.log(JSON.stringify(await benchBroadcast(JSON.parse(stored) as DatabaseSettings, Number(people))))
}
