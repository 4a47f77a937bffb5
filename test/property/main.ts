import { parseArgs } from 'node:util'
import { at, quickPlace } from '../../src/rehearsal/place.js'
import { overtaken } from './hearing.js'
import { converse, did, type Failure } from './run.js'

/**
 * `npm run test:property -- --seed N --conversations N [--acts] [--alone]`, or `--only K` for one conversation with all that was said in it.
 * The same people as in the test; `--from` begins with a later one, so that several processes may share them; `--acts` tells how often each thing was done, `--alone` leaves out colleagues and staff.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    conversations: { type: 'string' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    acts: { type: 'boolean' },
    alone: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const only = values.only === undefined ? null : Number(values.only)
const many = only === null ? Number(values.conversations ?? 10_000) : 1
const first = only ?? Number(values.from)
const TOGETHER = 1_000
const SHOWN = 3

const command = `npm run test:property -- --seed ${seed}${values.alone ? ' --alone' : ''}`
/** What shows this conversation again. */
const again = (number: number) => `${command} --only ${number}`

console.log(only === null ? `${command} --from ${first} --conversations ${many}` : again(only))
const began = performance.now()
const failures: Failure[] = []
const sums = { messages: 0, filed: 0, cancelled: 0 }
for (let from = 0; from < many; from += TOGETHER) {
  const count = Math.min(TOGETHER, many - from)
  const { failures: found, ...ran } = await at(await quickPlace(), (settings) =>
    converse({ seed, from: first + from, count, settings, alone: values.alone }),
  )
  failures.push(...found)
  for (const key of ['messages', 'filed', 'cancelled'] as const) sums[key] += ran[key]
  // A long run tells how far it is, should it be cut off.
  if (from + count < many) console.log(`${from + count} conversations, ${failures.length} wrong`)
}
for (const { number, why, transcript } of failures.slice(0, SHOWN))
  console.log(`\n${transcript}\n\n✗ ${again(number)}\n    ${why}`)
for (const { number, why } of failures.slice(SHOWN)) console.log(`✗ ${again(number)}  ${why.split('\n')[0]}`)
if (values.acts)
  for (const [act, times] of [...did, ...overtaken].toSorted((a, b) => b[1] - a[1]))
    console.log(`${String(times).padStart(8)}  ${act}`)
const { messages, filed, cancelled } = sums
const seconds = ((performance.now() - began) / 1000).toFixed(0)
console.log(
  `${many} conversations, ${messages} messages, ${filed} filed, ${cancelled} thrown away, ${failures.length} wrong, ${seconds} s`,
)
process.exitCode = failures.length > 0 ? 1 : 0
