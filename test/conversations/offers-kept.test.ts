import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { blocksOf, indented } from '../engine/chat.js'
import { brokenOffers } from '../engine/offers.js'
import { playShell } from './shell-chat.js'

const FOLDER = 'test/transcripts/shell/'
/** Each offer is a conversation of its own, with a database: of so many answers one is tried; `npm run test:offers` tries all, which takes a quarter of an hour. */
const ONE_OF = process.env['JIANBAO_OFFERS'] === 'all' ? 1 : 60

describe('what an answer offers to reply with is understood in the whole program, too', () => {
  const seen = new Set<string>()
  const answers = readdirSync(FOLDER).flatMap((name) => {
    if (!name.endsWith('.chat')) return []
    const blocks = blocksOf(readFileSync(FOLDER + name, 'utf8'))
    return blocks.flatMap((block, at) => {
      const [head, whom] = /^简报[→⇢](.+?): /.exec(block) ?? []
      return head && whom ? [{ name, blocks, at, whom, said: block.slice(head.length) }] : []
    })
  })
  const tried = answers.filter((_, i) => i % ONE_OF === 0)
  for (const name of new Set(tried.map((one) => one.name)))
    it(
      name,
      async () => {
        for (const { blocks, at, whom, said } of tried.filter((one) => one.name === name)) {
          const before = blocks.slice(0, at + 1).map(indented)
          const then = async (offer: string) => {
            const line = `${whom}: ${offer}`
            const after = blocksOf(await playShell(`${[...before, line].join('\n')}\n`))
            const answer = after.slice(after.lastIndexOf(line) + 1).find((one) => one.startsWith(`简报→${whom}: `))
            return answer ? indented(answer.replace(`→${whom}`, '')) : `我: ${offer}`
          }
          expect(await brokenOffers(said, then, seen)).toEqual([])
        }
      },
      15 * 60_000,
    )
})
