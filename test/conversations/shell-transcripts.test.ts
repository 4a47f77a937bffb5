import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { playShell } from './shell-chat.js'

const FOLDER = 'test/transcripts/shell/'

/** As for the transcripts of one person: JIANBAO_UPDATE_TRANSCRIPTS=1 writes what the bot says now. */
const update = process.env['JIANBAO_UPDATE_TRANSCRIPTS'] === '1'

describe('conversations of several people run as written in test/transcripts/shell', () => {
  for (const name of readdirSync(FOLDER).filter((one) => one.endsWith('.chat'))) {
    it(name, async () => {
      const written = readFileSync(FOLDER + name, 'utf8')
      const played = await playShell(written)
      if (update) writeFileSync(FOLDER + name, played)
      expect(played).toBe(update ? played : written)
    })
  }
})
