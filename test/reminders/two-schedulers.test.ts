import { describe, expect, it } from '@jest/globals'
import { diceOf } from '../../src/rehearsal/dice.js'
import { kinds } from '../contracts/databases.js'
import { twoSchedulers } from './two-schedulers.js'

const onServer = kinds.includes('mariadb' as never) ? describe : describe.skip

/** A sample each time; `npm run test:schedulers` tries it a thousand times. */
const TRIALS = Number(process.env['JIANBAO_SCHEDULER_TRIALS'] ?? 25)

onServer('two schedulers on one MariaDB', () => {
  it(
    `say everything once, and nothing twice, ${TRIALS} times`,
    async () => {
      const { wrong, messages } = await twoSchedulers(TRIALS, diceOf(7))
      expect(wrong).toEqual([])
      expect(messages).toBe(TRIALS * 3)
    },
    TRIALS * 4_000,
  )
})
