import { Worker } from 'node:worker_threads'
import type { Export } from './export.js'
import type { ExportedRecord } from './export-ports.js'

/** What the thread is told: `records: null` after the last page. */
export type ToThread =
  | { type: 'begin'; head: Omit<Export, 'records' | 'thumbnail'> }
  | { type: 'records'; records: ExportedRecord[] | null }
  | { type: 'thumbnail'; sha256: string; bytes: Uint8Array | null }

export type FromThread = { type: 'thumbnail'; sha256: string } | { type: 'piece'; bytes: Uint8Array } | { type: 'done' }

/** As many as are copied to the other thread in about a millisecond. */
const PAGE = 50

/**
 * The workbook of `exportXlsx`, made in a thread of its own: packing some thousand rows takes seconds, in which a service would answer
 * nobody. Records and pictures are read here. Rejects with whatever broke on either side, and
 * when it is given up.
 */
export async function xlsxInThread(
  { records, thumbnail, ...head }: Export,
  givenUp?: AbortSignal,
): Promise<Uint8Array> {
  givenUp?.throwIfAborted()
  const thread = new Worker(new URL('./xlsx-thread.js', import.meta.url))
  // A thread has no origin: the rule is about windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tell = (message: ToThread) => thread.postMessage(message)
  const pieces: Uint8Array[] = []

  const made = new Promise<void>((resolve, reject) => {
    thread.on('message', (message: FromThread) => {
      if (message.type === 'piece') pieces.push(message.bytes)
      else if (message.type === 'done') resolve()
      else {
        const { sha256 } = message
        thumbnail(sha256).then((bytes) => tell({ type: 'thumbnail', sha256, bytes }), reject)
      }
    })
    thread.once('error', reject)
    givenUp?.addEventListener('abort', () => reject(new Error('the workbook was given up')), { once: true })
    thread.once('exit', () => reject(new Error('the thread ended before the workbook was made')))
  })

  async function feed(): Promise<void> {
    tell({ type: 'begin', head })
    let page: ExportedRecord[] = []
    for await (const record of records) {
      if (page.push(record) < PAGE) continue
      tell({ type: 'records', records: page })
      page = []
    }
    tell({ type: 'records', records: page })
    tell({ type: 'records', records: null })
  }

  try {
    await Promise.all([made, feed()])
    return Buffer.concat(pieces)
  } finally {
    await thread.terminate()
  }
}
