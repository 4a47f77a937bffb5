import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** Puts a file into the ZIP; resolves when it is in there. `level`: how hard it is packed, 0 (as it is) to 9. */
export type AddFile = (
  path: string,
  level: number,
  pieces: Iterable<Uint8Array> | AsyncIterable<string>,
) => Promise<void>

/** A ZIP made as it is read: of what is in it only a few pieces are in memory. */
export async function* zipped(mtime: Date, fill: (add: AddFile) => Promise<void>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  const filled = fill(
    (path, compressionLevel, pieces) =>
      new Promise<void>((done, failed) => {
        const stream = Readable.from(pieces)
        stream.once('end', done).once('error', failed)
        zip.addReadStreamLazy(path, { compressionLevel, mtime }, givenOnce(stream))
      }),
  ).then(
    () => zip.end(),
    (error: unknown) => void out.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  yield* out as AsyncIterable<Uint8Array>
  await filled
}

/** The library keeps this for each file until the last is in: what it gave it lets go, or all of them would be in memory. */
function givenOnce(stream: Readable): (give: (error: null, stream: Readable) => void) => void {
  let left: Readable | null = stream
  return (give) => {
    const given = left
    left = null
    if (given) give(null, given)
  }
}
