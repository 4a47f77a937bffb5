import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'

/** Adds the option without which no file is written over. */
export const overwriting = (command: Command): Command =>
  command.option('--force', '已经有同名的文件也写，原来的就没有了 / write over a file that is there')

/**
 * Why nothing can be written under the name this option gave, as a sentence, or null. `force` is whether a file that is
 * there may be written over; a command that never does it leaves it out.
 */
export function unwritable(
  file: string,
  option: '--out' | '--evidence' | '--findings' | '--page' | '文件',
  force?: boolean,
): string | null {
  const folder = dirname(resolve(file))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return `没有文件夹 ${folder}，请先建好，或把 ${option} 改到别处 / no such folder`
  const there = statSync(file, { throwIfNoEntry: false })
  if (there?.isDirectory()) return `${file} 是文件夹，请在后面加上文件名 / this is a folder, add a file name`
  if (!there || force) return null
  return force === undefined
    ? `${file} 已经有了，请换一个文件名 / is there already, choose another name`
    : `${file} 已经有了：请换一个文件名，或者加 --force 覆盖它 / is there already: another name, or --force to write over it`
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
