import { setTimeout as pause } from 'node:timers/promises'
import { deliver } from '../../src/conversations/deliver.js'
import { notify } from '../../src/conversations/reach/notify.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { databaseQueue } from '../../src/database/queue.js'
import { endOf } from '../../src/jobs/job-end.js'
import { later } from '../../src/kernel/clock.js'
import { momentAt } from '../../src/kernel/zone.js'
import { makeLogger } from '../../src/logging.js'
import { NO_FACTS } from '../../src/programmes/obligation.js'
import { digestJob } from '../../src/reminders/digest-job.js'
import { planHubs } from '../../src/reminders/plan-hubs.js'
import { remindJob } from '../../src/reminders/remind-job.js'
import { reminderNow } from '../../src/reminders/reminder.js'
import type { Dice } from '../../src/rehearsal/dice.js'
import { emptyPlace, newId } from '../contracts/databases.js'
import { aShell } from '../conversations/a-shell.js'
import { calendar, seasonData, ZONE } from './season.js'

/** The deadline of the third quarter: two grantees and the hub's staff are to hear of it. */
const DAY = '2026-10-15'
const LEASE_MS = 60_000

/**
 * Two whole schedulers, each with its own connections to one MariaDB, plan the same day and do its jobs at the same time, so many times, each from
 * the same beginning. Gives what people got in the trials where it was not one message each.
 */
export async function twoSchedulers(trials: number, dice: Dice): Promise<{ wrong: string[]; messages: number }> {
  const place = await emptyPlace('mariadb')
  let now = momentAt(DAY, 17, ZONE)
  const clock = { now: () => now }
  const databases = [
    await openDatabase(place.settings, { newId, clock }),
    await openDatabase(place.settings, { newId, clock }),
  ]
  try {
    const [first] = databases as [Database]
    await first.migrate()
    const hub = await aShell(first, [], seasonData())
    const heard = await Promise.all(['one', 'three', 'staff'].map((who) => hub.somebody(who)))
    const got = new Map<string, string[]>()
    const sender = {
      senderOf: () => ({
        send({ to, say }: { to: { user: string }; say: { type: string; text?: string } }) {
          got.set(to.user, [...(got.get(to.user) ?? []), say.text ?? say.type])
          return Promise.resolve({ type: 'sent' as const, id: newId() })
        },
      }),
      nameOf: () => '公众号',
    }
    const schedulers = databases.map((database) => schedulerOn(database))
    const wrong: string[] = []
    let messages = 0
    for (let trial = 1; trial <= trials; trial++) {
      got.clear()
      now = momentAt(DAY, 17, ZONE)
      await begin(first, dice.happens(0.2))
      await together((scheduler) => scheduler.plan())
      now = momentAt(DAY, 11 * 60, ZONE)
      await together((scheduler) => scheduler.work())
      const counts = heard.map(({ from }) => got.get(from.user)?.length ?? 0)
      messages += counts.reduce((a, b) => a + b, 0)
      if (counts.some((count) => count !== 1) || got.size !== heard.length)
        wrong.push(`trial ${trial}: ${counts.join(', ')}`)
    }
    return { wrong, messages }

    function schedulerOn(database: Database) {
      const shell = {
        ...hub.shell,
        transact: database.transact,
        calendar,
        clock,
        // As in WeCom: whoever is in the app may be written to at any time.
        reach: () => ({ type: 'open' as const, left: null, until: null }),
        ways: () => [{ by: 'message' as const, left: null, until: null }],
      }
      const queue = databaseQueue(database.units)
      const handlers = {
        remind: remindJob(shell),
        digest: digestJob(shell),
        deliver: deliver(shell, sender),
        notify: notify(shell, { ...sender, owedNow: (of) => reminderNow(shell, of) }),
      }
      const log = makeLogger('error', {
        write(line) {
          throw new Error(line)
        },
      })
      return {
        plan: () => planHubs(shell, [{ id: hub.hubId, zone: ZONE }]),
        async work() {
          for (let idle = 0; idle < 3;) {
            const jobs = await queue.claim(16, now, later(now, LEASE_MS), { share: 3, runs: [] })
            idle = jobs.length === 0 ? idle + 1 : 0
            await Promise.all(
              jobs.map(async (job) => queue.finish(job, await endOf(job, handlers, { clock, log }), now)),
            )
          }
        },
      }
    }

    /** Both at once, one of them perhaps a little later. */
    async function together(run: (scheduler: (typeof schedulers)[number]) => Promise<unknown>): Promise<void> {
      const delays = dice.shuffled([0, dice.below(4)])
      await Promise.all(
        schedulers.map(async (scheduler, i) => {
          await pause(delays[i])
          await run(scheduler)
        }),
      )
    }
  } finally {
    for (const database of databases) await database.close()
    await place.remove()
  }
}

/** Nothing is planned or said yet; `anew`: nothing is even known to be owed. */
async function begin({ units }: Database, anew: boolean): Promise<void> {
  await units(async (sql) => {
    for (const table of ['reminders', 'occasions', 'outbox']) await sql.run(`DELETE FROM ${table}`)
    if (!anew) {
      const facts = JSON.stringify(NO_FACTS)
      return void (await sql.run("UPDATE obligations SET facts = ?, state = 'open', nextOn = ?", [facts, DAY]))
    }
    for (const table of ['obligation_events', 'obligations']) await sql.run(`DELETE FROM ${table}`)
  })
}
