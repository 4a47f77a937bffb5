import { readFileSync } from 'node:fs'
import { reachOf, waysOf } from '../../src/channels/wechat-oa/reach.js'
import { databaseQueue } from '../../src/database/queue.js'
import type { Database } from '../../src/database/connect.js'
import { addDays, type Day } from '../../src/kernel/day.js'
import { instantOf, type Instant } from '../../src/kernel/clock.js'
import { dayIn, momentAt } from '../../src/kernel/zone.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import { decodeHolidays } from '../../src/programmes/holidays-file.js'
import { makeObligations } from '../../src/programmes/keep-obligations.js'
import { digestJob } from '../../src/reminders/digest-job.js'
import { planDay, type Planned } from '../../src/reminders/plan-day.js'
import { notify } from '../../src/conversations/reach/notify.js'
import { reminderNow } from '../../src/reminders/reminder.js'
import { remindJob } from '../../src/reminders/remind-job.js'
import { hubData } from '../contracts/a-hub.js'
import { newId, NOW } from '../contracts/databases.js'
import { QUARTERLY } from '../../src/rehearsal/demo-source.js'
import { aShell } from '../conversations/a-shell.js'
import { NO_NOTICES } from '../conversations/notice-accounts.js'

const file = decodeHolidays('holidays', readFileSync('config/holidays/mainland.yaml', 'utf8'))
if (!file.ok) throw new Error(JSON.stringify(file.faults))
export const { calendar } = file

export const ZONE = 'Asia/Shanghai'

export const quarterly = QUARTERLY

/** A programme of the year with one schedule; staff of the hub among its contacts. */
export function seasonData(change: Partial<HubData> = {}): HubData {
  const data = hubData()
  return {
    ...data,
    programme: { key: '2026', name: '2026 年小额资助', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    organisations: [...data.organisations, { key: 'hub', name: '江西枢纽', kind: 'hub', city: '南昌', aliases: [] }],
    contacts: [
      ...data.contacts,
      { key: 'staff', organisation: 'hub', name: '小满', code: newId().slice(-8), role: 'staff' },
    ],
    schedules: [{ key: 'quarterly', schedule: quarterly }],
    ...change,
  }
}

/** A hub whose days pass: each is planned early in the morning, and what falls due on it is done in its time. */
export async function aSeason(database: Database, data = seasonData()) {
  const hub = await aShell(database, [], data)
  let now: Instant = NOW
  const shell = { ...hub.shell, transact: database.transact, calendar, clock: { now: () => now } }
  hub.shell.clock.now = () => now
  // As in WeCom: whoever is in the app may be written to at any time.
  hub.shell.reach = shell.reach = () => ({ type: 'open', left: null, until: null })
  hub.shell.ways = shell.ways = () => [{ by: 'message', left: null, until: null }]
  const said: { addressId: string; day: Day; text: string }[] = []
  const handlers = {
    remind: remindJob(shell),
    digest: digestJob(shell),
    notify: notify(shell, {
      senderOf: () => ({
        async send({ to, say }) {
          const { addressId } = await database.transact(({ people }) => people.hold(to))
          if (say.type === 'text') said.push({ addressId, day: dayIn(now, ZONE), text: say.text })
          return { type: 'sent', id: newId() }
        },
      }),
      nameOf: () => '公众号',
      owedNow: (of) => reminderNow(shell, of),
    }),
  }
  const queue = databaseQueue(database.units)

  const setTo = (day: Day, time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    now = momentAt(day, hours * 60 + minutes, ZONE)
  }
  const plan = (today: Day): Promise<Planned> => planDay(shell, { hubId: hub.hubId, zone: ZONE, today, now })

  /** Does the jobs that fall due until then, each at its time; messages to people stay in the outbox. */
  async function work(until: Instant): Promise<{ kind: string; at: Instant; code: string | null }[]> {
    const done: { kind: string; at: Instant; code: string | null }[] = []
    for (;;) {
      const [next] = await database.reads.all<{ dueAt: Instant }>(
        "SELECT MIN(dueAt) AS dueAt FROM outbox WHERE state = 'waiting' AND kind IN ('remind', 'digest', 'notify') AND dueAt <= ?",
        [until],
      )
      if (!next?.dueAt) return done
      if (next.dueAt > now) now = next.dueAt
      const claimed = await queue.claim(100, now, instantOf(Date.parse(now) + 60_000), { share: 100, runs: [] })
      for (const job of claimed) {
        if (job.kind !== 'remind' && job.kind !== 'digest' && job.kind !== 'notify') {
          await queue.finish(job, { type: 'done', code: null }, now)
          continue
        }
        const result = await handlers[job.kind].run(job)
        const code = result.type === 'done' ? (result.code ?? null) : result.code
        done.push({ kind: job.kind, at: now, code })
        await queue.finish(job, { type: 'done', code }, now)
      }
    }
  }

  /** What a person was told, with the day. */
  async function told(addressId: string): Promise<{ day: Day; text: string }[]> {
    const rows = await database.reads.all<{ payload: string; dueAt: Instant }>(
      "SELECT payload, dueAt FROM outbox WHERE kind = 'deliver' AND lane = ? ORDER BY position",
      [addressId],
    )
    const delivered = rows.map(({ payload, dueAt }) => ({
      day: dayIn(dueAt, ZONE),
      text: (JSON.parse(payload) as { say: { text: string } }).say.text,
    }))
    const notified = said.filter((one) => one.addressId === addressId).map(({ day, text }) => ({ day, text }))
    return [...notified, ...delivered]
  }

  return {
    ...hub,
    shell,
    told,
    plan,
    work,
    setTo,
    /** From now on as in an official account: who said nothing for two days may not be written to. */
    inOfficialAccount() {
      hub.shell.reach = shell.reach = (standing, at) => reachOf(standing, true, at)
      hub.shell.ways = shell.ways = (standing, kind, at) =>
        waysOf(standing, { ...NO_NOTICES, verified: true }, kind, at)
    },
    now: () => now,
    make: (today: Day) =>
      database.transact(({ obligations }) => makeObligations(shell, obligations, hub.hubId, { at: now, today })),
    /** From one day to another, both included. */
    async days(from: Day, to: Day) {
      const jobs: { kind: string; at: Instant; code: string | null }[] = []
      for (let day = from; day <= to; day = addDays(day, 1)) {
        setTo(day, '00:17')
        await database.transact(({ obligations }) =>
          makeObligations(shell, obligations, hub.hubId, { at: now, today: day }),
        )
        await plan(day)
        jobs.push(...(await work(momentAt(day, 24 * 60 - 1, ZONE))))
      }
      return jobs
    },
  }
}
