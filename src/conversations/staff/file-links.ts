import type { Clock } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import type { Transact, TurnPorts } from '../ports.js'
import { hashOf } from './export-job.js'
import type { Downloads } from './ports.js'

/** A phone asks for a file more than once: its preview, the download, the app it is opened with. */
const MOST_FETCHES = 5
/** 32 random bytes in base64url: anything else is not looked up. */
const TOKEN = /^[\w-]{43}$/

/** What a link to a file gives: the bytes under a name, or a sentence for who opened it. */
export type Fetched = { type: 'file'; name: string; bytes: Uint8Array } | { type: 'gone'; text: string }

/**
 * Fetches files by the tokens of their links. A token nobody made, one whose day or fetches are over, and one of somebody who is no longer
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
}): { fetch(token: string): Promise<Fetched>; tooMany: string } {
  async function take(downloads: Downloads, tokenHash: string) {
    const download = await downloads.find(tokenHash)
    if (download?.role !== 'staff' || download.expiresAt <= clock.now()) return null
    return (await downloads.fetch(tokenHash, MOST_FETCHES)) ? download : null
  }

  return {
    async fetch(token) {
      const found = TOKEN.test(token) ? await transact(({ downloads }) => take(downloads, hashOf(token))) : null
      if (!found) return { type: 'gone', text: words.say('staff.link_gone') }
      return { type: 'file', name: found.name, bytes: await blobs.read(found.sha256) }
    },
    tooMany: words.say('staff.links_closed'),
  }
}
