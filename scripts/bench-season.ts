import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { newId, systemClock } from '../src/app.js'
import { openDatabase } from '../src/database/connect.js'
import type { DatabaseSettings } from '../src/database/sources.js'
import type { Broadcast } from './bench-broadcast.js'
import { fill } from './bench-season/fill.js'
import { emptyMariadb } from './empty-mariadb.js'

/**
 * What planning a day costs among very many obligations of which few are due, against looking at all of them: each in a process of its own, on
 * SQLite, the plan on a fresh copy of the day each time (it moves what it plans on to its next day).
 */
const { obligations, due, people, json } = new Command('bench:season')
  .option('--obligations <n>', 'how many there are', Number, 1_000_000)
  .option('--due <n>', 'how many of them are due today', Number, 500)
  .option('--people <n>', 'how many get a broadcast, on SQLite and on MariaDB where there is a server', Number, 100_000)
  .option('--json', 'the numbers as JSON on the last line')
  .parse()
  .opts<{ obligations: number; due: number; people: number; json?: true }>()

const MOST_MS = 1_000
const MOST_MB = 150
const MOST_RATIO = 1.1

const folder = await mkdtemp(path.join(tmpdir(), 'jianbao-season-'))
try {
  const settings = { type: 'sqlite' as const, file: path.join(folder, 'jianbao.sqlite') }
  const database = await openDatabase(settings, { newId, clock: systemClock })
  await database.migrate()
  console.log(`writing ${obligations} obligations, ${due} of them due today …`)
  const { hubId } = await fill(database, obligations, due)
  await database.close()

  const run = (what: 'plan' | 'scan') => {
    const script = path.join(import.meta.dirname, 'bench-season', 'work.js')
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, what, JSON.stringify(settings), hubId], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { ms: number; looked: number; rssMb: number }
  }
  const scan = run('scan')
  const plan = run('plan')
  if (plan.looked !== due || scan.looked !== due)
    throw new Error(`${plan.looked} were planned and ${scan.looked} found, not ${due}`)
  const again = run('plan')
  if (again.looked !== 0) throw new Error(`${again.looked} were planned a second time`)
  const met = (yes: boolean) => (yes ? '✓' : '✗')
  console.log(
    `${met(plan.ms < MOST_MS)} planning the day    ${plan.ms.toFixed(0).padStart(7)} ms (< ${MOST_MS}), at most ${plan.rssMb.toFixed(0)} MB ${met(plan.rssMb < MOST_MB)} (< ${MOST_MB})`,
  )
  console.log(`  looking at all of them ${scan.ms.toFixed(0).padStart(4)} ms, at most ${scan.rssMb.toFixed(0)} MB`)
  console.log(`  planning it once more ${again.ms.toFixed(0).padStart(5)} ms`)
  const broadcastOn = { type: 'sqlite' as const, file: path.join(folder, 'broadcast.sqlite') }
  const casts = [{ on: 'sqlite', count: people, ...broadcast(people, broadcastOn) }]
  const place = await emptyMariadb()
  if (place) {
    try {
      casts.push({ on: 'mariadb', count: people, ...broadcast(people, place.settings) })
    } finally {
      await place.remove()
    }
  }
  for (const cast of casts)
    console.log(
      `${met(cast.ratio < MOST_RATIO)} a broadcast to ${cast.count} on ${cast.on} took ${cast.ratio.toFixed(2)} times what the platform itself needs (< ${MOST_RATIO}), ${(cast.ms / 1000).toFixed(0)} s of ours, at most ${cast.rssMb.toFixed(0)} MB`,
    )
  // Memory and ratios are the same on any machine; how long one takes is for who reads it.
  if (plan.rssMb >= MOST_MB || casts.some(({ ratio }) => ratio >= MOST_RATIO)) process.exitCode = 1
  if (plan.ms >= MOST_MS) console.log('the time of planning depends on the machine: it fails nothing')
  if (json)
    console.log(
      JSON.stringify({
        planMs: Math.round(plan.ms),
        scanMs: Math.round(scan.ms),
        rssMb: Math.round(plan.rssMb),
        broadcastRatio: Math.round(Math.max(...casts.map(({ ratio }) => ratio)) * 1000) / 1000,
      }),
    )
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** On a virtual clock, in a process of its own. */
function broadcast(count: number, settings: DatabaseSettings): Broadcast {
  const script = path.join(import.meta.dirname, 'bench-broadcast.js')
  const ran = spawnSync(process.execPath, [script, JSON.stringify(settings), String(count)], { encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as Broadcast
}
