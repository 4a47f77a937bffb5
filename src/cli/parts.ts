import type { Readable, Writable } from 'node:stream'
import type { Account } from '../accounts.js'
import type { Fault } from '../config-files.js'
import type { Transact, TurnPorts } from '../conversations/ports.js'
import type { ReportDrafts } from '../conversations/reports/ports.js'
import type { Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Invitations } from '../people/people.js'
import type { HubData, InvitationToHandOut } from '../programmes/hub-data.js'
import type { Registers } from '../programmes/register.js'
import type { Compilations } from '../records/compilations.js'
import type { RecordReads } from '../records/record-reads.js'
import type { ExportHub, Named, RecordsToRead } from '../records/export-ports.js'
import type { ReportReads } from '../reports/ports.js'
import type { Environment } from '../settings-environment.js'
import type { Rehearsed } from '../rehearsal/report.js'
import type { Settings } from '../settings.js'
import type { Rehearsable, RehearsalOf } from './rehearse/command.js'

/** What the commands work with: the process's own surroundings, and the application behind a few doors. */
export interface CliParts {
  /** The process's own unless given. */
  env?: Environment
  version: string
  /** The process's own unless given. */
  stdin?: Readable & { isTTY?: boolean }
  stdout: Writable & { isTTY?: boolean }
  stderr: Writable
  now(): Instant
  /** Runs the service; resolves after it has stopped, or with the faults that kept it from starting. */
  start(settings: Settings): Promise<Fault[]>
  /** Brings the tables of the database up to date; the names of the changes that were made. */
  migrate(settings: Settings): Promise<string[]>
  /** Loads a hub or brings it up to date; the invitation codes of all its contacts. */
  load(settings: Settings, data: HubData): Promise<InvitationToHandOut[]>
  /** Rehearses a season in a place of its own, with the emulator of the platforms. */
  rehearse(what: Rehearsable, how: RehearsalOf): Promise<Rehearsed>
  /** For reading, and for writing down what was exported: null where there is no database yet, and none is made. */
  openRecords(settings: Settings): Promise<OpenRecords | null>
  /**
   * For programmes: to `read`, null where there is no database yet; to `write`, one is made; to `rehearse`, everything is taken back at the
   * end, and where there is no database none is made.
   */
  openRegisters(settings: Settings, to: 'read' | 'write' | 'rehearse'): Promise<OpenRegisters | null>
  /** For handing out invitations: null where there is no database yet, and none is made. */
  openInvitations(settings: Settings): Promise<OpenInvitations | null>
  /** For seeing who can be reached, who is to be called, and what was sent to many: null where there is no database yet, and none is made. */
  openReach(settings: Settings): Promise<OpenReach | null>
}

export interface OpenRecords {
  records: RecordsToRead
  reports: ReportReads
  /** The programmes of all hubs with who pays for them, by hub and name. It crosses hubs: for the operator of the machine alone. */
  funded(): Promise<Funded[]>
  /** Reads a kept file by its SHA-256; throws `BlobUnreadable`. */
  blobs: { read(sha256: string): Promise<Uint8Array> }
  transact: Transact<{
    compilations: Compilations
    reportDrafts: ReportDrafts
    records: Pick<RecordReads, 'find' | 'listedOne' | 'events'>
  }>
  newId: NewId
  close(): Promise<void>
}

/** A programme of a hub, and its funder as that hub calls it. Funders of several hubs with one `code` are the same one. */
export interface Funded {
  hub: ExportHub
  programme: Named
  funder: { name: string; code: string | null }
}

export interface OpenRegisters {
  transact: Transact<Registers>
  newId: NewId
  close(): Promise<void>
}

export interface OpenInvitations {
  records: Pick<RecordsToRead, 'hubs' | 'organisations'>
  transact: Transact<{ invitations: Invitations }>
  /** Of the settings: for the QR that leads to them. */
  accounts: Account[]
  close(): Promise<void>
}

export interface OpenReach {
  records: Pick<RecordsToRead, 'hubs'>
  transact: Transact<Pick<TurnPorts, 'overview' | 'deadlines' | 'obligations' | 'broadcasts' | 'salons'>>
  /** Of the settings: their rules decide. */
  accounts: Account[]
  close(): Promise<void>
}

/** Exit codes: the work was done; it could not be done (database gone, disk full); it was asked for wrongly (options, names, settings). */
export const DONE = 0
export const FAILED = 1
export const WRONG = 2
/** What reconciling found, by its gravest finding. */
export const FOUND = { naming: 10, coverage: 11, doubtful: 12, contradiction: 13 } as const
export type ExitCode = typeof DONE | typeof FAILED | typeof WRONG | (typeof FOUND)[keyof typeof FOUND]
