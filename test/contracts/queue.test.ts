import { afterEach, expect, it } from '@jest/globals'
import { databaseQueue } from '../../src/database/queue.js'
import type { ClaimedJob } from '../../src/jobs/queue.js'
import type { Job } from '../../src/kernel/job.js'
import { after, newId, NOW, onEachDatabase } from './databases.js'

const job = (changes: Partial<Job> = {}): Job => ({
  kind: 'wake',
  key: newId(),
  payload: { text: '好👋', list: [1, null] },
  dueAt: NOW,
  ...changes,
})
/** Nothing of any account runs, and none has a share that matters. */
const ALONE = { share: 100, runs: [] as (string | null)[] }
const keys = (claimed: ClaimedJob[]) => claimed.map(({ key }) => key)

onEachDatabase('the queue', (database) => {
  const queue = () => databaseQueue(database().units)
  const add = (...jobs: Job[]) =>
    database().transact(async ({ outbox }) => {
      for (const each of jobs) await outbox.add(each)
    })
  const claim = (at = NOW, limit = 10, leasedUntil = after(60_000), accounts = ALONE) =>
    queue().claim(limit, at, leasedUntil, accounts)
  const done = (claimed: ClaimedJob, at = NOW) => queue().finish(claimed, { type: 'done', code: null }, at)
  const rowOf = async (key: string) => {
    const [row] = await database().reads.all<Record<string, unknown>>('SELECT * FROM outbox WHERE jobKey = ?', [key])
    return row
  }
  afterEach(async () => {
    await database().units((sql) => sql.run('DELETE FROM outbox'))
  })

  it('gives a due job to one worker, with its payload, and none that is not due', async () => {
    const [now, soon] = [job(), job({ dueAt: after(1) })]
    await add(now, soon)
    const claims = await Promise.all([claim(), claim(), claim()])
    expect(claims.flat()).toEqual([
      {
        id: expect.any(String),
        kind: 'wake',
        key: now.key,
        payload: now.payload,
        account: null,
        mark: null,
        attempts: 1,
        createdAt: NOW,
        leasedUntil: after(60_000),
      },
    ])
    expect(keys(await claim(after(1)))).toEqual([soon.key])
  })

  it('shares many jobs among workers so that each is given once', async () => {
    const jobs = Array.from({ length: 60 }, () => job())
    await add(...jobs)
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(NOW, 7)))
    const given = keys(claims.flat())
    expect(new Set(given).size).toBe(given.length)
    for (let more = await claim(NOW, 7); more.length > 0; more = await claim(NOW, 7)) given.push(...keys(more))
    expect(given.toSorted()).toEqual(jobs.map(({ key }) => key).toSorted())
  })

  it('gives up nothing when the unit that added it fails', async () => {
    const lost = job()
    const failing = database().transact(async ({ outbox }) => {
      await outbox.add(lost)
      throw new Error('later in the turn')
    })
    await expect(failing).rejects.toThrow('later in the turn')
    expect(await claim()).toEqual([])
  })

  it('runs the jobs of a lane one after another in the order they were added', async () => {
    const lane = newId()
    const jobs = [job({ lane }), job({ lane }), job({ lane, dueAt: after(-5_000) }), job({ lane: newId() })]
    await add(...jobs)
    const first = await claim()
    expect(keys(first).toSorted()).toEqual([jobs[0]!.key, jobs[3]!.key].toSorted())
    expect(await claim()).toEqual([])
    await done(first.find(({ key }) => key === jobs[0]!.key)!)
    const second = await claim()
    expect(keys(second)).toEqual([jobs[1]!.key])
    await queue().finish(second[0]!, { type: 'again', code: '45009', dueAt: after(30_000) }, NOW)
    expect(await claim()).toEqual([])
    expect(keys(await claim(after(30_000)))).toEqual([jobs[1]!.key])
  })

  it('lets a lane go on while a job of it waits for its day', async () => {
    const lane = newId()
    const [tomorrow, now] = [job({ lane, dueAt: after(86_400_000) }), job({ lane })]
    await add(tomorrow, now)
    expect(keys(await claim())).toEqual([now.key])
  })

  it('moves a waiting job that is added again, and keeps its place', async () => {
    const waiting = job()
    await add(waiting, { ...waiting, dueAt: after(5_000), payload: {} })
    expect(await claim()).toEqual([])
    expect(await claim(after(5_000))).toMatchObject([{ key: waiting.key, payload: waiting.payload }])
  })

  it('makes a finished job new at the end of its lane', async () => {
    const lane = newId()
    const [first, second] = [job({ lane }), job({ lane })]
    await add(first)
    const [claimed] = await claim()
    await done(claimed!)
    await add(second, { ...first, payload: { n: 2 } })
    const [next] = await claim()
    expect(next!.key).toBe(second.key)
    await done(next!)
    expect(await claim()).toMatchObject([{ key: first.key, payload: { n: 2 }, attempts: 1 }])
  })

  it('runs a job once more that is added while it runs, however it ends', async () => {
    const one = job()
    await add(one)
    for (const end of [
      { type: 'done', code: null },
      { type: 'failed', code: 'x' },
      { type: 'again', code: 'x', dueAt: after(900_000) },
    ] as const) {
      const [running] = await claim(after(1_000))
      await add({ ...one, dueAt: after(1_000), payload: { after: end.type } })
      expect(await claim(after(1_000))).toEqual([])
      await queue().finish(running!, end, NOW)
      expect(await rowOf(one.key)).toMatchObject({ state: 'waiting', dueAt: after(1_000), againAt: null, doneAt: null })
    }
    const [last] = await claim(after(1_000))
    expect(last!.payload).toEqual({ after: 'again' })
    await done(last!)
    expect(await claim(after(1_000_000))).toEqual([])
  })

  it('keeps how a job ended, and forgets it later', async () => {
    const [good, bad, open] = [job(), job(), job({ dueAt: after(1) })]
    await add(good, bad, open)
    const claimed = await claim()
    await queue().finish(claimed[0]!, { type: 'done', code: 'MSGID' }, NOW)
    await queue().finish(claimed[1]!, { type: 'failed', code: 'refused.81013' }, NOW)
    expect(await rowOf(good.key)).toMatchObject({ state: 'done', code: 'MSGID', doneAt: NOW, attempts: 1 })
    expect(await rowOf(bad.key)).toMatchObject({ state: 'failed', code: 'refused.81013', doneAt: NOW })
    expect(await queue().purge(NOW)).toBe(0)
    expect(await queue().purge(after(1))).toBe(2)
    expect(await rowOf(open.key)).toMatchObject({ state: 'waiting' })
  })

  it('ignores the end of a run whose lease went to another', async () => {
    const slow = job()
    await add(slow)
    const [first] = await claim(NOW, 1, after(1_000))
    await queue().recover(after(2_000), false)
    const [second] = await claim(after(2_000), 1, after(9_000))
    await queue().finish(first!, { type: 'failed', code: 'late' }, after(3_000))
    expect(await rowOf(slow.key)).toMatchObject({ state: 'running', attempts: 2 })
    await done(second!)
    expect(await rowOf(slow.key)).toMatchObject({ state: 'done', code: null })
  })

  it('puts back what a dead worker left, with the mark it made before what must not be done twice', async () => {
    const [marked, plain, addedAgain] = [job(), job(), job()]
    await add(marked, plain, addedAgain)
    for (const { id, key } of await claim(NOW, 10, after(1_000))) {
      if (key !== plain.key) await database().transact(({ outbox }) => outbox.mark(id, 'leaving'))
    }
    await add(addedAgain)
    await queue().recover(after(500), false)
    expect(await claim(after(500))).toEqual([])

    await queue().recover(after(1_001), false)
    const marks = (await claim(after(1_001))).map(({ key, mark }): [string, unknown] => [key, mark])
    expect(new Map(marks)).toEqual(
      new Map<string, unknown>([
        [marked.key, 'leaving'],
        [plain.key, null],
        [addedAgain.key, null],
      ]),
    )
  })

  it('hands a mark to the next run: that of the end, else the one that stood; a job made new has its own', async () => {
    const one = job()
    const next = async () => (await claim(after(1_000)))[0]!
    const again = { type: 'again', code: 'x', dueAt: NOW } as const
    await add({ ...one, mark: 'first' })
    let running = await next()
    expect(running.mark).toBe('first')
    await queue().finish(running, { ...again, mark: 'second' }, NOW)
    running = await next()
    expect(running.mark).toBe('second')
    await queue().finish(running, again, NOW)
    running = await next()
    expect(running.mark).toBe('second')
    await queue().finish(running, { ...again, mark: null }, NOW)
    running = await next()
    expect(running.mark).toBeNull()
    await database().transact(({ outbox }) => outbox.mark(running.id, 'third'))
    await done(running)
    await add(one)
    expect((await next()).mark).toBeNull()
  })

  it('gives an account its share and no more, and what others wait for all the same', async () => {
    const many = Array.from({ length: 12 }, () => job({ account: 'dead', dueAt: after(-1_000) }))
    const others = [job({ account: 'well' }), job(), job({ account: 'well' })]
    await add(...many, ...others)
    const first = await claim(NOW, 10, after(60_000), { share: 3, runs: [] })
    expect(keys(first)).toEqual([...many.slice(0, 3), ...others].map(({ key }) => key))
    expect(await claim(NOW, 10, after(60_000), { share: 3, runs: first.map(({ account }) => account) })).toEqual([])
    const one = await claim(NOW, 10, after(60_000), { share: 3, runs: ['dead', null, 'dead'] })
    expect(keys(one)).toEqual([many[3]!.key])
  })

  it('knows at the start what its predecessor left on a file, and waits for the lease on a server', async () => {
    await add(job())
    await claim(NOW, 1)
    await queue().recover(after(1), true)
    const file = (await database().units(async (sql) => sql.dialect)) === 'sqlite'
    expect((await claim(after(1))).length).toBe(file ? 1 : 0)
  })
})
