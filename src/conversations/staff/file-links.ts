import type { Clock } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import type { Transact, TurnPorts } from '../ports.js'
import { hashOf } from './give-file.js'
import type { Downloads } from './ports.js'

/** A phone asks for a file more than once: its preview, the download, the app it is opened with. */
const MOST_FETCHES = 5
/** 32 random bytes in base64url: anything else is not looked up. */
const TOKEN = /^[\w-]{43}$/

/**
 * Fetches files by the tokens of their links: the bytes under a name, or a sentence for who opened it. A token nobody made, one whose day or fetches are over, and one of somebody who is no longer
 * staff of the hub are answered alike.
 */
export function fileLinks({
  transact,
  blobs,
  clock,
  words,
}: {
  transact: Transact<Pick<TurnPorts, 'downloads'>>
  blobs: { read(sha256: string): Promise<Uint8Array> }
  clock: Clock
  words: Words
}) {
  async function take(downloads: Downloads, tokenHash: string) {
    const download = await downloads.find(tokenHash)
    if (download?.role !== 'staff' || download.expiresAt <= clock.now()) return null
    return (await downloads.fetch(tokenHash, MOST_FETCHES)) ? download : null
  }

  return {
    async fetch(token: string) {
      const found = TOKEN.test(token) ? await transact(({ downloads }) => take(downloads, hashOf(token))) : null
      if (!found) return { type: 'gone' as const, text: words.say('staff.link_gone') }
      return { type: 'file' as const, name: found.name, bytes: await blobs.read(found.sha256) }
    },
  }
}
