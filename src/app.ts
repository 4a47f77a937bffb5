import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { isDeepStrictEqual } from 'node:util'
import { accountOf, accountsOf, repeatsOf, robotsOf, rulesOf, type Account } from './accounts.js'
import { callbacks, closed, listen } from './channels/http.js'
import type { ConfigFiles, Fault } from './config-files.js'
import { textOfFile } from './cli/reconcile/file-text.js'
import { deskInThread } from './cli/report/desk-in-thread.js'
import { layoutNames } from './cli/report/layouts.js'
import { broadcastJobs } from './conversations/broadcasts/jobs.js'
import { captionsLater, proposeCaptions } from './conversations/captions/propose-job.js'
import { contactLeft } from './conversations/comings/left.js'
import { deliver } from './conversations/deliver.js'
import { forgetStrangers } from './conversations/forget.js'
import { formsOf } from './conversations/forms.js'
import { forwardMedia } from './conversations/help/forward-job.js'
import { helpOver } from './conversations/help/staff.js'
import { identify } from './conversations/identify.js'
import { keepPicture } from './conversations/keep-picture.js'
import { notify } from './conversations/reach/notify.js'
import { reportJobs } from './conversations/reports/jobs.js'
import { takeTurn, type TurnShell } from './conversations/receive.js'
import { accountName } from './conversations/staff/account-name.js'
import { salonNews } from './conversations/salons/news-job.js'
import { salonRemind } from './conversations/salons/news.js'
import { salonQr } from './conversations/salons/qr-job.js'
import { fileLinks } from './conversations/staff/file-links.js'
import { inviteQr } from './conversations/staff/qr-job.js'
import { tellWithin, wake } from './conversations/tell.js'
import { understoodJobs } from './conversations/understood/jobs.js'
import { voiceJobs } from './conversations/voice/jobs.js'
import { openDatabase, type Database } from './database/connect.js'
import { purgeDownloads } from './database/downloads.js'
import { forgetBlob } from './database/forget-blob.js'
import { databaseModelBudget } from './database/model-budget.js'
import { databaseQueue } from './database/queue.js'
import { databaseRecordsToRead } from './database/records-to-read.js'
import { databaseReportReads } from './database/report-reads.js'
import { forgetOccasions } from './database/reminders.js'
import { modelsOf } from './extraction/llm/models.js'
import { jobMetrics, modelMetrics } from './jobs/metrics.js'
import { byItself, type Movers } from './jobs/movers.js'
import { instantOf, type Clock } from './kernel/clock.js'
import { idFrom, type NewId } from './kernel/id.js'
import type { Address } from './kernel/message.js'
import type { Logger } from './logging.js'
import type { Settings } from './settings.js'
import { readOrNull } from './storage/blobs.js'
import { diskBlobs, removeDiskBlob } from './storage/disk.js'
import { examinePicture, smallCopy } from './storage/pictures.js'
import { examineVoice } from './storage/voices.js'
import { digestJob } from './reminders/digest-job.js'
import { planHubs } from './reminders/plan-hubs.js'
import { remindJob } from './reminders/remind-job.js'
import { reminderNow } from './reminders/reminder.js'
import { openaiTranscriber } from './transcription/openai.js'

export interface App {
  /** Where the service listens, `http://127.0.0.1:8080`. */
  url: string
  /** Finishes what it accepted and closes everything, at the latest after some seconds. */
  stop(): Promise<void>
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) }

// Chance is drawn for many ids at once: each call of the operating system's source costs more than all the rest of a turn's ids.
const chance = Buffer.alloc(16 * 256)
let drawn = chance.length
export const newId: NewId = () => {
  if (drawn === chance.length) {
    randomFillSync(chance)
    drawn = 0
  }
  return idFrom(Date.now(), chance.subarray(drawn, (drawn += 16)))
}

/** How long a stop may take: the platforms give a callback 5 s, a send its own limit. */
const STOP_WITHIN_MS = 10_000
/** Jobs at once: downloads and sends wait for the network, not for us. Several times what the worker lets one account have. */
const CONCURRENCY = 16

/**
 * Starts the service: the one place where ports meet their adapters. Faults of the settings against the database come back as values;
 * a port that is taken or a database that is gone rejects.
 */
export async function startApp(
  settings: Settings,
  config: ConfigFiles,
  log: Logger,
  clock: Clock = systemClock,
  movers: Movers = byItself(newId),
): Promise<App | { faults: Fault[] }> {
  const { newId } = movers
  const database = await openDatabase(settings.database, { newId, clock })
  if (!(await database.serve())) {
    await database.close()
    const message = '已有一个服务在用这个数据库，请先停掉它 / another service works on this database: stop it first'
    return { faults: [{ where: 'database', message }] }
  }
  const migrated = await database.migrate()
  if (migrated.length > 0) log.info({ migrations: migrated }, 'tables brought up to date')
  const blobFolder = join(settings.data, 'blobs')
  const blobs = diskBlobs(blobFolder)
  const accounts = accountsOf(settings, { clock, blobs })
  const hubs = await hubsOfAccounts(database, accounts)
  const changed = await changedForms(database, config)
  if ('faults' in hubs || changed.length > 0) {
    await database.close()
    return { faults: [...('faults' in hubs ? hubs.faults : []), ...changed] }
  }

  const hubsServed = [...new Map([...hubs.values()].map((hub) => [hub.id, hub])).values()]
  const channels = accounts.map(({ channel }) => channel)
  const channelOf = (channel: string, account: string) => accountOf(accounts, { channel, account })?.channel ?? null
  const robotsIn = robotsOf(settings, { clock, blobs }, hubsServed)
  const qrMaker = (hubId: string) =>
    channels.find(({ account, sceneQr }) => sceneQr !== null && hubs.get(account)?.id === hubId)
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const shell: TurnShell = {
    transact: database.transact,
    clock,
    newId,
    forms: formsOf(config.forms),
    wordsOf: config.wordsOf,
    hubOf: (account) => hubs.get(account) ?? null,
    identifierOf: ({ channel, account }) => channelOf(channel, account)?.identify ?? null,
    notice: (what, about) => log.warn(about, what),
    staffWays: {
      takesFiles: (to) => accountOf(accounts, to)?.channel.sendsFiles ?? false,
      accountsOf: (hubId) =>
        accounts.flatMap(({ channel, title }) =>
          hubs.get(channel.account)?.id === hubId ? [{ channel: channel.name, title }] : [],
        ),
      qrAccount: (hubId) => qrMaker(hubId)?.account ?? null,
      robotsOf: (hubId) => robotsIn(hubId).map(({ name }) => name),
      layouts: () => layoutNames(settings.data),
      publicUrl: settings.publicUrl ?? null,
    },
    ...rulesOf(accounts),
    split: (to, text) => channelOf(to.channel, to.account)?.split(text) ?? [text],
    calendar: config.calendar,
    transcribes: settings.transcriber !== undefined,
    readsAgain: settings.model !== undefined,
    nudge: () => worker.nudge(),
    broke: (err) => log.error({ err }, 'a turn broke; its message is kept and its sender told'),
  }
  const calls = { clock, noticed: modelMetrics(metrics), budget: databaseModelBudget(database.units) }
  const { model, writer, captioner } = modelsOf(settings.model, calls)
  const season = { ...shell, transact: database.transact }
  const sending = {
    senderOf: (to: Address) => channelOf(to.channel, to.account),
    nameOf: (of: Pick<Address, 'channel' | 'account'>) => {
      const hub = hubs.get(of.account)
      const title = accountOf(accounts, of)?.title ?? null
      return hub ? accountName({ channel: of.channel, title }, hub.name, config.wordsOf(hub.language)) : of.account
    },
  }
  const records = databaseRecordsToRead(database.reads)
  const read = readOrNull(blobs)
  const reads = databaseReportReads(database.reads)
  const desk = deskInThread({ records, reads, blobs: { read }, clock, data: settings.data })
  const queue = databaseQueue(database.units)
  const worker = movers.worker({
    queue,
    clock,
    concurrency: CONCURRENCY,
    log,
    ended: jobMetrics(metrics, queue),
    handlers: {
      deliver: deliver(shell, sending),
      notify: notify(shell, { ...sending, owedNow: (of) => reminderNow(season, of) }),
      fetch_media: keepPicture({
        transact: database.transact,
        channelOf,
        blobs,
        examine: examinePicture,
        tell: tellWithin(shell),
        ...(captioner && { kept: captionsLater(shell) }),
        clock,
        nudge: shell.nudge,
      }),
      ...voiceJobs(shell, {
        channelOf,
        blobs,
        examine: examineVoice,
        transcribe: settings.transcriber ? openaiTranscriber(settings.transcriber) : null,
      }),
      propose_captions: proposeCaptions(shell, { blobs, small: smallCopy, captioner }),
      ...understoodJobs(shell, { channelOf, read: textOfFile, model }),
      forget_blob: forgetBlob(database.units, (sha256) => removeDiskBlob(blobFolder, sha256)),
      contact_left: contactLeft(shell),
      help_over: helpOver(shell),
      forward_media: forwardMedia({ ...shell, channelOf, blobs, examine: examinePicture, examineVoice }),
      wake: wake(shell),
      remind: remindJob(season),
      digest: digestJob(season),
      identify: identify(shell),
      ...reportJobs(shell, { records, blobs, thumbnail: read, desk, writer }),
      invite_qr: inviteQr({ ...shell, qrOf: (hubId) => qrMaker(hubId)?.sceneQr ?? null, blobs }),
      salon_news: salonNews(shell),
      ...broadcastJobs(shell, {
        ...sending,
        repeats: repeatsOf(accounts),
        channelOf,
        blobs,
        examine: examinePicture,
        robotOf: (hubId, name) => robotsIn(hubId).find((robot) => robot.name === name) ?? null,
      }),
      salon_remind: salonRemind(shell),
      salon_qr: salonQr({ ...shell, qrOf: (hubId) => qrMaker(hubId)?.sceneQr ?? null, blobs }),
    },
  })
  const housekeeping = movers.housekeeping({
    queue,
    purgeDownloads: purgeDownloads(database.units, (sha256) => removeDiskBlob(blobFolder, sha256)),
    forgetStrangers: (silentSince) => forgetStrangers(database, silentSince),
    forgetOccasions: forgetOccasions(database.units),
    clock,
    log,
  })
  const planning = movers.planning({ plan: () => planHubs(season, hubsServed), log })
  const take = takeTurn(shell)
  const web = callbacks({
    channels,
    clock,
    log,
    metrics,
    files: fileLinks({ transact: database.transact, blobs, clock, words: config.wordsOf('zh-CN') }),
    take: async (message) => {
      const text = await take(message)
      return { reply: text === null ? null : { type: 'text', text } }
    },
    ready: async () => {
      const up = await database.ready()
      return { ok: up, checks: { database: up ? 'ok' : 'gone' } }
    },
  })
  const server = await listen(web, settings.listen.port, settings.listen.host).catch(async (error: unknown) => {
    await worker.stop(0)
    await planning.stop()
    await housekeeping.stop()
    await database.close()
    throw error
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.listen.port
  log.info({ port, apps: channels.length, forms: shell.forms.current.length }, 'service started')
  if (channels.length === 0) log.warn('no account in the settings: nobody can be heard')

  return {
    url: `http://${settings.listen.host}:${port}`,
    async stop() {
      await closed(server, STOP_WITHIN_MS)
      await planning.stop()
      await worker.stop(STOP_WITHIN_MS)
      await housekeeping.stop()
      await database.close()
      log.info('service stopped')
    },
  }
}

/** The hub each configured account speaks for; an account whose hub nobody loaded could not tell whose people write to it. */
async function hubsOfAccounts(database: Database, accounts: Account[]) {
  const known = await database.reads.all<{ id: string; name: string; zone: string; language: string }>(
    'SELECT id, name, zone, language FROM hubs',
  )
  const hubs = new Map<string, (typeof known)[number]>()
  const faults: Fault[] = []
  for (const { hub, channel, at } of accounts) {
    const found = known.find(({ name }) => name === hub)
    if (found) hubs.set(channel.account, found)
    else {
      faults.push({
        where: `${at}.hub`,
        message: `数据库里没有枢纽机构「${hub}」，请先运行 npx jianbao load config/hub.yaml / no such hub in the database: run npx jianbao load FILE first`,
      })
    }
  }
  return faults.length > 0 ? { faults } : hubs
}

/** A version of a form that was used is part of the records filed with it: another text under its number would rewrite them. */
async function changedForms(database: Database, { forms }: ConfigFiles): Promise<Fault[]> {
  const kept = await database.reads.all<{ formId: string; version: number; content: string }>(
    'SELECT formId, version, content FROM form_versions',
  )
  return forms
    .filter((form) => {
      const used = kept.find(({ formId, version }) => formId === form.id && version === form.version)
      return used && !isDeepStrictEqual(JSON.parse(used.content), JSON.parse(JSON.stringify(form)))
    })
    .map(({ id, version, title }) => ({
      where: `config/forms ${id} v${version}`,
      message: `「${title}」的这个版本已经有人填过，不能再改；请恢复原样，另存为 v${version + 1} / this version was used: restore it and save the change as v${version + 1}`,
    }))
}
