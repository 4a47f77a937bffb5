import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BlobUnreadable, type Blobs } from './blobs.js'

/**
 * Blobs as files `aa/bb/<sha256>` under `folder`, sealed: to be read by the service's own user alone, and written by nobody.
 * A file appears whole or not at all: it is written beside its place, synced, and renamed.
 */
export function diskBlobs(folder: string): Blobs {
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes)
      const file = fileOf(folder, sha256)
      // A damaged file is not trusted to be "already there": it is replaced.
      const found = await readIfThere(file)
      if (found === null || hashOf(found) !== sha256) await writeDurably(folder, file, bytes)
      return sha256
    },
    async read(sha256) {
      const bytes = await readIfThere(fileOf(folder, sha256))
      if (bytes === null) throw new BlobUnreadable(sha256, 'blob.missing')
      if (hashOf(bytes) !== sha256) throw new BlobUnreadable(sha256, 'blob.damaged')
      return bytes
    },
    async has(sha256) {
      return stat(fileOf(folder, sha256)).then(
        (found) => found.isFile(),
        (error: unknown) => orThrow(error, false),
      )
    },
  }
}

/** Removes a kept file; one that is not there is no error. Only for what can be made again. */
export const removeDiskBlob = (folder: string, sha256: string): Promise<void> =>
  rm(fileOf(folder, sha256), { force: true })

/** The names of all files kept under `folder`, also of damaged ones; none where there is no folder. What is being written is left out. */
export async function diskBlobNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((error: unknown) => orThrow<string[]>(error, []))
  return entries
    .map((entry) => basename(entry))
    .filter((name) => NAME.test(name))
    .sort()
}

const NAME = /^[0-9a-f]{64}$/
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function fileOf(folder: string, sha256: string): string {
  if (!NAME.test(sha256)) throw new TypeError('not a SHA-256 in lower-case hex')
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

const readIfThere = (file: string): Promise<Uint8Array | null> =>
  readFile(file).catch((error: unknown) => orThrow(error, null))

function orThrow<T>(error: unknown, whenMissing: T): T {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return whenMissing
  throw error
}

async function writeDurably(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const place = dirname(file)
  await mkdir(place, { recursive: true, mode: 0o700 })
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o400)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  // A new name is durable only once its folder is, and a new folder only once its parent is.
  for (const parent of [place, dirname(place), folder]) await syncFolder(parent)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
