import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { play } from './chat.js'

const FOLDER = 'test/transcripts/'

/** JIANBAO_UPDATE_TRANSCRIPTS=1 writes what the bot says now; read the difference before you keep it. */
const update = process.env['JIANBAO_UPDATE_TRANSCRIPTS'] === '1'

describe('conversations run as written in test/transcripts', () => {
  for (const name of readdirSync(FOLDER).filter((one) => one.endsWith('.chat'))) {
    it(name, () => {
      const written = readFileSync(FOLDER + name, 'utf8')
      const played = play(written)
      if (update) writeFileSync(FOLDER + name, played)
      expect(played).toBe(update ? played : written)
    })
  }
})
