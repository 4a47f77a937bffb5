import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { converse } from './run.js'

/** `npm run test:property -- --seed N --conversations N`, or `--only K` for one of them with its whole transcript. */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, conversations: { type: 'string' }, only: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const only = values.only === undefined ? null : Number(values.only)
const count = only === null ? Number(values.conversations ?? 1_000) : 1
console.log(`seed ${seed}, ${count} conversations`)

const folder = await mkdtemp(join(tmpdir(), 'jianbao-property-'))
const began = performance.now()
const { failures, ...ran } = await converse({
  seed,
  from: only ?? 0,
  count,
  settings: { type: 'sqlite', file: join(folder, 'jianbao.db') },
})
await rm(folder, { recursive: true })
for (const { number, why, transcript } of failures.slice(0, only === null ? 3 : 1)) {
  console.log(`\n${transcript}\n\n✗ --seed ${seed} --only ${number}\n    ${why}`)
}
const kinds = new Map<string, number[]>()
for (const { why, number } of failures) kinds.set(why.slice(0, 120), [...(kinds.get(why.slice(0, 120)) ?? []), number])
for (const [why, numbers] of kinds) console.log(`${numbers.length} × ${why}  (${numbers.slice(0, 5).join(', ')})`)
console.log(`${failures.length} failures`, ran, `${((performance.now() - began) / 1000).toFixed(1)} s`)
process.exitCode = failures.length > 0 ? 1 : 0
