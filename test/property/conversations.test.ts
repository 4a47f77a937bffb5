import { describe, expect, it } from '@jest/globals'
import { emptyPlace, kinds } from '../contracts/databases.js'
import { at, quickPlace } from '../../src/rehearsal/place.js'
import { converse } from './run.js'

/**
 * A sample that is the same each time, so that a failure comes of a change; `npm run test:property` has ten thousand with another seed each
 * time. A failure tells the command that shows that one conversation again.
 */
const seed = Number(process.env['JIANBAO_PROPERTY_SEED'] ?? 5)
const many = Number(process.env['JIANBAO_PROPERTY_CONVERSATIONS'] ?? 900)
/** So many share a database, and are under way at the same time. */
const TOGETHER = 2_500
/** A server takes longer over each turn: a twenty-fifth of all is said there. */
const ON_SERVER = Math.ceil(many / 25)

const parts = kinds.flatMap((kind) => {
  const [from, of] = kind === 'sqlite' ? [0, many] : [many, ON_SERVER]
  return Array.from({ length: Math.ceil(of / TOGETHER) }, (_, i) => ({
    kind,
    from: from + i * TOGETHER,
    count: Math.min(TOGETHER, of - i * TOGETHER),
  }))
})

describe(`random people, seed ${seed}`, () => {
  it.each(parts)(
    '$count from number $from on $kind: what they said is stored, once, and nobody is left without a next step',
    async ({ kind, from, count }) => {
      const place = kind === 'sqlite' ? await quickPlace() : await emptyPlace(kind)
      const alone = kind === 'mariadb'
      const { failures, filed } = await at(place, (settings) => converse({ seed, from, count, settings, alone }))
      const [first] = failures
      const again = `npm run test:property -- --seed ${seed}${alone ? ' --alone' : ''} --only`
      const told = first && `${first.transcript}\n\n${again} ${first.number}\n    ${first.why}`
      expect(told).toBeUndefined()
      expect(failures.map(({ number, why }) => `${number}: ${why}`)).toEqual([])
      // Most come to an end by filing.
      expect(filed).toBeGreaterThan(count / 2)
    },
    20 * 60_000,
  )
})
