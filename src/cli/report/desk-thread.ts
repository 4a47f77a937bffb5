import { parentPort, workerData } from 'node:worker_threads'
import type { ReportDesk } from '../../conversations/reports/ports.js'
import type { ExportedRecord, RecordScope, RecordsToRead } from '../../records/export-ports.js'
import type { ReportReads } from '../../reports/ports.js'
import { deskOf } from './desk.js'
import type { DeskCall, DeskSources, FromDesk, ToDesk } from './desk-in-thread.js'

// The entry of the thread that `deskInThread` starts: it compiles one report and ends. A fault ends it with an error that its starter hears.
const port = parentPort
if (!port) throw new Error('this file is the entry of a thread')
const { name, args, data, now } = workerData as DeskCall
const tell = (message: FromDesk) => port.postMessage(message)

const waiting = new Map<number, (value: unknown) => void>()
let asked = 0
const ask = (of: keyof DeskSources, method: string, given: unknown[]): Promise<unknown> =>
  new Promise((resolve) => {
    const id = ++asked
    waiting.set(id, resolve)
    tell({ type: 'ask', id, of, name: method, args: given })
  })
port.on('message', ({ id, value }: ToDesk) => {
  waiting.get(id)?.(value)
  waiting.delete(id)
})

/** A port all of whose methods are called on the other side. */
const asking = (of: keyof DeskSources, more: object = {}): unknown =>
  new Proxy(more, {
    get: (own, method: string) =>
      (Reflect.get(own, method) as unknown) ?? ((...given: unknown[]) => ask(of, method, given)),
  })

async function* records(scope: RecordScope): AsyncGenerator<ExportedRecord> {
  for (let from: RecordScope | null = scope; ; from = null) {
    const page = (await ask('records', 'records', [from])) as ExportedRecord[]
    if (page.length === 0) return
    yield* page
  }
}

const desk: ReportDesk = deskOf({
  records: asking('records', { records }) as RecordsToRead,
  reads: asking('reads') as ReportReads,
  read: (sha256) => ask('blobs', 'read', [sha256]) as Promise<Uint8Array | null>,
  clock: { now: () => now },
  data,
})
const run = desk[name] as (...given: unknown[]) => Promise<unknown>
tell({ type: 'made', value: await run(...args) })
port.close()
