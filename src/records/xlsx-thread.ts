import { parentPort } from 'node:worker_threads'
import { exportXlsx } from './export-xlsx.js'
import type { ExportedRecord } from './export-ports.js'
import type { FromThread, ToThread } from './export-thread.js'

// The entry of the thread that `xlsxInThread` starts: it makes one workbook and ends.
const port = parentPort
if (!port) throw new Error('this file is the entry of a thread')
const tell = (message: FromThread) => port.postMessage(message)

const pages: (ExportedRecord[] | null)[] = []
let arrived = () => {}
const thumbnails = new Map<string, (bytes: Uint8Array | null) => void>()

async function* records(): AsyncGenerator<ExportedRecord> {
  for (;;) {
    const page = pages.shift()
    if (page === null) return
    if (page) yield* page
    else await new Promise<void>((resolve) => (arrived = resolve))
  }
}

async function make(head: Extract<ToThread, { type: 'begin' }>['head']): Promise<void> {
  const thumbnail = (sha256: string) =>
    new Promise<Uint8Array | null>((resolve) => {
      thumbnails.set(sha256, resolve)
      tell({ type: 'thumbnail', sha256 })
    })
  for await (const bytes of exportXlsx({ ...head, records: records(), thumbnail })) tell({ type: 'piece', bytes })
  tell({ type: 'done' })
  port?.close()
}

port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'begin':
      // A fault ends the thread with an error that its starter hears.
      void make(message.head)
      break
    case 'records':
      pages.push(message.records)
      arrived()
      break
    case 'thumbnail':
      thumbnails.get(message.sha256)?.(message.bytes)
      break
  }
})
