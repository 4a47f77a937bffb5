import { existsSync } from 'node:fs'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DatabaseSettings } from '../database/sources.js'

/** A file system in memory: a commit there waits for no disk, and everything else is as in operation. */
const MEMORY = '/dev/shm'
/** A container may have very little of it. */
const ENOUGH_BYTES = 1_000_000_000

export interface Place {
  settings: DatabaseSettings
  remove(): Promise<void>
}

/** An empty folder in memory where there is room, else on the disk; nobody else may look into it. */
export const quickFolder = async (): Promise<string> =>
  mkdtemp(path.join((await isRoomy()) ? MEMORY : tmpdir(), 'jianbao-'))

/** An empty place for a SQLite file, and what removes it. */
export async function quickPlace(): Promise<Place> {
  const folder = await quickFolder()
  return {
    settings: { type: 'sqlite', file: path.join(folder, 'jianbao.db') },
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Does this there and leaves nothing, whatever comes of it. */
export async function at<T>(place: Place, work: (settings: DatabaseSettings) => Promise<T>): Promise<T> {
  try {
    return await work(place.settings)
  } finally {
    await place.remove()
  }
}

async function isRoomy(): Promise<boolean> {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = await statfs(MEMORY)
  return bavail * bsize > ENOUGH_BYTES
}
