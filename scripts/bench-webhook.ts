import { Command } from 'commander'
import { readConfigFiles, type ConfigFiles } from '../src/config-files.js'
import { CONNECTIONS } from './bench-webhook/load.js'
import { PEOPLE } from './bench-webhook/people.js'
import { echo, onMariadb, onSqlite, type Run, type Variant } from './bench-webhook/variants.js'

/**
 * How fast a whole turn is, against what receiving and answering an encrypted message costs alone. The variants take turns, each time in
 * a process of its own, because machines are noisy. Medians are reported; a ratio is that of neighbours in one round.
 */
const { seconds, rounds, json, soak } = new Command('bench:webhook')
  .option('--seconds <n>', 'of each measurement', Number, 3)
  .option('--rounds <n>', 'measurements of each variant', Number, 5)
  .option('--soak [turns]', 'memory over so many turns on SQLite instead')
  .option('--json', 'the numbers as JSON on the last line')
  .parse()
  .opts<{ seconds: number; rounds: number; json?: true; soak?: string | true }>()

const TARGETS: Partial<Record<Variant['name'], { ratio: number; p99: number }>> = {
  sqlite: { ratio: 0.33, p99: 150 },
  mariadb: { ratio: 0.2, p99: 150 },
}
/** A turn through the official account, in safe mode on SQLite, against one through WeCom. */
const OA_TO_WECOM = 0.9
const SOAK_TURNS = 200_000
const SOAK_PARTS = 10
/** A heap breathes: what stays within this of what it was when everything was warm does not grow. */
const FLAT = 1.15

// Ctrl-C ends the servers, too; what they used is removed on the way out.
process.on('SIGINT', () => {})

const config = await readConfigFiles('config')
if ('faults' in config) throw new Error(JSON.stringify(config.faults))
if (soak) await soaked(config, soak === true ? SOAK_TURNS : Number(soak))
else await compared(config)

async function compared(config: ConfigFiles): Promise<void> {
  const variants = [echo(), await onSqlite(config), await onSqlite(config, 'oa'), await onMariadb(config)].filter(
    (one) => one !== null,
  )
  const runs: Partial<Record<Variant['name'], Run[]>> = {}
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const { name, run } of variants) {
        const measured = await run(seconds)
        ;(runs[name] ??= []).push(measured)
        console.log(`${round}/${rounds} ${name.padEnd(8)}${pad(measured.rps.toFixed(0), 6)} requests/s`)
      }
    }
  } finally {
    for (const { remove } of variants) await remove()
  }

  const middle = (name: Variant['name'], what: keyof Run) => median((runs[name] ?? []).map((run) => run[what]))
  const ratios = (name: Variant['name'], to: Variant['name'] = 'echo') =>
    (runs[name] ?? []).map(({ rps }, i) => rps / (runs[to]?.[i]?.rps ?? NaN))
  const resultOf = (name: Variant['name']) => ({
    rps: Math.round(middle(name, 'rps')),
    ratio: Math.round(median(ratios(name)) * 1000) / 1000,
    p50: middle(name, 'p50'),
    p99: middle(name, 'p99'),
    rssMb: Math.round(middle(name, 'rssMb')),
  })
  console.log(
    `\n${PEOPLE} people in the middle of a brief, ${CONNECTIONS} connections, ${rounds} x ${seconds} s, medians`,
  )
  console.log('          requests/s   ratio  p50 ms  p99 ms  peak MB  cpu µs  targets')
  for (const { name } of variants) {
    const { rps, ratio, p50, p99, rssMb } = resultOf(name)
    const columns = [pad(rps, 12), pad(ratio.toFixed(3), 8), pad(p50, 8), pad(p99, 8), pad(rssMb, 9)]
    const target = TARGETS[name]
    const wanted = target
      ? `${met(ratio >= target.ratio)} ratio ≥ ${target.ratio}  ${met(p99 < target.p99)} p99 < ${target.p99}`
      : ''
    console.log(`${name.padEnd(8)}${columns.join('')}${pad(middle(name, 'cpuUs').toFixed(0), 8)}  ${wanted}`)
  }
  const oaToWecom = Math.round(median(ratios('oa', 'sqlite')) * 1000) / 1000
  console.log(
    `${met(oaToWecom >= OA_TO_WECOM)} a turn through the official account: ${oaToWecom} of one through WeCom (≥ ${OA_TO_WECOM})`,
  )
  if (json) {
    const mariadb = runs.mariadb ? resultOf('mariadb') : null
    console.log(
      JSON.stringify({
        echo: { rps: resultOf('echo').rps },
        sqlite: resultOf('sqlite'),
        oa: { ...resultOf('oa'), toWecom: oaToWecom },
        mariadb,
      }),
    )
  }
}

async function soaked(config: ConfigFiles, turns: number): Promise<void> {
  const variant = await onSqlite(config)
  const memory: number[] = []
  try {
    await variant.soak(turns, SOAK_PARTS, (mb) => {
      memory.push(mb)
      console.log(`${pad(Math.ceil(turns / SOAK_PARTS) * memory.length, 8)} turns ${pad(mb.toFixed(0), 6)} MB`)
    })
  } finally {
    await variant.remove()
  }
  const [early, late] = [median(memory.slice(1, 4)), median(memory.slice(-3))]
  const flat = late <= early * FLAT
  console.log(
    `${met(flat)} memory ${flat ? 'is flat' : 'GROWS'}: ${early.toFixed(0)} MB early, ${late.toFixed(0)} MB at the end`,
  )
  if (json) console.log(JSON.stringify({ turns, memoryMb: memory.map(Math.round), flat }))
  if (!flat) process.exitCode = 1
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

function pad(value: number | string, width: number): string {
  return String(value).padStart(width)
}
function met(yes: boolean): string {
  return yes ? '✓' : '✗'
}
