import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { extract } from '../src/extraction/rules/extract.js'
import { dayIn } from '../src/kernel/zone.js'
import { labelled } from './score-extraction.js'

// The rules alone on one core: the labelled messages over and over, the best of several rounds by the processor's time, and what a character costs in ever longer texts.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '20' },
  },
})
const messages = readFileSync('test/extraction/set.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => labelled.parse(JSON.parse(line)))
  .map(({ text, sentAt }) => ({ text, sentOn: dayIn(sentAt, 'Asia/Shanghai') }))
const characters = messages.reduce((sum, { text }) => sum + text.length, 0)

/** ms of this process's own time: what else the machine does is not counted. */
const timed = (work: () => void): number => {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
const all = () => messages.forEach(({ text, sentOn }) => extract(text, sentOn))
all()
const best = Math.min(...Array.from({ length: Number(values.rounds) }, () => timed(all)))

const LENGTHS = [1_000, 10_000, 100_000]
const long = messages.map(({ text }) => text).join('\n')
const whole = long.repeat(Math.ceil(100_000 / long.length))
const perCharacter = LENGTHS.map((length) => {
  const text = whole.slice(0, length)
  const took = Math.min(...[1, 2, 3].map(() => timed(() => extract(text, '2026-11-26'))))
  return { length, microseconds: (took * 1000) / length }
})

const result = {
  messagesPerSecond: Math.round((messages.length / best) * 1000),
  messages: messages.length,
  charactersPerMessage: Math.round(characters / messages.length),
  microsecondsPerCharacter: Object.fromEntries(
    perCharacter.map(({ length, microseconds }) => [length, Number(microseconds.toFixed(2))]),
  ),
}
if (!values.json) {
  console.log(
    `${result.messages} messages of ${result.charactersPerMessage} characters on average, rules alone, one core: ${result.messagesPerSecond} a second`,
  )
  for (const { length, microseconds } of perCharacter)
    console.log(`one text of ${length} characters: ${microseconds.toFixed(2)} µs a character`)
}
console.log(JSON.stringify(result))
