import { afterEach, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { demoEvents, demoHub } from '../../src/rehearsal/demo-data.js'
import { replay } from '../../scripts/demo-replay.js'
import { talksOf } from '../../scripts/replay-talks.js'
import { makeChance } from '../../src/emulator/chance.js'
import type { NewFault } from '../../src/emulator/faults.js'
import { kinds } from '../contracts/databases.js'
import { serveApart, type Child } from './child.js'
import { eventually, makeStage, type Stage } from './stage.js'

/** What may go wrong while everybody files: the platform delivers twice and in disorder, and its API fails in every way that passes. */
const faults = (seed: number): NewFault[] => [
  ...[2, 3, 4].map((copies): NewFault => ({
    callback: '*',
    action: { type: 'copies', copies, apartMs: 0, sameEnvelope: copies === 3 },
    probability: 0.1,
    seed: seed + copies,
  })),
  {
    callback: '*',
    action: { type: 'copies', copies: 2, apartMs: 1_500, sameEnvelope: false },
    probability: 0.05,
    seed,
  },
  { callback: 'image', action: { type: 'shuffle' } },
  { callback: 'image', action: { type: 'swap' }, nth: 5 },
  { endpoint: '*', action: { type: 'kill_token', errcode: 42001 }, probability: 0.2, seed, count: 2 },
  { endpoint: '*', action: { type: 'errcode', errcode: -1 }, probability: 0.1, seed, count: 3 },
  { endpoint: '*', action: { type: 'errcode', errcode: 45009 }, probability: 0.1, seed: seed + 1, count: 2 },
  { endpoint: '*', action: { type: 'html', status: 200 }, probability: 0.1, seed: seed + 2, count: 2 },
  { endpoint: '*', action: { type: 'reset', at: 'start' }, probability: 0.1, seed: seed + 3, count: 2 },
  { endpoint: '*', action: { type: 'reset', at: 'body' }, probability: 0.1, seed: seed + 4, count: 2 },
  { endpoint: '*', action: { type: 'slow', bytesPerSecond: 1 }, probability: 0.05, seed: seed + 5, count: 2 },
  { endpoint: 'message/send', action: { type: 'no_answer', acted: true }, probability: 0.1, seed: seed + 6, count: 2 },
]

const KILLS = { sqlite: 20, mariadb: 8 }

describe.each(kinds)('chaos on %s', (kind) => {
  let stage: Stage
  let service: Child
  afterEach(async () => {
    await service.end('SIGKILL')
    await stage.close()
  })

  it('killed again and again under a failing platform, the totals are right and nothing is there twice', async () => {
    const seed = Number(process.env['SEED'] ?? randomBytes(3).readUIntBE(0, 3))
    const chance = makeChance(seed)
    stage = await makeStage({ kind, seed })
    service = await serveApart(stage)
    for (const fault of faults(seed)) stage.control.addFault(fault)

    const filing = { on: true }
    let kills = 0
    const killer = async () => {
      // Also while it is starting.
      for (; filing.on && kills < KILLS[kind]; kills++) {
        await pause(100 + chance.below(1_200))
        await service.end('SIGKILL')
        service.launch()
      }
      while (filing.on) await pause(100)
      for (const { id } of stage.control.state().faults) stage.control.removeFault(id)
      // Half a day without the service: all that waits for another try is due, and who ran it is known to be dead.
      await service.end('SIGKILL')
      await stage.units((sql) => sql.run("UPDATE outbox SET dueAt = createdAt WHERE state = 'waiting'"))
      await stage.units((sql) => sql.run("UPDATE outbox SET leasedUntil = createdAt WHERE state = 'running'"))
      await service.start()
    }
    const hub = await demoHub()
    const all = await demoEvents()
    // The other database sees a part of the people, and so a part of the rows.
    const few = new Set(['zhonghua-yigonglian', 'zhixing', 'yishuxi', 'hub-exchange'])
    const events = { ...all, events: kind === 'sqlite' ? all.events : all.events.filter((e) => few.has(e.filedBy)) }
    const talks = talksOf(hub, events)
    const killing = killer()
    const replayed = await replay({
      ...stage,
      hub,
      events,
      say: () => {},
      patience: { ms: 4_000, untilUp: service.untilUp },
      filed: async () => {
        filing.on = false
        await killing
      },
    })
    console.log(`chaos on ${kind}: SEED=${seed}, ${kills} kills, ${replayed.unanswered} albums unacknowledged`)

    expect(kills).toBeGreaterThan(3)
    expect(stage.violations()).toEqual([])
    const said = talks.flatMap(({ lines }) => lines).reduce((sum, { photos = 1 }) => sum + photos, 0)
    expect(await stage.count('inbound_messages')).toBe(said)
    expect(replayed).toMatchObject({
      records: talks.flatMap(({ lines }) => lines.filter(({ expect: e }) => e.source.startsWith('已提交'))).length,
    })
    expect(await stage.count('activities')).toBe(events.events.length)
    if (kind === 'sqlite')
      expect(replayed).toMatchObject({ right: true, tables: [{ total: 221 }, { total: 404 }, { total: 1462 }] })
    expect(replayed.photos).toEqual({ sent: await stage.count('photos'), kept: await stage.count('photos') })

    await eventually(
      'no job is left',
      async () => (await stage.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'running')")).length === 0,
    )
    // Whoever was written to, was written to once for each job at most; what tells how things stand may be said again.
    const jobs = await stage.rows<{ user: string; payload: string }>(
      "SELECT a.user, o.payload FROM outbox o JOIN addresses a ON a.id = o.lane WHERE o.kind = 'deliver'",
    )
    const wanted = jobs.flatMap(({ user, payload }) => {
      const { say, twice } = JSON.parse(payload) as { say: { text: string }; twice?: boolean }
      return Array<string>(twice ? 2 : 1).fill(`${user}: ${say.text}`)
    })
    const got = talks.flatMap(({ userId }) => stage.active(userId).map((text) => `${userId}: ${text}`))
    for (const text of got) {
      const at = wanted.indexOf(text)
      expect([text, at]).not.toEqual([text, -1])
      wanted.splice(at, 1)
    }
  }, 120_000)
})
