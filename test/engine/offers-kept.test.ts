import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { blocksOf, indented, play } from './chat.js'
import { brokenOffers } from './offers.js'

const FOLDER = 'test/transcripts/'

describe('what an answer offers to reply with is understood when it is replied', () => {
  const seen = new Set<string>()
  for (const name of readdirSync(FOLDER).filter((one) => one.endsWith('.chat')))
    it(name, async () => {
      const blocks = blocksOf(readFileSync(FOLDER + name, 'utf8'))
      for (const [i, block] of blocks.entries()) {
        if (!block.startsWith('简报: ')) continue
        const before = blocks.slice(0, i + 1).map(indented)
        const then = (said: string) => play([...before, `我: ${said}`].join('\n'))
        expect(await brokenOffers(block, then, seen)).toEqual([])
      }
    })
})
