#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountsOf } from '../accounts.js'
import { newId, systemClock } from '../app.js'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { openDatabase, type Database } from '../database/connect.js'
import { loadHub } from '../database/load-hub.js'
import { databaseObligations } from '../database/obligations.js'
import { databaseRecordsToRead } from '../database/records-to-read.js'
import { databaseFunded } from '../database/funded.js'
import { databaseReportReads } from '../database/report-reads.js'
import { databaseRegisters, rehearsal } from '../database/registers.js'
import { dayIn } from '../kernel/zone.js'
import { WEEKDAYS_ONLY } from '../programmes/calendar.js'
import { makeObligations } from '../programmes/keep-obligations.js'
import type { Source } from '../rehearsal/source.js'
import type { Settings } from '../settings.js'
import { diskBlobs } from '../storage/disk.js'
import { runCli } from './program.js'
import type { Rehearsable } from './rehearse/command.js'
import { serve } from '../main.js'

const open = ({ database }: Settings) => openDatabase(database, { newId, clock: systemClock })

// Everything that is written holds what people said: it is for the user of the service alone.
process.umask(0o077)

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** Null where there is none yet, and none is made. */
async function openExisting(settings: Settings): Promise<Database | null> {
  if (settings.database.type === 'sqlite' && !existsSync(settings.database.file)) return null
  const database = await open(settings)
  await database.migrate()
  return database
}

/** One with nothing in it, that is gone when it is closed. */
async function openPassing(settings: Settings): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-'))
  const database = await open({ ...settings, database: { type: 'sqlite', file: join(folder, 'jianbao.db') } })
  await database.migrate()
  return {
    ...database,
    async close() {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function openMade(settings: Settings): Promise<Database> {
  const database = await open(settings)
  await database.migrate()
  return database
}

async function withDatabase<T>(settings: Settings, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await open(settings)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The database that is there, with the accounts of the settings. */
async function openAccounts(settings: Settings) {
  const database = await openExisting(settings)
  return (
    database && {
      records: databaseRecordsToRead(database.reads),
      transact: database.transact,
      accounts: accountsOf(settings, { clock: systemClock, blobs: diskBlobs(join(settings.data, 'blobs')) }),
      close: () => database.close(),
    }
  )
}

async function sourceOf(what: Rehearsable): Promise<Source> {
  if (what.type === 'database') {
    const { databaseSource } = await import('../rehearsal/database-source.js')
    return databaseSource(what.settings, what.hub, what.programme)
  }
  const { demoHub } = await import('../rehearsal/demo-data.js')
  const { demoSource } = await import('../rehearsal/demo-source.js')
  return demoSource(await demoHub(), what.grantees)
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

process.exitCode = await runCli(process.argv.slice(2), {
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => systemClock.now(),
  start: serve,
  migrate: (settings) => withDatabase(settings, (database) => database.migrate()),
  load: (settings, data) =>
    withDatabase(settings, async (database) => {
      await database.migrate()
      const config = await readConfigFiles(CONFIG)
      const keeping = { newId, calendar: 'faults' in config ? WEEKDAYS_ONLY : config.calendar }
      const at = systemClock.now()
      return database.units(async (sql) => {
        const { hubId, invitations } = await loadHub(sql)(data)
        await makeObligations(keeping, databaseObligations(sql), hubId, { at, today: dayIn(at, data.hub.zone) })
        return invitations
      })
    }),
  async openRecords(settings) {
    const database = await openExisting(settings)
    return (
      database && {
        records: databaseRecordsToRead(database.reads),
        reports: databaseReportReads(database.reads),
        funded: databaseFunded(database.reads),
        blobs: diskBlobs(join(settings.data, 'blobs')),
        transact: database.transact,
        newId,
        close: () => database.close(),
      }
    )
  },
  async openRegisters(settings, to) {
    const database =
      to === 'write'
        ? await openMade(settings)
        : ((await openExisting(settings)) ?? (to === 'rehearse' ? await openPassing(settings) : null))
    if (!database) return null
    const units = to === 'rehearse' ? rehearsal(database.units) : database.units
    return { newId, transact: (work) => units((sql) => work(databaseRegisters(sql))), close: () => database.close() }
  },
  openInvitations: openAccounts,
  async rehearse(what, how) {
    // The emulator and all that a rehearsal needs is loaded for it alone.
    const { rehearse } = await import('../rehearsal/rehearse.js')
    // What lies in the temporary folder are people's data: it is removed also when somebody has seen enough.
    let stopped = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true))
    return rehearse({
      ...how,
      source: await sourceOf(what),
      day(on) {
        if (stopped) throw Object.assign(new Error('停下了，临时的数据已经删掉 / stopped'), { code: 'STOPPED' })
        how.day(on)
      },
    })
  },
  openReach: openAccounts,
})
