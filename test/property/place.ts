import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DatabaseSettings } from '../../src/database/sources.js'

/** A file system in memory: a commit there waits for no disk, and everything else is as in operation. */
const MEMORY = '/dev/shm'
/** A container may have very little of it. */
const ENOUGH_BYTES = 1_000_000_000

/** An empty place for a SQLite file, and what removes it. */
export async function quickPlace(): Promise<{ settings: DatabaseSettings; remove(): Promise<void> }> {
  const room = await statfs(MEMORY).catch(() => null)
  const roomy = room !== null && room.bavail * room.bsize > ENOUGH_BYTES
  const folder = await mkdtemp(path.join(roomy ? MEMORY : tmpdir(), 'jianbao-property-'))
  return {
    settings: { type: 'sqlite', file: path.join(folder, 'jianbao.db') },
    remove: () => rm(folder, { recursive: true }),
  }
}
