import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** The files of a backup, under its folder. */
export const MANIFEST = 'manifest.json'
export const DATABASE = 'jianbao.sqlite'
export const BLOBS = 'blobs'
export const SETTINGS = 'settings.yaml'

const manifest = z.object({
  format: z.literal(1),
  /** Of the program that made it, when, and from which kind of database. */
  version: z.string(),
  madeAt: z.string(),
  from: z.enum(['sqlite', 'mysql', 'mariadb']),
  migrations: z.array(z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.int()),
  blobs: z.int(),
  /** Pictures and exported files that rows speak of and that were gone or damaged before: SHA-256 of each. */
  missing: z.array(z.string()),
  /** All other files, with `/` between folders. */
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

/** The manifest of a backup, when each file is there as it was written; else what is wrong, a line each. */
export async function readBackup(
  folder: string,
): Promise<{ ok: true; manifest: Manifest } | { ok: false; faults: string[] }> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(missing)
  if (text === null)
    return { ok: false, faults: [`${folder} 里没有 ${MANIFEST}：这不是一份完整的备份 / not a whole backup`] }
  const read = manifest.safeParse(parsed(text))
  if (!read.success)
    return {
      ok: false,
      faults: [`${MANIFEST} 读不懂：没复制完（请重新复制）、被改过，或来自更新的版本 / cannot be read`],
    }
  const faults: string[] = []
  for (const { path, sha256 } of read.data.files) {
    const found = await hashOf(join(folder, path)).catch(missing)
    if (found !== sha256) faults.push(`${path} ${found === null ? '不见了 / missing' : '和备份时不一样 / damaged'}`)
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, manifest: read.data }
}

/** SHA-256 of a file as hex. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

function missing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the schema will not like it either.
    return null
  }
}
