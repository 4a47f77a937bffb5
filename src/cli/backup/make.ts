import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { blobsNamedIn, dumpDatabase } from '../../database/dump.js'
import { millisOf, type Instant } from '../../kernel/clock.js'
import type { Settings } from '../../settings.js'
import { BlobUnreadable } from '../../storage/blobs.js'
import { diskBlobNames, diskBlobs } from '../../storage/disk.js'
import { writeFileWhole } from '../write-out.js'
import { BLOBS, DATABASE, MANIFEST, SETTINGS, hashOf, type Manifest } from './manifest.js'

/**
 * Makes a backup under a temporary name beside `folder` and gives it that name at its very end: there is a whole one or none. The database
 * goes first, then the files: files are only ever added, so those that the rows of that moment speak of are all there; the other way round
 * a picture that came in between would be a row without its file. Null: the folder is there and holds something.
 */
export async function makeBackup(
  folder: string,
  settings: Settings,
  { version, now, settingsFile }: { version: string; now: Instant; settingsFile: string | null },
): Promise<Manifest | null> {
  const target = resolve(folder)
  if (existsSync(target) && (await readdir(target)).length > 0) return null
  await removeLeftovers(dirname(target), now)
  const temporary = `${target}.${randomUUID()}.tmp`
  await mkdir(temporary, { recursive: true, mode: 0o700 })
  try {
    const file = join(temporary, DATABASE)
    const dumped = await dumpDatabase(settings.database, file)
    const blobs = await copyBlobs(join(settings.data, 'blobs'), join(temporary, BLOBS))
    if (settingsFile !== null) await copyFile(settingsFile, join(temporary, SETTINGS))

    const [wanted, there] = [await blobsNamedIn(file, now), new Set(blobs)]
    const files: Manifest['files'] = []
    for (const path of [DATABASE, ...(settingsFile === null ? [] : [SETTINGS])]) {
      files.push({ path, bytes: await sizeOf(temporary, path), sha256: await hashOf(join(temporary, path)) })
    }
    // Checked against their names while they were copied.
    for (const sha256 of blobs) {
      const path = blobPath(sha256)
      files.push({ path, bytes: await sizeOf(temporary, path), sha256 })
    }
    const manifest: Manifest = {
      format: 1,
      version,
      madeAt: now,
      from: settings.database.type,
      ...dumped,
      blobs: blobs.length,
      missing: [...wanted].filter((name) => !there.has(name)).sort(),
      files,
    }
    await synced(file)
    await writeFileWhole(join(temporary, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)])
    await synced(temporary)
    await rename(temporary, target)
    await synced(dirname(target))
    return manifest
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

const LEFTOVER = /\.[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.tmp$/
/** No backup takes so long: what is older was left by one that was killed. */
const DAY_MS = 24 * 3_600_000

/** They are as large as a backup, and each night would add one. */
async function removeLeftovers(parent: string, now: Instant): Promise<void> {
  if (!existsSync(parent)) return
  for (const entry of await readdir(parent, { withFileTypes: true })) {
    if (!entry.isDirectory() || !LEFTOVER.test(entry.name)) continue
    const place = join(parent, entry.name)
    if (millisOf(now) - (await stat(place)).mtimeMs > DAY_MS) await rm(place, { recursive: true, force: true })
  }
}

/** As `storage/disk.ts` lays them out. */
const blobPath = (name: string): string => `${BLOBS}/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`

/** Copies what can be read, each checked against its name; the names of these. */
export async function copyBlobs(from: string, to: string): Promise<string[]> {
  const [source, target] = [diskBlobs(from), diskBlobs(to)]
  const copied: string[] = []
  for (const name of await diskBlobNames(from)) {
    try {
      copied.push(await target.put(await source.read(name)))
    } catch (error) {
      // One that was damaged before is told at the end: all others are worth keeping.
      if (!(error instanceof BlobUnreadable)) throw error
    }
  }
  return copied
}

const sizeOf = async (folder: string, path: string): Promise<number> => (await stat(join(folder, path))).size

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
