import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { readConfigFiles } from '../src/config-files.js'
import { step } from '../src/engine/step.js'
import type { Session } from '../src/engine/session.js'
import { type Turn, turnsOf } from './bench-engine/big-session.js'
import { askingOf, chatsOf, momentsOf } from './bench-engine/chats.js'
import { noteDown } from './bench-engine/least-machine.js'
import { demoEvents, demoHub } from '../src/rehearsal/demo-data.js'
import { talksOf } from './replay-talks.js'

/**
 * How many steps the engine alone takes in a second of one core: the conversations of the demo's year, with their mistakes, albums and
 * rows, in the forms that are delivered. Beside it, in turns, because machines are noisy: what it costs only to read and write the session
 * as JSON at each step (that is the shell's, and not in the engine's time), and the least that a conversation can do, a machine that
 * writes down what is said and asks the next question. Seconds are those on a core.
 */
const { warm, seconds, rounds, json } = new Command('bench:engine')
  .option(
    '--warm <n>',
    'seconds before the first measurement: as in a service that runs, not in its first moments',
    Number,
    12,
  )
  .option('--seconds <n>', 'of each measurement', Number, 1)
  .option('--rounds <n>', 'measurements of each', Number, 7)
  .option('--json', 'the numbers as JSON on the last line')
  .parse()
  .opts<{ warm: number; seconds: number; rounds: number; json?: true }>()

const LEAST = 20_000
const MOST_GROWTH = 2

const config = await readConfigFiles('config')
if ('faults' in config) throw new Error(JSON.stringify(config.faults))
const words = config.wordsOf('zh-CN')
const chats = chatsOf(talksOf(await demoHub(), await demoEvents()), newest(config.forms))
const moments = chats.flatMap((chat) => momentsOf(chat, words))

// The engine gets each session fresh, as from a store, so that nothing it remembers of one helps it; that costs no time of its own.
const measured = {
  engine: () => {
    const sessions = moments.map(({ stored }) => JSON.parse(stored) as Session)
    return () =>
      moments.forEach(({ form, input, messageId }, i) =>
        step(form, sessions[i] as Session, input, askingOf(words, messageId)),
      )
  },
  json: () => () => moments.forEach(({ stored }) => JSON.stringify(JSON.parse(stored))),
  least: () => () => chats.forEach((chat) => noteDown(chat, words)),
}
const names = ['engine', 'json', 'least'] as const
const rates: Record<(typeof names)[number], number[]> = { engine: [], json: [], least: [] }
for (const name of names) perSecond(measured[name], name === 'engine' ? warm : 1)
for (let round = 1; round <= rounds; round++) {
  for (const name of names) rates[name].push(perSecond(measured[name], seconds))
  console.log(`${round}/${rounds}  ${names.map((name) => `${name} ${rates[name].at(-1)}`).join('  ')}`)
}
const [engine = 0, roundTrip = 0, least = 0] = names.map((name) => Math.round(median(rates[name])))
console.log(`\n${chats.length} conversations, ${moments.length} steps; steps a second, medians`)
console.log(`${met(engine >= LEAST)} the engine                         ${engine} (≥ ${LEAST})`)
console.log(`  the session from JSON and back     ${roundTrip}`)
console.log(`  the least a conversation can do    ${least}`)

const turns = turnsOf(newest(config.forms), words).map((turn) => ({ ...turn, ...compared(turn) }))
// What costs nearly nothing where there is nothing may cost what an answer costs there.
const ordinary = median(turns.filter(({ empty }) => empty).map(({ few }) => few))
const growth = turns.map(({ few, many, ...turn }) => ({ ...turn, few, many, ratio: many / Math.max(few, ordinary) }))
console.log('\na turn in a session with 200 answers and 50 rows, and in one with nothing but what is spoken of (µs)')
console.log(
  `the ratio is to the latter, or to an ordinary answer in an empty session (${ordinary.toFixed(1)}) where that takes longer`,
)
for (const { name, few, many, ratio, all } of growth) {
  const is = all ? ' (shows all there is)' : ` (≤ ${MOST_GROWTH})`
  console.log(
    `${all ? ' ' : met(ratio <= MOST_GROWTH)}${many.toFixed(1).padStart(8)}${few.toFixed(1).padStart(8)}   ${ratio.toFixed(2)}${is}   ${name}`,
  )
}
const worst = Math.max(...growth.filter(({ all }) => !all).map(({ ratio }) => ratio))
// The ratio is of one machine with itself; a rate also tells how busy or slow the machine is, and fails nothing.
if (!(worst <= MOST_GROWTH)) process.exitCode = 1
if (json)
  console.log(
    JSON.stringify({
      stepsPerSecond: engine,
      jsonRoundTripsPerSecond: roundTrip,
      leastMachinePerSecond: least,
      steps: moments.length,
      toJsonRoundTrip: Number((engine / roundTrip).toFixed(3)),
      bigToSmall: Object.fromEntries(growth.map(({ name, ratio }) => [name, Number(ratio.toFixed(2))])),
      worstBigToSmall: Number(worst.toFixed(2)),
    }),
  )

/** The newest version of each form. */
function newest<F extends { id: string; version: number }>(forms: F[]): F[] {
  return forms.filter(({ id, version }) => forms.every((other) => other.id !== id || other.version <= version))
}

/** Steps a second of one core, over about so many seconds; making ready is not counted. */
function perSecond(ready: () => () => void, forSeconds: number): number {
  let [done, took] = [0, 0]
  while (took < forSeconds * 1000) {
    const run = ready()
    const before = coreMs()
    run()
    took += coreMs() - before
    done += moments.length
  }
  return Math.round(done / (took / 1000))
}

/** How long this thread was on a core so far, in ms: on a busy machine the clock counts the others, too. */
function coreMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1_000_000
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
}

/**
 * The same turn in both sessions, in turns, each fresh as from a store: the lower quartiles of the time of one in µs, which others on the
 * machine disturb least.
 */
function compared({ form, small, big, input }: Turn): { few: number; many: number } {
  const stored = { small: JSON.stringify(small), big: JSON.stringify(big) }
  const times: { small: number[]; big: number[] } = { small: [], big: [] }
  for (let round = 0; round < 60; round++) {
    for (const name of ['small', 'big'] as const) {
      for (let i = 0; i < 20; i++) {
        const session = JSON.parse(stored[name]) as Session
        const asking = askingOf(words, 'now')
        const before = process.hrtime.bigint()
        step(form, session, input, asking)
        if (round >= 20) times[name].push(Number(process.hrtime.bigint() - before) / 1000)
      }
    }
  }
  return { few: quartile(times.small), many: quartile(times.big) }
}

function quartile(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? NaN
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

function met(yes: boolean): string {
  return yes ? '✓' : '✗'
}
