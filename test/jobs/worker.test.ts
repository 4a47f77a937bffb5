import { afterEach, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { databaseQueue } from '../../src/database/queue.js'
import { waitAfter } from '../../src/jobs/job-end.js'
import { GivenUp } from '../../src/jobs/run.js'
import { startWorker, type Worker } from '../../src/jobs/worker.js'
import { instantOf } from '../../src/kernel/clock.js'
import type { Job, JobHandler, JobResult } from '../../src/kernel/job.js'
import { Outage } from '../../src/kernel/outage.js'
import { newId, onEachDatabase } from '../contracts/databases.js'

const clock = { now: () => instantOf(Date.now()) }
const silent = { warn: () => {}, error: () => {} }

function gate() {
  let open = () => {}
  const through = new Promise<void>((resolve) => (open = resolve))
  return { through, open: () => open() }
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await what()); waited += 10) {
    if (waited > 8_000) throw new Error('it did not happen')
    await pause(10)
  }
}

it('waits longer after each attempt, never less than asked', () => {
  expect([1, 2, 3, 10, 60].map((attempts) => waitAfter(attempts, 0))).toEqual([1_000, 2_000, 4_000, 512_000, 900_000])
  expect(waitAfter(1, 60_000)).toBe(60_000)
  expect(waitAfter(10, 60_000)).toBe(512_000)
})

onEachDatabase('the worker', (database) => {
  let worker: Worker
  const handler = (run: JobHandler['run']): JobHandler => ({ run })
  const start = (handlers: Record<string, JobHandler>, concurrency = 4) => {
    const queue = databaseQueue(database().units)
    worker = startWorker({ queue, handlers, clock, concurrency, log: silent, ended: () => {} })
  }
  const add = (jobs: Partial<Job>[]) =>
    database().transact(async ({ outbox }) => {
      for (const each of jobs) {
        await outbox.add({ kind: 'note', key: newId(), payload: {}, dueAt: clock.now(), ...each })
      }
    })
  const ended = async () => {
    const rows = await database().reads.all<{ state: string; code: string | null; n: number }>(
      "SELECT state, code, COUNT(*) AS n FROM outbox WHERE state IN ('done', 'failed') GROUP BY state, code",
    )
    return rows.map(({ state, code, n }) => [state, code, n])
  }
  afterEach(async () => {
    await worker.stop(1_000)
    await database().units((sql) => sql.run('DELETE FROM outbox'))
  })

  it('runs a job when it is nudged after the commit', async () => {
    const ran: unknown[] = []
    start({
      note: handler(async ({ payload }) => {
        ran.push(payload)
        return { type: 'done', code: 'ok' }
      }),
    })
    await pause(100)
    await add([{ payload: { text: '好' } }])
    worker.nudge()
    await until(() => ran.length === 1)
    await until(async () => (await ended()).length === 1)
    expect(await ended()).toEqual([['done', 'ok', 1]])
    expect(ran).toEqual([{ text: '好' }])
  })

  it('runs lanes side by side, each in order and one at a time, and no more jobs than allowed', async () => {
    const order: Record<string, number[]> = { a: [], b: [], c: [] }
    const busy = new Set<string>()
    let most = 0
    start(
      {
        note: handler(async ({ payload }) => {
          const { lane, n } = payload as { lane: string; n: number }
          expect(busy.has(lane)).toBe(false)
          busy.add(lane)
          most = Math.max(most, busy.size)
          await pause(n % 3)
          busy.delete(lane)
          order[lane]!.push(n)
          return { type: 'done' }
        }),
      },
      2,
    )
    const numbers = Array.from({ length: 15 }, (_, n) => n)
    await add(numbers.flatMap((n) => Object.keys(order).map((lane) => ({ lane, payload: { lane, n } }))))
    worker.nudge()
    await until(() => Object.values(order).every(({ length }) => length === 15))
    expect(order).toEqual({ a: numbers, b: numbers, c: numbers })
    expect(most).toBe(2)
  }, 15_000)

  it('a job that runs longer than its lease stays with who runs it, and ends once', async () => {
    let time = Date.now()
    const turning = { now: () => instantOf(time) }
    let runs = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const queue = databaseQueue(database().units)
    const long = handler(async () => {
      runs++
      await gate
      return { type: 'done' }
    })
    await add([{ kind: 'report', dueAt: turning.now() }])
    worker = startWorker({
      queue,
      handlers: { report: long },
      clock: turning,
      concurrency: 1,
      log: silent,
      ended: () => {},
    })
    await until(() => runs === 1)
    const lease = async () =>
      (await database().reads.all<{ state: string; leasedUntil: string }>('SELECT state, leasedUntil FROM outbox'))[0]!
    for (let minutes = 0; minutes < 10; minutes += 2) {
      time += 2 * 60_000
      await until(async () => (await lease()).leasedUntil > turning.now())
      // Another machine takes what is over.
      await queue.recover(turning.now(), false)
      expect(await queue.claim(1, turning.now(), instantOf(time + 60_000), { share: 3, runs: [] })).toEqual([])
    }
    open()
    await until(async () => (await ended()).length === 1)
    expect([runs, await ended()]).toEqual([1, [['done', null, 1]]])
  }, 30_000)

  it('gives up a handler that never comes back, says so, and tries its job again; a kind that may take longer goes on', async () => {
    let time = Date.now()
    const turning = { now: () => instantOf(time) }
    const never = new Promise<JobResult>(() => {})
    const runs: string[] = []
    const errors: unknown[][] = []
    const hangsOnce = (kind: string, longestMs?: number): JobHandler => ({
      ...(longestMs !== undefined && { longestMs }),
      run: ({ attempts }) => {
        runs.push(`${kind} ${attempts}`)
        return attempts === 1 ? never : Promise.resolve({ type: 'done' })
      },
    })
    await add(['note', 'report'].map((kind) => ({ kind, lane: kind, dueAt: turning.now() })))
    worker = startWorker({
      queue: databaseQueue(database().units),
      handlers: { note: hangsOnce('note', 6 * 60_000), report: hangsOnce('report') },
      clock: turning,
      concurrency: 2,
      log: { warn: () => {}, error: (...args: unknown[]) => errors.push(args) },
      ended: () => {},
    })
    await until(() => runs.length === 2)
    const leases = async () =>
      database().reads.all<{ kind: string; leasedUntil: string }>(
        "SELECT kind, leasedUntil FROM outbox WHERE state = 'running' ORDER BY kind",
      )
    const goOn = async (minutes: number) => {
      time += minutes * 60_000
      const renewed = instantOf(time + 2 * 60_000)
      await until(async () => (await leases()).every(({ leasedUntil }) => leasedUntil > renewed))
    }
    // Eight hours of sleep are no run of eight hours.
    await goOn(8 * 60)
    expect(runs).toHaveLength(2)
    for (let steps = 0; steps < 6 && (await leases()).length === 2; steps++) await goOn(2)
    time += 60_000
    await until(async () => (await ended()).length === 1)
    expect(runs.toSorted()).toEqual(['note 1', 'note 2', 'report 1'])
    expect(errors).toEqual([
      [expect.objectContaining({ kind: 'note', attempts: 1 }), 'jobs: the handler did not come back, given up'],
    ])
    expect((await leases()).map(({ kind }) => kind)).toEqual(['report'])
  }, 60_000)

  it('what a handler that was given up still writes is not kept, whenever it comes back', async () => {
    let time = Date.now()
    const turning = { now: () => instantOf(time) }
    const [begun, open] = [gate(), gate()]
    const late: unknown[] = []
    let runs = 0
    const note: JobHandler = {
      longestMs: 60_000,
      async run({ attempts, givenUp }) {
        runs++
        const write = (key: string) =>
          database().transact(({ outbox }) =>
            outbox.add({ kind: 'told', key, payload: {}, dueAt: '2099-01-01T00:00:00.000Z' }),
          )
        if (attempts === 1) {
          // One unit hangs with what it wrote; another is begun too late.
          const hanging = database().transact(async ({ outbox }) => {
            await outbox.add({ kind: 'told', key: 'hanging', payload: {}, dueAt: '2099-01-01T00:00:00.000Z' })
            begun.open()
            await new Promise((resolve) => givenUp?.addEventListener('abort', resolve))
          })
          await hanging.catch((error: unknown) => late.push(error))
          await open.through
          await write('late').catch((error: unknown) => late.push(error))
          worker.nudge()
          throw new Error('nobody hears of it')
        }
        await write(`run ${attempts}`)
        return { type: 'done' }
      },
    }
    const errors: unknown[][] = []
    await add([{ dueAt: turning.now() }])
    worker = startWorker({
      queue: databaseQueue(database().units),
      handlers: { note },
      clock: turning,
      concurrency: 2,
      log: { warn: () => {}, error: (...args: unknown[]) => errors.push(args) },
      ended: () => {},
    })
    await begun.through
    time += 61_000
    await until(() => late.length === 1)
    time += 2_000
    await until(async () => (await ended()).length === 1)
    open.open()
    await until(() => late.length === 2)
    const kept = await database().reads.all<{ jobKey: string }>("SELECT * FROM outbox WHERE kind = 'told'")
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).toContain('run 2')
    expect([runs, late.every((error) => error instanceof GivenUp)]).toEqual([2, true])
    expect(errors.map(([, said]) => said)).toEqual(['jobs: the handler did not come back, given up'])
  }, 60_000)

  it('tries again later, and says which attempt it is', async () => {
    const attempts: number[] = []
    start({
      note: handler(async (job): Promise<JobResult> => {
        attempts.push(job.attempts)
        return job.attempts === 1 ? { type: 'again', code: '-1', after: 0 } : { type: 'failed', code: 'refused.40003' }
      }),
    })
    await add([{}])
    worker.nudge()
    await until(async () => (await ended()).length === 1)
    expect(attempts).toEqual([1, 2])
    expect(await ended()).toEqual([['failed', 'refused.40003', 1]])
  }, 10_000)

  it('runs again what threw and knows its mark, and closes what nobody handles', async () => {
    const marks: unknown[] = []
    let fetched = 0
    start({
      deliver: handler(async ({ id, mark }) => {
        marks.push(mark)
        if (mark) return { type: 'failed', code: 'interrupted' }
        await database().transact(({ outbox }) => outbox.mark(id, 'leaving'))
        throw new Error('a bug after sending')
      }),
      fetch: handler(async () => {
        if (fetched++ === 0) throw new Outage('database.timeout')
        return { type: 'done' }
      }),
    })
    await add([{ kind: 'deliver' }, { kind: 'fetch' }, { kind: 'of_another_version' }])
    worker.nudge()
    await until(async () => (await ended()).length === 3)
    expect(new Set(await ended())).toEqual(
      new Set([
        ['done', null, 1],
        ['failed', 'interrupted', 1],
        ['failed', 'job.no_handler', 1],
      ]),
    )
    expect([marks, fetched]).toEqual([[null, 'leaving'], 2])
  }, 10_000)

  it('an account whose host takes requests and stays silent leaves hands for the others', async () => {
    const host = createServer(() => {}).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const { port } = host.address() as AddressInfo
    const seen: string[] = []
    const hangUp = new AbortController()
    start({
      deliver: handler(async ({ payload }) => {
        if (payload['to'] === 'dead') {
          seen.push('asked')
          await fetch(`http://127.0.0.1:${port}/`, { signal: hangUp.signal }).catch(() => seen.push('hung up'))
        } else seen.push('arrived')
        return { type: 'done' }
      }),
    })
    const to = (account: string): Partial<Job> => ({ kind: 'deliver', account, payload: { to: account } })
    await add([...Array.from({ length: 10 }, () => to('dead')), to('well')])
    worker.nudge()
    await until(() => seen.includes('arrived'))
    expect(seen.toSorted()).toEqual(['arrived', 'asked', 'asked', 'asked'])
    hangUp.abort()
    await until(async () => (await ended())[0]?.[2] === 11)
    host.closeAllConnections()
    host.close()
  }, 10_000)

  it('goes on after a nudge that came while all hands were full', async () => {
    let ran = 0
    start(
      {
        note: handler(async () => {
          await pause(100)
          ran++
          return { type: 'done' }
        }),
      },
      1,
    )
    await add([{}])
    worker.nudge()
    await pause(50)
    await add([{}])
    worker.nudge()
    await until(() => ran === 2)
  })

  it('finishes what runs before it stops, and takes nothing more', async () => {
    let finished = 0
    start(
      {
        note: handler(async () => {
          await pause(200)
          finished++
          return { type: 'done' }
        }),
      },
      1,
    )
    await add([{}, {}])
    worker.nudge()
    await pause(100)
    await worker.stop(5_000)
    expect(finished).toBe(1)
    expect(await ended()).toEqual([['done', null, 1]])
  })

  it('does not wait for ever when it stops', async () => {
    let begun = false
    let finish: (result: JobResult) => void = () => {}
    start({
      note: handler(() => {
        begun = true
        return new Promise((resolve) => (finish = resolve))
      }),
    })
    await add([{}])
    worker.nudge()
    await until(() => begun)
    await worker.stop(100)
    expect(await ended()).toEqual([])
    finish({ type: 'done' })
    await until(async () => (await ended()).length === 1)
  })
})
