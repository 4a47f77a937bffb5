import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Why nothing can be written under the name this option gave, as a sentence, or null. */
export function unwritable(
  file: string,
  option: '--out' | '--evidence' | '--findings' | '--page' | '文件',
): string | null {
  const folder = dirname(resolve(file))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return `没有文件夹 ${folder}，请先建好，或把 ${option} 改到别处 / no such folder`
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    return `${file} 是文件夹，请在后面加上文件名 / this is a folder, add a file name`
  return null
}

/** Writes a file whole or not at all, readable by its owner alone: it holds names. */
export async function writeFileWhole(file: string, pieces: AsyncIterable<Uint8Array> | Uint8Array[]): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    for await (const piece of pieces) await handle.writeFile(piece)
    await handle.sync()
    await handle.close()
    await rename(temporary, file)
  } catch (error) {
    await handle.close()
    await rm(temporary, { force: true })
    throw error
  }
}

/** Writes to a pipe at the reader's pace. A reader that has seen enough (`| head`) ends it without an error. */
export async function writePieces(stream: Writable, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), stream, { end: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}
