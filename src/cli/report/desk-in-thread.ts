import { Worker } from 'node:worker_threads'
import type { ReportDesk } from '../../conversations/reports/ports.js'
import type { Clock, Instant } from '../../kernel/clock.js'
import type { ExportedRecord, RecordScope, RecordsToRead } from '../../records/export-ports.js'
import type { ReportReads } from '../../reports/ports.js'

/** What a desk reads from: a call of these is made on the service's side. */
export interface DeskSources {
  records: RecordsToRead
  reads: ReportReads
  blobs: { read(sha256: string): Promise<Uint8Array | null> }
}

/** What the thread is started for. */
export interface DeskCall {
  name: keyof ReportDesk
  args: unknown[]
  data: string
  now: Instant
}

export type FromDesk =
  /** A port's method by name; of `records.records` the next page, empty after the last. */
  { type: 'ask'; id: number; of: keyof DeskSources; name: string; args: unknown[] } | { type: 'made'; value: unknown }

export interface ToDesk {
  id: number
  value: unknown
}

/** Read at once, as the database reads them. */
const PAGE = 50

/** Of memory for what is new, in MB: rows are streamed, so a year of them needs no more than a month where what is done with is let go soon. */
export const YOUNG_MB = 24

/**
 * The desk of an installation, each report of which is compiled in a thread of its own: placing a year's rows in Word and reconciling the result
 * takes seconds, in which a service would answer nobody. Database and files are read here. Rejects with whatever broke on either side.
 */
export function deskInThread({ clock, data, ...sources }: DeskSources & { clock: Clock; data: string }): ReportDesk {
  return {
    build: (hubId, wanted, givenUp) =>
      called({ name: 'build', args: [hubId, wanted], data, now: clock.now() }, sources, givenUp) as ReturnType<
        ReportDesk['build']
      >,
    moved: (hubId, compiled, givenUp) =>
      called({ name: 'moved', args: [hubId, compiled], data, now: clock.now() }, sources, givenUp) as ReturnType<
        ReportDesk['moved']
      >,
  }
}

async function called(call: DeskCall, sources: DeskSources, givenUp?: AbortSignal): Promise<unknown> {
  givenUp?.throwIfAborted()
  const thread = new Worker(new URL('./desk-thread.js', import.meta.url), {
    workerData: call,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  // A service that stops waits for its jobs as long as it means to, and for no thread.
  thread.unref()
  const answer = answers(sources)
  try {
    return await new Promise<unknown>((resolve, reject) => {
      thread.on('message', (message: FromDesk) => {
        if (message.type === 'made') resolve(message.value)
        // What cannot be read is told as it is: an outage is waited for, a fault in the thread is not.
        // A thread has no origin: the rule is about windows.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        else answer(message).then((value) => thread.postMessage({ id: message.id, value } satisfies ToDesk), reject)
      })
      thread.once('error', reject)
      givenUp?.addEventListener('abort', () => reject(new Error('the report was given up')), { once: true })
      thread.once('exit', () => reject(new Error('the thread ended before the report was made')))
    })
  } finally {
    await thread.terminate()
  }
}

type Method = (...args: unknown[]) => Promise<unknown>

function answers(sources: DeskSources): (asked: Extract<FromDesk, { type: 'ask' }>) => Promise<unknown> {
  let reading: AsyncIterator<ExportedRecord> | null = null
  return async ({ of, name, args }) => {
    if (of !== 'records' || name !== 'records')
      return (sources[of] as unknown as Record<string, Method>)[name]?.(...args)
    const [scope] = args as [RecordScope | null]
    if (scope) reading = sources.records.records(scope)[Symbol.asyncIterator]()
    const page: ExportedRecord[] = []
    for (let next = await reading?.next(); next && !next.done; next = await reading?.next())
      if (page.push(next.value) === PAGE) break
    return page
  }
}
