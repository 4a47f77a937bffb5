import { splitText } from '../../src/channels/tencent/split.js'
import { companyPacing } from '../../src/channels/tencent/company-pace.js'
import { pacing } from '../../src/channels/tencent/pace.js'
import { wecomApp } from '../../src/channels/wecom-app/channel.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import { reachOf } from '../../src/channels/wechat-oa/reach.js'
import type { ConfigFiles } from '../../src/config-files.js'
import { deliver } from '../../src/conversations/deliver.js'
import { formsOf } from '../../src/conversations/forms.js'
import { keepPicture } from '../../src/conversations/keep-picture.js'
import { takeTurn, type TurnShell } from '../../src/conversations/receive.js'
import { tellWithin, wake } from '../../src/conversations/tell.js'
import { voiceJobs } from '../../src/conversations/voice/jobs.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { databaseQueue } from '../../src/database/queue.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import type { SeasonPorts } from '../../src/reminders/ports.js'
import type { ClaimedJob } from '../../src/jobs/queue.js'
import { waitAfter } from '../../src/jobs/job-end.js'
import { later, millisOf, type Instant } from '../../src/kernel/clock.js'
import { idFrom } from '../../src/kernel/id.js'
import { textIn, type JobHandler } from '../../src/kernel/job.js'
import type { InboundMessage, MediaResult, SendResult } from '../../src/kernel/message.js'
import { SILENCE } from '../../src/emulator/said.js'
import { examineVoice } from '../../src/storage/voices.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'

import { blobs, examine } from './pictures.js'

/** The side of one account that the platform shows: what becomes of what we send and fetch, and when the machine dies over a job. */
export interface Platform {
  send(to: string, text: string): SendResult
  fetch(media: string): Promise<MediaResult>
  /** `before` nothing was done yet, `after` all was done and not written down. */
  dies(): 'before' | 'after' | null
}

/** The machine died in the middle of a job. */
class Died extends Error {}

/** What is wrong with the program on purpose, to see whether it is found: what its database does, what it says, and what it understands. */
export interface Fault {
  ports?(ports: SeasonPorts): SeasonPorts
  say?(key: string, text: string): string
  hear?(text: string): string
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** Which kind an account is stands in its name. */
export const ACCOUNTS = ['app', 'writing', 'answering'] as const
export type AccountKind = (typeof ACCOUNTS)[number]

/** The whole program over a database, on a clock that is set by hand; it can be closed and opened again at any moment. */
export async function openWorld(
  settings: DatabaseSettings,
  given: ConfigFiles,
  from: Instant,
  {
    ports: faulty = (ports) => ports,
    say: misheard = (_, text) => text,
    hear: understood = (text) => text,
  }: Fault = {},
) {
  let now = from
  let [made, ids] = [0, 0]
  const clock = { now: () => now }
  const counted = Buffer.alloc(16)
  const newId = () => {
    ids++
    for (let i = 0; i < 7; i++) counted[15 - i] = (ids >> (5 * i)) & 31
    return idFrom(millisOf(now) + Math.min(999, made++), counted)
  }
  const open = async (): Promise<Database> => {
    const database = await openDatabase(settings, { newId, clock })
    return { ...database, transact: (work) => database.transact((ports) => work(faulty(ports))) }
  }
  const wordsOf: ConfigFiles['wordsOf'] = (language) => {
    const words = given.wordsOf(language)
    return { ...words, say: (key, values) => misheard(key, words.say(key, values)) }
  }
  const config = { ...given, wordsOf }
  const platforms = new Map<string, Platform>()
  const accountOfAddress = new Map<string, string>()
  const platformOf = (account: string): Platform => {
    const found = platforms.get(account)
    if (!found) throw new Error(`nobody is at ${account}`)
    return found
  }
  const app = wecomApp(
    wecomAppSettings.parse({
      name: 'property',
      corpId: 'ww0000000000',
      agentId: 1,
      secret: 's',
      token: 'token',
      encodingAesKey: 'A'.repeat(43),
    }),
    {
      clock,
      blobs: { read: () => Promise.reject(new Error('no file is sent')) },
      pace: pacing(from),
      company: companyPacing(from),
    },
  )
  const hub = { id: '', name: '益心益意', zone: 'Asia/Shanghai', language: 'zh-CN' }
  /** Of accounts whose hub is not the one of all. */
  const hubOfAccount = new Map<string, string>()
  /** What broke a turn, with its stack: never to happen. */
  const broken: unknown[] = []

  const shellOn = (database: Database): TurnShell => ({
    transact: database.transact,
    clock,
    newId,
    forms: formsOf(config.forms),
    wordsOf: config.wordsOf,
    calendar: WEEKDAYS_ONLY,
    transcribes: false,
    readsAgain: false,
    hubOf: (account) => ({ ...hub, id: hubOfAccount.get(account) ?? hub.id }),
    identifierOf: () => null,
    notice: () => {},
    reach: (standing, at) => {
      const kind = standing.address.account.split('-')[0]
      return kind === 'app' ? app.reach(standing, at) : reachOf(standing, kind === 'writing', at)
    },
    ways: () => [],
    permission: () => null,
    staffWays: {
      accountsOf: () => [],
      takesFiles: () => false,
      qrAccount: () => null,
      robotsOf: () => [],
      layouts: () => Promise.resolve([]),
      publicUrl: null,
    },
    split: (_to, text) => splitText(text),
    nudge: () => {},
    broke: (error) => void (dying === null && broken.push(error)),
  })
  const handlersOn = (shell: TurnShell): Record<string, JobHandler> => ({
    deliver: deliver(shell, {
      senderOf: ({ account }) => ({
        send: ({ to, say }) => {
          if (say.type !== 'text') throw new Error(`nobody here was to get a ${say.type}`)
          return Promise.resolve(platformOf(account).send(to.user, say.text))
        },
      }),
      nameOf: ({ account }) => account,
    }),
    fetch_media: keepPicture({
      transact: shell.transact,
      channelOf: (_channel, account) => ({ fetchMedia: ({ id }) => platformOf(account).fetch(id) }),
      blobs,
      examine,
      tell: tellWithin(shell),
      clock,
      nudge: () => {},
    }),
    // A voice message that she sends is kept; nothing here writes it down.
    ...voiceJobs(shell, {
      channelOf: () => ({
        fetchMedia: () => Promise.resolve({ type: 'fetched', bytes: SILENCE, name: null, contentType: 'audio/amr' }),
      }),
      blobs,
      examine: examineVoice,
      transcribe: null,
    }),
    wake: wake(shell),
  })
  const started = (database: Database) => {
    const shell = shellOn(database)
    return { database, queue: databaseQueue(database.units), handlers: handlersOn(shell), take: takeTurn(shell) }
  }

  let dying: Promise<void> | null = null
  let running = started(await open())
  await running.database.migrate()

  async function hear(given: InboundMessage): Promise<string | null> {
    if (dying) await dying
    const { said } = given
    const message = said.type === 'text' ? { ...given, said: { ...said, text: understood(said.text) } } : given
    const { take } = running
    const first = await take(message).catch((error: unknown) => {
      if (dying) return error
      throw error
    })
    if (!dying) return first as string | null
    // Nobody heard the answer, if there was one: the platform delivers again.
    await dying
    const again = await running.take(message)
    if (!(first instanceof Error) && again !== first && again !== config.wordsOf('zh-CN').say('menu.trouble'))
      throw new Error(`delivered again it was answered otherwise: ${String(first)}`)
    return again
  }

  async function runJob(job: ClaimedJob): Promise<boolean> {
    const { handlers, queue } = running
    const account = job.account ?? accountOfAddress.get(textIn(job.payload, 'addressId')) ?? ''
    const death = platformOf(account).dies()
    if (death === 'before') return false
    const handler = handlers[job.kind]
    if (!handler) throw new Error(`no handler for ${job.kind}`)
    let result: Awaited<ReturnType<JobHandler['run']>>
    try {
      result = await handler.run(job)
    } catch (error) {
      if (error instanceof Died) return false
      throw error
    }
    if (death === 'after') return false
    const end =
      result.type === 'again'
        ? {
            type: 'again' as const,
            code: result.code,
            dueAt: later(now, waitAfter(job.attempts, result.after)),
            mark: result.mark ?? null,
          }
        : { type: result.type, code: result.code ?? null }
    await queue.finish(job, end, now)
    return true
  }

  return {
    /** Whether messages that come at the same time are taken in the order in which they came; a server may take any first. */
    inOrder: settings.type === 'sqlite',
    broken,
    config,
    clock,
    platforms,
    accountOfAddress,
    hubOfAccount,
    setHub: (id: string) => void (hub.id = id),
    get database() {
      return running.database
    },
    set(at: Instant) {
      if (at !== now) made = 0
      now = at
    },
    hear,

    /** The machine dies while messages are being taken, and comes back. */
    async restart(): Promise<void> {
      dying ??= (async () => {
        await running.database.close()
        running = started(await open())
      })()
      await dying
      dying = null
    },

    /** Runs all that is due, and what comes of it, until nothing is. */
    async runJobs(): Promise<void> {
      for (;;) {
        // A lease that is over at once: what a death leaves behind is found in the same moment.
        const leased = later(now, -1_000)
        const jobs = await running.queue.claim(500, now, leased, { share: 500, runs: [] })
        if (jobs.length === 0) return
        const done = await Promise.all(jobs.map(runJob))
        if (done.includes(false)) await running.queue.recover(now, true)
      }
    },

    /** When the next job is due, or null. */
    async nextJobAt(): Promise<Instant | null> {
      const [row] = await running.database.reads.all<{ at: Instant | null }>(
        "SELECT MIN(dueAt) AS at FROM outbox WHERE state = 'waiting' AND dueAt > ?",
        [now],
      )
      return row?.at ?? null
    },

    close: () => running.database.close(),
  }
}

/** Thrown by a platform into whose answer the machine dies. */
export const died = (): never => {
  throw new Died('the machine died')
}
